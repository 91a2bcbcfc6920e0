"""Extensions judged by the schema of their office: every keyword in words, and never for long."""

from __future__ import annotations

import json
import pickle
import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from minutebook.load import load
from minutebook.office.profiles import read_profiles
from minutebook.validate import validate
from minutebook.validate.extensions import Profile, extension_problems
from minutebook.yaml_text import write_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from minutebook.errors import Finding, Problem

Json = dict[str, Any]
NOTE: Json = {
    "schema": "meeting-record/1.0",
    "id": "parks-2026-03-05",
    "title": "Meeting of the parks group",
    "meeting": {"date": "2026-03-05"},
    "background": "The swings are safe.",
}


def profile(folder: Path, schema: Json, *, name: str = "plan", **others: Json) -> Profile:
    """The profile that an office with this schema has."""
    for file, data in {"plan": schema, **others}.items():
        (folder / f"{file}.json").write_text(json.dumps(data), encoding="utf-8")
    read = read_profiles(folder, {"extensions": {name: "plan.json"}})
    assert (read.problems, read.findings) == ((), ())
    (made,) = read.profiles
    return made


def problems(made: Profile, data: Any) -> list[Problem]:
    """What is wrong with an extension."""
    return list(extension_problems({"extensions": {made.name: data}}, [made]))


@pytest.mark.parametrize(
    ("schema", "data", "message", "expected"),
    [
        ({"type": "integer"}, "x", "must be a whole number, and this is the text `x`", None),
        ({"type": ["null", "boolean"]}, 3, "must be nothing or `true` or `false`", None),
        ({"type": "string"}, None, "has no value", None),
        ({"enum": ["outline", "full", [1]]}, "outlin", "`outlin` is not a value of", "outline"),
        ({"enum": [[1]]}, {}, "a block of keys is not a value of", None),
        ({"const": 3}, 4, "`4` is not a value of", "`3`"),
        ({"const": {"a": 1}}, 4, "`4` is not a value of", None),
        ({"minimum": 3}, 2, "is `2`, and the least it can be is 3", "3 or more"),
        ({"maximum": 3}, 4, "is `4`, and the most it can be is 3", "3 or less"),
        ({"exclusiveMinimum": 3}, 3, "is `3`, and it must be more than 3", "more than 3"),
        ({"exclusiveMaximum": 3}, 3, "is `3`, and it must be less than 3", "less than 3"),
        ({"multipleOf": 5}, 7, "is `7`, and it must be a multiple of 5", None),
        ({"minLength": 2}, "a", "has 1 character, and 2 is the least", None),
        ({"maxLength": 2}, "abc", "has 3 characters, and 2 is the most", None),
        ({"minItems": 2}, [1], "has 1 entry, and 2 is the least", None),
        ({"maxItems": 1}, [1, 2], "has 2 entries, and 1 is the most", None),
        ({"minProperties": 2}, {"a": 1}, "has 1 key, and 2 is the least", None),
        ({"maxProperties": 0}, {"a": 1}, "has 1 key, and 0 is the most", None),
        ({"pattern": "^b+$", "examples": ["bb"]}, "a", "`a` does not have the form", "`bb`"),
        ({"format": "date"}, "2026-02-30", "`2026-02-30` is not a day of the calendar", None),
        ({"required": ["it's"]}, {}, "needs `it's`", "the key `it's`"),
        (
            {"dependentRequired": {"a": ["b"]}},
            {"a": 1},
            "has `a` and so needs `b`",
            "the key `b`",
        ),
        ({"uniqueItems": True}, [1, 1], "an entry of `value` stands there twice", None),
        ({"contains": {"const": 1}}, [2], "lacks an entry of a certain form", None),
        ({"contains": True, "minContains": 2}, [2], "of which 2 is the least", None),
        ({"contains": True, "maxContains": 1}, [2, 3], "has more than 1 entries", None),
        ({"anyOf": [{"type": "string"}, {"minimum": 9}]}, 3, "none of the 2 forms", None),
        ({"oneOf": [True, True]}, 3, "has several of 2 forms", None),
        ({"not": {"type": "string"}}, "x", "is just what may not stand there", None),
        ({"prefixItems": [True], "items": False}, [1, 2], "2 entries, and 1 is the most", None),
        ({"if": {"type": "string"}, "then": {"maxLength": 0}}, "x", "has 1 character", None),
        ({"dependentSchemas": {"a": {"required": ["c"]}}}, {"a": 1}, "needs `c`", None),
        ({"allOf": [{"$ref": "#/$defs/word"}]}, 1, "must be text", None),
    ],
)
def test_each_keyword_has_a_plain_sentence(
    tmp_path: Path, schema: Json, data: Any, message: str, expected: str | None
) -> None:
    """One problem at the value, in words, with something to be done."""
    words = {"$defs": {"word": {"type": "string"}}}
    made = profile(tmp_path, {"properties": {"value": schema}, **words})
    (problem,) = problems(made, {"value": data})
    assert (problem.code, problem.path) == ("E332", ("extensions", "plan", "value"))
    assert message in problem.message
    assert (expected or "") in (problem.expected or "")
    assert problem.hint


@pytest.mark.parametrize(
    ("schema", "key", "message"),
    [
        ({"additionalProperties": False}, "colour", "there is no key `colour` in `plan`"),
        ({"propertyNames": {"maxLength": 2}}, "colour", "`colour` cannot be a key of `plan`"),
        ({"properties": {"colour": False}}, "colour", "`colour` may not stand here"),
        ({"patternProperties": {"^c": False}}, "colour", "`colour` may not stand here"),
    ],
)
def test_a_key_that_may_not_be_there_is_the_place(
    tmp_path: Path, schema: Json, key: str, message: str
) -> None:
    """The fault is the key, and not the value below it."""
    (problem,) = problems(profile(tmp_path, schema), {key: 1})
    assert (problem.path, problem.at_key) == (("extensions", "plan", key), True)
    assert problem.message == message


def test_a_misspelt_key_is_known(tmp_path: Path) -> None:
    """Among the keys that are not there yet; of two missing ones both are said."""
    schema = {"properties": {"case": True, "fee": True}, "additionalProperties": False}
    (problem,) = problems(profile(tmp_path, schema), {"cas": 1})
    assert problem.hint == "did you mean `case`?"
    made = profile(tmp_path, {"required": ["case", "fee"]})
    assert [one.message for one in problems(made, {})] == [
        "`plan` needs `case`",
        "`plan` needs `fee`",
    ]


def test_many_unknown_keys_are_told_in_time(tmp_path: Path) -> None:
    """Each is a fault, and of the first hundred it is said which key was meant."""
    known = {f"field{n:04}": True for n in range(2_000)}
    made = profile(tmp_path, {"properties": known, "additionalProperties": False})
    started = time.process_time()
    found = problems(made, {f"feild{n:04}": 1 for n in range(5_000)})
    assert time.process_time() - started < 20
    hints = [str(one.hint).partition(" `")[0] for one in found]
    assert hints == ["did you mean"] * 100 + ["take it out"] * 4_900
    assert {one.expected for one in found} == {found[0].expected}


@pytest.mark.parametrize("around", ["allOf", "anyOf"])
def test_many_wrong_words_are_told_in_time(tmp_path: Path, around: str) -> None:
    """Of the first hundred it is said which was meant, also where a value may have many forms."""
    schema = {"enum": [f"word{n:03}" for n in range(200)]}
    made = profile(tmp_path, {"items": {around: [schema]}})
    started = time.process_time()
    found = problems(made, [f"wrod{n:03}" for n in range(5_000)])
    assert time.process_time() - started < 20
    assert len(found) == 5_000
    meant = [str(one.hint).startswith("did you mean") for one in found]
    assert meant == [around == "allOf"] * 100 + [False] * 4_900


def test_the_words_of_the_office_are_the_remedy(tmp_path: Path) -> None:
    """What its schema says of a value is quoted, cut short; else its file is named."""
    made = profile(tmp_path, {"minLength": 3, "description": "The number " * 50})
    (problem,) = problems(made, "x")
    assert str(problem.hint).startswith("the office says of it: The number The number")
    assert len(str(problem.hint)) < 110
    (problem,) = problems(profile(tmp_path, {"minLength": 3}), "x")
    assert problem.hint == "see plan.json, which minutebook.toml names for `plan`"


def test_one_value_is_one_fault(tmp_path: Path) -> None:
    """Of several clauses that one value breaks, the first is said."""
    schema = {"minLength": 3, "pattern": "^b", "enum": ["bbb"]}
    assert len(problems(profile(tmp_path, schema), "x")) == 1


def _found(text: str, made: Profile) -> tuple[Finding, ...]:
    return validate(load(text.encode(), name="note.yaml"), profiles=[made]).findings


def test_a_fault_has_its_line_and_column(tmp_path: Path) -> None:
    """Below `extensions` as anywhere in the note, and in a list of blocks."""
    schema = {
        "properties": {"rooms": {"items": {"properties": {"cost": {"type": "number"}}}}},
        "required": ["case"],
    }
    made = profile(tmp_path, schema)
    text = write_yaml(NOTE) + (
        "extensions:\n"
        "  other: 1\n"
        "  plan:\n"
        "    rooms:\n"
        "      - cost: 3\n"
        "      - {cost: free, name: Teme}\n"
    )
    start = len(write_yaml(NOTE).splitlines())
    assert [(one.line - start, one.column, one.path) for one in _found(text, made)] == [
        (3, 3, "/extensions/plan"),
        (6, 16, "/extensions/plan/rooms/1/cost"),
    ]


def test_only_what_is_declared_is_judged(tmp_path: Path) -> None:
    """Another extension is let be, and one whose name is nearly that of a profile is a warning."""
    made = profile(tmp_path, {"type": "string"}, name="planning")
    data = {"extensions": {"planing": 3, "catering": 4}}
    assert [(one.code, one.path, one.hint) for one in extension_problems(data, [made])] == [
        ("W332", ("extensions", "planing"), "did you mean `planning`?")
    ]
    others: tuple[Any, ...] = (None, [], {}, {"extensions": None}, {"extensions": ["planning"]})
    for nothing in others:
        assert list(extension_problems(nothing, [made])) == []


def test_a_file_beside_the_schema_is_found(tmp_path: Path) -> None:
    """By its name, by an anchor or by keys, and from there back again."""
    common = {
        "$defs": {
            "money": {"$anchor": "money", "minimum": 0},
            "any": {"$ref": "plan.json#/$defs/1"},
        }
    }
    schema = {
        "$id": "https://county.example/plan",
        "properties": {
            "a": {"$ref": "common.json#/$defs/money"},
            "b": {"$ref": "./common.json#money"},
            "c": {"$ref": "common.json#/$defs/any"},
            "d": {"$ref": "https://county.example/plan#/$defs/1"},
        },
        "$defs": {"1": {"minimum": 5}},
    }
    made = profile(tmp_path, schema, common=common)
    found = problems(made, {"a": -1, "b": -1, "c": 4, "d": 4})
    assert [one.path[-1] for one in found] == ["a", "b", "c", "d"]
    assert problems(made, {"a": 0, "b": 0, "c": 5, "d": 5}) == []


def test_a_profile_can_be_handed_to_another_process(tmp_path: Path) -> None:
    """It is plain data, and judges in the same way there."""
    made = profile(tmp_path, {"type": "string"})
    copy = pickle.loads(pickle.dumps(made))
    assert (copy, problems(copy, 3)) == (made, problems(made, 3))


def _laughs() -> Json:
    parts = {f"a{n}": {"allOf": [{"$ref": f"#/$defs/a{n + 1}"}] * 2} for n in range(40)}
    return {"$ref": "#/$defs/a0", "$defs": {**parts, "a40": {"type": "string"}}}


@pytest.mark.parametrize(
    ("schema", "data"),
    [
        (_laughs(), 3),
        ({"allOf": [{"uniqueItems": True}] * 50}, [{"a": n} for n in range(20_000)]),
        ({"uniqueItems": True}, ["x" * 1_000 + str(n) for n in range(50_000)]),
        ({"items": {"allOf": [{"pattern": "^(a+)+$"}] * 50}}, ["a" * 2_000 + "!"] * 500),
        ({"items": {"enum": ["x" * 40] * 5_000}}, list(range(20_000))),
    ],
)
def test_what_would_take_long_is_a_finding(tmp_path: Path, schema: Json, data: Any) -> None:
    """Whatever schema and data make of each other, it ends, and says so once."""
    made = profile(tmp_path, schema)
    started = time.process_time()
    (problem,) = problems(made, data)
    assert time.process_time() - started < 20
    assert problem.message == "`plan` is too large or too deep to be checked by its schema"


@pytest.mark.parametrize(
    ("data", "is_twice"),
    [
        ([1, 1.0], True),
        ([0, -0.0], True),
        ([10**5_000, 10**5_000], True),
        ([1, True], False),
        ([0, False, None, "", [], {}], False),
        ([1, "1", "'1'", [1], ["1"]], False),
        ([{"a": 1, "b": [1]}, {"b": [1.0], "a": 1}], True),
        ([{"a": 1}, {"a": True}], False),
        ([{"a": {"b": 1}}, {"a": {"b": 1, "c": 1}}], False),
        ([["a,b"], ["a", "b"], ["a','b"]], False),
        ([{"a": n} for n in range(20_000)], False),
        ([{"a": n} for n in range(20_000)] + [{"a": 7}], True),
    ],
)
def test_two_entries_are_alike(tmp_path: Path, data: Any, *, is_twice: bool) -> None:
    """As JSON Schema has it: a number by its worth, yes and no by themselves, keys in any order."""
    made = profile(tmp_path, {"uniqueItems": True})
    assert len(problems(made, data)) == is_twice
    assert problems(profile(tmp_path, {"uniqueItems": False}), data) == []


def test_a_pattern_that_other_engines_choke_on(tmp_path: Path) -> None:
    """`^(a+)+$` on 50 KB is judged, and at once."""
    made = profile(tmp_path, {"pattern": "^(a+)+$"})
    started = time.perf_counter()
    (problem,) = problems(made, "a" * 50_000 + "!")
    assert problems(made, "a" * 50_000) == []
    assert time.perf_counter() - started < 2
    assert len(problem.message) < 150


def test_data_as_deep_as_a_note_may_be(tmp_path: Path) -> None:
    """A schema of a tree is followed to the last leaf."""
    made = profile(tmp_path, {"properties": {"below": {"$ref": "#"}, "leaf": {"type": "string"}}})
    tree: Json = {"leaf": 3}
    for _ in range(60):
        tree = {"below": tree}
    (problem,) = problems(made, tree)
    assert len(problem.path) == 63


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text("ab", max_size=3),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.text("ab", max_size=2), parts),
    max_leaves=6,
)
SCHEMAS = st.recursive(
    st.sampled_from(
        [
            True, False, {"type": "string"}, {"type": ["integer", "null"]}, {"enum": [1, "a"]},
            {"pattern": "^a*$"}, {"required": ["a"]}, {"minItems": 1}, {"uniqueItems": True},
            {"minimum": 0}, {"maxProperties": 1}, {"dependentRequired": {"a": ["b"]}},
            {"propertyNames": {"pattern": "^a"}}, {"patternProperties": {"^a": {"minimum": 3}}},
        ]
    ),
    lambda parts: st.one_of(
        st.builds(lambda one: {"properties": {"a": one}, "additionalProperties": False}, parts),
        st.builds(lambda one: {"additionalProperties": one}, parts),
        st.builds(lambda one, two: {"prefixItems": [one], "items": two}, parts, parts),
        st.builds(lambda one, two: {"anyOf": [one, two]}, parts, parts),
        st.builds(lambda one, two: {"oneOf": [one, two]}, parts, parts),
        st.builds(lambda one: {"not": one}, parts),
        st.builds(lambda one, two: {"if": one, "then": two}, parts, parts),
        st.builds(lambda one: {"contains": one}, parts),
    ),
    max_leaves=5,
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(SCHEMAS, VALUES)
def test_the_verdict_is_that_of_any_validator(tmp_path: Path, schema: Any, data: Any) -> None:
    """There is a problem where a plain validator finds one, and only there; each is in words."""
    made = profile(tmp_path, {"allOf": [schema]})
    found = problems(made, data)
    assert (found == []) == Draft202012Validator({"allOf": [schema]}).is_valid(data)
    for problem in found:
        assert len(problem.message) < 300
        assert problem.hint
