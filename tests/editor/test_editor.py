"""What an editor gives whoever writes a note, by the language server that editors use."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import ROOT
from tests.editor.language_server import SERVER, LanguageServer
from tests.editor.traps import HEAD, RIGHT, WRONG
from tests.records.invalid_records import all_expected, invalid_files

from minutebook.cli.editor import named_schema
from minutebook.errors import has_errors
from minutebook.load import load
from minutebook.model import Block, Choice, Keyed, Listing, Shape, record_shape
from minutebook.schemas import schema_root
from minutebook.validate import validate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FOLDER = Path(__file__).resolve().parent
SCHEMA = schema_root() / "meeting-record.schema.json"
NOTE = (ROOT / "records" / "note.yaml").as_uri()
"""A note that is open in the editor and not on the disk."""

PROPERTY = 10
"""The kind of a completion that is a key."""

CONNECTION = "tried to connect"
"""What `no_network.cjs` says of a connection that it refuses."""

EXAMPLES = sorted((ROOT / "records").glob("20*/*.yaml"))
BROKEN = invalid_files()

_LENIENT = "the server reads all of YAML, and a note may use less of it"
_DECODED = "an editor hands over text that it has decoded in its own way"
_JSON = "the server takes JSON for YAML, which allows it"
UNSEEN = {
    "date-no-such-day.yaml": "the server holds a day to its form and not to the calendar",
    "sessions-empty.yaml": "a list is there for the schema, though nothing stands in it",
    "control-character-escaped.yaml": "the server does not know what XML can hold",
    "control-character.yaml": "the server does not know what XML can hold",
    "half-a-character.yaml": "the server does not know what XML can hold",
    "line-separator.yaml": _LENIENT,
    "no-key-before-colon.yaml": _LENIENT,
    "not-utf-8.yaml": _DECODED,
    "only-a-comment.yaml": "the server has nothing to say of a file that says nothing",
    "too-deep-lists.yaml": _LENIENT,
    "type-mark.yaml": _LENIENT,
    "backslash-in-json.json": _JSON,
    "number-with-a-nought-before-it.json": _JSON,
    "tab-between-quotes.json": _JSON,
    "words-without-quotes.json": _JSON,
    "key of digits": _LENIENT,
    "two documents": _LENIENT,
    "a copy": _LENIENT,
    "a merge": _LENIENT,
    "a type mark": _LENIENT,
}
"""Errors that the editor does not show, and why; `validate` shows them."""


def _settings(**more: Any) -> dict[str, Any]:
    """What a user would set, with nothing that is fetched."""
    return {
        "schemas": {SCHEMA.as_uri(): ["*.yaml", "*.yml", "*.json"]},
        "schemaStore": {"enable": False},
        "kubernetesCRDStore": {"enable": False},
        "format": {"enable": False},
        **more,
    }


@pytest.fixture(scope="session")
def start(require: Callable[[str], str]) -> Callable[..., LanguageServer]:
    """Start a server; every connection that it tries is refused, and named on its stderr."""
    node = require("node")
    program = require(str(FOLDER.joinpath(*SERVER)))
    command = (node, "--require", FOLDER / "no_network.cjs", program, "--stdio")
    return lambda **more: LanguageServer(command, settings=_settings(**more), folder=ROOT)


@pytest.fixture(scope="session")
def editor(start: Callable[..., LanguageServer]) -> Iterator[LanguageServer]:
    """The server as it comes."""
    with start() as server:
        yield server


@pytest.fixture(scope="session")
def seen(editor: LanguageServer) -> dict[str, list[str]]:
    """What the editor finds in every example, every file with a fault and every trap."""
    files = {path.name: path for path in (*EXAMPLES, *BROKEN)}
    texts = {name: path.read_text("utf-8", "replace") for name, path in files.items()}
    uris = {name: path.as_uri() for name, path in files.items()}
    for name, text in {**RIGHT, **WRONG}.items():
        texts[name] = text
        uris[name] = NOTE.replace("note.yaml", f"trap-{len(uris)}.yaml")
    found = editor.diagnostics({uris[name]: text for name, text in texts.items()})
    return {name: [one["message"] for one in found[uris[name]]] for name in texts}


# The same verdict


@pytest.mark.parametrize("record", EXAMPLES, ids=lambda path: path.name)
def test_the_editor_finds_nothing_in_an_example(record: Path, seen: dict[str, list[str]]) -> None:
    """No red line stands in a note that `validate` has nothing to say of."""
    assert seen[record.name] == []


@pytest.mark.parametrize("record", BROKEN, ids=lambda path: path.name)
def test_the_editor_and_validate_agree_on_a_fault(record: Path, seen: dict[str, list[str]]) -> None:
    """What the schema or YAML itself forbids is shown; what a rule forbids is not."""
    codes = {finding["code"] for path, finding in all_expected() if path == record}
    shown = any(code[:2] in {"E1", "E2"} for code in codes) and record.name not in UNSEEN
    assert bool(seen[record.name]) == shown


@pytest.mark.parametrize("name", [*RIGHT, *WRONG])
def test_the_editor_and_validate_agree_on_a_trap(name: str, seen: dict[str, list[str]]) -> None:
    """Both take what is right and refuse what is wrong."""
    text = {**RIGHT, **WRONG}[name]
    assert has_errors(validate(load(text.encode(), name=name)).findings) == (name in WRONG)
    assert bool(seen[name]) == (name in WRONG and name not in UNSEEN)


def test_every_exception_is_one() -> None:
    """Nothing is excepted that is not there, or that is right."""
    assert UNSEEN.keys() <= {path.name for path in BROKEN} | WRONG.keys()


def test_the_line_in_the_note_is_enough(start: Callable[..., LanguageServer]) -> None:
    """Without any setting the schema is found by the first line, and gives the same verdict."""
    line = f"# yaml-language-server: $schema={SCHEMA.as_uri()}\n"
    notes = {NOTE: f"{line}{HEAD}", (ROOT / "records" / "bare.yaml").as_uri(): HEAD}
    for path in EXAMPLES:
        notes[path.as_uri()] = path.read_text("utf-8").replace("\ntitle:", "\ntitel:", 1)
    with start(schemas={}) as server:
        found = server.diagnostics(notes)
    assert [uri for uri, said in found.items() if not said] == [
        (ROOT / "records" / "bare.yaml").as_uri()
    ]


_HERE = "../schema/meeting-record.schema.json"
LINES = {
    "plain": f"# yaml-language-server: $schema={_HERE}\n",
    "short": f"# $schema: {_HERE}\n",
    "without a blank": f"#yaml-language-server: $schema={_HERE}\n",
    "with blanks": f"#  yaml-language-server : $schema={_HERE}\n",
    "below another comment": f"# A note.\n\n# yaml-language-server: $schema={_HERE}\n",
    "above the sign of a document": f"# yaml-language-server: $schema={_HERE}\n---\n",
    "below the sign of a document": f"---\n# yaml-language-server: $schema={_HERE}\n",
    "below the first key": f"language: en\n# yaml-language-server: $schema={_HERE}\n",
    "behind the first key": f"language: en # yaml-language-server: $schema={_HERE}\n",
    "of something else": "# yaml-language-server: nothing\n",
    "of something else before it": (
        f"# yaml-language-server: nothing\n# yaml-language-server: $schema={_HERE}\n"
    ),
    "set in": f"  # yaml-language-server: $schema={_HERE}\n",
    "after a byte order mark": f"\ufeff# yaml-language-server: $schema={_HERE}\n",
    "with the line ends of Windows": f"# yaml-language-server: $schema={_HERE}\r\n",
}


def test_we_read_the_line_as_the_editor_does(start: Callable[..., LanguageServer]) -> None:
    """`schema --install` asks for the line in exactly those notes where the editor finds none."""
    uris = {name: f"{NOTE}-{number}.yaml" for number, name in enumerate(LINES)}
    with start(schemas={}) as server:
        found = server.diagnostics({uris[name]: line + HEAD for name, line in LINES.items()})
    by_the_editor = {name for name in LINES if found[uris[name]]}
    assert by_the_editor == {name for name, line in LINES.items() if named_schema(line.encode())}


# Completion and hover


@dataclass(frozen=True, kw_only=True, slots=True)
class Spot:
    """A line of a note where a key of a block can stand."""

    block: Block
    before: str
    """The note above it."""
    indent: str
    there: frozenset[str]
    """The keys that the block has already."""

    def ask(self, words: str) -> tuple[str, dict[str, int]]:
        """The note with words on the line, and the place behind them."""
        line = self.indent + words
        return f"{self.before}{line}\n", {"line": self.before.count("\n"), "character": len(line)}


def _spots() -> Iterator[tuple[str, Spot]]:
    record = record_shape()
    session, person = _entry(record, "sessions"), _entry(record, "people")
    items = session.fields["items"].shape
    assert isinstance(items, Listing)
    assert isinstance(items.entry, Choice)
    meeting = record.fields["meeting"].shape
    assert isinstance(meeting, Block)
    yield "record", _spot(record, "", HEAD)
    yield "meeting", _spot(meeting, "  ", f"{HEAD}meeting:\n  kind: Board\n")
    yield "person", _spot(person, "    ", f"{HEAD}people:\n  AP:\n    name: Asha Patel\n")
    yield "session", _spot(session, "    ", f"{HEAD}sessions:\n  - title: Counters\n")
    for kind, block in items.entry.kinds.items():
        yield kind, _spot(block, "        ", f"{ITEMS}      - {kind}: Words.\n")


def _entry(block: Block, key: str) -> Block:
    shape: Shape = block.fields[key].shape
    assert isinstance(shape, Listing | Keyed)
    assert isinstance(shape.entry, Block)
    return shape.entry


def _spot(block: Block, indent: str, before: str) -> Spot:
    deep = len(indent)
    there = {line[deep:].partition(":")[0] for line in before.splitlines()} | {
        line.strip("- ").partition(":")[0] for line in before.splitlines() if "- " in line
    }
    found = frozenset(there & block.fields.keys()) if deep else frozenset(["schema", "id", "title"])
    return Spot(block=block, before=before, indent=indent, there=found)


ITEMS = f"{HEAD}sessions:\n  - title: Counters\n    items:\n"
SPOTS = dict(_spots())
KINDS = [name for name in SPOTS if name not in {"record", "meeting", "person", "session"}]


def _keys(completions: list[dict[str, Any]]) -> list[str]:
    return [one["label"] for one in completions if one["kind"] == PROPERTY]


def test_an_empty_item_is_offered_every_kind(editor: LanguageServer) -> None:
    """Whoever begins an item can choose what kind of thing it is."""
    place = {"line": ITEMS.count("\n"), "character": 8}
    found = editor.completion(NOTE, f"{ITEMS}      - \n", **place)
    assert set(KINDS) <= set(_keys(found))


def test_an_empty_item_is_offered_kinds_alone(start: Callable[..., LanguageServer]) -> None:
    """With the setting that the documentation names, an empty item is offered nothing else."""
    place = {"line": ITEMS.count("\n"), "character": 8}
    with start(suggest={"parentSkeletonSelectedFirst": True}) as server:
        found = server.completion(NOTE, f"{ITEMS}      - \n", **place)
    assert [one["insertText"].partition(":")[0] for one in found] == KINDS


@pytest.mark.parametrize("name", SPOTS)
def test_a_block_is_offered_its_keys(name: str, editor: LanguageServer) -> None:
    """Exactly those that it may have and has not yet; an item's are those of its kind."""
    spot = SPOTS[name]
    text, place = spot.ask("")
    found = _keys(editor.completion(NOTE, text, **place))
    assert sorted(found) == sorted(spot.block.fields.keys() - spot.there)


@pytest.mark.parametrize("name", SPOTS)
def test_what_is_put_in_can_be_read(name: str, editor: LanguageServer) -> None:
    """A completion that is taken as it comes leaves a note that YAML can read."""
    spot = SPOTS[name]
    text, place = spot.ask("")
    broken = []
    for one in editor.completion(NOTE, text, **place):
        words = _as_typed(one["insertText"], spot.indent)
        findings = load(f"{text.rstrip()}\n{spot.indent}{words}\n".encode(), name="note").findings
        if one["kind"] == PROPERTY and (findings or "[object" in words):
            broken.append((words, [finding.message for finding in findings]))
    assert broken == []


def _as_typed(snippet: str, indent: str) -> str:
    """A snippet as it stands when each of its stops is left alone."""
    words = re.sub(r"\$\{\d+:((?:[^}\\]|\\.)*)\}", r"\1", snippet)
    return re.sub(r"\\([$}\\])", r"\1", re.sub(r"\$\d+", "", words)).replace("\n", f"\n{indent}")


WORDS = {
    (name, key): field.schema["enum"]
    for name, spot in SPOTS.items()
    for key, field in spot.block.fields.items()
    if "enum" in field.schema
}


@pytest.mark.parametrize(("name", "key"), WORDS)
def test_a_field_of_fixed_words_is_offered_them(
    name: str, key: str, editor: LanguageServer
) -> None:
    """All of them, in the order of the schema, and nothing else."""
    text, place = SPOTS[name].ask(f"{key}: ")
    found = editor.completion(NOTE, text, **place)
    assert [one["label"] for one in found] == WORDS[name, key]


# The server shows the words of a session, of which `principles` is one that may not be one text.
NOT_ITS_OWN_WORDS = {("record", "principles")}


@pytest.mark.parametrize("name", SPOTS)
def test_a_field_is_explained_where_it_stands(name: str, editor: LanguageServer) -> None:
    """The title and description of the schema appear over each key."""
    spot = SPOTS[name]
    silent = set()
    for key in spot.block.fields.keys() - spot.there:
        text, place = spot.ask(f"{key}: ")
        schema = spot.block.fields[key].schema
        shown = editor.hover(NOTE, text, **{**place, "character": len(spot.indent)})
        # The server takes the signs of Markdown for what they are.
        words = shown.replace("\\", "")
        if not words.startswith(f"#### {schema['title']}\n\n{schema['description']}\n"):
            silent.add((name, key))
    assert silent == {one for one in NOT_ITS_OWN_WORDS if one[0] == name}


def test_a_connection_would_be_seen(start: Callable[..., LanguageServer]) -> None:
    """The test below can fail: the list of schemas that the server knows of would be fetched."""
    with start(schemaStore={"enable": True}) as server:
        end = time.monotonic() + 30
        while CONNECTION not in server.stderr and time.monotonic() < end:
            time.sleep(0.02)
        assert CONNECTION in server.stderr


def test_nothing_is_fetched(editor: LanguageServer, seen: dict[str, list[str]]) -> None:
    """The schema, and what it refers to, is read from the disk."""
    assert seen
    assert CONNECTION not in editor.stderr
