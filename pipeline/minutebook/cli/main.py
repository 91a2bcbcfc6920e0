"""The boundary: whatever happens inside becomes plain words and an exit code."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from typing import TYPE_CHECKING

import click

from minutebook.cli.commands import cli
from minutebook.cli.words import show_error
from minutebook.errors import ExitCode, MinutebookError

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run the command line.

    Args:
        arguments: Without the program's name; ``None`` for those of the process.

    Returns:
        The exit code; see `ExitCode`. No traceback is ever printed: that of a bug goes to a file.
    """
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has gone, as `head` does; nothing is left to say and nobody to say it to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.CLEAN
    return code


def _run(arguments: Sequence[str] | None) -> int:
    try:
        result = cli.main(arguments, prog_name="minutebook", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("\ninterrupted; what was written is whole", err=True)
        return ExitCode.INTERRUPTED
    except click.ClickException as error:
        error.show()
        return ExitCode.USAGE
    except MinutebookError as error:
        show_error(error)
        return error.exit_code
    except BrokenPipeError:
        raise
    except OSError as error:
        click.echo(f"error: {error.strerror or error}", err=True)
        return ExitCode.FILE
    except Exception as error:  # noqa: BLE001 - the one place that knows what a bug looks like
        return _bug(error)
    return int(result) if isinstance(result, int) else ExitCode.CLEAN


def _bug(error: Exception) -> int:
    text = "".join(traceback.format_exception(error))
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="minutebook-bug-", suffix=".log", delete=False
    ) as log:
        log.write(text)
    click.echo(
        f"error: minutebook failed in a way that it should not\n"
        f"hint: please report it, with the file {log.name}",
        err=True,
    )
    return ExitCode.BUG
