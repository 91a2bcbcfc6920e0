"""Two versions of a record compared by session and item, in words.

Nothing in this module knows the XML or a file.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from minutebook.record import shorten
from minutebook.wording import cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from minutebook.record import Record

_NAMED = {"sessions": "session", "items": "item"}
"""Lists whose entries are named for themselves."""
_ALIKE = 0.5
"""How much of the words two entries share that are one, changed."""
_MOST = 400
"""Words of an entry by which it is recognised."""
_AROUND = 3
"""Words shown before and after a change."""


def differences(old: Record, new: Record) -> tuple[str, ...]:
    """
    Say in words how two versions of a record differ.

    Args:
        old: Normalised.
        new: Normalised.

    Returns:
        One line for each difference, in the order of the record; empty where there is none.
    """
    return tuple(_blocks(shorten(old), shorten(new), ""))


def _values(old: Any, new: Any, where: str) -> Iterator[str]:
    if _text(old) == _text(new) and isinstance(old, dict) == isinstance(new, dict):
        return
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _blocks(old, new, where)
    else:
        before, after = _changed_words(_text(old), _text(new))
        yield f"{where}: was `{before}`, is `{after}`"


def _blocks(old: dict[str, Any], new: dict[str, Any], where: str) -> Iterator[str]:
    for key in dict.fromkeys((*new, *old)):
        inner = where if key in _NAMED else _joined(where, key)
        if key not in old:
            yield from _all_of(new[key], inner, key, "added")
        elif key not in new:
            yield from _all_of(old[key], inner, key, "removed")
        elif isinstance(old[key], list) and isinstance(new[key], list):
            yield from _lists(old[key], new[key], inner, key)
        else:
            yield from _values(old[key], new[key], inner)


def _joined(where: str, key: str) -> str:
    """Name a key inside of another."""
    if where.endswith("`"):
        return f"{where[:-1]}.{key}`"
    return f"{where}, `{key}`" if where else f"`{key}`"


def _all_of(value: Any, where: str, key: str, what: str) -> Iterator[str]:
    if isinstance(value, list):
        for index, entry in enumerate(value):
            yield f"{_entry(entry, index, where, key)}: {what}, `{cut(_text(entry))}`"
    else:
        yield f"{where or key}: {what}, `{cut(_text(value))}`"


def _lists(old: list[Any], new: list[Any], where: str, key: str) -> Iterator[str]:
    """Compare entries, each with the one that it was before."""
    matcher = SequenceMatcher(None, [*map(_text, old)], [*map(_text, new)], autojunk=False)
    for what, start, end, first, last in matcher.get_opcodes():
        if what == "equal":
            continue
        for one, other in _paired(old[start:end], new[first:last]):
            if other is None:
                index = start + (one or 0)
                place = _entry(old[index], index, where, key)
                yield f"{place}: removed, `{cut(_text(old[index]))}`"
                continue
            entry, place = new[first + other], _entry(new[first + other], first + other, where, key)
            if one is None:
                yield f"{place}: added, `{cut(_text(entry))}`"
            else:
                yield from _values(old[start + one], entry, place)


def _paired(old: Sequence[Any], new: Sequence[Any]) -> Iterator[tuple[int | None, int | None]]:
    """Pair entries that are alike, in their order; the others are new or gone."""
    next_old = 0
    for index, entry in enumerate(new):
        found = next(
            (one for one in range(next_old, len(old)) if _are_alike(old[one], entry)), None
        )
        if found is None:
            yield None, index
            continue
        yield from ((gone, None) for gone in range(next_old, found))
        yield found, index
        next_old = found + 1
    yield from ((gone, None) for gone in range(next_old, len(old)))


def _are_alike(one: Any, other: Any) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        names = [key for key in ("id", "key", "title") if key in one and key in other]
        if any(one[name] == other[name] for name in names):
            return True
        if next(iter(one)) != next(iter(other)):
            return False
    words = _text(one).split()[:_MOST], _text(other).split()[:_MOST]
    return SequenceMatcher(None, *words, autojunk=False).ratio() >= _ALIKE


def _entry(entry: Any, index: int, where: str, key: str) -> str:
    """Name an entry of a list as a clerk would."""
    name = f"{_NAMED.get(key, 'entry')} {index + 1}"
    if isinstance(entry, dict) and key in _NAMED:
        own = entry.get("title", "") if key == "sessions" else next(iter(entry))
        name += f" ({cut(own)})" if own else ""
    return f"{where}, {name}" if where else name


def _text(value: Any) -> str:
    """Write a value in one line; what is in it in order."""
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_text(part)}" for key, part in value.items())
    if isinstance(value, list):
        return "; ".join(map(_text, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(str(getattr(value, "spelling", value)).split())


def _changed_words(old: str, new: str) -> tuple[str, str]:
    """Leave out what two texts have in common at both ends, but for a few words."""
    before, after = old.split(), new.split()
    least = min(len(before), len(after))
    start = next((n for n in range(least) if before[n] != after[n]), least)
    rest = least - start
    end = next((n for n in range(rest) if before[-1 - n] != after[-1 - n]), rest)
    return _cut_out(before, start, end), _cut_out(after, start, end)


def _cut_out(words: list[str], start: int, end: int) -> str:
    first = max(start - _AROUND, 0)
    last = min(len(words) - end + _AROUND, len(words))
    shown = " ".join(words[first:last])
    return cut(("... " if first else "") + shown + (" ..." if last < len(words) else ""))
