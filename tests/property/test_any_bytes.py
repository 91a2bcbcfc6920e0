"""Laws of judging: for any bytes there is a record or an error, and it lies in the file."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.errors import Finding, Severity
from minutebook.load import load
from minutebook.validate import validate

pytestmark = pytest.mark.property

ROOT = Path(__file__).parents[2]
NAMES = st.sampled_from(["n.yaml", "n.json", "-"])
# What a slip of the hand puts into a note, and what a program does.
SLIPS = st.sampled_from(
    [
        *(": ", ":", "- ", "-", "\t", "\n", "\r", "\r\n", " ", "  ", "#", " #", '"', "'", "|", ">"),
        *(
            "[",
            "]",
            "{",
            "}",
            ",",
            "&a ",
            "*a",
            "!",
            "@",
            "%",
            "`",
            "\\",
            "?",
            "? ",
            "<<: ",
            "---\n",
        ),
        *(
            "yes",
            "null",
            "~",
            "2026-02-30",
            "<b>",
            "![](a)",
            "[^1]",
            "# ",
            "“",
            "é",
            "😀",
            "\ufeff",
        ),
        *("\x00", "\x85", "\u2028", "\x07", "schema: ", "items:\n", "by: XX\n", "\n\n\n", "...\n"),
    ]
)


@cache
def _notes() -> tuple[str, ...]:
    """The example office's notes, and the notes with faults; short ones come first."""
    paths = [*(ROOT / "records").rglob("*.yaml"), *(ROOT / "records").rglob("*.json")]
    found = [path for path in paths if not path.name.endswith(".findings.json")]
    texts = [path.read_bytes().decode("utf-8", "replace") for path in sorted(found)]
    return tuple(sorted(texts, key=len))


def _without_hint(finding: Finding) -> Finding:
    return replace(finding, hint=None)


def _check(data: bytes, name: str) -> None:
    """Check what holds for every file there is."""
    source = load(data, name=name)
    judged = validate(source)
    errors = [one for one in judged.findings if one.severity is Severity.ERROR]
    assert (judged.record is None) == bool(errors)
    # What is known of the record later may add to a remedy, and to nothing else.
    assert {_without_hint(one) for one in source.findings} <= {
        _without_hint(one) for one in judged.findings
    }
    lines = re.split(r"\r\n|\r|\n", source.text)
    for finding in judged.findings:
        assert 1 <= finding.line <= len(lines)
        # One after the last character is the end of the line.
        assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1
        assert finding.message.isprintable()
    places = [(one.line, one.column, one.code, one.message) for one in judged.findings]
    assert places == sorted(places)


@given(data=st.binary(max_size=400), name=NAMES)
def test_any_bytes_are_judged(data: bytes, name: str) -> None:
    """Random bytes give an error in the file, or a record."""
    _check(data, name)


@given(text=st.text(max_size=200), name=NAMES)
def test_any_text_is_judged(text: str, name: str) -> None:
    """Random text gives an error in the file, or a record."""
    _check(text.encode("utf-8", "surrogatepass"), name)


@st.composite
def _mutated(draw: st.DrawFn) -> str:
    """A note of the example office after up to six slips of the hand."""
    text = draw(st.sampled_from(_notes()))
    for _ in range(draw(st.integers(1, 6))):
        length = len(text)
        start = draw(st.integers(0, length))
        end = min(length, start + draw(st.integers(0, 40)))
        chunk, to = text[start:end], draw(st.integers(0, length))
        match draw(st.sampled_from(["delete", "insert", "copy", "move", "swap", "indent"])):
            case "delete":
                text = text[:start] + text[end:]
            case "insert":
                text = text[:start] + draw(SLIPS) + text[start:]
            case "copy":
                text = text[:to] + chunk + text[to:]
            case "move":
                rest = text[:start] + text[end:]
                text = rest[:to] + chunk + rest[to:]
            case "swap":
                text = text[:start] + chunk[::-1] + text[end:]
            case _:
                begin = text.rfind("\n", 0, start) + 1
                blank = draw(st.sampled_from([" ", "  ", "\t", "-", "- "]))
                text = text[:begin] + blank + text[begin:]
    return text


@given(text=_mutated(), name=NAMES)
def test_any_slip_of_the_hand_is_judged(text: str, name: str) -> None:
    """A sound note with slips in it gives an error in the file, or a record."""
    _check(text.encode("utf-8", "surrogatepass"), name)


@given(text=_mutated(), cut=st.integers(0, 4_000))
def test_a_note_cut_off_is_judged(text: str, cut: int) -> None:
    """A note that breaks off anywhere gives an error in the file, or a record."""
    _check(text.encode("utf-8", "surrogatepass")[:cut], "n.yaml")


@given(text=_mutated(), place=st.integers(0, 4_000), byte=st.binary(min_size=1, max_size=3))
def test_a_note_with_bad_bytes_is_judged(text: str, place: int, byte: bytes) -> None:
    """A note with strange bytes in it gives an error in the file, or a record."""
    data = text.encode("utf-8", "surrogatepass")
    _check(data[:place] + byte + data[place:], "n.yaml")
