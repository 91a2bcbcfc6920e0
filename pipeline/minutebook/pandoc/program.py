"""A program that is started once, asked again and again, and started anew if it ends.

Nothing in this module knows what is asked; `engine` and `typesetter` do.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, TypeVar

from minutebook.errors import ProgramError
from minutebook.pandoc.admission import cut
from minutebook.pandoc.job import PandocError
from minutebook.pandoc.process import Child, GarbledError, StoppedError, TimeUpError

if TYPE_CHECKING:
    from collections.abc import Callable

    from minutebook.pandoc.process import Command

Answer = TypeVar("Answer")


class Program:
    """
    A program that answers over pipes.

    Args:
        command: How it is started, which the first question does.
        title: What it is called in messages.
    """

    def __init__(self, command: Command, *, title: str) -> None:
        self._command = command
        self._title = title
        self.child: Child | None = None
        """The running process; ``None`` before the first question and after the end."""

    def ask(
        self, request: bytes, read: Callable[[IO[bytes]], Answer], *, name: str, seconds: float
    ) -> Answer:
        """
        Ask, and once more where it may have been an earlier question that the program died of.

        Args:
            request: Everything that the program reads before it answers.
            read: Reads one answer; see `Child.ask`.
            name: The record's id, for messages.
            seconds: How long it may take.

        Raises:
            PandocError: It ended, took too long, or what it says makes no sense.
            ProgramError: It cannot be started.
        """
        child, is_new = self._ready_child()
        try:
            try:
                return child.ask(request, read, seconds=seconds)
            except StoppedError:
                if is_new:
                    raise
                child, _ = self._ready_child()
                return child.ask(request, read, seconds=seconds)
        except StoppedError as error:
            raise self._stopped(error, name) from error
        except TimeUpError as error:
            raise PandocError(
                "E504",
                f"`{name}` was not rendered within {seconds:g} seconds",
                hint="render it alone; if it is still too slow, divide the record",
            ) from error
        except GarbledError as error:
            raise PandocError(
                "E506", f"{self._title}'s answer for `{name}` makes no sense: {cut(str(error))}"
            ) from error

    def _ready_child(self) -> tuple[Child, bool]:
        """The program, and whether it has just been started."""
        if self.child is not None and not self.child.has_ended:
            return self.child, False
        self.end()
        try:
            self.child = Child(self._command)
        except OSError as error:
            raise ProgramError(f"{self._title} cannot be started: {error.strerror}") from error
        return self.child, True

    def _stopped(self, error: StoppedError, name: str) -> PandocError:
        """Why the program ended, as far as it shows."""
        if speaks_of_memory(str(error)):
            return self.needs_memory(name)
        lines = [line for line in str(error).splitlines() if line.strip()]
        own = (line for line in lines if line.startswith(self._title))
        said = next(own, lines[-1] if lines else "")
        how = cut(said) or f"exit code {error.status}"
        return PandocError("E505", f"{self._title} stopped while it was writing `{name}`: {how}")

    def needs_memory(self, name: str) -> PandocError:
        """
        The error for a document that needs too much.

        Args:
            name: The record's id.
        """
        words = f"{self._title} needs more memory for `{name}` than it may have"
        return PandocError("E505", words, hint="divide the record")

    def end(self) -> None:
        """End the process; the next question starts another."""
        if self.child is not None:
            self.child.end()
            self.child = None


def speaks_of_memory(words: str) -> bool:
    """Whether it is a lack of memory that a program ends with; its exit codes differ."""
    signs = ("Heap exhausted", "out of memory", "memory allocation", "MemoryError")
    return any(sign in words for sign in signs)
