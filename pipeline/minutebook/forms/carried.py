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
    ids: set[str] = field(default_factory=set)
    """Ids of all actions, open or not."""
    ended: set[str] = field(default_factory=set)
    """Ids of actions that another item closes or drops."""

    def session(self, session: Record, above: Record) -> None:
        here = above | _pick(session, _INHERITED)
        for item in session.get("items", ()):
            self.ended |= {*item.get("closes", ()), *item.get("drops", ())}
            if "action" in item and "id" in item:
                self.ids.add(item["id"])
            if "action" in item and item.get("status", "open") in {"open", "carried"}:
                self.actions.append(here | item)
        for part in session.get("sessions", ()):
            self.session(part, here)

    def has_ended(self, action: Record) -> bool:
        """Say whether another item ends an action, by its id or by the one that it had before."""
        before = action.get("carried_from")
        return action.get("id") in self.ended or before in self.ended - self.ids


def open_actions(last: Record) -> Iterator[Record]:
    """
    Find the actions that are still to be done, as the next note names them.

    Args:
        last: Normalised.

    Returns:
        Each with its words, owners, day, priority, strand, access and id, and where and when it was
        first given, as far as the record says; in the order of the record.
    """
    walk = _Walk()
    for name in _SECTIONS:
        section = last.get(name, [])
        for session in section if isinstance(section, list) else [section]:
            walk.session(session, {})
    for action in walk.actions:
        if not walk.has_ended(action):
            yield dict(_carry(action, last))


def _carry(action: Record, last: Record) -> Iterator[tuple[str, Any]]:
    yield from _pick(action, (*_ACTION, *_INHERITED)).items()
    yield "status", "carried"
    before = action.get("id", action.get("carried_from"))
    if before is not None:
        yield "carried_from", before
    yield from (_first_given(action, last) | _pick(action, ("origin", "given"))).items()


def _first_given(action: Record, last: Record) -> Record:
    """Say where and when an action was given, if that was at the last meeting."""
    elsewhere = "carried_from" in action or action.get("origin", last["id"]) != last["id"]
    if elsewhere or action.get("status") == "carried":
        return {}
    return {"origin": last["id"], "given": last["meeting"]["date"]}


def _pick(values: Record, keys: tuple[str, ...]) -> Record:
    return {key: values[key] for key in keys if key in values}
