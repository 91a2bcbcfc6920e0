"""The documentation tells of everything there is, and of nothing that is not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pytest
from jsonschema import Draft202012Validator
from tests.cli.transcripts import blocks

from minutebook.catalogue import catalogue
from minutebook.cli.commands import COMMANDS, cli
from minutebook.errors import ExitCode, MinutebookError
from minutebook.load import load
from minutebook.model import Block, Choice, Keyed, Listing, Shape, record_shape
from minutebook.office import OFFICE_FILE, read_office
from minutebook.schemas import meeting_schema
from minutebook.stages import STAGES
from minutebook.validate import validate
from minutebook.validate.schema_check import schema_errors, validator
from minutebook.yaml_text import write_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md"), *ROOT.glob("*/README.md")])
WRITTEN = [page for page in PAGES if page.parent != DOCS / "reference"]
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def _text(page: Path | str) -> str:
    path = page if isinstance(page, Path) else DOCS / page
    return path.read_text(encoding="utf-8")


def _name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def _prose(page: Path) -> str:
    """A page without its fenced blocks and what stands in backticks."""
    text = re.sub(r"^```.*?^```$", "", _text(page), flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"`[^`\n]*`", "", text)


def _anchor(heading: str) -> str:
    """The anchor that a heading gets on a code host."""
    kept = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return kept.replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every link within the project leads to a file, and to a heading of it where it names one."""
    dead = []
    for link in _LINK.findall(_prose(page)):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        text = _text(target) if target.suffix == ".md" and target.is_file() else ""
        headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
        if not target.exists() or (anchor and anchor not in map(_anchor, headings)):
            dead.append(link)
    assert dead == []


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=_name)
def test_every_page_can_be_reached(page: Path) -> None:
    """The first page leads to every other one."""
    links = {(DOCS / link).resolve() for link in _LINK.findall(_text(DOCS / "README.md"))}
    assert page == DOCS / "README.md" or page.resolve() in links


def test_every_command_and_option_is_documented() -> None:
    """The reference of the commands knows each command, each option and each argument."""
    page = _text("reference/commands.md")
    sections = dict(re.findall(r"^## (\S+)\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL))
    assert list(sections) == list(COMMANDS)
    context = click.Context(cli, info_name="minutebook")
    missing = [
        (name, word)
        for name in COMMANDS
        for word in _words(cli.get_command(context, name))
        if word not in sections[name]
    ]
    assert missing == []


def _words(command: click.Command | None) -> Iterator[str]:
    assert command is not None
    assert command.help
    for param in command.params:
        if isinstance(param, click.Option):
            yield from param.opts
            assert param.help, param.name
        else:
            yield param.make_metavar(click.Context(command))


def test_every_command_has_examples() -> None:
    """The help of each command ends with examples, and each begins as one would type it."""
    context = click.Context(cli, info_name="minutebook")
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        examples = (command.epilog or "").splitlines()[2:]
        assert examples, name
        assert all(f"minutebook {name}" in line for line in examples), name


def test_every_code_is_documented() -> None:
    """The reference of the findings has a heading for each code of the catalogue, and no other."""
    headings = re.findall(r"^## (\S+)$", _text("reference/findings.md"), re.MULTILINE)
    assert headings == list(catalogue())


def test_every_code_that_is_given_is_explained() -> None:
    """Whatever code stands in the source can be explained."""
    source = (ROOT / "pipeline" / "minutebook").rglob("*.py")
    given = {code for path in source for code in re.findall(r'"([EW][0-9]{3})"', _text(path))}
    assert sorted(given - set(catalogue())) == []


def test_every_field_is_documented() -> None:
    """The reference of the record has each key of each block, and each word that it may hold."""
    page = _text("reference/record.md")
    sections = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL))
    missing = [
        (block.name, key)
        for block in _all_blocks(record_shape(), {})
        for key in block.fields
        if f"| `{key}`" not in sections[block.schema["title"]]
    ]
    assert missing == []


def _all_blocks(shape: Shape, seen: dict[int, Block]) -> list[Block]:
    if isinstance(shape, Listing | Keyed):
        _all_blocks(shape.entry, seen)
    elif isinstance(shape, Choice):
        for kind in shape.kinds.values():
            _all_blocks(kind, seen)
    elif isinstance(shape, Block) and id(shape) not in seen:
        seen[id(shape)] = shape
        for part in shape.fields.values():
            _all_blocks(part.shape, seen)
    return list(seen.values())


def test_every_exit_code_is_documented() -> None:
    """The table of the exit codes has each of them once, and each error class owns one."""
    rows = re.findall(r"^\| (\d+) \|", _text("reference/exit-codes.md"), re.MULTILINE)
    assert rows == [str(code.value) for code in ExitCode]
    assert all(error.exit_code in ExitCode for error in MinutebookError.__subclasses__())


def test_the_changelog_has_a_place_for_what_is_new() -> None:
    """A change can be told where its readers look for it."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^## \[Unreleased\]\n\n### \w+\n\n- ", text, re.MULTILINE)


def test_the_architecture_tells_of_every_stage_and_keyword() -> None:
    """The page names the stages in their order, and the schema's own keywords."""
    page = _text("explanation/architecture.md")
    stages = [name for name, _ in STAGES]
    assert re.findall(rf"^\| ({'|'.join(stages)}) \|", page, re.MULTILINE) == stages
    schema = (ROOT / "schema" / "meeting-record.schema.json").read_text(encoding="utf-8")
    own = set(re.findall(r'"(x-[a-z]+)"', schema))
    assert set(re.findall(r"^\| `(x-[a-z]+)` \|", page, re.MULTILINE)) == own


def test_our_verdict_is_that_of_the_plain_validator() -> None:
    """On every note, sound or not, the schema's verdict is the same without our keywords."""
    plain = Draft202012Validator(meeting_schema(), format_checker=validator().format_checker)
    differ = []
    for path in sorted((ROOT / "records").rglob("*.yaml")):
        data = load(path.read_bytes(), name=path.name).data
        if data is not None and plain.is_valid(data) == bool(schema_errors(data)):
            differ.append(path.stem)
    # In Python `$` matches before a line end too, in the standard of the schema it does not.
    assert differ == ["date-with-a-line-end"]


BASE: dict[str, Any] = {
    "schema": "meeting-record/1.0",
    "id": "example",
    "title": "An example",
    "meeting": {"date": "2026-03-05"},
    "people": {
        "AB": "Ada Brook",
        "CD": "Carl Dene",
        "AP": "Asha Patel",
        "JM": "Jo Marsh",
        "ROB": "Ruairí Ó Broin",
        "lee": "Sam Lee",
        "counting-team": "The team",
    },
    "strands": {"counts": "Traffic counts"},
    "background": "Why the group met.",
}
"""What a piece of a note is held into, to see that it is sound."""


def _pieces() -> Iterator[tuple[str, Any]]:
    for page in WRITTEN:
        for block in blocks(_text(page)):
            if block.info == "yaml":
                place = f"{_name(page)}:{block.line}"
                yield place, load("\n".join(block.lines).encode(), name=place).data


PIECES = dict(_pieces())


def test_there_are_pieces_to_look_at() -> None:
    """The test below has something to do."""
    assert len(PIECES) > 8


@pytest.mark.parametrize("place", PIECES)
def test_every_piece_of_a_note_is_sound(place: str) -> None:
    """What a page shows of a note can be written so."""
    piece = PIECES[place] or {}
    if isinstance(piece, list):
        piece = {"sessions": [{"title": "Items", "items": piece}]}
    note = write_yaml({**BASE, **piece}).encode()
    assert validate(load(note, name=place)).findings == ()


def _offices() -> Iterator[tuple[str, str, dict[str, str]]]:
    """Each `minutebook.toml` that is shown, with the JSON files that its page has beside it."""
    for page in WRITTEN:
        shown = list(blocks(_text(page)))
        for block in shown:
            if block.info.startswith("toml") and block.info.endswith(OFFICE_FILE):
                home = block.info.partition("file=")[2].removesuffix(OFFICE_FILE)
                beside = {
                    one.info.removeprefix(f"json file={home}"): "\n".join(one.lines)
                    for one in shown
                    if one.info.startswith(f"json file={home}")
                }
                yield f"{_name(page)}:{block.line}", "\n".join(block.lines), beside


@pytest.mark.parametrize(("place", "text", "beside"), list(_offices()))
def test_every_office_that_is_shown_is_sound(
    place: str, text: str, beside: dict[str, str], tmp_path: Path
) -> None:
    """A shown `minutebook.toml` has no fault."""
    for name, data in {OFFICE_FILE: text, **beside}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(data, encoding="utf-8")
    assert read_office(tmp_path / OFFICE_FILE).findings == (), place
