"""The bounds of a note: size, depth, and the time that anybody's file can take."""

from __future__ import annotations

import time

import pytest

from minutebook.load import Source, load


def _load(text: str, name: str = "note.yaml") -> Source:
    return load(text.encode("utf-8"), name=name)


def _codes(source: Source) -> list[str]:
    return [finding.code for finding in source.findings]


def test_sixty_four_levels_are_allowed() -> None:
    """The 65th list or block of keys in another is a finding, in both forms."""
    for name in ("note.yaml", "note.json"):
        assert _load('{"a": ' + "[" * 63 + "]" * 63 + "}", name).findings == ()
        source = _load('{"a": ' + "[" * 64 + "]" * 64 + "}", name)
        assert (source.data, _codes(source)) == (None, ["E117"])
        assert source.findings[0].column == 70


def test_twenty_thousand_values_are_allowed() -> None:
    """The value after them is a finding at its place, in both forms, and nothing is read on."""
    for name, item in (("note.yaml", "a,\n"), ("note.json", "1,\n")):
        sound = '{"a": [\n' + item * 19_997 + "1]}\n"
        assert _load(sound, name).findings == ()
        source = _load(sound.replace("1]}", "1, 1, 1, 1]}"), name)
        assert (source.data, _codes(source)) == (None, ["E101"])
        assert (source.findings[0].line, source.findings[0].column) == (19_999, 4)


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (BOMB, {"E110", "E111"}),
        ("a: &a [*a]\n", {"E110", "E111"}),
        ("a: &a {<<: *a}\n", {"E110", "E112"}),
        ("[" * 100_000, {"E117"}),
        ("{a: " * 100_000, {"E117"}),
        ("- " * 100_000, {"E117"}),
        ("? " * 100_000, {"E115", "E117"}),
        ("".join(" " * depth + "a:\n" for depth in range(2_000)), {"E117"}),
        ("a: " + "b " * 4_000_000, set()),
        ("a: |\n" + "  words of a text\n" * 500_000, set()),
        ("a: >\n" + "  words of a text\n" * 500_000, set()),
        ('a: "' + "\\t" * 4_000_000 + '"', set()),
        ("a: b" + " " * 9_000_000 + "c", set()),
        ('a: "' * 1_000_000, {"E128"}),
        ("x:" * 4_000_000, {"E121"}),
        ("x" * 10_000_001, {"E101"}),
    ],
    ids=range(16),
)
def test_hostile_and_huge_text_ends_soon(text: str, codes: set[str]) -> None:
    """Bombs, deep nesting and the longest text are done with in a moment."""
    data = text.encode()
    start = time.perf_counter()
    source = load(data, name="note.yaml")
    assert time.perf_counter() - start < 3
    assert set(_codes(source)) == codes


def test_hostile_and_huge_json_ends_soon() -> None:
    """The same holds for JSON."""
    for text in ("[" * 1_000_000, '{"a":' * 1_000_000, '{"a": "' + "\\t" * 4_000_000 + '"}'):
        start = time.perf_counter()
        assert set(_codes(_load(text, "note.json"))) <= {"E117"}
        assert time.perf_counter() - start < 3


def test_an_ordinary_note_is_read_in_a_moment() -> None:
    """A note of some 20 KB takes milliseconds: no place is looked for that nobody asks for."""
    items = "".join(
        f"  - text: Words of item {n}\n    by: AP\n    due: 2026-03-05\n" for n in range(400)
    )
    data = f"title: Quarterly\nitems:\n{items}".encode()
    best = min(_seconds(data) for _ in range(5))
    assert best < 0.1


def _seconds(data: bytes) -> float:
    start = time.perf_counter()
    load(data, name="note.yaml")
    return time.perf_counter() - start
