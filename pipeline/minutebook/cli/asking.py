"""What the commands that ask a register share: its file, who reads the answer, and its format."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from minutebook.errors import UsageError
from minutebook.files import write_whole
from minutebook.register.opened import open_register
from minutebook.register.questions import Narrowed, has_series, has_strand, names_of
from minutebook.register.words import folded
from minutebook.register.written import FORMATS, as_csv, as_json, as_text, as_xlsx
from minutebook.wording import did_you_mean, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from minutebook.register.answers import Answer
    from minutebook.register.opened import Register

_OPTIONS = (
    click.option(
        "--register",
        "file",
        default="register.db",
        show_default=True,
        metavar="FILE",
        help="The register that is asked, as `minutebook register` wrote it.",
    ),
    click.option(
        "--audience",
        type=click.Choice(["internal", "public"]),
        default="internal",
        show_default=True,
        help="Who reads the answer; public leaves out what is restricted or closed.",
    ),
    click.option(
        "--format",
        "output_format",
        type=click.Choice(FORMATS),
        help="How the answer is written. Default: as FILE ends, or else text.",
    ),
    click.option(
        "-o", "--output", metavar="FILE", help="Where to write. Default: standard output."
    ),
)

series_option = click.option(
    "--series", metavar="WORDS", help="Only meetings of a series with these words in its name."
)
strand_option = click.option(
    "--strand", metavar="WORDS", help="Only a strand of this key, or with these words in its title."
)


def asking_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that all questions have."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@dataclass(frozen=True, kw_only=True, slots=True)
class Asking:
    """How a register is asked, as the user said it."""

    file: str
    audience: str
    output_format: str | None
    output: str | None

    @contextmanager
    def register(self) -> Iterator[Register]:
        """Open the register."""
        with open_register(Path(self.file), public=self.audience == "public") as register:
            yield register

    def show(self, answer: Answer) -> None:
        """
        Write an answer.

        Raises:
            UsageError: A spreadsheet is asked for on the terminal.
            FileError: The file cannot be written.
        """
        how = self.output_format or self._as_named()
        if how == "xlsx":
            if self.output is None or self.output == "-":
                raise UsageError("a spreadsheet needs a file", hint="name one with -o answer.xlsx")
            put(as_xlsx(answer), self.output)
            return
        write = {"text": as_text, "json": as_json, "csv": as_csv}[how]
        put(write(answer).encode("utf-8"), self.output)

    def _as_named(self) -> str:
        ending = Path(self.output or "").suffix.lower().removeprefix(".")
        return ending if ending in FORMATS else "text"


def put(data: bytes, output: str | None) -> None:
    """Write an answer to standard output, or to a file, whose old answer it replaces."""
    if output is None or output == "-":
        sys.stdout.buffer.write(data)
        return
    if not output.strip():
        raise UsageError("the file to write to is empty", hint="name it, or leave out -o")
    write_whole(Path(output), data)
    click.echo(f"wrote {output}", err=True)


def narrowed(
    register: Register, *, strand: str | None = None, series: str | None = None
) -> Narrowed:
    """
    Say what a question is narrowed to.

    Raises:
        UsageError: The register has no such strand or series, so that the answer would be empty
            for want of a letter.
    """
    if strand is not None and not has_strand(register, strand):
        raise _unknown("strand", strand, names_of(register, "strands"))
    if series is not None and not has_series(register, series):
        raise _unknown("series", series, names_of(register, "series"))
    return Narrowed(strand=strand, series=series)


def show_narrowed(
    question: Callable[[Register, Narrowed], Answer], asked: dict[str, Any], **narrow: str | None
) -> None:
    """
    Ask a question that has no terms but what it is narrowed to, and show the answer.

    Args:
        question: Gives the answer of a register.
        asked: The options of `asking_options`, as click gives them.
        narrow: What `narrowed` takes.

    Raises:
        UsageError: As for `narrowed`.
    """
    asking = Asking(**asked)
    with asking.register() as register:
        answer = question(register, narrowed(register, **narrow))
    asking.show(answer)


def _unknown(noun: str, words: str, names: list[str]) -> UsageError:
    shown = ", ".join(quoted(name) for name in names[:5]) + (" and others" if names[5:] else "")
    near = did_you_mean(words, names)
    known = f"there are {shown}" if names else f"the register has no {noun} at all"
    return UsageError(f"no {noun} is called {quoted(words)}", hint=near or known)


def day_asked(text: str | None) -> str:
    """
    Read a day, or take today's.

    Raises:
        UsageError: It is no day of the calendar.
    """
    if text is None:
        return time.strftime("%Y-%m-%d")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise UsageError(f"{quoted(text)} is not a day", hint="write it as in 2026-03-05")
    return text


def see_that_it_has_words(option: str, value: str | None) -> None:
    """
    Refuse a name without a letter or digit, which would match nothing or everything.

    Raises:
        UsageError: It has none.
    """
    if value is not None and not folded(value):
        raise UsageError(f"{option} has no words", hint=f"give it words, or leave out {option}")
