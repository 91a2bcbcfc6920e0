"""The boundary: whatever happens inside becomes plain words and an exit code."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING

import click

from minutebook.cli.commands import cli
from minutebook.cli.words import StoppedError, show_bug, show_error, show_usage
from minutebook.errors import ExitCode, MinutebookError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run the command line.

    Args:
        arguments: Without the program's name; ``None`` for those of the process.

    Returns:
        The exit code; see `ExitCode`. No traceback is ever printed: that of a bug goes to a file.
    """
    _speak_utf8()
    try:
        with _ended_like_ctrl_c():
            code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has gone, as `head` does; nothing is left to say and nobody to say it to.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.dup2(nowhere, sys.stderr.fileno())
        return ExitCode.CLEAN
    return code


@contextlib.contextmanager
def _ended_like_ctrl_c() -> Iterator[None]:
    """Take a request to end, as systems make it, for Ctrl-C: nothing is left half-done."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _speak_utf8() -> None:
    """Write UTF-8 into pipes and files on every system; a file name in no encoding is spelled."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def _run(arguments: Sequence[str] | None) -> int:
    try:
        result = cli.main(arguments, prog_name="minutebook", standalone_mode=False)
    except StoppedError:
        click.echo(
            "interrupted; what was written is whole; "
            "run the same command again: it goes on where it stopped",
            err=True,
        )
        return ExitCode.INTERRUPTED
    except click.exceptions.Abort:
        click.echo("interrupted; nothing is half-written; run the command again", err=True)
        return ExitCode.INTERRUPTED
    except SystemExit as error:
        raise BrokenPipeError from error  # the only reason for which click ends the process itself
    except click.ClickException as error:
        show_usage(error)
        return ExitCode.USAGE
    except MinutebookError as error:
        show_error(error)
        return error.exit_code
    except BrokenPipeError:
        raise
    except OSError as error:
        words = (error.strerror or str(error)).lower()
        place = f"{error.filename}: " if error.filename else ""
        click.echo(f"error: {place}{words}", err=True)
        return ExitCode.FILE
    except Exception as error:  # noqa: BLE001 - the one place that knows what a bug looks like
        show_bug(error)
        return ExitCode.BUG
    return int(result) if isinstance(result, int) else ExitCode.CLEAN
