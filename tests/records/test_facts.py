"""Facts that simple schemas lose have a place of their own, from the note to the rendition."""

from __future__ import annotations

import copy
import tomllib
from functools import cache
from typing import Any

import pytest
from tests.conftest import ROOT

from minutebook.archive import read_xml, write_xml
from minutebook.forms import note_text
from minutebook.load import load
from minutebook.record import Record, normalise
from minutebook.render import HouseFiles, load_house, to_ast
from minutebook.validate import validate
from minutebook.xml_parser import parse_xml

FACTS: list[dict[str, Any]] = tomllib.loads(
    (ROOT / "tests" / "records" / "facts.toml").read_text(encoding="utf-8")
)["fact"]
"""What each fact is about, its point among the things real notes hold, and where it stands."""

POINTS = 14
LEAST = 60


def steps(pointer: str) -> list[str]:
    """The keys and indices of a JSON Pointer."""
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]


def at(data: Any, pointer: str) -> Any:
    """What stands at a JSON Pointer."""
    for step in steps(pointer):
        data = data[int(step)] if isinstance(data, list) else data[step]
    return data


def without(data: Any, pointer: str) -> Any:
    """The same data without the fact."""
    data = copy.deepcopy(data)
    *way, last = steps(pointer)
    place = data
    for step in way:
        place = place[int(step)] if isinstance(place, list) else place[step]
    if isinstance(place, list):
        place.pop(int(last))
    else:
        del place[last]
    return data


@cache
def note(record: str) -> Any:
    """An example note's data."""
    return load((ROOT / "records" / record).read_bytes(), name=record).data


@cache
def house() -> HouseFiles:
    """The house style."""
    return load_house()


@cache
def archived(record: str) -> bytes:
    """An example note's XML."""
    return write_xml(normalise(note(record)).record)


def ast(record: Record) -> bytes:
    """What a rendition is made of."""
    return to_ast(parse_xml(write_xml(record)), output_format="html", house=house())


@cache
def whole_ast(record: str) -> bytes:
    """What an example note's rendition is made of."""
    return ast(normalise(note(record)).record)


NAMES = [f"{number}-{fact['about']}" for number, fact in enumerate(FACTS)]


def test_every_point_has_its_facts() -> None:
    """At least 60 facts, of every kind that real notes hold."""
    assert len(FACTS) >= LEAST
    assert {fact["real_notes"] for fact in FACTS} == set(range(1, POINTS + 1))


@pytest.mark.parametrize("fact", FACTS, ids=NAMES)
def test_the_fact_stands_in_the_note(fact: dict[str, Any]) -> None:
    """At its pointer, with its value."""
    value = at(note(fact["record"]), fact["pointer"])
    # Where prose stands below its key, a line end behind it is no part of what it says.
    assert str(getattr(value, "spelling", value)).rstrip("\n") == str(fact["value"]).rstrip("\n")


@pytest.mark.parametrize("fact", FACTS, ids=NAMES)
def test_the_fact_survives_the_archive(fact: dict[str, Any]) -> None:
    """Written, archived and restored, it is at the same pointer of the restored note."""
    record = read_xml(parse_xml(archived(fact["record"])))
    restored = validate(load(note_text(record).encode(), name="restored.yaml"))
    assert restored.record is not None
    before = at(normalise(note(fact["record"])).record, _long(fact))
    assert at(restored.record, _long(fact)) == before


def _long(fact: dict[str, Any]) -> str:
    """The pointer in the normalised record, where a short form has become a block."""
    data: Any = normalise(note(fact["record"])).record
    way: list[str] = []
    for step in steps(fact["pointer"]):
        if isinstance(data, dict) and step not in data:
            break
        data = data[int(step)] if isinstance(data, list) else data[step]
        way.append(step)
    return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in way)


@pytest.mark.parametrize("fact", FACTS, ids=NAMES)
def test_the_fact_is_rendered(fact: dict[str, Any]) -> None:
    """A reader sees it: without it the rendition is another one."""
    less = normalise(without(note(fact["record"]), fact["pointer"])).record
    assert ast(less) != whole_ast(fact["record"])
