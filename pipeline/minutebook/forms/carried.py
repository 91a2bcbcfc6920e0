"""What is carried over from the record of one meeting to the note of the next.

Nothing in this module knows YAML.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.record import Record

_SECTIONS = ("background", "sessions", "next_steps", "closing", "principles")
_ACTION = ("action", "id", "owners", "due_text", "due", "priority")
_INHERITED = ("strand", "access")
"""What an item takes from its session where it does not say so itself."""


@dataclass(slots=True)
class _Walk:
    """One walk over the sessions of a record."""

    actions: list[Record] = field(default_factory=list)
    ended: set[str] = field(default_factory=set)
    """Ids of actions that another item closes or drops."""

    def session(self, session: Record, above: Record) -> None:
        here = above | _pick(session, _INHERITED)
        for item in session.get("items", ()):
            self.ended |= {*item.get("closes", ()), *item.get("drops", ())}
            if "action" in item and item.get("status", "open") in {"open", "carried"}:
                self.actions.append(here | item)
        for part in session.get("sessions", ()):
            self.session(part, here)


def open_actions(last: Record) -> Iterator[Record]:
    """
    Find the actions that are still to be done, as the next note names them.

    Args:
        last: Normalised.

    Returns:
        Each with its words, owners, day, strand, access and id, and where and when it was first
        given; in the order of the record.
    """
    walk = _Walk()
    for name in _SECTIONS:
        section = last.get(name, [])
        for session in section if isinstance(section, list) else [section]:
            walk.session(session, {})
    for action in walk.actions:
        if action.get("id") not in walk.ended:
            yield dict(_carry(action, last))


def _carry(action: Record, last: Record) -> Iterator[tuple[str, Any]]:
    yield from _pick(action, (*_ACTION, *_INHERITED)).items()
    yield "status", "carried"
    if "id" in action:
        yield "carried_from", action["id"]
    yield "origin", action.get("origin", last["id"])
    yield "given", action.get("given", last["meeting"]["date"])


def _pick(values: Record, keys: tuple[str, ...]) -> Record:
    return {key: values[key] for key in keys if key in values}
