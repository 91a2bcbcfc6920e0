"""How people are written in a list of who was there: `Name (Organisation)`, `XX = Name`, and so on.

Nothing in this module knows which list it was.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minutebook.drafts.roster import Person, initials_fit
from minutebook.drafts.vocabulary import meaning_of, phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

_BOX = re.compile(r"\s*([\u2610\u2612]|\[[ xX]?\])\s*")
_BRACKET = re.compile(r"\s*[(\[{]([^()\[\]{}]*)[)\]}]\s*")
_MAIL = re.compile(r"<?\b[\w.+-]+@[\w-]+\.[\w.-]+\b>?")
_HANDLE = re.compile(r"(?:GitHub:\s*)?@([A-Za-z0-9][\w.-]*)")
_APART = re.compile(r"\s+[-\u2013\u2014|/\u00b7]+\s+|\s*[,;:]\s+|\t+|\s{3,}")
_LONGEST = 160
_NICKNAME = re.compile(r"[a-z][a-z0-9_-]{2,30}")
_WORD = re.compile(r"[^\W\d_][\w.'\u2019\u2010-]*\.?$")
_PARTICLES = frozenset(
    {
        *("de", "da", "do", "dos", "du", "del", "der", "den", "di", "la", "le", "van", "von", "zu"),
        *("zur", "ter", "ten", "y", "ap", "ab", "bin", "al", "el", "e", "i"),
    }
)
_ALONE = re.compile(r"[A-Za-z][\w.-]{1,30}$")
_INITIALS_FIRST = re.compile(r"([A-Z][A-Za-z]{1,3})\s*(?:=|:|\u2013|-)\s+(?=\S)")
_POSTS = re.compile(
    r"(?i)\b(director|manager|officer|secretary|treasurer|chief|head of|lead|leader|president|"
    r"professor|dr|councillor|clerk|editor|engineer|analyst|adviser|advisor|assistant|governor|"
    r"trustee|minister|mayor|tr[e\u00e9]sori[e\u00e8]re?|secr[e\u00e9]taire|adjointe?|directeur|directrice|"
    r"kassierer(?:in)?|gesch\u00e4ftsf\u00fchrer(?:in)?|trysorydd|cyfarwyddwr)\b"
)
_ONLY_POST = re.compile(
    rf"(?:Acting |Deputy )?{_POSTS.pattern.removeprefix('(?i)')}", re.IGNORECASE
)
_TITLE = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Cllr|Councillor|Sir|Dame|M|Mme|Mlle|Herr|Frau)\.?\s"
)
_MOST_WORDS = 6
_JOIN = re.compile(r"\s*[,;]\s*(?![^(\[]*[)\]])|\s+(?:and|&|et|und|ac?)\s+(?![^(\[]*[)\]])")


def looks_like_name(text: str, *, alone: bool = True) -> bool:
    """
    Say whether words can be a name.

    Args:
        text: Without brackets.
        alone: Whether one word in small letters, such as a handle, will do.
    """
    words = text.split()
    if not words or len(words) > _MOST_WORDS or len(text) > 60:
        return False
    if len(words) == 1:
        known = meaning_of("labels", text) or meaning_of("markers", text)
        named = _ALONE.match(text) if text.isascii() else _WORD.match(text)
        return not known and named is not None and (alone or text[0].isupper())
    capitals = [word for word in words if word.lower() not in _PARTICLES]
    return bool(capitals) and all(
        _WORD.match(word) and (word[0].isupper() or not word[0].isascii()) for word in capitals
    )


def person_of(text: str, line: int, *, alone: bool = True) -> Person | None:
    """
    Read one person.

    Args:
        text: An item of a list of people.
        line: Where it stands.
        alone: Whether one word in small letters, such as a handle, will do for a name.

    Returns:
        The person; ``None`` where the words are no name with something behind it.
    """
    whole = " ".join(text.split())
    person = Person(name="", line=line, text=whole)
    rest = _without_box(whole, person).strip(" .*_")
    first = _INITIALS_FIRST.match(rest)
    if first and initials_fit(first[1], rest[first.end() :]):
        person.initials, rest = first[1], rest[first.end() :]
    rest = _without_handle(_without_mail(rest, person), person)
    if rest.startswith("@"):
        person.handle = rest[1:].split()[0] if rest[1:].strip() else ""
        rest = rest[1:]
    name, others = _name_and_rest(rest)
    is_label = len(name.split()) < 2 and re.match(r"\s*:", rest[len(name) :]) is not None
    if is_label or len(rest) > _LONGEST or not looks_like_name(name, alone=alone):
        return None
    person.name = name
    for part, bracketed in others:
        _take(person, part, bracketed=bracketed)
    return person


def _without_box(text: str, person: Person) -> str:
    box = _BOX.match(text)
    if not box:
        return text
    person.attendance = "present" if re.search("[\u2612xX]", box[1]) else "absent"
    return text[box.end() :]


def _without_mail(text: str, person: Person) -> str:
    found = _MAIL.search(text)
    if not found:
        return text
    person.note = found[0].strip("<>")
    return re.sub(r"[(<\[]\s*[)>\]]", "", text[: found.start()] + text[found.end() :]).strip(" ,;")


def _without_handle(text: str, person: Person) -> str:
    found = re.search(r"(?<![\w(/.])@([A-Za-z0-9][\w-]*)", text)
    if not found or not text[: found.start()].strip():
        return text
    person.handle = found[1]
    return f"{text[: found.start()]} {text[found.end() :]}".strip()


def _name_and_rest(text: str) -> tuple[str, list[tuple[str, bool]]]:
    """Part a name from what stands behind it; each part with whether it stood in brackets."""
    bracket, apart = re.search(r"[(\[{]", text), _APART.search(text)
    ends = [found.start() for found in (bracket, apart) if found]
    end = min(ends, default=len(text))
    name, rest = text[:end].strip(" ,;:*_"), text[end:]
    parts: list[tuple[str, bool]] = []
    at = 0
    for found in _BRACKET.finditer(rest):
        parts += [(one, False) for one in _APART.split(rest[at : found.start()])]
        parts += [(one, True) for one in re.split(r"[,;/]", found[1])]
        at = found.end()
    parts += [(one, False) for one in _APART.split(rest[at:])]
    cleaned = [(part.strip(" .,;:*_-\u2013\u2014|"), inside) for part, inside in parts]
    return name, [(part, inside) for part, inside in cleaned if part]


def _take(person: Person, part: str, *, bracketed: bool) -> None:
    """Find out what a part behind a name says."""
    handle = _HANDLE.fullmatch(part)
    proxy = next((found for one in phrases("proxy") if (found := one.search(part))), None)
    status = meaning_of("statuses", part)
    role = meaning_of("roles", part)
    if bracketed and not person.handle and _is_nickname(part):
        person.handle = part
    elif handle:
        person.handle = person.handle or handle[1]
    elif not person.initials and initials_fit(part, person.name):
        person.initials = part
    elif proxy:
        person.proxy = proxy["who"].strip(" .")
        person.attendance = person.attendance or "absent"
        _note(person, part)
    elif status in {"in-person", "video", "phone"}:
        person.medium = status
        person.spelled.append(part)
    elif status in {"present", "apologies", "absent", "partial"} and len(part) > 1:
        person.attendance = status
        person.spelled.append(part)
    elif role and not person.role:
        person.role, person.post = role, person.post or part
    elif not person.post and (_POSTS.search(part) or (bracketed and part.islower())):
        person.post = part
    elif not person.organisation and looks_like_organisation(part):
        person.organisation = part
    else:
        _note(person, part)


def _is_nickname(part: str) -> bool:
    """One word in small letters that is no word of minutes."""
    is_known = meaning_of("statuses", part) or meaning_of("roles", part) or _POSTS.search(part)
    return _NICKNAME.fullmatch(part) is not None and not is_known


def looks_like_organisation(part: str) -> bool:
    """Say whether words behind a name can be a body: short, and with a capital."""
    return len(part.split()) <= 10 and any(letter.isupper() for letter in part)


def _note(person: Person, part: str) -> None:
    person.note = f"{person.note}; {part}" if person.note else part


def people_of(text: str, line: int) -> list[Person]:
    """
    Read several people on one line.

    Args:
        text: Names with commas, semicolons or `and` between them.
        line: Where it stands.

    Returns:
        The people; empty where one part is no name.
    """
    text = text.strip(" .")
    if not text or text.casefold() in _NOBODY:
        return []
    parts = name_parts(text)
    people = [person_of(part, line) for part in parts]
    found = [person for person in people if person is not None]
    return found if len(found) == len(parts) else []


def name_parts(text: str) -> list[str]:
    """Cut a line into what may be one person each."""
    if ";" in text:
        return [part for part in re.split(r"\s*;\s*", text) if part]
    parts: list[str] = []
    for part in filter(None, map(str.strip, _JOIN.split(text))):
        # `Jo Marsh, Chair` is one person.
        if parts and (meaning_of("roles", part) or _ONLY_POST.fullmatch(part)):
            parts[-1] = f"{parts[-1]}, {part}"
        else:
            parts.append(part)
    return parts


_COUNTED = re.compile(r"(\d{1,4})\s+(?:other\s+)?([^\W\d_][^\d]{2,60})$")


def counted_people(part: str) -> tuple[str, int] | None:
    """
    Read a count of people who are not named.

    Args:
        part: Such as ``4 members of the public``.

    Returns:
        Who they are, and how many; ``None`` where it is no such count.
    """
    found = _COUNTED.match(part.strip(" ."))
    return (found[2].strip(), int(found[1])) if found else None


def joining_words(text: str) -> str:
    """Give the words that stand between names on a line, such as `and`."""
    return " ".join(re.findall(r"(?<=\s)(?:and|et|und|ac?)(?=\s)", text))


_NOBODY = frozenset({"-", "\u2013", "none", "nobody", "n/a", "nil", "tbd", "aucun", "keine", "dim"})


def is_nobody(text: str) -> bool:
    """Say whether words mean that nobody is to be named."""
    return text.strip(" .*_").casefold() in _NOBODY


def names_in(text: str) -> Iterator[str]:
    """
    Cut words that name several people or bodies.

    Args:
        text: Such as ``JM and AP`` or ``@JM, @AP``.
    """
    for part in re.split(r"\s*[,;/&+]\s*|\s+(?:and|et|und|ac?)\s+", text.strip(" .:")):
        cleaned = part.strip(" @*_.:()[]")
        if cleaned:
            yield cleaned
