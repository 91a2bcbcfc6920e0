"""The YAML test suite: what is YAML is read or refused by name, what is not YAML is refused."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from minutebook.load.characters import clean
from minutebook.load.places import Lines
from minutebook.load.yaml_events import FASTEST, Loader, read_yaml

FOLDER = Path(__file__).parents[2].parent / "shared" / "suites" / "yaml-test-suite" / "src"
# How the suite writes characters that cannot be seen.
MARKS = {"␣": " ", "↵": "", "←": "\r", "⇔": "\ufeff", "∎\n": "", "—": "", "»": "\t"}
# What a note does not have, each refused under its own code: control characters, anchors, aliases,
# merge keys, type marks, several documents, keys that are not text, tabs, directives.
BY_NAME = {"E106", "E110", "E111", "E112", "E113", "E114", "E115", "E116", "E118", "E120"}
# What stands at the place of such a finding.
SIGNS = {
    "E110": ("&",),
    "E111": ("*",),
    "E112": ("<<",),
    "E113": ("!", "%TAG"),
    "E116": ("\t",),
    "E118": (".", "-.", "+."),
    "E120": ("%",),
}
# YAML that libyaml does not read, with what we call it; nobody writes minutes so.
REFUSED = {
    "4ABK": "brackets: a colon without a value",
    "4MUZ-0": "brackets: a key and its colon on two lines",
    "4MUZ-1": "brackets: a key and its colon on two lines",
    "4MUZ-2": "brackets: a key and its colon on two lines",
    "58MP": "brackets: a value that begins with a colon",
    "5MUD": "brackets: a key and its colon on two lines",
    "5T43": "brackets: a value that begins with a colon",
    "652Z": "brackets: a key that begins with a question mark (libyaml would take it off)",
    "8XYN": "an anchor that is not of plain letters",
    "9SA2": "brackets: a key on two lines",
    "CFD4": "brackets: an empty key",
    "DBG4": "brackets: a value that begins with a colon",
    "DK3J": "a text alone, not set in",
    "FP8R": "a text alone, not set in",
    "FRK4": "brackets: an empty key",
    "HM87-0": "brackets: a value that begins with a colon",
    "HM87-1": "brackets: a value that begins with a question mark (libyaml would take it off)",
    "HWV9": "nothing but the end of a document",
    "K3WX": "brackets: a key and its colon on two lines",
    "M2N8-0": "a key that is itself a block of keys without a key",
    "NJ66": "brackets: a key on two lines",
    "QT73": "nothing but the end of a document",
    "UKK6-0": "an empty key in a list",
    "UT92": "brackets: a key and its colon on two lines",
    "VJP3-1": "brackets: a key and its colon on two lines",
    "W5VH": "an anchor that is not of plain letters",
}
# What is not YAML and is read all the same; no word is lost.
READ = {
    "9C9N": "libyaml lets lines in brackets begin in the first column",
    "9JBA": "libyaml takes `]#` for the start of a comment",
    "CVW2": "libyaml takes `,#` for the start of a comment",
    "DK95-1": "libyaml lets a quoted text go on after a tab",
    "G5U8": "libyaml reads a dash in brackets as text",
    "MUS6-0": "libyaml takes `1.1#` for a version and a comment; W102 says it has no effect",
    "QB6E": "libyaml lets a quoted text go on in the first column",
    "S98Z": "libyaml allows blank lines that are set in further than the text",
    "SU5Z": 'libyaml takes `value"#` for the start of a comment',
    "X4QW": "libyaml takes `>#` for the start of a comment",
    "Y79Y-3": "libyaml lets a line in brackets begin with a tab",
    "YJV2": "libyaml reads a dash in brackets as text",
}
# Read differently from the suite.
DIFFERENT = {"L24T-1": "libyaml adds no line end to a last line of spaces only"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    name: str
    text: str
    fails: bool
    json: str | None


def _text(written: str) -> str:
    for mark, char in MARKS.items():
        written = written.replace(mark, char)
    return written


def _cases() -> list[Case]:
    """Read the suite with the reader that it tests."""
    cases = []
    for path in sorted(FOLDER.glob("*.yaml")):
        entries = read_yaml(Lines(text=path.read_text(encoding="utf-8"))).data
        for number, entry in enumerate(entries):
            case = Case(
                name=f"{path.stem}-{number}" if len(entries) > 1 else path.stem,
                text=_text(entry["yaml"]),
                fails=entry.get("fail", False),
                json=entry.get("json"),
            )
            cases.append(case)
    return cases


CASES = _cases()


def _read(text: str, loader: Loader = FASTEST) -> tuple[Any, set[str]]:
    cleaned = clean(text.lstrip("\ufeff"), form="yaml")
    reading = read_yaml(Lines(text=cleaned.text), loader=loader)
    codes = {fault.code for fault in (*cleaned.faults, *reading.faults)}
    return reading.data, {code for code in codes if code.startswith("E")}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_finding_has_its_place(case: Case) -> None:
    """Whatever is refused is refused at a character of the case; by name, at the sign itself."""
    text = case.text.lstrip("\ufeff")
    cleaned = clean(text, form="yaml")
    for fault in (*cleaned.faults, *read_yaml(Lines(text=cleaned.text)).faults):
        assert 0 <= fault.index <= len(text)
        if not case.fails and case.name not in REFUSED and fault.code in SIGNS:
            assert text.startswith(SIGNS[fault.code], fault.index)


def test_the_exceptions_are_few() -> None:
    """Fewer than one case in ten is an exception, and each has its reason."""
    exceptions = {**REFUSED, **READ, **DIFFERENT}
    assert len(exceptions) <= 39
    assert all(len(reason.split()) > 3 for reason in exceptions.values())


def test_what_is_read_has_the_data_of_the_suite() -> None:
    """Most of the suite that is neither invalid nor refused by name is compared with its JSON."""
    compared = [case for case in CASES if not case.fails and case.json and not _read(case.text)[1]]
    assert len(compared) >= 169


def test_the_suite_is_whole(shared: Path) -> None:
    """Every case of the suite is looked at, and every exception is one of them."""
    assert shared in FOLDER.parents
    assert len(CASES) == 406
    names = {case.name for case in CASES}
    assert {*REFUSED, *READ, *DIFFERENT} <= names


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_of_the_suite(case: Case) -> None:
    """What is YAML gives the suite's data, or is refused by name; what is not is refused."""
    data, codes = _read(case.text)
    if case.fails:
        assert bool(codes) != (case.name in READ)
    elif case.name in REFUSED:
        assert codes
    elif not codes:
        expected = json.loads(case.json) if case.json and case.json.strip() else data
        assert (data == expected) != (case.name in DIFFERENT)
    else:
        assert codes <= BY_NAME


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_both_loaders_agree(case: Case) -> None:
    """Where libyaml is absent, PyYAML's own scanner gives the same data."""
    ours, codes = _read(case.text)
    theirs, their_codes = _read(case.text, yaml.SafeLoader)
    if not codes and not their_codes:
        assert ours == theirs
