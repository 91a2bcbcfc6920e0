"""The office's file: found, read, each fault at its place; and what a record takes from it."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from minutebook.errors import FileError, Severity
from minutebook.load.places import Lines
from minutebook.office import (
    ELEMENTS,
    FORMATS,
    Office,
    complete,
    find_office,
    missing_metadata,
    read_office,
)
from minutebook.office.places import toml_places
from minutebook.schemas import office_schema

if TYPE_CHECKING:
    from minutebook.errors import Finding

ROOT = Path(__file__).resolve().parents[2]

WHOLE = """\
[office]
name = "County Council"

[defaults]
language = "en-GB"
access = "open"
creator = "County Council"
rights = "© County Council"

[defaults.classification]
scheme = "Council file plan"
code = "TR/4/2"

[disposal]
"Quarterly meeting" = "MIN-PERM"

[management]
profile = "records-office"

[build]
formats = ["html", "txt"]
to = "out"
exclude = ["drafts", "old"]
"""


def findings(folder: Path, text: str | bytes) -> tuple[Finding, ...]:
    """The findings for an office's file that holds this."""
    file = folder / "minutebook.toml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    read = read_office(file)
    assert not read.findings or read.office == Office()
    return read.findings


def test_the_nearest_file_above_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For a note, a folder, and a place that is not there yet."""
    (tmp_path / "office" / "2026").mkdir(parents=True)
    outer, inner = tmp_path / "minutebook.toml", tmp_path / "office" / "minutebook.toml"
    outer.touch()
    inner.touch()
    assert find_office(tmp_path / "office" / "2026" / "note.yaml") == inner
    assert find_office(tmp_path / "office" / "none" / "yet") == inner
    assert find_office(tmp_path / "other") == outer
    monkeypatch.chdir(tmp_path / "office")
    assert find_office(Path("2026")) == inner


def test_a_folder_of_that_name_is_no_file(tmp_path: Path) -> None:
    """Only a file can be read."""
    (tmp_path / "minutebook.toml").mkdir()
    assert find_office(tmp_path) is None or find_office(tmp_path) != tmp_path / "minutebook.toml"


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    """Each name has its place in the office; folders are seen from the file's."""
    assert findings(tmp_path, WHOLE) == ()
    assert read_office(tmp_path / "minutebook.toml").office == Office(
        folder=tmp_path,
        name="County Council",
        language="en-GB",
        access="open",
        creator="County Council",
        rights="© County Council",
        classification={"scheme": "Council file plan", "code": "TR/4/2"},
        disposal={"Quarterly meeting": "MIN-PERM"},
        profile="records-office",
        formats=("html", "txt"),
        to=tmp_path / "out",
        exclude=(tmp_path / "drafts", tmp_path / "old"),
    )


def test_an_empty_file_is_an_office(tmp_path: Path) -> None:
    """It has no name, and what is usual holds; a byte order mark changes nothing."""
    for text in ("", "# to be filled in\n", "\ufeff", "[defaults]\r\n"):
        assert findings(tmp_path, text) == ()
        office = read_office(tmp_path / "minutebook.toml").office
        assert office == Office(folder=tmp_path)
        assert (office.formats, office.profile) == (("html", "docx", "txt"), "basic")


def test_a_line_end_after_a_text_is_left_out(tmp_path: Path) -> None:
    """Three quotes leave one, and a record has none at a text's end."""
    text = '[defaults]\nrights = """\nOpen\n"""\n[disposal]\nBoard = """P\n"""\n'
    assert findings(tmp_path, text) == ()
    office = read_office(tmp_path / "minutebook.toml").office
    assert (office.rights, office.disposal) == ("Open", {"Board": "P"})


def test_a_missing_file_is_an_error_of_the_run(tmp_path: Path) -> None:
    """It is no fault of the office's words."""
    with pytest.raises(FileError, match="cannot read"):
        read_office(tmp_path / "minutebook.toml")


DEEP = "more than 64 lists and blocks of keys stand inside each other here"


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ('[office]\nname "x"\n', (2, 6), "a name stands here without an equals sign"),
        ("[office]\nname = County\n", (2, 8), "the value is missing, or is text without quotes"),
        ("[office]\nname =\n", (2, 7), "the value is missing, or is text without quotes"),
        ('[office]\nname = "x\n', (2, 8), "the quote is not closed on its line"),
        ('[office]\nname = """x\n\n', (2, 8), "the quote is not closed"),
        ('[build]\nformats = ["html"\n', (2, 11), "the bracket `[` is not closed"),
        ('[build]\nformats = ["html",\n\n[rules]\n', (2, 11), "the bracket `[` is not closed"),
        ('[build]\nformats = [\n  "a",\nto = "b"\n', (2, 11), "the bracket `[` is not closed"),
        ("x = {a = 1\n[rules]\n", (1, 5), "the bracket `{` is not closed"),
        ('x = ["#]", "a" "b"]\n', (1, 16), 'a comma is missing before `"b"`'),
        (
            '[office]\nname = "a"\nname = "b"\n',
            (3, 1),
            "this name has its value already, further up",
        ),
        ("[office]\n[office]\n", (2, 1), "this name has its value already, further up"),
        ('[office\nname = "a"\n', (1, 8), "the bracket of a heading is not closed"),
        ('name = "x" y\n', (1, 12), "more words stand after the value"),
        ('[build]\nto = "C:\\Parks"\n', (2, 11), "a single backslash stands between double quotes"),
        ("= 4\n", (1, 1), "from here on the file is not as TOML has it"),
        ("a = " + "[" * 5000, (1, 5004), "the bracket `[` is not closed"),
        ("[office]\n" + "a." * 64 + "a = 1\n", (2, 1), DEEP),
        ("[office]\n" + "a." * 100_000 + "a = 1\n", (2, 1), DEEP),
        ("x = {" + "'a'.\"b\" . " * 40 + "a = 1}\n", (1, 6), DEEP),
        ("[" + "a." * 39 + "a]\n" + "b." * 39 + "b = 1\n", (2, 49), DEEP),
        ("a = " + "[" * 70 + "]" * 70, (1, 69), DEEP),
        ("a = " + "{a=" * 70 + "1" + "}" * 70, (1, 195), DEEP),
        (b'[office]\r\nname = "Caf\xe9"\r\n', (2, 12), "the byte E9 here is not UTF-8"),
        (b'\xef\xbb\xbfname = "\xff"', (1, 9), "the byte FF here is not UTF-8"),
    ],
)
def test_a_file_that_is_not_toml(
    tmp_path: Path, text: str | bytes, place: tuple[int, int], message: str
) -> None:
    """One finding, where the reading stopped, in a clerk's words and with a remedy."""
    (finding,) = findings(tmp_path, text)
    assert (finding.code, finding.path, finding.file) == (
        "E701",
        "",
        str(tmp_path / "minutebook.toml"),
    )
    assert ((finding.line, finding.column), finding.message) == (place, message)
    assert finding.hint


def test_a_file_that_is_not_toml_shows_its_line(tmp_path: Path) -> None:
    """The line is quoted, with carets under what is wrong."""
    (finding,) = findings(tmp_path, "[office]\nname = County Council\n")
    assert finding.excerpt is not None
    assert finding.excerpt.text == "name = County Council"
    assert (finding.end_line, finding.end_column) == (2, 22)


def test_a_fault_hides_no_other(tmp_path: Path) -> None:
    """What is sound beside it is judged, in the same list too."""
    text = (
        '[rules]\nrequire = ["meeting.vnue", 3, "pople"]\n[severity]\nE201 = "of"\nE999 = "off"\n'
    )
    found = findings(tmp_path, text)
    assert [(one.line, one.column, one.code) for one in found] == [
        (2, 12, "E704"),
        (2, 28, "E703"),
        (2, 31, "E704"),
        (4, 8, "E703"),
        (5, 1, "E705"),
    ]


def test_a_path_without_quotes_is_explained(tmp_path: Path) -> None:
    """Its dots make headings of it, which nobody means."""
    (finding,) = findings(tmp_path, '[vocabulary]\nmeeting.kind = ["A"]\n')
    assert finding.code == "E703"
    assert finding.hint == 'a path stands in quotes: write `"meeting.kind" = [...]`'


def test_dots_in_a_text_are_no_keys(tmp_path: Path) -> None:
    """However many there are, in any quotes and in a remark; and whatever the quotes hold."""
    dots = "a." * 200 + "a"
    text = f"""[office] # {dots}
name = "{dots}"
[defaults]
rights = '''
{dots}
'''
creator = \"\"\"
"{dots} \\"\"\"\"
"""
    assert findings(tmp_path, text) == ()
    for hostile in ('\\"' * 500_000, "a" * 1_000_000, '"' * 1_000_001, '"a".' * 250_000):
        started = time.process_time()
        findings(tmp_path, f'[office]\nname = "{hostile}"\n')
        assert time.process_time() - started < 20


@pytest.mark.parametrize(
    ("text", "code", "rest", "hint"),
    [
        ('[office]\nnmae = "x"\n', "E702", 'nmae = "x"', "did you mean `name`?"),
        ('[office]\ncolour = "x"\n', "E702", 'colour = "x"', "take it out"),
        ('[offices]\nname = "x"\n', "E702", "offices]", "did you mean `office`?"),
        ('  [ build ]\n  too = "x"\n', "E702", 'too = "x"', "did you mean `to`?"),
        ('defaults.acces = "open"\n', "E702", 'acces = "open"', "did you mean `access`?"),
        (
            'defaults = { access = "open", "righs" = "x" }\n',
            "E702",
            '"righs" = "x" }',
            "did you mean `rights`?",
        ),
        (
            "[office]\nname = 14\n",
            "E703",
            "14",
            'write it as text in quotes, as in `"County Council"`',
        ),
        (
            "[office]\nname = 2024-01-01 07:00:00\n",
            "E703",
            "2024-01-01 07:00:00",
            'write it as text in quotes, as in `"County Council"`',
        ),
        (
            '[build]\nformats = "html"\n',
            "E703",
            '"html"',
            'put brackets around it, as in `["html", "docx"]`',
        ),
        (
            'office = "County"\n',
            "E703",
            '"County"',
            "make it a heading in brackets, with its names on the lines below",
        ),
        (
            '[build]\nformats = [\n  "html", # first\n  "rtf",\n]\n',
            "E703",
            '"rtf",',
            "take one of these words",
        ),
        ('[management]\nprofile = "Basic"\n', "E703", '"Basic"', "did you mean `basic`?"),
        (
            '[defaults.classification]\nscheme = "x"\n',
            "E703",
            "classification]",
            'add a line `code = "..."`',
        ),
        (
            '[disposal]\n"Réunion du comité" = 10\n',
            "E703",
            "10",
            'write it as text in quotes, as in `"County Council"`',
        ),
        (
            '[defaults]\nlanguage = "en_GB"\n',
            "E703",
            '"en_GB"',
            "write the language's code, and after a hyphen the country's where it matters",
        ),
        ('[office]\nname = " "\n', "E703", '" "', "write the words, or take the key out"),
        (
            '[defaults]\nrights = "a\\u0007b"\n',
            "E703",
            '"a\\u0007b"',
            "take it out: an archived record cannot hold it",
        ),
        (
            '[[disposal]]\na = "b"\n[[disposal]]\nc = "d"\n',
            "E703",
            "disposal]]",
            "make it a heading in brackets, with its names on the lines below",
        ),
        (
            '[office]\nname = """\n[defaults]\naccess = "x"\n"""\n[defaults]\naccess = "secret"\n',
            "E703",
            '"secret"',
            "take one of these words",
        ),
    ],
)
def test_a_fault_has_its_place(tmp_path: Path, text: str, code: str, rest: str, hint: str) -> None:
    """Line and column of the offending name or value, however the file is laid out."""
    for written in (text, text.replace("\n", "\r\n")):
        (finding,) = findings(tmp_path, written)
        line = written.splitlines()[finding.line - 1]
        assert (finding.code, line[finding.column - 1 :], finding.hint) == (code, rest, hint)


def test_every_fault_is_found_in_order(tmp_path: Path) -> None:
    """In the order of the lines, whatever the order of the schema."""
    text = '[build]\nto = 3\n[office]\nnmae = "x"\n[defaults]\naccess = "shut"\n'
    found = [(one.line, one.code, one.path) for one in findings(tmp_path, text)]
    assert found == [
        (2, "E703", "/build/to"),
        (4, "E702", "/office/nmae"),
        (6, "E703", "/defaults/access"),
    ]


def test_the_example_office_is_sound() -> None:
    """The file in `records/` has no finding."""
    assert read_office(ROOT / "records" / "minutebook.toml").findings == ()


ODD_STRINGS = """\
t = '''a ''quoted'' [x]
b = 1'''  # c
u = \"\"\"\\\"\"\" = 2\"\"\"\"\"
v = 1979-05-27T07:32:00Z
"""


def _paths(value: Any, path: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    below = [
        _paths(part, (*path, step)) if isinstance(part, dict | list) else {(*path, step)}
        for step, part in parts
    ]
    return {path}.union(*below)


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        "a.b.c = 1\na.\"d e\" = 2\na.b.'f.g' = [1, [2, 3], {x = 4, y.z = 5}]\n",
        ODD_STRINGS,
        "[[a]]\nb = 1\n[[a.c]]\nd = 2\n[[a.c]]\nd = 3\n[[a]]\n[a.e]\nf = 4\n",
        "a = [ # one\n  1,\n\n  2, # two\n]\nb = {}\nc = []\nd = [ ]\ne = -inf\n",
        "# only a comment",
        "",
    ],
)
def test_everything_in_a_file_has_a_place(text: str) -> None:
    """Each path that TOML gives, and no other; a place is where the key or value is written."""
    places = toml_places(text)
    table = tomllib.loads(text)
    assert set(places) == _paths(table)
    for path, place in places.items():
        assert 0 <= place.key <= place.value <= len(text)
        if path and isinstance(path[-1], str):
            assert text[place.key :].lstrip("\"'").startswith(path[-1])


def test_lines_and_columns_count_from_1() -> None:
    """As editors do."""

    def line_and_column(text: str, index: int) -> tuple[int, int]:
        place = Lines(text=text).place(index)
        return place.line, place.column

    assert line_and_column("ab\ncd", 0) == (1, 1)
    assert line_and_column("ab\ncd", 4) == (2, 2)
    assert line_and_column("ab\r\ncd", 4) == (2, 1)


# What a record takes

RECORD: dict[str, Any] = {
    "id": "a",
    "title": "T",
    "status": "final",
    "meeting": {"date": "2026-03-05", "kind": "Quarterly meeting"},
}
OFFICE = Office(
    language="en-GB",
    access="open",
    creator="County Council",
    rights="Open",
    classification={"code": "TR/4/2"},
    disposal={"Quarterly meeting": "MIN-PERM"},
)


def test_a_record_takes_what_it_does_not_say() -> None:
    """Each default of the office stands in the record, with the profile that it meets."""
    assert complete(RECORD, OFFICE) == {
        **RECORD,
        "language": "en-GB",
        "access": {"level": "open"},
        "management": {
            "creator": "County Council",
            "rights": "Open",
            "classification": {"code": "TR/4/2"},
            "disposal": {"class": "MIN-PERM"},
            "profile": "basic",
        },
    }


def test_what_a_record_says_itself_stands() -> None:
    """The office never overrules a record, and the record given is left as it was."""
    own = {
        **RECORD,
        "language": "cy",
        "access": {"level": "closed"},
        "management": {
            "creator": "Another",
            "rights": "None",
            "classification": {"code": "X"},
            "disposal": {"class": "Y"},
            "created": "2026-03-06",
        },
    }
    before = {**own, "management": dict(own["management"])}
    full = complete(own, OFFICE)
    assert full == {**own, "management": {**own["management"], "profile": "records-office"}}
    assert own == before


def test_the_profile_is_what_the_record_meets_and_not_what_it_says() -> None:
    """A claim is replaced by the finding."""
    claims = {**RECORD, "management": {"profile": "records-office"}}
    assert complete(claims, Office()).get("management") is None
    assert complete(claims, OFFICE)["management"]["profile"] == "basic"


def test_without_an_office_a_record_is_as_it_was() -> None:
    """Nothing is made up."""
    assert complete(RECORD, Office()) == RECORD


def test_a_blank_kind_has_no_disposal(tmp_path: Path) -> None:
    """It is a fault of the file, and no record without a kind takes its class."""
    for blank in ("", "  "):
        (one,) = findings(tmp_path, f'[disposal]\nBoard = "P"\n"{blank}" = "X"\n')
        assert (one.code, one.line, one.column) == ("E703", 3, 1)
        assert (one.message, one.hint) == (
            "a key of `disposal` is blank",
            "write the name between the quotes",
        )
    record = {**RECORD, "meeting": {"date": "2026-03-05"}}
    assert "management" not in complete(record, Office(disposal={"": "X"}))


def test_disposal_goes_by_the_kind_of_meeting() -> None:
    """Another kind, or none, takes no class."""
    other = {**RECORD, "meeting": {"date": "2026-03-05", "kind": "Workshop"}}
    for record in (other, {**RECORD, "meeting": {"date": "2026-03-05"}}):
        assert "disposal" not in complete(record, OFFICE)["management"]


def _lacking(office: Office, **fields: Any) -> list[tuple[str, str]]:
    record = complete({**RECORD, **fields}, office)
    problems = missing_metadata(record, office)
    return [(p.code, name) for p in problems for name in p.message.split("`")[1::2]]


def test_the_basic_profile() -> None:
    """Its elements are errors, the others one warning."""
    record = complete(RECORD, OFFICE)
    del record["management"]
    assert [problem.code for problem in missing_metadata(record, OFFICE)] == ["W401"]
    assert _lacking(Office()) == [
        ("E401", "access"),
        ("E401", "language"),
        ("W401", "management.creator"),
        ("W401", "management.created"),
        ("W401", "management.classification"),
        ("W401", "management.disposal"),
        ("W401", "management.rights"),
    ]
    assert _lacking(OFFICE) == [("W401", "management.created")]
    assert _lacking(OFFICE, management={"created": "2026-03-06"}) == []


def test_the_profile_of_a_records_office() -> None:
    """Every element is an error."""
    strict = Office(profile="records-office", language="en-GB", access="open")
    assert {code for code, _ in _lacking(strict)} == {"E401"}
    assert len(_lacking(strict)) == 5


def test_every_element_can_be_missing() -> None:
    """An empty record lacks all eleven, each once; the twelfth is not the record's own."""
    problems = missing_metadata({}, Office(profile="records-office"))
    assert len(problems) == len(ELEMENTS) == 11
    assert [name for name, _, _ in ELEMENTS] == [f"M{number}" for number in range(1, 12)]
    assert len({problem.message for problem in problems}) == 11
    assert {problem.code for problem in problems} == {"E401"}


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("status", "add `status` to the record"),
        ("management.created", "add `management.created` to the record"),
        (
            "management.disposal",
            "name the class of `Quarterly meeting` under `[disposal]` in minutebook.toml",
        ),
        (
            "management.creator",
            "add it to the record, or `creator` under `[defaults]` in minutebook.toml",
        ),
        ("language", "add it to the record, or `language` under `[defaults]` in minutebook.toml"),
        ("id", "add it to the record"),
    ],
)
def test_a_missing_element_has_its_remedy(key: str, hint: str) -> None:
    """In the record, or once in the office's file where that can say it."""
    record = {"meeting": {"kind": "Quarterly meeting"}}
    hints = {
        problem.message.split("`")[1]: problem.hint
        for problem in missing_metadata(record, Office(profile="records-office"))
    }
    assert hints[key] == hint


def test_a_meeting_of_no_kind_says_it_first() -> None:
    """Without a kind no class can be found."""
    strict = Office(profile="records-office")
    hints = [problem.hint for problem in missing_metadata({}, strict)]
    assert "say `meeting.kind`, and name its class under `[disposal]` in minutebook.toml" in hints


def test_the_schema_of_the_file_knows_each_name_that_is_read() -> None:
    """A name that is read but not in the schema could never be written."""
    known = office_schema()["properties"]
    assert set(known) == {
        *("office", "defaults", "disposal", "management", "build", "store"),
        *("rules", "vocabulary", "severity", "extensions"),
    }
    assert set(known["rules"]["properties"]) == {"require"}
    assert known["severity"]["additionalProperties"]["enum"] == [*Severity, "off"]
    assert set(known["build"]["properties"]) == {
        *("formats", "to", "audience", "house", "fonts", "exclude"),
    }
    assert set(known["store"]["properties"]) == {"root", "by"}
    assert tuple(known["build"]["properties"]["formats"]["items"]["enum"]) == FORMATS
