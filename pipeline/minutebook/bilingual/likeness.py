"""Whether two records may be set side by side: languages, parts, and what is restricted of them.

What is found is said of the translation or of the record that has a mark which the other lacks.
Nothing in this module knows a file.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from minutebook.archive.record_paths import part_of
from minutebook.errors import Problem
from minutebook.places import places
from minutebook.render.access import M, level, local
from minutebook.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

Found = tuple[int, Problem]
"""Which of the two records it is said of, 0 or 1, and what is said."""

_ACCESS = f"{M}access"
_OPEN = "open"


def unlike_languages(roots: tuple[etree._Element, etree._Element]) -> Iterator[Found]:
    """
    See that the records are in two languages, each of them named.

    Args:
        roots: The ``meeting-record`` of the original and of its translation.

    Source:
        Finding E542.
    """
    hint = "name under `language` what each of the two is written in"
    tags = [root.get("language", "") for root in roots]
    for number, tag in enumerate(tags):
        if not tag:
            yield number, _problem("the record does not say in which language it is", hint)
            return
    if tags[0].casefold() == tags[1].casefold():
        original = quoted(roots[0].get("id", ""))
        message = f"the translation is in {quoted(tags[1])}, as {original} is"
        yield 1, _problem(message, hint)


def _problem(message: str, hint: str) -> Problem:
    return Problem(code="E542", path=("language",), message=message, hint=hint)


def unlike_access(roots: tuple[etree._Element, etree._Element]) -> Iterator[Found]:
    """
    Find the first part that is restricted in the one record and not in the same way in the other.

    Args:
        roots: The ``meeting-record`` of the original and of its translation, item for item alike.

    Source:
        Finding E543.
    """
    marks = [list(_marks(root)) for root in roots]
    for own, other in ((1, 0), (0, 1)):
        others = Counter(mark for mark, _ in marks[other])
        for mark, element in marks[own]:
            others[mark] -= 1
            if others[mark] < 0:
                message = (
                    f"this is {mark[-1]}, and in {quoted(roots[other].get('id', ''))} it is not"
                )
                hint = "give both records the same `access` in the same places"
                path = (*part_of(element).path, "access")
                yield own, Problem(code="E543", path=path, message=message, hint=hint)
                return


def _marks(root: etree._Element) -> Iterator[tuple[tuple[str, ...], etree._Element]]:
    """Give what is restricted: what it is, the part in which it stands, its key and its level."""
    numbers = {place: str(number) for number, place in enumerate(places(root))}
    for access in root.iter(_ACCESS):
        owner = access.getparent()
        if owner is None or (rank := level(owner)) == _OPEN:
            continue
        about = (owner, *owner.iterancestors())
        place = next((numbers[one] for one in about if one in numbers), "")
        yield (local(owner), place, owner.get("key", ""), rank), owner


def unlike_parts(roots: tuple[etree._Element, etree._Element]) -> Iterator[Found]:
    """
    See that what is shown of both has the same sessions and items.

    Args:
        roots: The document that was made of each record, for its readers.

    Source:
        Finding E541.
    """
    one, two = ([(_depth(place), local(place)) for place in places(root)] for root in roots)
    if one != two:
        original = quoted(roots[0].get("id", ""))
        message = f"what is shown of the translation has other parts than {original}"
        hint = "name the same owners, and mark the same parts as restricted, in both records"
        yield 1, Problem(code="E541", path=("id",), message=message, hint=hint)


def _depth(place: etree._Element) -> int:
    return sum(1 for _ in place.iterancestors())
