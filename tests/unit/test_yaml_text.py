"""Data written as YAML reads back as the same data, and looks as an author would write it."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

import pytest

from minutebook.load import Decimal, load
from minutebook.load.comments import read_comments
from minutebook.yaml_text import Row, write_yaml


def read(text: str) -> Any:
    """Load YAML that must be sound."""
    source = load(text.encode(), name="note.yaml")
    assert source.findings == ()
    return source.data


def test_an_author_would_write_it_so() -> None:
    """Block style, prose after a bar, quotes only where they are needed."""
    data = {
        "title": "Budget: the first draft",
        "date": "2026-03-05",
        "starts": "10:00",
        "number": "14",
        "text": "One line.\n\nAnother.\n",
        "items": ["plain", {"question": "Who pays?", "to": ["AP", "JM"]}],
        "met": True,
    }
    assert write_yaml(data, heading="# a comment") == dedent("""\
        # a comment
        title: "Budget: the first draft"
        date: 2026-03-05
        starts: 10:00
        number: "14"
        text: |
          One line.

          Another.
        items:
          - plain
          - question: Who pays?
            to:
              - AP
              - JM
        met: true
        """)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "no",
        "null",
        "~",
        "true",
        "1.10",
        "0x10",
        ".inf",
        "- x",
        "-",
        "? a",
        "a: b",
        "a:",
        "a #b",
        "#a",
        "'a'",
        '"a"',
        "a\\b",
        "@a",
        "`a`",
        "%a",
        "|",
        "> a",
        "&a",
        "*a",
        "!a",
        "[a]",
        "{a}",
        "a, b",
        "---",
        "--- a",
        "...",
        "<<",
        "=",
        " a",
        "a ",
        "\ta",
        "a\tb",
        "a\n",
        "a\nb",
        "a\nb\n",
        "a\n\nb\n\n",
        "\na",
        "  a\nb",
        "a\n  b\n c",
        "a\n \nb",
        "a\rb",
        "a\r\nb",
        "a\x85b",
        "a\u2028b",
        "\ufeffa",
        "\x7f",
        "é ü 中文 😀",
        "x" * 300,
        "word " * 60,
        "k" * 2000,
        "\u2028" * 500,
        "# not a comment\nb",
        "key: value\n- item\n",
    ],
)
@pytest.mark.parametrize("wrap", [lambda t: {"k": t}, lambda t: {"k": [t, t]}, lambda t: {t: "v"}])
def test_any_text_reads_back(text: str, wrap: Any) -> None:
    """As a value, in a list and as a key."""
    data = wrap(text)
    assert read(write_yaml(data)) == data


def test_other_data_reads_back() -> None:
    """Empty lists and blocks, nothing, numbers as they were spelled, lists in lists."""
    data = {
        "a": [],
        "b": {},
        "c": None,
        "d": [[1, [2]], [], {}],
        "e": {"f": [{"g": 1, "h": [True, None]}]},
        "i": -0.5,
    }
    assert read(write_yaml(data)) == data
    assert read(write_yaml({"a": Decimal(1.1, "1.10")}))["a"].spelling == "1.10"


def test_a_row_stands_in_brackets() -> None:
    """A list of words that is asked to, where no comment stands in it."""
    data = {"a": Row(["x", "y z"]), "b": Row()}
    assert write_yaml(data) == "a: [x, y z]\nb: []\n"
    comments = read_comments("a:\n- x\n# why\n- y z\n")
    assert write_yaml(data, comments=comments) == "a:\n  - x\n  # why\n  - y z\nb: []\n"


def test_comments_find_room() -> None:
    """In a column of their own, after a key too long for its line, in a list in a list."""
    key = "k" * 2000
    text = f"# 1\n? {key}\n# 2\n: a\nb: [[x], {{y: 1}}] # 3\nlonger: 1 # 4\nc: 1    # 5\n"
    written = write_yaml(read(text), comments=read_comments(text))
    assert written == (
        f'# 1\n# 2\n? "{key}"\n: a\nb: # 3\n  -\n    - x\n  - y: 1\nlonger: 1 # 4\nc: 1    # 5\n'
    )
