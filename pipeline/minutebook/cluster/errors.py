"""What can go wrong with a cluster, each with its code."""

from __future__ import annotations

from minutebook.errors import ProgramError, RenderError


class ClusterError(ProgramError):
    """The workers cannot be reached, or are not fit for the work; nothing more is made."""

    def __init__(self, code: str, message: str, *, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.code = code
        """Which of the findings E725 to E727 it is."""

    def __reduce__(self) -> tuple[type[ClusterError], tuple[str, str], dict[str, str | None]]:
        """Let it go from one process to another, which an error with a code of its own cannot."""
        return type(self), (self.code, self.message), {"hint": self.hint}


class NoteLostError(RenderError):
    """Every worker that took the note ended."""

    code = "E728"


class WorkerFaultError(Exception):
    """A fault of minutebook on a worker; its words are the traceback there."""
