"""Inputs that are made to stop a parser: bombs, depths, lengths and runs of every sign."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST = 9_999_000
"""A little less than the largest note that is read."""
HEAD = "schema: meeting-record/1.0\nid: hostile\ntitle: Hostile\nmeeting: {date: 2026-03-05}\n"
_SIGNS = "[]{}:,-?#&*!|>'\"%@`~\\.=<+_^$/;()a0 \t\n\r"
_PAIRS = (
    *("- ", "? ", ": ", "a:", "a: ", "a,", "{}", "[]", "[],", "{a: ", "[{", "- - ", "a: b\n"),
    *("- a\n", "- ", "-\n", "---\n", "...\n", "%YAML 1.2\n", "# a\n", "a # b\n", "&a ", "*a "),
    *("*a, ", "!a ", "!!str ", "<<: ", "? a\n", "a\n", "a\n\n", "  a\n", "|\n", ">\n", "''", '""'),
    *("\\n", "\\x07", "\\ud83d", "\\", "\ufeff", "\x00", "\x85", "\u2028", "\x07", "é", "😀"),
    *("[a](b)", "![", "<b>", "</b>", "<!--", "**a", "_a_", "`a", "~~~\n", "```\n", "> ", "| a "),
    *("[^a]", "[^a]: b\n\n", "1. a\n", "- a\n  ", "&amp;", "https://a ", "a@b ", "  \n", "\\*"),
    *("|-|\n", "a|b\n-|-\n", "AP: a\n\n", "<a ", "[[", "(", "a_", "*a ", "~~", "^[", "&#", "<"),
)


_RUNS = (
    *("[", "{", "]", ":", ",", "-", "?", "#", "&", "*", "!", "|", '"', "'", "%", "@", "\\", "\t"),
    *("\n", "\r", "- ", "? ", ": ", "a: ", "a,", "{}", "[],", "{a: ", "- a\n", "---\n", "...\n"),
    *("&a ", "*a ", "!a ", "<<: ", "''", "\x00", "\u2028", "\ufeff", "😀", "a: b\n", "# a\n"),
)
_JSON_RUNS = (
    "[",
    "{",
    "]",
    ",",
    ":",
    '"',
    "\\",
    '{"a":',
    "[[],",
    "1",
    "-",
    "\x00",
    "\n",
    "//",
    "{},",
)


def _bomb(levels: int = 9) -> str:
    """Nine levels of nine copies each: 9 to the power of 9 words where they are written out."""
    names = [f"a{number}" for number in range(levels)]
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    for before, name in pairwise(names):
        lines.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]")
    return "\n".join(lines) + "\n"


def _merge_bomb(levels: int = 9) -> str:
    lines = ["a0: &a0 {x: 1}"]
    for number in range(1, levels):
        copies = ", ".join([f"*a{number - 1}"] * 9)
        lines.append(f"a{number}: &a{number} {{<<: [{copies}], y{number}: 1}}")
    return "\n".join(lines) + "\n"


def _stairs(step: str, size: int = MOST) -> str:
    """Block after block, each set in one space further."""
    lines, length, depth = [], 0, 0
    while length < size:
        lines.append(" " * depth + step)
        length += depth + len(step)
        depth += 1
    return "".join(lines)


def _fill(piece: str, size: int = MOST) -> str:
    return piece * (size // len(piece.encode()))


def _named_forms() -> Iterator[tuple[str, str]]:
    """The inputs that are known by a name."""
    yield "alias-bomb.yaml", _bomb()
    yield "alias-bomb-in-a-note.yaml", HEAD + _bomb() + "people: {AP: *a8}\n"
    yield "alias-recursive.yaml", HEAD + "background: &a [*a]\n"
    yield "alias-recursive-keys.yaml", HEAD + "people: &a {AP: *a}\n"
    yield "merge-bomb.yaml", _merge_bomb()
    yield "merge-recursive.yaml", HEAD + "people: &a {<<: *a}\n"
    yield "deep-flow-lists.yaml", "[" * 100_000 + "]" * 100_000
    yield "deep-flow-keys.yaml", "{a: " * 100_000 + "}" * 100_000
    yield "deep-block-lists.yaml", "- " * 100_000 + "a\n"
    yield "deep-block-keys.yaml", _stairs("a:\n")
    yield "deep-explicit-keys.yaml", "? " * 100_000 + "a\n"
    yield "deep-mixed.yaml", "- ? " * 50_000 + "a\n"
    yield "deep-lists.json", "[" * 100_000 + "]" * 100_000
    yield "deep-keys.json", '{"a":' * 100_000 + "1" + "}" * 100_000
    yield "deep-open.json", "[" * MOST
    yield "tag-python.yaml", HEAD + "background: !!python/object/apply:os.system [ls]\n"
    yield "tag-binary.yaml", HEAD + "background: !!binary " + _fill("QUJD", 9_000_000) + "\n"
    yield "tag-set.yaml", "!!set {" + "? a, " * 100_000 + "}\n"
    yield "tags.yaml", HEAD + "sessions:\n" + "- !<tag:a,b> a\n" * 100_000


def _many() -> Iterator[tuple[str, str]]:
    """The inputs that have very many of one thing."""
    yield "key-twice.yaml", HEAD + "title: a\n" * 100_000
    yield "key-twice.json", "{" + ",".join(['"title": 1'] * 100_000) + "}"
    yield "keys.yaml", HEAD + "".join(f"k{n}: 1\n" for n in range(500_000))
    yield "people.yaml", HEAD + "people:\n" + "".join(f"  k{n}: A\n" for n in range(300_000))
    yield "keys.json", "{" + ",".join(f'"k{n}": 1' for n in range(500_000)) + "}"
    yield "items.yaml", HEAD + "sessions:\n- title: A\n  items:\n" + _fill("  - a\n", 9_900_000)
    yield "items-wrong.yaml", HEAD + "sessions:\n- title: A\n  items:\n" + "  - 1\n" * 300_000
    yield (
        "items-of-no-kind.yaml",
        HEAD + "sessions:\n- title: A\n  items:\n" + "  - b: c\n" * 99_000,
    )
    yield "sessions-empty.yaml", HEAD + "sessions:\n" + "- {}\n" * 300_000
    yield "references.yaml", HEAD + f"sessions: [{{title: A, led_by: [{'XA, ' * 300_000}]}}]\n"
    yield "ids.yaml", HEAD + "sessions:\n" + "- {title: A, id: a, text: B}\n" * 99_000
    yield "items.json", '{"sessions": [{"items": [' + "1," * 3_000_000 + "1]}]}"
    yield "nulls.json", '{"sessions": [' + "null," * 1_900_000 + "null]}"
    yield "half-characters.json", '{"title": "' + _fill("\\ud83d", 9_000_000) + '"}'
    yield "half-characters.yaml", 'title: "' + _fill("\\ud83d", 9_000_000) + '"\n'
    yield "controls.json", '{"title": "' + _fill("\\u0007", 9_000_000) + '"}'
    yield "controls.yaml", 'title: "' + _fill("\\x07", 9_000_000) + '"\n'


def _huge() -> Iterator[tuple[str, str]]:
    """The inputs that have one very large thing."""
    words = _fill("The swings are safe. ", 9_000_000)
    yield "plain.yaml", HEAD + f"background: {words}\n"
    yield "double-quoted.yaml", HEAD + f'background: "{words}"\n'
    yield "single-quoted.yaml", HEAD + f"background: '{words}'\n"
    yield "literal.yaml", HEAD + f"background: |\n  {words}\n"
    yield "literal-lines.yaml", HEAD + "background: |\n" + _fill("  The swings.\n", 9_000_000)
    yield "folded-lines.yaml", HEAD + "background: >\n" + _fill("  The swings.\n", 9_000_000)
    yield "plain-lines.yaml", HEAD + "background:\n" + _fill("  The swings.\n", 9_000_000)
    yield (
        "paragraphs.yaml",
        HEAD + "background: |\n" + _fill("  The swings are safe.\n\n", 9_000_000),
    )
    yield "title.yaml", HEAD.replace("Hostile", words)
    yield "key.yaml", HEAD + "k" * 9_000_000 + ": 1\n"
    yield "key-quoted.yaml", HEAD + '"' + "k" * 9_000_000 + '": 1\n'
    yield "text.json", f'{{"title": "{words}"}}'
    yield "key.json", '{"' + "k" * 9_000_000 + '": 1}'
    yield "escapes.json", '{"title": "' + _fill("\\u00e9", 9_000_000) + '"}'
    for name, number in {
        "digits": "1" * 9_000_000,
        "exponent": "1e" + "9" * 9_000_000,
        "fraction": "0." + "1" * 9_000_000,
        "minus": "-" + "1" * 9_000_000,
        "hexadecimal": "0x" + "f" * 9_000_000,
        "octal": "0o" + "7" * 9_000_000,
        "exponent-short": "1e999999999",
    }.items():
        yield f"number-{name}.yaml", HEAD + f"headcount: {{a: {number}}}\n"
        if not number.startswith(("0x", "0o")):
            yield f"number-{name}.json", f'{{"headcount": {{"a": {number}}}}}'
    yield "time-like.yaml", HEAD + "background: " + "1:" * 4_000_000 + "1\n"
    yield "date-like.yaml", HEAD + "background: " + "2026-" * 1_800_000 + "1\n"
    yield "too-large.yaml", "a" * 10_000_001


def _runs() -> Iterator[tuple[str, str]]:
    """Ten megabytes of one sign or pair, with nothing else in the file."""
    for number, piece in enumerate(_RUNS):
        yield f"run-{number:02}.yaml", _fill(piece)
    for number, piece in enumerate(_JSON_RUNS):
        yield f"run-{number:02}.json", _fill(piece)


def _dense() -> Iterator[tuple[str, str]]:
    """Texts in which every sign may mean something, or looks as if it did."""
    for number, piece in enumerate(("=", "[", "*a ", "`a", "> ", "- a\n", "a|b\n-|-\n", "&amp;")):
        lines = _fill(piece, 3_000_000).replace("\n", "\n  ")
        yield f"dense-{number}.yaml", f"{HEAD}background: |2\n  {lines}\n"
    for number, piece in enumerate(
        ("\u00a0a: b\n", "- \u2022 a: b\n", "a\uff1a b\n", "-\u00a0a\n")
    ):
        yield f"look-{number}.yaml", HEAD + _fill(piece, 4_000_000)
    item = '  - text: "[a](b) `x` <b>"\n'
    yield "dense-items.yaml", HEAD + "sessions:\n- title: A\n  items:\n" + item * 9000


def text_runs(size: int) -> Iterator[tuple[str, str]]:
    """Notes whose rich text is a run of each sign and of each pair."""
    for number, piece in enumerate((*_SIGNS, *_PAIRS)):
        lines = _fill(piece, size).replace("\r", "\n").replace("\n", "\n  ")
        yield f"text-{number:03}.yaml", f"{HEAD}background: |2\n  {lines}\n"


def strings_against(pattern: str, size: int = 50_000) -> Iterator[str]:
    """
    Strings that make a careless pattern try again and again.

    Args:
        pattern: Its own signs are repeated as well.
        size: How long each string is.
    """
    pieces = ("a", "A", "0", " ", "-", ".", "_", "/", ":", "a-", "a.", "a/", "0:", "a0", "\t", "é")
    heads = ("", "https://", "mailto:", "sha256:", "a/", "2026-", "10:", "en-", "http")
    for piece in (*pieces, *{sign for sign in pattern if sign.isascii()}):
        for head in heads:
            body = head + piece * (size // len(piece))
            yield body
            yield body + "!"
            yield body + "\n"


def note_of_long_fields(size: int = 50_000) -> str:
    """A note whose every field with a form has a long run that nearly fits it."""
    fit = {
        "day": "2026-03-05" * (size // 10),
        "time": "10:30" * (size // 5),
        "tag": "en-" + "a-" * (size // 2) + "!",
        "id": "a-" * (size // 2) + "!",
        "link": "https://" + "a" * size + " ",
        "type": "a/" * (size // 2),
        "digest": "sha256:" + "0" * size,
        "zone": "A/" * (size // 2) + "!",
        "blank": " " * size,
    }
    return "\n".join(
        [
            "schema: meeting-record/1.0",
            f'id: "{fit["id"]}"',
            f'title: "{fit["blank"]}"',
            f'language: "{fit["tag"]}"',
            f'status: "{fit["id"]}"',
            f'access: "{fit["id"]}"',
            "meeting:",
            f'  date: "{fit["day"]}"',
            f'  starts: "{fit["time"]}"',
            f'  timezone: "{fit["zone"]}"',
            "papers:",
            "  p:",
            "    title: Paper",
            f'    href: "{fit["link"]}"',
            f'    media_type: "{fit["type"]}"',
            f'    digest: "{fit["digest"]}"',
            "sessions:",
            "  - title: Swings",
            f'    strand: "{fit["id"]}"',
            f'    recording_at: "{fit["time"]}"',
            "",
        ]
    )


SHAPES: tuple[Callable[[], Iterator[tuple[str, str]]], ...] = (
    _named_forms,
    _many,
    _huge,
    _runs,
    _dense,
)
"""Each gives names of files and what stands in them."""
