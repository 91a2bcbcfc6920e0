"""Measure imports: how much of what a reader finds in real notes is in the drafts, and how fast.

The answers are in tests/suites/import_answers.toml. Nothing here is a test: tests/suites holds the
drafts against the same answers.
"""

from __future__ import annotations

import sys
import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from minutebook.drafts import import_minutes
from minutebook.load import load

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
ANSWERS = ROOT / "tests" / "suites" / "import_answers.toml"
REAL = ROOT.parent / "shared" / "real"
ONE_OF = ("date", "starts", "ends", "next")
"""What a note has once, and is right or wrong."""
COUNT = 200
"""How many notes are imported to tell the speed."""


def answers() -> dict[str, dict[str, Any]]:
    """Give what a reader finds, by the name of the file."""
    return tomllib.loads(ANSWERS.read_text(encoding="utf-8"))


def found_in(data: dict[str, Any]) -> dict[str, Any]:
    """
    Count what is in a draft.

    Args:
        data: As it was loaded.

    Returns:
        The same kinds as the answers have.
    """
    meeting, people = data["meeting"], list(_people(data))
    items = list(_items(data))
    kinds = [kind for item in items for kind in item]
    return {
        "title": len([word for word in data["title"].split() if any(map(str.isalnum, word))]),
        **{key: meeting.get(key) for key in ("date", "starts", "ends")},
        "next": meeting.get("next", {}).get("date"),
        "place": int("venue" in meeting),
        "recording": int("recording" in meeting),
        "strands": len(data.get("strands", {})),
        "next_steps": len(data.get("next_steps", [])),
        **{key: _count(people, "attendance", key) for key in ("present", "absent", "apologies")},
        **{key: _count(people, "role", key) for key in ("chair", "minutes")},
        "votes": sum("vote" in item for item in items),
        "feedback": kinds.count("feedback"),
        "questions": kinds.count("question"),
        "principles": kinds.count("principle"),
        "decisions": kinds.count("decision"),
        "actions": kinds.count("action"),
    }


def _people(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for person in data.get("people", {}).values():
        yield person if isinstance(person, dict) else {"name": person}


def _count(people: list[dict[str, Any]], field: str, value: str) -> int:
    return sum(person.get(field) == value for person in people)


def _items(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    parts = [data.get("background"), data.get("closing"), data.get("principles")]
    for part in (*parts, *data.get("sessions", []), *data.get("next_steps", [])):
        yield from _items_of(part)


def _items_of(session: Any) -> Iterator[dict[str, Any]]:
    if isinstance(session, dict):
        yield from (item for item in session.get("items", []) if isinstance(item, dict))
        for inner in session.get("sessions", []):
            yield from _items_of(inner)


def tally(wanted: Any, found: Any) -> tuple[int, int, int]:
    """
    Compare one answer with what was found.

    Args:
        wanted: A date, a time or a count.
        found: The same of the draft.

    Returns:
        How many are right, how many are wanted, how many were found.
    """
    if isinstance(wanted, int):
        return min(wanted, found or 0), wanted, found or 0
    return int(wanted == found), 1, int(found is not None)


def main(arguments: list[str]) -> int:
    """
    Print precision and recall for each kind of fact, and the speed.

    Args:
        arguments: Folders to look for the notes in, besides the one beside the checkout.
    """
    folder = Path(arguments[0]) if arguments else REAL
    if not folder.is_dir():
        print(f"there is no folder {folder}", file=sys.stderr)
        return 2
    totals: dict[str, list[int]] = {}
    for name, wanted in answers().items():
        one = import_minutes((folder / name).read_bytes(), name=name)
        found = found_in(load(one.note, name=name).data)
        lost = len(one.proof.lost) if one.proof else 0
        wrong = [
            f"{key} {found[key]} for {wanted[key]}" for key in wanted if wanted[key] != found[key]
        ]
        print(f"{name}: {lost} words lost; {', '.join(wrong) or 'all as the answers have it'}")
        for key, value in wanted.items():
            for index, number in enumerate(tally(value, found[key])):
                totals.setdefault(key, [0, 0, 0])[index] += number
    print(f"\n{'kind':<12} {'wanted':>6} {'found':>6} {'precision':>9} {'recall':>6}")
    for key, (right, wanted_all, found_all) in totals.items():
        shares = (right / found_all if found_all else 1, right / wanted_all if wanted_all else 1)
        print(f"{key:<12} {wanted_all:>6} {found_all:>6} {shares[0]:>9.2f} {shares[1]:>6.2f}")
    _speed(folder)
    return 0


def _speed(folder: Path) -> None:
    name = "group-2026-approved.md"
    data = (folder / name).read_bytes()
    began = time.perf_counter()
    for _ in range(COUNT):
        import_minutes(data, name=name)
    seconds = time.perf_counter() - began
    print(f"\n{COUNT / seconds:.0f} Markdown notes a second in one process")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
