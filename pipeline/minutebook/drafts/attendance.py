"""Who was there and who was not: from lists, lines, tables and boxes to the roster.

Nothing in this module reads what anybody said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minutebook.drafts.blocks import Block, plain, split_at_line_ends
from minutebook.drafts.person_lines import (
    counted_people,
    is_nobody,
    joining_words,
    name_parts,
    people_of,
    person_of,
)
from minutebook.drafts.vocabulary import meaning_of, phrases
from minutebook.markdown.tree import Node

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minutebook.drafts.facts import Ledger
    from minutebook.drafts.roster import Person, Roster

_LABEL = re.compile(r"\s*[*_]*([^:\n]{1,60}?)[*_]*\s*:[*_]*\s*(.*)$", re.DOTALL)
_STATUSES = {"present", "apologies", "absent", "partial"}


@dataclass(kw_only=True, slots=True)
class Standing:
    """What is said of everybody in a list."""

    attendance: str = "present"
    role: str = ""


def standing_of(label: str) -> Standing | None:
    """
    Say what a label makes of the people behind it.

    Args:
        label: Such as ``Apologies`` or ``Guests``.

    Returns:
        Their standing; ``None`` where the label is none for people.
    """
    meaning = meaning_of("labels", label)
    if meaning in _STATUSES:
        return Standing(attendance=meaning)
    return Standing(role=meaning) if meaning in {"guest", "observer", "staff"} else None


def take(roster: Roster, ledger: Ledger, person: Person, standing: Standing, rule: str) -> None:
    """
    Put a person on the roster.

    Args:
        roster: Everybody so far.
        ledger: Where it is noted.
        person: As the line has it.
        standing: What the list says of everybody in it.
        rule: Which rule found the line.
    """
    person.attendance = person.attendance or standing.attendance
    person.role = person.role or standing.role
    person.rule = rule
    there = roster.add(person)
    ledger.fact(
        rule, f"people.{there.name}.attendance", person.attendance, person.line, person.text
    )
    ledger.aside(person.line, person.text, "moved", "people")
    for words in person.spelled:
        ledger.aside(person.line, words, "data", f"a field of {there.name}")


def read_people(
    blocks: Iterable[Block], roster: Roster, ledger: Ledger, standing: Standing
) -> list[Block]:
    """
    Read a section of people.

    Args:
        blocks: What stands in it.
        roster: Takes the people.
        ledger: Takes what was recognised.
        standing: What the section's heading says of them.

    Returns:
        The blocks that are no people, in their order.
    """
    left: list[Block] = []
    for block in blocks:
        if block.kind == "p":
            standing, kept = _read_paragraph(block, roster, ledger, standing)
            left += kept
        elif block.kind == "list":
            left += _read_list(block, roster, ledger, standing)
        elif block.kind == "table" and read_table(block, roster, ledger, standing):
            continue
        else:
            left.append(block)
    return left


def _read_paragraph(
    block: Block, roster: Roster, ledger: Ledger, standing: Standing
) -> tuple[Standing, list[Block]]:
    """Read the lines of a paragraph; a label with nothing behind it is for what follows."""
    left: list[Block] = []
    for line in split_at_line_ends(block):
        found = _LABEL.match(line.text)
        named = standing_of(found[1]) if found else None
        if found and named is not None and not found[2].strip():
            ledger.aside(line.line, line.text, "label", f"the attendance `{named.attendance}`")
            standing = named
        elif found and named is not None and read_names(found, line, roster, ledger, named):
            standing = named
        elif not found and standing_of(line.text):
            standing = standing_of(line.text) or standing
            ledger.aside(line.line, line.text, "label", f"the attendance `{standing.attendance}`")
        elif _told_apologies(line, roster, ledger):
            left.append(line)
        elif is_nobody(line.text):
            ledger.aside(line.line, line.text, "label", "nobody is named")
        elif not _read_free(line, roster, ledger, standing):
            left.append(line)
    return standing, left


def read_names(
    found: re.Match[str], block: Block, roster: Roster, ledger: Ledger, standing: Standing
) -> bool:
    """
    Read the names behind a label.

    Args:
        found: The label, and the names.
        block: The line that they stand on.
        roster: Takes the people.
        ledger: Takes what was recognised.
        standing: What the label says.

    Returns:
        Whether all that stands there are names.
    """
    label, names = found[1], found[2]
    people, others = people_and_others(names, block.line)
    if not people and not others and not is_nobody(names):
        return False
    for who, count in others:
        take_others(roster, ledger, who, count, block)
    for person in people:
        take(roster, ledger, person, standing, "attendance-line")
    fate = f"the attendance `{standing.attendance}`"
    behind = names if is_nobody(names) else joining_words(names)
    ledger.aside(block.line, f"{label} {behind}", "label", fate)
    return True


def people_and_others(names: str, line: int) -> tuple[list[Person], list[tuple[str, int]]]:
    """
    Read names, and counts of people among them.

    Args:
        names: What stands behind a label.
        line: Where.

    Returns:
        The people, and who else with how many; both empty where a part is neither.
    """
    parts = name_parts(names.strip(" ."))
    others = [(part, counted_people(part)) for part in parts]
    named = [part for part, counted in others if counted is None]
    people = people_of("; ".join(named), line) if named else []
    if named and len(people) != len(named):
        return [], []
    return people, [counted for _, counted in others if counted is not None]


def take_others(roster: Roster, ledger: Ledger, who: str, count: int, block: Block) -> None:
    """Note people who are counted and not named."""
    roster.others.append((who, count, block.line))
    ledger.fact("also-present", "also_present", f"{count} {who}", block.line, f"{count} {who}")
    ledger.aside(block.line, f"{count} {who}", "moved", "also_present")


def _told_apologies(line: Block, roster: Roster, ledger: Ledger) -> bool:
    """A sentence that says who sent apologies stays, and tells of people all the same."""
    for pattern in phrases("apologies_told"):
        found = pattern.match(line.text.strip())
        people = people_of(found["names"], line.line) if found else []
        if people and ledger.wants("apologies-told"):
            for person in people:
                person.attendance, person.rule = "apologies", "apologies-told"
                there = roster.add(person)
                where = f"people.{there.name}.attendance"
                ledger.fact("apologies-told", where, "apologies", line.line, line.text)
            return True
    return False


def _read_free(line: Block, roster: Roster, ledger: Ledger, standing: Standing) -> bool:
    """Read a line without a label: one person, or several with commas between."""
    people = people_of(line.text, line.line)
    if len(people) < 2:
        one = person_of(line.text, line.line, alone=False)
        people = [one] if one else []
    for person in people:
        take(roster, ledger, person, standing, "attendance-list")
    if len(people) > 1:
        ledger.aside(line.line, joining_words(line.text), "label", "a list of people")
    return bool(people)


def _read_list(block: Block, roster: Roster, ledger: Ledger, standing: Standing) -> list[Block]:
    """Read a list; items that are no people stay, in a list of their own."""
    from minutebook.drafts.blocks import list_block

    left = [item for item in block.items if not _read_item(item, roster, ledger, standing)]
    return [list_block(left, left[0][0].line)] if left else []


def _read_item(item: tuple[Block, ...], roster: Roster, ledger: Ledger, standing: Standing) -> bool:
    first = item[0]
    if first.kind != "p":
        return False
    found = _LABEL.match(first.text)
    named = standing_of(found[1]) if found else standing_of(first.text)
    if len(item) == 2 and item[1].kind == "list" and named:
        if found and found[2].strip():
            return False
        if _read_list(item[1], roster, ledger, named):
            return False
        ledger.aside(first.line, first.text, "label", f"the attendance `{named.attendance}`")
        return True
    if len(item) > 1:
        return False
    if found and named is not None:
        return read_names(found, first, roster, ledger, named)
    if is_nobody(first.text):
        ledger.aside(first.line, first.text, "label", "nobody is named")
        return True
    person = person_of(first.text, first.line)
    people = people_of(first.text, first.line) if person is None else [person]
    if len(people) > 1:
        ledger.aside(first.line, joining_words(first.text), "label", "a list of people")
    for one in people:
        rule = "attendance-box" if first.text[:1] in "\u2610\u2612" else "attendance-list"
        take(roster, ledger, one, standing, rule)
    return bool(people)


def cells_of(block: Block) -> list[list[str]]:
    """
    Give the words of each cell of a table.

    Args:
        block: A table.
    """
    return [
        [" ".join(plain(cell).split()) for cell in row.children]
        for row in block.node.children
        if isinstance(row, Node)
    ]


def columns_of(cells: list[str]) -> dict[str, int]:
    """
    Say what the columns of a table are for.

    Args:
        cells: Its head.

    Returns:
        The place of each column by what it means; the first of two that mean the same.
    """
    columns: dict[str, int] = {}
    for index, cell in enumerate(cells):
        meaning = "number" if cell.strip(" *") in {"#", "\u2116"} else meaning_of("columns", cell)
        if meaning:
            columns.setdefault(meaning, index)
    return columns


def read_table(block: Block, roster: Roster, ledger: Ledger, standing: Standing) -> bool:
    """
    Read a table of people.

    Args:
        block: The table.
        roster: Takes the people.
        ledger: Takes what was recognised.
        standing: What stands above it says.

    Returns:
        Whether it is one; each row then is somebody.
    """
    rows = cells_of(block)
    columns = columns_of(rows[0])
    at = columns.get("name", columns.get("owner"))
    if at is None or len(columns) < 2 or len(rows) < 2 or not ledger.wants("attendance-table"):
        return False
    people = [_row_person(row, at, columns, block.line) for row in rows[1:]]
    if any(person is None for person in people):
        return False
    for person in people:
        if person is not None:
            take(roster, ledger, person, standing, "attendance-table")
    ledger.aside(block.line, " ".join(rows[0]), "label", "the names of the fields")
    return True


def _row_person(row: list[str], at: int, columns: dict[str, int], line: int) -> Person | None:
    person = person_of(row[at], line, alone=False)
    if person is None:
        return None
    person.text = " ".join(row)
    for meaning, index in columns.items():
        value = row[index].strip()
        if value and index != at:
            _take_cell(person, meaning, value)
    rest = [row[n] for n in range(len(row)) if n not in columns.values() and row[n].strip()]
    for value in rest:
        person.note = f"{person.note}; {value}" if person.note else value
    return person


def _take_cell(person: Person, meaning: str, value: str) -> None:
    """Put what a cell says where it belongs, in its own words where they are others."""
    if meaning == "initials":
        person.initials = value
    elif meaning == "organisation":
        person.organisation = value
    elif meaning == "handle":
        person.handle = value
    elif meaning == "presence":
        _take_presence(person, value)
    elif meaning == "role":
        person.role = meaning_of("roles", value)
        person.post = value
    else:
        person.note = f"{person.note}; {value}" if person.note else value


def _take_presence(person: Person, value: str) -> None:
    """`Online` and `Apologies` are words of the record; a town means that somebody was there."""
    status = meaning_of("statuses", value)
    if status in {"in-person", "video", "phone"}:
        person.medium, person.attendance = status, "present"
        person.spelled.append(value)
    elif status in _STATUSES:
        person.attendance = status
        person.spelled.append(value)
    else:
        person.attendance = "present"
        person.note = f"{person.note}; {value}" if person.note else value
