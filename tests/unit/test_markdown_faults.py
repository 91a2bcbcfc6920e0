"""What rich text does not hold: each fault, its place, and the catalogue."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from minutebook.load import load
from minutebook.markdown import parse

PACKAGE = Path(__file__).parents[2] / "pipeline" / "minutebook"
CATALOGUE = tomllib.loads((PACKAGE / "catalogue" / "markdown.toml").read_text(encoding="utf-8"))
# One text shows each of them, but for what takes 20,000 signs.
SHOWN = [code for code in CATALOGUE if code != "E382"]
FIELDS = ["title", "meaning", "bad", "message", "remedy", "good"]

# Markdown with its faults set between « and », each before the code it gives.
PLACES = [
    "a\n\n«#E360» Head",
    "> - «##E360» Head ##",
    "Head\n  more\n «===E381» \nb",
    "> Head\n> «--E381»\n> b",
    "one «![two](three.png)E361» four",
    "*a* «![two\nthree](x)E361» four",
    "> a\n> b «<b>E362»c</b> d «</i>E362»",
    "  one\n  two «<br>E362»\n",
    "- a\n\n  - b «<DIV class='x'>E362»",
    "a\n«<pE362» unclosed",
    "a «<!-- b\nc -->E363» d",
    "«<!--E363» a\n\nb",
    "«<!DOCTYPE html>E363» «<?xml a?>E363» «<![CDATA[x]]>E363»",
    "[a](«javascript:x()E364»)",
    "[a](  <«/bE364»>)",
    "[a *b* `](`](«file.mdE364» 'title')",
    "[a](«//x.yE364») [a](«https:E364») [a](<«https://x yE364»>)",
    "«[a]()E364» <«ftp://x.yE364»> <«data:xE364»>",
    "- b\n- [a](«../bE364»)",
    "«[](https://x)E365» «[ &nbsp;](#b)E365»",
    "[a «<https://x.y>E366»](#b)",
    "| a | b |\n|---|---|\n| c | d | «eE367» | f |",
    "> | a |\n> |--|\n> | b\\|c `d\\|e` | «f gE367» |",
    "| a \\| b «<b>E362» | c |\n|--|--|",
    "| a | x\\|y\\|z «![i](j)E361» |\n|--|--|",
    "a\n\n«[^1]E368»: b",
    "a[^1]\n\n[^1]: b\n«[^1]E369»: c",
    "- a«[^1]E370» b",
    "a[^1]\n\n«[^1]E371»:\n\nb",
    "a «^[b *c*]E372» d",
    "a «[^b*c]E373»",
    "a\n\n    «code\n\n    moreE374»\n\nb",
    "- a\n\n      «codeE374»",
    "\t«codeE374»",
    "a\n\n  «```E375» py\ncode\n",
    "> «~~~~E375»\n> ~~~\n\nb",
    "1. a\n«3.E376» b\n4. c",
    "1. a\n\n«2019.E376» b",
    "5. a\n«5.E376» b",
    "9. a\n10. b\n«010.E376» c",
    "a «&#0;E378» «&#x1;E378» «&#12;E378» &#xFFFD; «&#133;E378»",
    "a\x81«\x92E379»".replace("\x81", ""),
    "*`a`*«`b`E380»".replace("«`b`E380»", "_«`b`E380»_"),
    "a\n\n> | b | c |\n>  «|---|W360» \n> | d | e |",
    "`a` _x`a`_*«`b`E380»c*",
]


def _marked(text: str) -> tuple[str, list[tuple[str, int, int]]]:
    expected: list[tuple[str, int, int]] = []
    plain = ""
    for part in re.split("(«.*?[EW]3[0-9]{2}»)", text, flags=re.DOTALL):
        if part.startswith("«"):
            expected.append((part[-5:-1], len(plain), len(plain) + len(part) - 6))
            plain += part[1:-5]
        else:
            plain += part
    return plain, expected


@pytest.mark.parametrize("marked", PLACES)
def test_a_fault_points_at_what_is_wrong(marked: str) -> None:
    """Each fault has the characters that are wrong, and no others, whatever stands around them."""
    text, expected = _marked(marked)
    assert expected
    assert [(f.code, f.start, f.end) for f in parse(text)[1]] == expected


@pytest.mark.parametrize("marked", PLACES)
def test_line_ends_do_not_move_a_fault(marked: str) -> None:
    """With CR LF the same characters are pointed at."""
    text, expected = _marked(marked)
    there = [(code, text[start:end]) for code, start, end in expected]
    text = text.replace("\n", "\r\n")
    found = [(f.code, text[f.start : f.end].replace("\r\n", "\n")) for f in parse(text)[1]]
    assert found == there


def test_the_words_of_a_fault() -> None:
    """A message shows what the author wrote, cut short, and the hint says what to do."""
    fault = parse("<div class='" + "x" * 100 + "'>")[1][0]
    assert fault.message.startswith("`<div class='xxx")
    assert len(fault.message) < 130
    assert fault.hint == ("write `\\<` for the sign itself, or use `*`, `**`, lists and tables")


@pytest.mark.parametrize("braces", ["{", "{0}", "{0.x}", "{{}}"])
def test_braces_in_a_message_are_the_authors(braces: str) -> None:
    """What an author writes is shown as it is, even where it looks like a blank to be filled."""
    assert parse(f"![{braces}](x)")[1][0].message == (
        f"`![{braces}](x)` is an image, and a text holds none"
    )


def test_faults_come_in_order() -> None:
    """Faults of blocks, inlines and footnotes are given by their place."""
    codes = [f.code for f in parse("a[^9] <b>\n\n# c\n\n[^1]: d\n\n![](e)")[1]]
    assert codes == ["E370", "E362", "E360", "E368", "E361"]


def _text(example: str) -> str:
    source = load(example.encode(), name="note.yaml")
    assert source.findings == ()
    return str(source.data["text"])


@pytest.mark.parametrize("code", SHOWN)
def test_the_catalogues_bad_example(code: str) -> None:
    """The bad example of a code gives that code alone, with the message printed beside it."""
    faults = parse(_text(CATALOGUE[code]["bad"]))[1]
    assert [(f.code, f.message) for f in faults] == [(code, CATALOGUE[code]["message"])]


@pytest.mark.parametrize("code", SHOWN)
def test_the_catalogues_good_example(code: str) -> None:
    """The good example of a code has no fault."""
    assert parse(_text(CATALOGUE[code]["good"]))[1] == ()


def test_every_code_is_in_the_catalogue() -> None:
    """The codes in the source are those of the catalogue, in order, each with every field."""
    files = (PACKAGE / "markdown").glob("*.py")
    used = {
        code for path in files for code in re.findall(r'"([EW]\d{3})"', path.read_text("utf-8"))
    }
    assert sorted(used) == sorted(CATALOGUE)
    assert list(CATALOGUE) == sorted(CATALOGUE)
    assert all(list(entry) == FIELDS for entry in CATALOGUE.values())


@pytest.mark.parametrize("entry", CATALOGUE.values(), ids=CATALOGUE)
def test_a_message_is_one_plain_sentence(entry: dict[str, str]) -> None:
    """A message begins small, has no full stop and no trade words."""
    message = entry["message"]
    assert not message.endswith(".")
    assert message[0] == "`" or message[0].islower()
    assert not re.search(r"\b(token|node|parse|array|object|invalid|syntax)\b", message)
