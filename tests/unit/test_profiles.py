"""The schemas that an office declares: read from its own folder only, each fault at its place."""

from __future__ import annotations

import json
import time
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import as_a_common_user

from minutebook.errors import Finding, has_errors
from minutebook.inputs import gather
from minutebook.office import Office, read_office
from minutebook.validate.extensions import extension_problems

if TYPE_CHECKING:
    from pathlib import Path

Json = dict[str, Any]
OUT = "this reference leads out of the office's folder"
NOWHERE = "this reference leads to nothing that is a schema"
ROUND = "this reference leads back to itself before it comes to a key or an entry"


def office(folder: Path, schema: Any, *, file: str = "s.json", **others: Any) -> list[Finding]:
    """What is found in an office with this schema, given as data or as text."""
    (folder / "minutebook.toml").write_text(f'[extensions]\nx = "{file}"\n', encoding="utf-8")
    for name, data in {"s": schema, **others}.items():
        text = data if isinstance(data, str) else json.dumps(data)
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
    read = read_office(folder / "minutebook.toml")
    assert has_errors(read.findings) == (read.office == Office())
    return list(read.findings)


@pytest.mark.parametrize(
    ("schema", "code", "message"),
    [
        ("", "E708", "there is nothing in the schema"),
        ([], "E708", "the schema is a list, and a schema is a block of keys"),
        ("true", "E708", "the schema is a single value, and a schema is a block of keys"),
        ('{"type": "object",}', "E708", "a value is missing before `}`"),
        ('{"a": 1, "a": 2}', "E708", "the key `a` is given twice on line 1"),
        ({"type": "strng"}, "E708", "`strng` is no type of JSON Schema"),
        ({"type": ["string", "nul"]}, "E708", "`nul` is no type of JSON Schema"),
        ({"required": "a"}, "E708", "`required` must be a list, and this is the text `a`"),
        ({"minimum": "3"}, "E708", "`minimum` must be a number, and this is the text `3`"),
        ({"properties": {"a": 3}}, "E708", ("`a` must be a block of keys or `true` or `false`, and "
                                           "this is the number `3`")),
        ({"$schema": "http://json-schema.org/draft-07/schema#"}, "E708", ("the schema is written "
         "for `http://json-schema.org/draft-07/schema#`, which is not read here")),
        ({"$ref": "https://example.org/x.json"}, "E709", OUT),
        ({"$ref": "https://json-schema.org/draft/2020-12/schema"}, "E709", OUT),
        ({"$ref": "file:///etc/passwd"}, "E709", OUT),
        ({"$ref": "//example.org/x.json"}, "E709", OUT),
        ({"$ref": "/etc/passwd"}, "E709", OUT),
        ({"$ref": "../x.json"}, "E709", OUT),
        ({"$ref": "a/../../x.json"}, "E709", OUT),
        ({"$ref": "%2e%2e/x.json"}, "E709", OUT),
        ({"$ref": "C:\\x.json"}, "E709", OUT),
        ({"$ref": "a%00.json"}, "E709", OUT),
        ({"$ref": "none.json"}, "E709", "there is no file `none.json` in the office's folder"),
        ({"$ref": "#/$defs/a"}, "E709", NOWHERE),
        ({"$ref": "#anchor"}, "E709", NOWHERE),
        ({"$ref": "#/examples/0", "examples": [{"type": "string"}]}, "E709", NOWHERE),
        ({"$dynamicRef": "#a"}, "E709", ("`$dynamicRef` leads to what cannot be known before, and "
                                        "is not followed")),
        ({"$ref": "#"}, "E708", ROUND),
        ({"allOf": [{"anyOf": [{"not": {"$ref": "#"}}]}]}, "E708", ROUND),
        ({"dependentSchemas": {"a": {"if": {"$ref": "#"}}}}, "E708", ROUND),
        ({"pattern": "(?=a)"}, "E708", ("the pattern `(?=a)` cannot be used: it looks ahead or "
                                       "behind, which is not done here")),
        ({"patternProperties": {"(": True}}, "E708", ("the pattern `(` cannot be used: a bracket "
                                                     "`(` is not closed")),
        ({"$defs": {"a": {"$id": "b"}}}, "E708", ("only a whole file has an `$id` here, and this "
                                                 "is a part of one")),
        ({"unevaluatedProperties": False}, "E708", ("`unevaluatedProperties` judges by what other "
                                                   "keywords leave, and is not followed")),
        ({"items": {"unevaluatedItems": True}}, "E708", ("`unevaluatedItems` judges by what other "
                                                        "keywords leave, and is not followed")),
        ({"propertes": {}}, "W704", "`propertes` is no keyword of JSON Schema, and has no effect"),
        ('{"items":' * 80 + "true" + "}" * 80, "E708",
         "more than 64 lists and blocks of keys stand inside each other here"),
    ],
)  # fmt: skip
def test_a_schema_that_cannot_be_used(tmp_path: Path, schema: Any, code: str, message: str) -> None:
    """One finding, in the schema's own file and in words, with a remedy."""
    (finding,) = office(tmp_path, schema)
    assert (finding.code, finding.message) == (code, message)
    assert finding.file == str(tmp_path / "s.json")
    assert finding.hint


@pytest.mark.parametrize(
    ("file", "code", "message"),
    [
        ("none.json", "E708", "there is no file `none.json` in the office's folder"),
        ("s.json#/$defs/a", "E708", "there is no file `s.json#/$defs/a` in the office's folder"),
        (".", "E709", "`.` leads out of the office's folder"),
        ("schemas", "E708", "there is no file `schemas` in the office's folder"),
        ("../s.json", "E709", "`../s.json` leads out of the office's folder"),
        ("/etc/passwd", "E709", "`/etc/passwd` leads out of the office's folder"),
        ("https://example.org/s.json", "E709", ("`https://example.org/s.json` leads out of the "
                                               "office's folder")),
        ("file:///etc/passwd", "E709", "`file:///etc/passwd` leads out of the office's folder"),
        ("link.json", "E709", "`link.json` leads out of the office's folder"),
        ("round.json", "E709", "`round.json` leads out of the office's folder"),
        ("large.json", "E708", "`large.json` has more than 1 MB"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used(tmp_path: Path, file: str, code: str, message: str) -> None:
    """The finding is in the office's file, at the name of the schema."""
    folder = tmp_path / "office"
    (folder / "schemas").mkdir(parents=True)
    (tmp_path / "outside.json").write_text("{}")
    (folder / "link.json").symlink_to(tmp_path / "outside.json")
    (folder / "round.json").symlink_to(folder / "round.json")
    (folder / "large.json").write_text(json.dumps({"$comment": "x" * 2**20}))
    (finding,) = office(folder, {}, file=file)
    assert (finding.code, finding.message) == (code, message)
    assert (finding.file, finding.line, finding.column) == (str(folder / "minutebook.toml"), 2, 5)


@pytest.mark.parametrize("closed", ["schemas/p.json", "schemas"])
def test_a_file_that_may_not_be_read(tmp_path: Path, closed: str) -> None:
    """It is a finding, and not the end of the run; so it is with its folder."""
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "p.json").write_text("{}")
    file = tmp_path / "minutebook.toml"
    file.write_text('[extensions]\nx = "schemas/p.json"\n')
    (tmp_path / closed).chmod(0)
    with as_a_common_user(tmp_path):
        (finding,) = read_office(file).findings
    (tmp_path / closed).chmod(0o755)
    assert (finding.code, finding.message) == (
        "E708",
        "`schemas/p.json` cannot be read: you have no permission",
    )


def test_every_fault_has_its_line_and_column(tmp_path: Path) -> None:
    """Those of one pass, also in a file that another refers to."""
    schema = '{\n  "properties": {\n    "a": {"$ref": "o.json"},\n    "b": {"$ref": "/x"}\n  }\n}\n'
    other = '{\n  "items": {"type": "strng"},\n  "minimum": "3"\n}\n'
    found = office(tmp_path, schema, o=other)
    shown = [(one.file.rpartition("/")[2], one.line, one.column, one.code) for one in found]
    assert shown == [
        ("o.json", 2, 21, "E708"),
        ("o.json", 3, 14, "E708"),
        ("s.json", 4, 19, "E709"),
    ]


def test_a_circle_of_files_is_found_and_a_tree_is_not(tmp_path: Path) -> None:
    """What goes further into the data at every turn comes to an end with it."""
    (finding,) = office(tmp_path, {"$ref": "o.json"}, o={"$ref": "s.json"})
    assert finding.message == ROUND
    assert office(tmp_path, {"properties": {"below": {"items": {"$ref": "#"}}}}) == []
    assert office(tmp_path, {"properties": {"a": {"$ref": "o.json"}}}, o={"$ref": "s.json"}) == []


def test_files_without_an_end_are_counted(tmp_path: Path) -> None:
    """A chain of more than fifty files is a finding."""
    chain: Json = {f"f{n}": {"$ref": f"f{n + 1}.json"} for n in range(60)}
    (finding,) = office(tmp_path, {"$ref": "f0.json"}, **chain)
    assert finding.message == "`f49.json` is one of more than 50 files"


def test_a_large_schema_is_read_in_time(tmp_path: Path) -> None:
    """Thousands of fields are nothing out of the way."""
    fields = {f"field{n}": {"type": "string", "pattern": f"^a{n}$"} for n in range(5_000)}
    started = time.perf_counter()
    assert office(tmp_path, {"properties": fields, "$defs": {"a": {"$ref": "#"}}}) == []
    assert time.perf_counter() - started < 20


KEYS = st.sampled_from(
    ["$ref", "$id", "$anchor", "$schema", "$defs", "properties", "items", "type", "enum", "not",
     "allOf", "pattern", "patternProperties", "required", "additionalProperties", "x",
     "$dynamicRef"]
)  # fmt: skip
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.sampled_from(["#", "#/$defs/x", "s.json", "../s.json", "object", "(", "x", "", "#x", ":"]),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(KEYS, parts, max_size=4),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(JSON)
def test_any_json_is_a_schema_or_a_finding(tmp_path: Path, data: Any) -> None:
    """Nothing is raised, and what is taken can be judged by."""
    if not has_errors(tuple(office(tmp_path, data))):
        (made,) = read_office(tmp_path / "minutebook.toml").office.profiles
        for value in (None, 3, "x", [1], {"x": {"x": 1}}):
            list(extension_problems({"extensions": {"x": value}}, [made]))


def test_a_keyword_of_the_office_is_let_be(tmp_path: Path) -> None:
    """One that begins with `x-`, and one that is like no other."""
    assert office(tmp_path, {"x-required": 1, "colour": "red"}) == []


@pytest.mark.parametrize("schema", [{"$ref": "o.json"}, {"type": "strng"}])
def test_a_schema_is_no_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, schema: Json) -> None:
    """
    A folder that is searched for notes has schemas in it, sound or not, and passes them over.

    In a folder of their own so is one that nothing refers to by now; a note beside them is a note.
    """
    monkeypatch.chdir(tmp_path)
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "s.json").write_text(json.dumps(schema))
    (tmp_path / "schemas" / "o.json").write_text("{}")
    for place in ("note.yaml", "note.json", "schemas/note.yaml"):
        (tmp_path / place).write_text('{"title": "A"}')
    (tmp_path / "minutebook.toml").write_text('[extensions]\nx = "schemas/s.json"\n')
    inputs = gather(["."], stdin=lambda: b"")
    assert [note.name for note in inputs.notes] == ["note.json", "note.yaml", "schemas/note.yaml"]
    files = [finding.file for finding in inputs.findings]
    assert files == ([] if "$ref" in schema else [str(PurePath("schemas", "s.json"))])
