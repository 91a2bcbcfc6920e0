"""Record ids: which of them are one and the same, and which a note that is not read may have.

Nothing in this module knows a record.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

Entry = TypeVar("Entry")
_DIGITS = re.compile("[0-9]")

# Also the ids of sessions and items: what is wanted is every id that the note may have.
_ID = re.compile(
    rb"(?:^|[\r{,]|^\xef\xbb\xbf)[ \t]*"
    rb"[\"']?id[\"']?[ \t]*:[ \t]*[\"']?([A-Za-z0-9][A-Za-z0-9._-]*)",
    re.MULTILINE,
)

# In the first column, where only a key of the record can stand, and with nothing to be read in it.
_OWN_ID = re.compile(rb"^id:[ \t]+([A-Za-z0-9][A-Za-z0-9._-]*)?", re.MULTILINE)


def own_id(data: bytes) -> str | None:
    """
    Give the id of a record, without reading its note as YAML.

    Args:
        data: The bytes of a note, sound or not.

    Returns:
        What the note has as its id if it is an id at all; ``None`` where that takes reading.
    """
    found = _OWN_ID.findall(data)
    return found[0].decode("ascii") if len(found) == 1 and found[0] else None


def groups_of_one_id(entries: Iterable[tuple[str, Entry]]) -> list[list[Entry]]:
    """
    Find what has one id, letter case put aside.

    Args:
        entries: Each with its id.

    Returns:
        A list for each id that is there more than once, in the order of the entries.
    """
    by_id: dict[str, list[Entry]] = {}
    for key, entry in entries:
        by_id.setdefault(key.casefold(), []).append(entry)
    return [group for group in by_id.values() if len(group) > 1]


def ids_in(data: bytes) -> frozenset[str]:
    """
    Give every id that a note may have, without reading it as YAML or JSON.

    Args:
        data: The bytes of a note, sound or not.

    Returns:
        The ids of the record, its sessions and its items.
    """
    return frozenset(match[1].decode("ascii") for match in _ID.finditer(data))


def is_slip(wrong: str, right: str) -> bool:
    """
    Say whether the numbers in two ids differ by no more than a slip of the pen.

    Args:
        wrong: An id as it is written.
        right: An id that there is.

    Returns:
        Whether one digit is another, too many or left out, or two stand in the other order: ids
        with dates in them are alike, and yet each is another meeting.
    """
    one, other = _DIGITS.findall(wrong), _DIGITS.findall(right)
    if len(one) == len(other):
        differing = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
        return len(differing) < 2 or (len(differing) == 2 and sorted(one) == sorted(other))
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return len(long) == len(short) + 1 and all(digit in rest for digit in short)
