"""Each comment of a note is found, once, at what it is about."""

from __future__ import annotations

from itertools import chain
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

from minutebook.load.comment_lines import comment_texts
from minutebook.load.comments import read_comments

if TYPE_CHECKING:
    from minutebook.errors import Path


def placed(text: str) -> dict[Path | str, Any]:
    """The comments of a note by path: what stands above, behind and at the end."""
    comments = read_comments(dedent(text))
    found: dict[Path | str, Any] = {"header": list(comments.header)} if comments.header else {}
    for path, attached in comments.by_path.items():
        behind = [trailing.text for trailing in attached.trailing]
        parts = {"above": attached.above, "behind": behind, "end": attached.end}
        kept = {name: texts for name, texts in parts.items() if texts}
        if kept:
            found[path] = kept
    return found


PLACES: dict[str, dict[Path | str, Any]] = {
    "# a\nx: 1": {("x",): {"above": ["# a"]}},
    "# a\n\nx: 1": {"header": ["# a", ""]},
    "# a\n\n# b\nx: 1": {"header": ["# a", ""], ("x",): {"above": ["# b"]}},
    "# yaml-language-server: $schema=s\n# b\nx: 1": {
        "header": ["# yaml-language-server: $schema=s"],
        ("x",): {"above": ["# b"]},
    },
    "# a\n--- # b\nx: 1\n... # c": {
        ("x",): {"above": ["# a", "# b"]},
        (): {"end": ["# c"]},
    },
    "x: 1 # a\ny: 2 # b": {("x",): {"behind": ["# a"]}, ("y",): {"behind": ["# b"]}},
    "x: 1 # a\n     # b\n# c\ny: 2": {
        ("x",): {"behind": ["# a", "# b"]},
        ("y",): {"above": ["# c"]},
    },
    "x: # a\n  y: 1": {("x",): {"behind": ["# a"]}},
    "x: # a\n  # b\n  y: 1": {("x",): {"behind": ["# a"]}, ("x", "y"): {"above": ["# b"]}},
    "x: # a\n  # b\n  word # c": {("x",): {"above": ["# a", "# b"], "behind": ["# c"]}},
    "x: # a\ny: # b": {("x",): {"behind": ["# a"]}, ("y",): {"behind": ["# b"]}},
    "x: | # a\n  # text\n  more\n# b\ny: 1": {
        ("x",): {"behind": ["# a"]},
        ("y",): {"above": ["# b"]},
    },
    "x: >-  # a\n  text\n\n\n# b": {("x",): {"behind": ["# a"]}, (): {"end": ["", "", "# b"]}},
    "x:\n  y: 1\n  # a\nz: 1": {("x",): {"end": ["# a"]}},
    "x:\n  y: 1\n# a\nz: 1": {("z",): {"above": ["# a"]}},
    "x:\n  y: 1\n\n  # a\n\n# b\nz: 1": {
        ("x",): {"end": ["", "# a"]},
        ("z",): {"above": ["", "# b"]},
    },
    "x:\n    y: 1\n  # a\nz: 1": {("x",): {"end": ["# a"]}},
    "x:\n  y: 1\n# a\n  # b\nz: 1": {("z",): {"above": ["# a", "# b"]}},
    "x:\n  - a: 1\n    # a\n  # b\n# c": {
        ("x", 0): {"end": ["# a"]},
        ("x",): {"end": ["# b"]},
        (): {"end": ["# c"]},
    },
    "x:\n- a\n# b\n- c": {("x", 1): {"above": ["# b"]}},
    "x:\n- a\n# b\ny: 1": {("y",): {"above": ["# b"]}},
    "x:\n- a\n# b": {(): {"end": ["# b"]}},
    "x:\n- # a\n  y: 1\n-\n  # b\n  y: 1": {
        ("x", 0): {"above": ["# a"]},
        ("x", 1): {"above": ["# b"]},
    },
    "x:\n- # a\n- b": {("x", 0): {"behind": ["# a"]}},
    "x: [a, # a\n  # b\n  b # c\n  # d\n  ] # e": {
        ("x", 0): {"behind": ["# a"]},
        ("x", 1): {"above": ["# b"], "behind": ["# c"]},
        ("x",): {"end": ["# d"], "behind": ["# e"]},
    },
    "x: { # a\n  y: 1, # b\n  z: [] }": {
        ("x",): {"behind": ["# a"]},
        ("x", "y"): {"behind": ["# b"]},
    },
    "x: [ # a\n  # b\n  ]": {("x",): {"behind": ["# a"], "above": ["# b"]}},
    "{x: 1} # a": {(): {"end": ["# a"]}},
    "? x # a\n# b\n: 1 # c": {("x",): {"above": ["# a", "# b"], "behind": ["# c"]}},
    "? x\n# a\n? y": {("y",): {"above": ["# a"]}},
    "x: 'a # b'\ny: \"c # d\"\nz: e#f": {},
    "x: 'a\n  # b\n\n  c' # d": {("x",): {"behind": ["# d"]}},
    "'x # a': 1 # b": {("x # a",): {"behind": ["# b"]}},
    "x: é😀 # a": {("x",): {"behind": ["# a"]}},
    "# a  \t\nx: 1 # b \n": {("x",): {"above": ["# a"], "behind": ["# b"]}},
    "#\nx: 1\t#b": {("x",): {"above": ["#"], "behind": ["#b"]}},
}


@pytest.mark.parametrize("text", PLACES)
def test_a_comment_stands_at_what_it_is_about(text: str) -> None:
    """Above, behind or at the end of a key or item, as its indentation says."""
    assert placed(text) == PLACES[text]


@pytest.mark.parametrize("text", PLACES)
def test_line_ends_of_another_system_change_nothing(text: str) -> None:
    """With CRLF the same comments stand at the same places."""
    assert placed(text.replace("\n", "\r\n")) == PLACES[text]


@pytest.mark.parametrize("text", PLACES)
def test_every_comment_is_found_once(text: str) -> None:
    """None is lost on the way to its place, and none is there twice."""
    found = [
        comment
        for place in placed(text).values()
        for comment in (place if isinstance(place, list) else chain(*place.values()))
        if comment
    ]
    assert sorted(found) == sorted(comment_texts(text))


def test_a_comment_knows_its_column() -> None:
    """So that those of several lines stay below each other."""
    comments = read_comments("x: 1     # a\ny: 2 # b\n").by_path
    assert comments["x",].trailing == [("# a", 9, False)]
    assert comments["y",].trailing == [("# b", 5, True)]


def test_what_has_a_comment_in_it_is_known() -> None:
    """An item's own comment is not within it; that of its key, and that at its end, are."""
    text = "a: # 1\n  b: 1\nc:\n  d: 1 # 2\ne:\n  f: 1\n  # 3\ng:\n\n  h: 1\n"
    assert read_comments(text).inside() == {(), ("c",), ("e",)}
