"""Faults of the disk at every call that changes it: an error of the system, or the end of the run.

A sweep does an operation again and again, with the fault one call later each time, until the
operation comes to its end without having met it.
"""

from __future__ import annotations

import errno
import os
import signal
from typing import TYPE_CHECKING, Any

from minutebook import disk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pytest

CALLS = ("write", "fsync", "rename", "replace", "link", "unlink", "mkdir", "rmdir")
FAULTS = ("ENOSPC", "EIO", "EACCES", "SIGKILL")


class Meter:
    """Counts the calls that change the disk, and lets one of them fail."""

    def __init__(self, patch: pytest.MonkeyPatch, fault: str, at: int) -> None:
        self.fault, self.at, self.count = fault, at, 0
        for name in CALLS:
            patch.setattr(os, name, self.wrapped(getattr(os, name), name))
        patch.setattr(disk, "_swap", self.wrapped(disk._swap, "swap"))

    def wrapped(self, call: Callable[..., Any], name: str) -> Callable[..., Any]:
        def metered(*arguments: Any, **options: Any) -> Any:
            self.count += 1
            if self.count != self.at:
                return call(*arguments, **options)
            if name == "write":  # a part of the bytes is on the disk when it fails
                call(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
            if self.fault == "SIGKILL":
                os.kill(os.getpid(), signal.SIGKILL)
            number = getattr(errno, self.fault)
            raise OSError(number, os.strerror(number))

        return metered

    @property
    def was_met(self) -> bool:
        """Whether the fault came before the operation's end."""
        return self.count >= self.at


def sweep(
    patch: pytest.MonkeyPatch, fault: str, operation: Callable[[], Any]
) -> Iterator[tuple[int, Any]]:
    """
    Do an operation with a fault at each call in turn.

    Args:
        patch: Undone after each turn.
        fault: One of `FAULTS`.
        operation: It gives what it did; an OSError goes through to the caller as ``None``.

    Returns:
        The number of each call, and what the operation gave: ``None`` where it was killed.
    """
    at, met = 0, True
    while met:
        at += 1
        with patch.context() as patched:
            if fault == "SIGKILL":
                met, done = _in_a_child(patched, at, operation), None
            else:
                meter = Meter(patched, fault, at)
                try:
                    done = operation()
                except OSError:
                    done = None
                met = meter.was_met
        if met:
            yield at, done


def _in_a_child(patch: pytest.MonkeyPatch, at: int, operation: Callable[[], Any]) -> bool:
    """Do it in a process that is killed; say whether it was."""
    child = os.fork()
    if child == 0:
        try:
            Meter(patch, "SIGKILL", at)
            operation()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)
