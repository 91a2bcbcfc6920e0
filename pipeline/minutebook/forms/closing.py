"""An action of a draft closed: two words of its note change, and nothing else of it.

Nothing in this module touches the file system or the clock.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from minutebook.errors import MinutebookError, UsageError, value_at
from minutebook.load import load
from minutebook.load.comment_lines import comment_texts
from minutebook.registry.outline import parts_of
from minutebook.validate import validate
from minutebook.wording import did_you_mean, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from minutebook.errors import Finding, Path
    from minutebook.load import Source
    from minutebook.record import Record

_FIXED = ("approved", "superseded", "withdrawn")
_BEFORE_KEY = re.compile(r" *(?:- +)*")
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, kw_only=True, slots=True)
class Closing:
    """What becomes of actions."""

    keys: Sequence[str]
    """The id of each, in the note or in the one that it is carried from."""
    status: str
    """``done`` or ``dropped``."""
    completed: str | None = None
    """The day on which they were done."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Closed:
    """A note in which actions are closed."""

    data: bytes | None
    """``None`` where the note has errors."""
    findings: tuple[Finding, ...] = ()


def close_actions(data: bytes, closing: Closing, *, name: str) -> Closed:
    """
    Close actions in the note of a draft.

    Args:
        data: The whole file.
        closing: Which, and how.
        name: The file as the user named it.

    Returns:
        The note with their `status`, and where it is given their `completed`; every other
        character is as it was. A note with errors is left alone, and its findings are given.

    Raises:
        UsageError: There is no such action, it is to be given up and was done, the record is not
            changed any more, or the action is not written on lines of its own.
        MinutebookError: It could not be proved that nothing else changed.
    """
    before = validate(load(data, name=name))
    if before.record is None:
        return Closed(data=None, findings=before.findings)
    source, wanted = before.source, copy.deepcopy(before.record)
    _see_that_it_changes(source, before.record)
    edits: list[tuple[int, int, str]] = []
    for key in dict.fromkeys(closing.keys):
        path, anchor = _found(before.record, key)
        changes = {"status": closing.status}
        if closing.completed is not None:
            changes["completed"] = closing.completed
        action: Record = value_at(wanted, path)
        if closing.status != "done" and "completed" in action:
            raise UsageError(
                f"the action {quoted(key)} has a day on which it was done",
                hint="take `completed` out first, if it is to be given up all the same",
            )
        action.update(changes)
        edits += _edits(source, path, anchor, changes)
    text = _edited(source.text, edits)
    after = (_BOM if data.startswith(_BOM) else b"") + text.encode("utf-8")
    return _proved(source, after, wanted, name=name)


def _see_that_it_changes(source: Source, record: Record) -> None:
    status = record.get("status")
    if status in _FIXED:
        raise UsageError(
            f"the record is {status}, and is not changed any more",
            hint="close the action in the note of the next meeting",
        )
    if source.text.lstrip()[:1] == "{":
        raise UsageError(
            "the note is JSON, in which nothing can be closed line by line",
            hint="write `status` beside the action yourself",
        )


def _found(record: Record, key: str) -> tuple[Path, str]:
    """Find an action by its id, or by the one that it had before."""
    actions = [part for part in parts_of(record) if part.word == "action"]
    for field in ("id", "carried_from"):
        for part in actions:
            if part.block.get(field) == key:
                return part.path, field
    known = [str(one.block[field]) for one in actions for field in ("id",) if field in one.block]
    raise UsageError(
        f"the note has no action {quoted(key)}",
        hint=did_you_mean(key, known) or "name the id of an action, as the note gives it",
    )


def _edits(
    source: Source, path: Path, anchor: str, changes: dict[str, str]
) -> Iterator[tuple[int, int, str]]:
    """Change a value in its place, or put a line below that of the id."""
    there: dict[str, Any] = value_at(source.data, path)
    for key, value in changes.items():
        if key in there:
            yield (*source.positions.value_span((*path, key)), value)
    missing = {key: value for key, value in changes.items() if key not in there}
    if missing:
        end, indent = _below(source, (*path, "status" if "status" in there else anchor))
        break_ = "\r\n" if "\r\n" in source.text else "\n"
        yield end, end, "".join(f"{break_}{indent}{key}: {missing[key]}" for key in missing)


def _below(source: Source, path: Path) -> tuple[int, str]:
    """Say where the line of a key ends, and how far in it begins."""
    key, value = source.positions.key_span(path), source.positions.value_span(path)
    start = source.text.rfind("\n", 0, key[0]) + 1
    before = source.text[start : key[0]]
    end = source.text.find("\n", value[1])
    end = len(source.text) if end < 0 else end
    if not _BEFORE_KEY.fullmatch(before) or "\n" in source.text[key[0] : value[1]]:
        raise UsageError(
            "the action is not written on lines of its own",
            hint="run `minutebook tidy` on the note first",
        )
    return end - source.text[:end].endswith("\r"), " " * len(before)


def _edited(text: str, edits: list[tuple[int, int, str]]) -> str:
    """Make changes from the last to the first, so that none moves another."""
    for start, end, new in sorted(edits, key=lambda edit: edit[0], reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _proved(source: Source, after: bytes, wanted: Record, *, name: str) -> Closed:
    """See that the note says what it is to say, and that no comment was touched."""
    judged = validate(load(after, name=name))
    if judged.record is None:
        return Closed(data=None, findings=judged.findings)
    comments = [Counter(comment_texts(text)) for text in (source.text, judged.source.text)]
    if judged.record != wanted or comments[0] != comments[1]:
        raise MinutebookError(
            f"{name} is left as it is, because more of it would change than the action",
            hint="this is a fault of minutebook; please report it with the note",
        )
    return Closed(data=after, findings=judged.findings)
