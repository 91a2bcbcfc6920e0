"""Write the files that are made from others, or say which of them are out of date.

Knows what is made from what; how each is made is known by the package.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from minutebook.catalogue import Entry, catalogue
from minutebook.cli.commands import COMMANDS, cli
from minutebook.grammar import xsd_text
from minutebook.model import Block, Choice, Foreign, Keyed, Listing, Scalar, Shape, record_shape
from minutebook.register.form import tables

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # a file that is run finds only the modules beside it

from scripts._printed import printed_json  # noqa: E402
from scripts._referencedocx import reference_docx  # noqa: E402
from scripts._referenceodt import reference_odt  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_WORDS = {
    "text": "text",
    "spelled": "text or number",
    "integer": "whole number",
    "boolean": "true or false",
    "rich": "rich text",
    "turns": "turns of speech",
}


def field_reference() -> str:
    """Write the page of every field, from the schema."""
    lines = [
        "# The fields of a record",
        "",
        "Made from `schema/meeting-record.schema.json` by `scripts/generate`.",
        "",
    ]
    seen: set[str] = set()
    waiting: list[Block] = [record_shape()]
    while waiting:
        block = waiting.pop(0)
        if block.name not in seen:
            seen.add(block.name)
            lines += _block_lines(block)
            waiting += list(_blocks_within(block))
    return "\n".join(lines).rstrip("\n") + "\n"


def _block_lines(block: Block) -> Iterator[str]:
    yield f"## {block.schema['title']}"
    yield ""
    yield block.schema["description"]
    if block.short:
        yield ""
        yield f"One text stands for `{block.short}`."
    yield ""
    yield "| key | what it holds | meaning |"
    yield "|---|---|---|"
    for key, part in block.fields.items():
        needed = " (required)" if part.required else ""
        meaning = part.schema["description"].replace("|", "\\|")
        yield f"| `{key}`{needed} | {_what(part.shape)} | {meaning} |"
    yield ""


def _what(shape: Shape) -> str:
    if isinstance(shape, Scalar):
        values = shape.schema.get("enum")
        return ", ".join(f"`{value}`" for value in values) if values else _WORDS[shape.kind]
    if isinstance(shape, Listing):
        return f"list: {_what(shape.entry)}"
    if isinstance(shape, Keyed):
        return f"by key: {_what(shape.entry)}"
    if isinstance(shape, Foreign):
        return "anything, by name"
    if isinstance(shape, Choice):
        return "an item: " + ", ".join(f"[{kind}](#{kind})" for kind in shape.kinds)
    title = str(shape.schema["title"])
    return f"[{title.lower()}](#{title.lower().replace(' ', '-')})"


def _blocks_within(shape: Shape) -> Iterator[Block]:
    if isinstance(shape, Block):
        for part in shape.fields.values():
            yield from _nearest_blocks(part.shape)


def _nearest_blocks(shape: Shape) -> Iterator[Block]:
    if isinstance(shape, Block):
        yield shape
    elif isinstance(shape, Listing | Keyed):
        yield from _nearest_blocks(shape.entry)
    elif isinstance(shape, Choice):
        yield from shape.kinds.values()


def findings_reference() -> str:
    """Write the page of every finding, from the catalogue."""
    catalogue.cache_clear()  # what is printed may have been written anew just now
    lines = ["# Findings", "", "Made from the catalogue by `scripts/generate`.", ""]
    entries = catalogue().values()
    lines += ["| code | what is wrong |", "|---|---|"]
    lines += [f"| [{entry.code}](#{entry.code.lower()}) | {entry.title} |" for entry in entries]
    for entry in entries:
        lines += ["", *_entry_lines(entry)]
    return "\n".join(lines) + "\n"


def _entry_lines(entry: Entry) -> list[str]:
    return [
        f"## {entry.code}",
        "",
        f"**{entry.title}.** {' '.join(entry.meaning.split())}",
        "",
        "Wrong:",
        "",
        "```",
        entry.bad.strip("\n"),
        "```",
        "",
        "It is reported as:",
        "",
        "```",
        entry.shown,
        "```",
        "",
        " ".join(entry.remedy.split()),
        "",
        "Right:",
        "",
        "```",
        entry.good.strip("\n"),
        "```",
    ]


def command_reference() -> str:
    """Write the page of every command, from its own help."""
    lines = ["# Commands", "", "Made from `minutebook COMMAND --help` by `scripts/generate`."]
    for name in COMMANDS:
        context = click.Context(cli, info_name="minutebook", **cli.context_settings)
        command = cli.get_command(context, name)
        if command is not None:
            inner = click.Context(command, info_name=name, parent=context, terminal_width=80)
            lines += ["", f"## {name}", "", "```", command.get_help(inner), "```"]
    return "\n".join(lines) + "\n"


def register_reference() -> str:
    """Write the page of the register's tables, from the remarks of their SQL."""
    lines = ["# The tables of a register", "", _REGISTER, ""]
    for table in tables():
        lines += [f"## {table.name}", "", table.meaning, ""]
        lines += ["| column | type | holds |", "|---|---|---|"]
        lines += (f"| `{name}` | {kind} | {said} |" for name, kind, said in table.columns)
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


_REGISTER = (
    "Made from `pipeline/minutebook/register/migrations/` by `scripts/generate`. Beside each table "
    "stands a view whose name begins with `public_`: the same without what is not for everybody. "
    "What may be sought by word stands in `texts`, and is found through `words_of_texts` (FTS5)."
)


MADE: tuple[tuple[str, Callable[[], bytes]], ...] = (
    ("schema/meeting-record.xsd", lambda: xsd_text().encode()),
    ("pipeline/minutebook/house/reference.docx", reference_docx),
    ("pipeline/minutebook/house/reference.odt", reference_odt),
    ("pipeline/minutebook/catalogue/printed.json", printed_json),
    ("docs/reference/record.md", lambda: field_reference().encode()),
    ("docs/reference/commands.md", lambda: command_reference().encode()),
    ("docs/reference/findings.md", lambda: findings_reference().encode()),
    ("docs/reference/register.md", lambda: register_reference().encode()),
)
"""Each file, and what makes it."""


def main(arguments: list[str]) -> int:
    """
    Write the made files, or with ``--check`` compare them.

    Returns:
        0, or 1 where ``--check`` finds one out of date.
    """
    stale = []
    for name, make in MADE:
        path, data = ROOT / name, make()
        if not path.is_file() or path.read_bytes() != data:
            stale.append(name)
            if "--check" not in arguments:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
    word = "out of date" if "--check" in arguments else "written"
    for name in stale:
        print(f"{word}: {name}")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
