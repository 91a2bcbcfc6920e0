"""`minutebook doctor`."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

import click

from minutebook import __version__
from minutebook.cli.commands import examples
from minutebook.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Iterator

Version = tuple[int, ...]


@click.command(epilog=examples("minutebook doctor"))
def command() -> int:
    """Check the programs that minutebook stands on, and whether each is new enough."""
    sound = True
    click.echo(f"minutebook {__version__} on {platform.system()} {platform.machine()}")
    for name, found, needed in _programs():
        good = found is not None and found >= needed
        sound = sound and good
        _say(name, found, "ok" if good else f"needs {_spell(needed)} or later")
    for name, found, needed, extra in _extras():
        good = found is not None and found >= needed
        # What is not there is not missed until it is asked for.
        sound = sound and (good or found is None)
        wanted = f"{extra} (pip install 'minutebook[{extra}]')"
        _say(name, found, "ok" if good else f"only {wanted} needs it, {_spell(needed)} or later")
    return ExitCode.CLEAN if sound else ExitCode.PROGRAM


def _programs() -> Iterator[tuple[str, Version | None, Version]]:
    from lxml import etree

    yield "Python", sys.version_info[:3], (3, 11)
    yield "lxml", etree.LXML_VERSION[:3], (6, 1)
    yield "libxml2", etree.LIBXML_VERSION, (2, 11)
    yield "libxslt", etree.LIBXSLT_VERSION, (1, 1, 38)
    yield "jsonschema", _version("jsonschema"), (4, 26)
    yield "pandoc", *_pandoc()


def _extras() -> Iterator[tuple[str, Version | None, Version, str]]:
    """What only one extra needs: with its oldest version that will do, and the extra."""
    try:
        typst: Version | None = _version("typst")
    except PackageNotFoundError:
        typst = None
    yield "typst", typst, (0, 15), "pdf"


def _say(name: str, found: Version | None, verdict: str) -> None:
    click.echo(f"{name:<12} {_spell(found) if found else 'missing':<10} {verdict}")


def _version(name: str) -> Version:
    return tuple(int(part) for part in version(name).split(".")[:3] if part.isdigit())


def _pandoc() -> tuple[Version | None, Version]:
    """The newest pandoc here, and the oldest that will do."""
    from minutebook.pandoc import MINIMUM, look_for_pandoc

    return max((found.version for found in look_for_pandoc()), default=None), MINIMUM


def _spell(number: Version) -> str:
    return ".".join(str(part) for part in number)
