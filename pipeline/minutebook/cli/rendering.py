"""What a command that renders is asked for, and what its renditions are made with."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from minutebook.cli.options import (
    build_engine_option,
    engine_option,
    formats_option,
    scheduler_option,
)
from minutebook.errors import UsageError
from minutebook.render.manner import (
    AUDIENCES,
    COLUMNS,
    DOCUMENTS,
    LEAST_COLUMNS,
    MOST_COLUMNS,
    Audience,
    Document,
    Manner,
)
from minutebook.stages import Press

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from minutebook.inputs import Input
    from minutebook.pandoc import Engine, EngineName
    from minutebook.render import HouseFiles

_OPTIONS = (
    formats_option,
    click.option(
        "--document",
        type=click.Choice(DOCUMENTS),
        default="note",
        show_default=True,
        help="What to make of each record: the whole note, or the agenda, actions or decisions.",
    ),
    click.option(
        "--audience",
        type=click.Choice(AUDIENCES),
        help="Who reads it; public leaves out what is restricted or closed. Default: the office's.",
    ),
    click.option(
        "--house", metavar="DIR", help="The folder of your own house files. Default: the office's."
    ),
    click.option(
        "--fonts",
        metavar="DIR",
        help="A folder of fonts for letters that a PDF's own fonts lack. Default: the office's.",
    ),
    click.option(
        "--width",
        type=click.IntRange(LEAST_COLUMNS, MOST_COLUMNS),
        default=COLUMNS,
        show_default=True,
        metavar="N",
        help="The most columns for a line of text.",
    ),
    click.option("--ascii", is_flag=True, help="Write text in ASCII alone."),
    click.option(
        "--bilingual",
        is_flag=True,
        help="Also set each record and its translation side by side, as html, docx and txt.",
    ),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Wishes:
    """What the user said of renditions; ``None`` leaves it to each note's office."""

    formats: tuple[str, ...] | None
    engine: EngineName
    document: Document
    audience: Audience | None
    house: Path | None
    fonts: Path | None
    columns: int
    ascii: bool
    bilingual: bool
    """Whether records are also set beside their translations."""

    def manner(self, one: Input) -> Manner:
        """Give the manner in which one note is rendered."""
        return Manner(
            document=self.document,
            audience=self.audience or cast("Audience", one.office.audience),
            columns=self.columns,
            ascii=self.ascii,
        )


def rendition_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of renditions, in the order of its help."""
    return _given(function, (*_OPTIONS, engine_option))


def build_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of renditions, which others than this machine may make."""
    return _given(function, (*_OPTIONS, build_engine_option, scheduler_option))


def _given(function: Callable[..., Any], options: tuple[Any, ...]) -> Callable[..., Any]:
    for option in reversed(options):
        function = option(function)
    return function


def wishes(options: dict[str, Any]) -> Wishes:
    """
    Take the options of renditions.

    Args:
        options: As click gives them; those of `rendition_options`.

    Raises:
        UsageError: The folder of house files or of fonts is empty text or not there, or records
            are to be set side by side in no format in which they can be.
    """
    return Wishes(
        formats=options["formats"],
        engine=options["engine"],
        document=options["document"],
        audience=options["audience"],
        house=_folder(
            options["house"],
            "house files",
            "`minutebook house init DIR` writes house files to edit",
        ),
        fonts=_folder(
            options["fonts"],
            "fonts",
            "name a folder with font files, such as `.ttf` or `.otf`",
        ),
        columns=options["width"],
        ascii=options["ascii"],
        bilingual=_bilingual(options["bilingual"], options["formats"]),
    )


def _bilingual(wanted: bool, formats: tuple[str, ...] | None) -> bool:
    if not wanted:
        return False
    from minutebook.bilingual import FORMATS

    if formats and not set(formats) & set(FORMATS):
        raise UsageError(
            f"two records are set side by side as {', '.join(FORMATS)}, and none of them is asked"
            " for",
            hint="add one of them to --formats",
        )
    return True


def _folder(path: str | None, what: str, hint: str) -> Path | None:
    if path is None:
        return None
    if not path.strip() or not Path(path).is_dir():
        raise UsageError(f"there is no folder `{path}` of {what}", hint=hint)
    return Path(path)


@contextlib.contextmanager
def presses(asked: Wishes) -> Iterator[Callable[[Input], Press]]:
    """
    Open what renditions are made with, once for a whole run and each folder of house files.

    Args:
        asked: What the user said.

    Returns:
        What gives the press for a note.

    Raises:
        FileError: House files cannot be read.
        ProgramError: pandoc is missing or too old, or a PDF is wanted and typst is missing.
    """
    from minutebook.pandoc import open_engine, require_typst
    from minutebook.render import load_house

    if "pdf" in (asked.formats or ()):
        require_typst()
    opened: dict[tuple[Path | None, Path | None], tuple[Engine, HouseFiles]] = {}
    with contextlib.ExitStack() as stack:

        def made_with(folder: Path | None, fonts: Path | None) -> tuple[Engine, HouseFiles]:
            if (folder, fonts) not in opened:
                house = load_house(folder)
                opening = open_engine(asked.engine, house.pandoc_house(), fonts=fonts)
                opened[folder, fonts] = stack.enter_context(opening), house
            return opened[folder, fonts]

        def press(one: Input) -> Press:
            engine, house = made_with(
                asked.house or one.office.house, asked.fonts or one.office.fonts
            )
            formats = asked.formats or one.office.formats
            return Press(engine=engine, house=house, formats=formats, manner=asked.manner(one))

        made_with(asked.house, asked.fonts)  # what is missing is said before the first note is read
        yield press


def plain_wishes(formats: tuple[str, ...] | None) -> Wishes:
    """Ask for whole notes, all else as it is where nobody says anything."""
    return Wishes(
        formats=formats,
        engine="worker",
        document="note",
        audience=None,
        house=None,
        fonts=None,
        columns=COLUMNS,
        ascii=False,
        bilingual=False,
    )
