"""Two independent XSD engines give one verdict, on sound archives and on damaged ones."""

from __future__ import annotations

import random
from functools import cache
from typing import TYPE_CHECKING

import pytest
import xmlschema
from lxml import etree
from tests.conftest import ROOT

from minutebook.archive import write_xml
from minutebook.grammar import xsd_text
from minutebook.load import load
from minutebook.schemas import xsd
from minutebook.validate import validate

if TYPE_CHECKING:
    from pathlib import Path

RECORDS = sorted((ROOT / "records").glob("20*/*.yaml"))
DAMAGES = 40


@cache
def other() -> xmlschema.XMLSchema10:
    """The second engine."""
    return xmlschema.XMLSchema10(xsd_text())


@cache
def archived(path: Path) -> bytes:
    """The XML of an example record."""
    record = validate(load(path.read_bytes(), name=path.name)).record
    assert record is not None
    return write_xml(record)


def verdicts(root: etree._Element) -> tuple[bool, bool]:
    """What each engine says."""
    return xsd().validate(root), other().is_valid(etree.tostring(root, encoding="unicode"))


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_both_accept_every_example(path: Path) -> None:
    """A sound archive is valid for both."""
    assert verdicts(etree.fromstring(archived(path))) == (True, True)


def damage(root: etree._Element, chance: random.Random) -> str:
    """Change one thing of a tree, and say what."""
    element = chance.choice(list(root.iter()))
    ways = ["rename", "attribute", "twice", "text"]
    if element.attrib:
        ways += ["drop attribute", "value", "value"]
    if element is not root:
        ways += ["drop"]
    way = chance.choice(ways)
    if way == "rename":
        element.tag = f"{element.tag}x"
    elif way == "attribute":
        element.set("odd", "1")
    elif way == "twice" and len(element):
        element.append(etree.fromstring(etree.tostring(element[0])))
    elif way == "text":
        element.text = f"{element.text or ''}words"
    elif way == "drop attribute":
        del element.attrib[chance.choice(list(element.attrib))]
    elif way == "value":
        element.set(
            chance.choice(list(element.attrib)), chance.choice(("", "x y", "-1", "2026-13"))
        )
    elif way == "drop":
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)
    return f"{way} {element.tag}"


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_both_judge_damage_alike(path: Path) -> None:
    """Whatever is changed, the engines agree on whether it is still valid."""
    for seed in range(DAMAGES):
        root = etree.fromstring(archived(path))
        what = damage(root, random.Random(seed))
        one, two = verdicts(root)
        assert one == two, what
