"""How the commands speak of errors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from minutebook.wording import did_you_mean, printable

if TYPE_CHECKING:
    from minutebook.errors import MinutebookError


class StoppedError(click.exceptions.Abort):
    """A run that writes files was interrupted."""


def show_error(error: MinutebookError) -> None:
    """Say why a run or a note failed, and the remedy where it is known."""
    click.echo(f"error: {printable(error.message)}", err=True)
    show_remedy(error)


def show_remedy(error: MinutebookError) -> None:
    """Say what to do about an error, and where its code is explained, if it has one."""
    show_hint(error.hint)
    code = getattr(error, "code", None)
    if code:
        click.echo(f"see: minutebook explain {code}", err=True)


def show_hint(hint: str | None) -> None:
    """Say a remedy, where it is known."""
    if hint:
        click.echo(f"hint: {printable(hint)}", err=True)


def show_usage(error: click.ClickException) -> None:
    """Say in our own words what click could not follow."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return
    click.echo(f"error: {_usage_message(error)}", err=True)
    context = getattr(error, "ctx", None)
    if isinstance(error, click.NoSuchOption):
        near = did_you_mean(error.option_name, error.possibilities or ())
        show_hint(near)
    if context is not None:
        show_hint(f"`{context.command_path} --help` says what can be given")


def _usage_message(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        return f"there is no option `{error.option_name}`"
    if isinstance(error, click.MissingParameter) and error.param is not None:
        name = error.param.make_metavar(error.ctx) if error.ctx else str(error.param.name)
        option = max(error.param.opts, key=len)
        return f"`{option if option.startswith('-') else name}` is missing"
    words = re.sub(r"(?<!\w)'([^']*)'(?!\w)", r"`\1`", error.format_message()).rstrip(".")
    return words[:1].lower() + words[1:]


def show_bug(bug: Exception) -> None:
    """Keep the traceback of a fault of minutebook in a file, and say where."""
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="minutebook-bug-", suffix=".log", delete=False
    ) as log:
        log.write("".join(traceback.format_exception(bug)))
    click.echo("error: minutebook failed in a way that it should not", err=True)
    show_hint(f"please report it, with the file {log.name}")
