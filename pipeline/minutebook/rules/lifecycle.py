"""Rules of a record's life: approval, carried actions, answers, and the name it is kept under."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutebook.errors import Problem
from minutebook.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.rules.visit import Visit

# Source: "Naming Files, Paths, and Namespaces" in the Windows documentation.
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)}
)


def approved_record_says_by_whom(seen: Visit) -> Iterator[Problem]:
    """An approved record has the date of its approval, and an approver or an approving meeting."""
    if seen.record.get("status") != "approved":
        return
    approval = seen.record.get("approval", {})
    missing = [] if "date" in approval else ["`date`"]
    if not {"by", "at"} & approval.keys():
        missing.append("`by` or `at`")
    if missing:
        yield Problem(
            code="E308",
            path=("approval",) if approval else ("status",),
            at_key=bool(approval),
            message=f"the record is approved, but `approval` lacks {' and '.join(missing)}",
            hint="say when it was approved, and by whom (`by`) or at which meeting (`at`); "
            "until then the status is `final`",
        )


def carried_action_names_its_origin(seen: Visit) -> Iterator[Problem]:
    """A carried action says where it comes from."""
    for part in seen.named("action"):
        if part.value.get("status") == "carried" and not (
            {"carried_from", "origin"} & part.value.keys()
        ):
            yield Problem(
                code="E310",
                path=(*part.path, "status"),
                message="the action is carried, but does not say where from",
                hint="give the id that it had before under `carried_from`, "
                "or the record under `origin`",
            )


def answers_follow_questions(seen: Visit) -> Iterator[Problem]:
    """An answer that names no question has one before it in its session."""
    asked: set[tuple[str | int, ...]] = set()
    for part in seen.named("question", "answer"):
        place = part.path[:-1]
        if part.shape.name == "question":
            asked.add(place)
        elif "answers" not in part.value and place not in asked:
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
