"""Laws of reports: whatever words a finding holds, each format stays whole and keeps them."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator
from lxml import etree
from tests.conftest import ROOT
from tests.unit.test_reports_servers import see_that_it_is_junit

from minutebook.batch import Outcome
from minutebook.errors import Excerpt, FileError, Finding
from minutebook.inputs import Input, Inputs
from minutebook.office import Office
from minutebook.report import FORMATS, Report, finding_text, report_of
from minutebook.wording import printable

if TYPE_CHECKING:
    from minutebook.report.text import Role

pytestmark = pytest.mark.property

# Pieces that the formats have a use for, beside any character that there is.
PIECES = st.sampled_from(
    [
        *"%:,;<>&\"'`[](){}\\^|\n\r\t\0\x1b\x7f\x85\xa0\u2028\ufeff\ufffe\uffff\ud800\udfff😀",
        *["]]>", "<![CDATA[", "&lt;", "::", "::error::", "%0A", "\r\n", "##[group]", "{0}", "](1)"],
        *["\x1b[31m", "<!--", "<?xml?>", "\\u0041", "e\u0301", "\u202e"],
    ]
)
CHARACTERS = st.characters(codec=None, categories=None)
WORDS = st.lists(st.one_of(PIECES, CHARACTERS), max_size=12).map("".join)
# Whatever a folder may hold, in whatever encoding; a name has no NUL and is not empty.
FILES = st.binary(min_size=1, max_size=12).map(lambda data: os.fsdecode(data.replace(b"\0", b"0")))
CODES = st.sampled_from(["E204", "W317", "E999"])
NUMBERS = st.integers(min_value=1, max_value=200)


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    """Any finding: sound places, unsound words."""
    line, column = draw(NUMBERS), draw(NUMBERS)
    more = draw(st.integers(min_value=0, max_value=3))
    is_open = draw(st.booleans())
    excerpt = st.builds(Excerpt, text=WORDS, start=st.integers(min_value=0, max_value=20))
    return Finding(
        file=draw(FILES),
        line=line,
        column=column,
        code=draw(CODES),
        path=draw(WORDS),
        message=draw(WORDS),
        expected=draw(st.none() | WORDS),
        hint=draw(st.none() | WORDS),
        end_line=0 if is_open else line + more,
        end_column=0 if is_open else draw(NUMBERS) + (0 if more else column),
        excerpt=draw(st.none() | excerpt),
    )


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Any run: notes with findings and without, notes that failed, notes that were not seen."""
    names = draw(st.lists(FILES, max_size=4, unique=True))
    seen = draw(st.integers(min_value=0, max_value=len(names)))
    outcomes = []
    for name in names[:seen]:
        found = draw(st.lists(findings(), max_size=3))
        own = tuple(replace(finding, file=name) for finding in found)
        error = draw(st.none() | st.builds(FileError, WORDS, hint=st.none() | WORDS))
        outcomes.append(Outcome(name=name, findings=own, error=error))
    notes = tuple(Input(name=name, office=Office()) for name in names)
    inputs = Inputs(notes=notes, findings=tuple(draw(st.lists(findings(), max_size=2))))
    return report_of(inputs, outcomes, version="1.0", more=draw(st.lists(findings(), max_size=2)))


def words_of(said: Report) -> list[str]:
    """Everything that is said in words."""
    errors = [outcome.error for outcome in said.outcomes if outcome.error is not None]
    texts = [text for error in errors for text in (error.message, error.hint)]
    for one in said.findings:
        texts += [one.message, one.expected, one.hint]
    return [text for text in texts if text]


@pytest.fixture(scope="session")
def sarif_schema() -> Draft4Validator | None:
    """The official schema, where it is at hand; that it is used at all is tested elsewhere."""
    path = ROOT.parent / "shared" / "suites" / "schemas" / "sarif-2.1.0.json"
    if not path.is_file():
        return None
    return Draft4Validator(json.loads(path.read_text(encoding="utf-8")))


def written(form: str, said: Report) -> bytes:
    """A report as its file holds it."""
    return FORMATS[form](said).encode("utf-8", "backslashreplace")


@given(reports())
def test_sarif_is_sarif(sarif_schema: Draft4Validator | None, said: Report) -> None:
    """Valid JSON that the schema accepts, with every word in it and every address a URI."""
    log = json.loads(written("sarif", said))
    if sarif_schema is not None:
        assert [error.message for error in sarif_schema.iter_errors(log)] == []
    (run,) = log["runs"]
    assert len(run["results"]) == len(said.findings)
    texts = [_spoken(text) for text in _values(run, "text")]
    for words in words_of(said):
        assert any(words in text for text in texts)
    for uri in _values(run, "uri"):
        assert re.fullmatch(r"(?:file:)?(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})*", uri)


def _spoken(text: str) -> str:
    """Undo what keeps words from being placeholders and links."""
    return text.replace("{{", "{").replace("}}", "}").replace("\\](", "](")


def _values(data: Any, key: str) -> list[str]:
    """Every text below a key, at any depth."""
    if isinstance(data, list):
        return [value for entry in data for value in _values(entry, key)]
    if not isinstance(data, dict):
        return []
    own = [data[key]] if isinstance(data.get(key), str) else []
    return own + [value for entry in data.values() for value in _values(entry, key)]


@given(reports())
def test_json_is_json(said: Report) -> None:
    """Every entry has the same keys, and the words are as they were."""
    entries = json.loads(written("json", said))
    assert len({tuple(entry) for entry in entries}) <= 1
    texts = {entry[key] for entry in entries for key in ("message", "expected", "hint")}
    # Two halves of a character that stand side by side are one in JSON.
    assert {json.loads(json.dumps(words)) for words in words_of(said) if words} <= texts


@given(reports())
def test_junit_is_xml(said: Report) -> None:
    """It is read without a complaint, has the form, and keeps the words as they can be shown."""
    data = written("junit", said)
    see_that_it_is_junit(data.decode())
    root = etree.fromstring(data)
    text = "\n".join(
        [*map(str, root.itertext()), *(case.get("message", "") for case in root.iter())]
    )
    for words in words_of(said):
        assert printable(words) in text


@given(reports())
def test_no_words_become_a_command_of_their_own(said: Report) -> None:
    """A line each, which is read back into its place and its words."""
    lines = written("github", said).decode().split("\n")
    failures = sum(outcome.error is not None for outcome in said.outcomes)
    assert lines.pop() == ""
    assert len(lines) == len(said.findings) + failures + bool(said.unseen)
    texts = []
    for line in lines:
        assert line.isprintable()
        command = re.fullmatch(r"::(?:error|warning|notice)(?: ([^:]*))?::(.*)", line)
        assert command is not None
        properties = (command[1] or "").split(",")
        assert all(re.match(r"[A-Za-z]+=", one) for one in properties if one)
        texts.append(command[2].replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%"))
    for words in words_of(said):
        assert any(printable(words) in text for text in texts)


@given(findings())
def test_colours_say_nothing(finding: Finding) -> None:
    """With the signs taken away, the words are those without colours."""

    def paint(role: Role, words: str) -> str:
        return f"\x1b[{len(role)}m{words}\x1b[0m"

    painted = finding_text(finding, paint=paint)
    assert re.sub(r"\x1b\[\d+m", "", painted) == finding_text(finding)
    assert "\x1b" in painted
