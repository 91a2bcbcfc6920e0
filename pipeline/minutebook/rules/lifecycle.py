"""Rules of a record's life: approval, carried actions, answers, and the name it is kept under."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutebook.errors import Problem
from minutebook.wording import joined, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.errors import Path
    from minutebook.rules.visit import Visit

# Source: "Naming Files, Paths, and Namespaces" in the Windows documentation.
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)}
)
_APPROVAL = ("approval",)


def record_says_something(seen: Visit) -> Iterator[Problem]:
    """A record has sessions or a background; one that is empty says nothing."""
    if not (seen.lacks(("sessions",)) and seen.lacks(("background",))):
        return
    given = seen.data if isinstance(seen.data, dict) else {}
    empty = next((key for key in ("sessions", "background") if key in given), None)
    yield Problem(
        code="E210",
        path=(empty,) if empty else (),
        at_key=True,
        message=f"`{empty}` is empty, and the record says nothing else"
        if empty
        else "the record has neither `sessions` nor `background`",
        hint="tell what was said under `sessions:`, or at least why the group met under "
        "`background:`",
    )


def approved_record_says_by_whom(seen: Visit) -> Iterator[Problem]:
    """An approved record has the date of its approval, and an approver or an approving meeting."""
    if seen.record.get("status") != "approved" or _APPROVAL in seen.broken:
        return
    missing = ["`date`"] if seen.lacks((*_APPROVAL, "date")) else []
    if all(seen.lacks((*_APPROVAL, key)) for key in ("by", "at")):
        missing.append("`by` or `at`")
    there = not seen.lacks(_APPROVAL)
    if missing:
        lack = f"`approval` lacks {joined(missing)}" if there else "there is no `approval`"
        yield Problem(
            code="E308",
            path=_APPROVAL if there else ("status",),
            at_key=there,
            message=f"the record is approved, but {lack}",
            hint="say under `approval` when it was approved (`date`), and by whom (`by`) or at "
            "which meeting (`at`); until then the status is `final`",
        )


def carried_action_names_its_origin(seen: Visit) -> Iterator[Problem]:
    """A carried action says where it comes from."""
    for part in seen.named("action"):
        if part.value.get("status") == "carried" and not seen.has(part, "carried_from", "origin"):
            yield Problem(
                code="E310",
                path=(*part.path, "status"),
                message="the action is carried, but does not say where from",
                hint="give the id that it had before under `carried_from`, "
                "or the record under `origin`",
            )


def answers_follow_questions(seen: Visit) -> Iterator[Problem]:
    """An answer that names no question has one before it in its session."""
    # An item that cannot be told may be the question.
    asked: dict[Path, int] = {}
    for path in [*seen.misfits, *(part.path for part in seen.named("question"))]:
        place, index = path[:-1], path[-1]
        if isinstance(index, int):
            asked[place] = min(index, asked.get(place, index))
    for part in seen.named("answer"):
        place, index = part.path[:-1], part.path[-1]
        first = asked.get(place)
        if not seen.has(part, "answers") and (first is None or first > int(index)):
            yield Problem(
                code="W317",
                path=part.path,
                message="there is no question before this answer in its session",
                hint="put the question before it, or name its id under `answers`",
            )


def record_id_is_a_folder_name(seen: Visit) -> Iterator[Problem]:
    """The record's id can name a folder on every system."""
    key = seen.record.get("id", "")
    if key.casefold().split(".")[0] in _RESERVED:
        yield Problem(
            code="E313",
            path=("id",),
            message=f"{quoted(key)} cannot be a record id: Windows keeps this name for itself",
            hint="add a word to it",
        )
