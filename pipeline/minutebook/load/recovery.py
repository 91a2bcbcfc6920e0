"""
A text read to its end, whatever is wrong on the way: repaired where reading stops, and read again.

Nothing in this module may know a form (YAML or JSON): a reading says itself how to go on.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from minutebook.load.places import Lines
from minutebook.load.repairs import Doubt, Repaired

if TYPE_CHECKING:
    from collections.abc import Callable

    from minutebook.load.faults import Fault
    from minutebook.load.reading import Reading, Stop
    from minutebook.load.repairs import Repair

_MOST_REPAIRS = 200
# What all repairs of a text may cost, so that a large file with many faults ends soon too: each
# character that is read again counts as one, each that a repair changes or looks at as ten.
_MOST_WORK = 1_500_000
_WORK_OF_REPAIR = 10
_UNREAD = "what stands below has not been read: mend the faults up to here and check again"
# How often the way that a fault suggests is gone on one line.
_TRIES = 2
# Faults that a repair of the lines above can make of a sound line.
_FOLLOWERS = frozenset({"E115", "E123", "E131", "E132", "E139", "E141", "E145"})
# Repairs that leave the lines below as they were meant.
_EXACT = frozenset(
    {"E108", "E121", "E122", "E125", "E126", "E128", "E129", "E130", "E146", "E147", "E148"}
)


# What a line only seems to have beside a fault: in a wrong column a key is given twice and an item
# is words, and behind an open bracket nothing is in its place.
_SEEMING = {"E116": ("E109",), "E123": ("E109", "W104"), "E127": ("E115",)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Recovered:
    """A text that has been read as far as it can be."""

    reading: Reading
    repaired: Repaired
    """The text that was read in the end."""
    faults: tuple[Fault, ...]
    """What was wrong, at its place in the author's text."""
    doubts: tuple[Doubt, ...] = ()
    """What the repairs made doubtful, at its place in the author's text."""
    is_sound: bool
    """Whether all was read, and nothing had to be repaired."""


@dataclass(kw_only=True, slots=True)
class _Course:
    """What has been found and done on the way."""

    lines: Lines
    """The author's."""
    repaired: Repaired
    faults: list[Fault]
    doubts: list[Doubt]
    tries: Counter[int]
    """How often reading stopped, by line."""
    stretches: list[tuple[int, int]]
    """What has been dealt with, from each fault on."""
    line: int = 0
    """The line of the last of them."""
    through: int = -1
    """The end of what has been dealt with."""
    is_exact: bool = True
    """Whether the last repair left the lines below as they were meant."""


def recover(lines: Lines, read: Callable[[Lines], Reading]) -> Recovered:
    """
    Read a text past its faults.

    Args:
        lines: The text.
        read: The reader of its form.

    Returns:
        The last reading. It is complete unless there were more faults than anybody mends at once,
        or one that nothing can be done about.
    """
    reading = read(lines)
    course = _Course(
        lines=lines,
        repaired=Repaired(text=lines.text),
        faults=[],
        doubts=[],
        tries=Counter(),
        stretches=[],
    )
    left = _MOST_WORK
    while reading.stop is not None:
        _note(course, reading, reading.stop)
        left -= len(lines.text)
        if left < 0 or sum(course.tries.values()) > _MOST_REPAIRS:
            _say_that_it_ends(course)
            break
        repair = _way_on(course, reading.stop)
        left -= _WORK_OF_REPAIR * max(0, repair.through - reading.stop.fault.index)
        if left < 0:
            _say_that_it_ends(course)
        if not repair.edits or left < 0:
            break
        course.repaired = course.repaired.edited(repair.edits)
        reading = read(Lines(text=course.repaired.text))
    return _recovered(course, reading)


def _say_that_it_ends(course: _Course) -> None:
    """Say with the last fault that the text below it has not been read."""
    if course.faults:
        last = course.faults[-1]
        course.faults[-1] = replace(last, hint=f"{last.hint}; {_UNREAD}" if last.hint else _UNREAD)


def _note(course: _Course, reading: Reading, stop: Stop) -> None:
    """Take the fault, unless it only follows from another, and those before it on its line."""
    repaired = course.repaired
    fault = _original(stop.fault, repaired)
    line = course.lines.place(fault.index).line
    course.tries[line] += 1
    course.line = line
    if course.tries[line] > 1:
        return
    known = (_original(one, repaired) for one in reading.faults if one is not stop.fault)
    seeming = _SEEMING.get(fault.code, ())
    course.faults += [
        one
        for one in known
        if course.lines.place(one.index).line == line and one.code not in seeming
    ]
    if not stop.is_told and not _follows(course, fault):
        course.faults.append(fault)


def _way_on(course: _Course, stop: Stop) -> Repair:
    """Find the way past a fault: first the one that it suggests, then another."""
    repaired, tries = course.repaired, course.tries[course.line]
    repair = stop.repair(tries > _TRIES)
    if not repair.edits and tries <= _TRIES:
        repair = stop.repair(True)
    course.doubts += [
        doubt._replace(place=repaired.original(doubt.place)) for doubt in repair.doubts
    ]
    course.through = max(course.through, repaired.original(repair.through))
    course.stretches.append((repaired.original(stop.fault.index), course.through))
    course.is_exact = stop.fault.code in _EXACT
    return repair


def _follows(course: _Course, fault: Fault) -> bool:
    """Say whether a fault stands right below a repair that may have caused it."""
    if course.is_exact or fault.code not in _FOLLOWERS:
        return False
    start = course.lines.start(fault.index)
    between = course.lines.text[course.through : start]
    return all(not line.strip() or line.strip().startswith("#") for line in between.splitlines())


def _is_dealt_with(course: _Course, fault: Fault) -> bool:
    """Say whether a fault stands in what a repair has changed."""
    if course.lines.place(fault.index).line in course.tries:
        return True
    inside = any(start <= fault.index < end for start, end in course.stretches)
    return inside and fault.code.startswith("W")


def _original(fault: Fault, repaired: Repaired) -> Fault:
    """Give a fault its place in the author's text."""
    end = None if fault.end is None else repaired.original(fault.end)
    return replace(fault, index=repaired.original(fault.index), end=end)


def _recovered(course: _Course, reading: Reading) -> Recovered:
    if not course.tries:
        return Recovered(
            reading=reading,
            repaired=course.repaired,
            faults=reading.faults,
            is_sound=reading.is_complete,
        )
    stop = reading.stop.fault if reading.stop else None
    rest = [_original(fault, course.repaired) for fault in reading.faults if fault is not stop]
    rest = [fault for fault in rest if not _is_dealt_with(course, fault)]
    return Recovered(
        reading=reading,
        repaired=course.repaired,
        faults=(*course.faults, *rest),
        doubts=tuple(course.doubts),
        is_sound=False,
    )
