"""Transcripts: Markdown whose commands are run and whose output is compared.

A document is run from top to bottom, in one shell and one empty folder. Two kinds of block count:

- ```` ```yaml file=NAME ```` (any language) is written to NAME.
- ```` ```console ```` holds commands, each with what it says:

  - ``$ `` begins a command, ``> `` goes on with it;
  - a line of standard output stands as it is, one of standard error after ``2> ``;
  - ``=> 3`` is the exit code, where it is not 0;
  - ``...`` alone on a line stands for any number of lines.

Standard output comes first and standard error after it, whichever was said first.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import minutebook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FENCE = re.compile(r"^(?P<fence>`{3,})(?P<info>[^`]*)$")
_FILE = re.compile(r"\bfile=(\S+)")
_ANY = "..."
_PATIENCE_SECONDS = 120
_KEPT = ("PATH", "COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG")


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """One command of a transcript."""

    line: int
    """Of its prompt, counted from 1."""
    words: str
    said: tuple[str, ...]
    """What it is to say, as it stands below it."""
    end: int
    """The line after the last that it says."""


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """One file that a document gives."""

    name: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """One fenced block."""

    line: int
    """The first line within it, counted from 1."""
    info: str
    lines: tuple[str, ...] = field(default=())


def blocks(text: str) -> Iterator[Block]:
    """Find the fenced blocks of a document."""
    fence, start, info = "", 0, ""
    lines = text.splitlines()
    for number, line in enumerate(lines, start=1):
        found = _FENCE.match(line)
        if not fence and found:
            fence, start, info = found["fence"], number, found["info"].strip()
        elif fence and found and line.strip() == fence:
            yield Block(line=start + 1, info=info, lines=tuple(lines[start : number - 1]))
            fence = ""
    assert not fence, f"the block of line {start} is not closed"


def steps(text: str) -> list[Command | File]:
    """Read the commands and files of a document, in order."""
    found: list[Command | File] = []
    for block in blocks(text):
        name = _FILE.search(block.info)
        if name:
            found.append(File(name=name[1], text="".join(f"{line}\n" for line in block.lines)))
        elif block.info.split()[:1] == ["console"]:
            found += _commands(block)
    return found


def _commands(block: Block) -> Iterator[Command]:
    starts = [n for n, line in enumerate(block.lines) if line.startswith("$ ")]
    assert not block.lines or starts[:1] == [0], f"line {block.line}: no `$ ` begins the block"
    for start, end in zip(starts, [*starts[1:], len(block.lines)], strict=True):
        first, *rest = block.lines[start:end]
        more = [line for line in rest if line.startswith("> ")]
        yield Command(
            line=block.line + start,
            words="\n".join([first[2:], *(line[2:] for line in more)]),
            said=tuple(rest[len(more) :]),
            end=block.line + end,
        )


def run(found: Sequence[Command | File], folder: Path) -> list[tuple[str, ...]]:
    """
    Run a document's steps in a shell of their own.

    Args:
        found: As `steps` gives them.
        folder: Empty; the commands run in a folder within it.

    Returns:
        What each command said, in the notation of a transcript.
    """
    here, kept = folder / "here", folder / "kept"
    for place in (here, kept, folder / "bin"):
        place.mkdir()
    program = folder / "bin" / "minutebook"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m minutebook "$@"\n')
    program.chmod(0o755)
    script = "\n".join(_script(found, kept))
    subprocess.run(
        ["bash", "-c", script],
        cwd=here,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        timeout=_PATIENCE_SECONDS,
        check=False,
    )
    commands = [n for n, step in enumerate(found) if isinstance(step, Command)]
    return [_said(kept, number) for number in commands]


def _script(found: Sequence[Command | File], kept: Path) -> Iterator[str]:
    for number, step in enumerate(found):
        place = shlex.quote(str(kept / str(number)))
        if isinstance(step, Command):
            # Read from a file, so that a quote left open spoils no other command.
            (kept / f"{number}.sh").write_text(f"{step.words}\n", encoding="utf-8")
            yield f". {place}.sh >{place}.out 2>{place}.err"
            yield f"echo $? >{place}.code"
        else:
            (kept / str(number)).write_text(step.text, encoding="utf-8")
            name = shlex.quote(step.name)
            yield f'mkdir -p -- "$(dirname -- {name})" && cp -- {place} {name}'


def _environment(folder: Path) -> dict[str, str]:
    """One language, one width, one time zone, and the package under test."""
    source = str(Path(minutebook.__file__).parents[1])
    given = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {
        **given,
        "PATH": f"{folder / 'bin'}{os.pathsep}{given['PATH']}",
        "PYTHONPATH": source,
        "PYTHONPYCACHEPREFIX": str(folder.parent / "compiled"),  # once for all documents
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "COLUMNS": "80",
    }


def _said(kept: Path, number: int) -> tuple[str, ...]:
    out, err, code = (
        (kept / f"{number}.{name}").read_text(encoding="utf-8").splitlines()
        for name in ("out", "err", "code")
    )
    ending = [f"=> {code[0]}"] if code != ["0"] else []
    return (*out, *(f"2> {line}".rstrip() for line in err), *ending)


def agrees(expected: Sequence[str], actual: Sequence[str]) -> bool:
    """Say whether what a command said is what stands below it."""
    if not expected:
        return not actual
    if expected[0] == _ANY:
        return any(agrees(expected[1:], actual[n:]) for n in range(len(actual) + 1))
    same = bool(actual) and expected[0].rstrip() == actual[0].rstrip()
    return same and agrees(expected[1:], actual[1:])


def rewritten(text: str, commands: Sequence[Command], actual: Sequence[Sequence[str]]) -> str:
    """Put what was said below each command; what agrees already stays, ``...`` and all."""
    lines = text.splitlines()
    for command, said in reversed(list(zip(commands, actual, strict=True))):
        if not agrees(command.said, said):
            lines[command.end - 1 - len(command.said) : command.end - 1] = said
    return "\n".join(lines) + "\n"
