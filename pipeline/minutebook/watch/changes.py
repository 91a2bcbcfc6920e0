"""Changes on the disk, as the system tells of them: waited for, and gathered until it is quiet.

The only module that knows the package watchfiles. What a change means is for others to say.
"""

from __future__ import annotations

import contextlib
import importlib.util
import queue
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from minutebook.errors import FileError, ProgramError
from minutebook.files import NOTE_SUFFIXES
from minutebook.office import OFFICE_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType
    from typing import Self

_QUIET_MS = 100
"""An editor may write a file in several goes; this long after the last of them it is read."""
_LONGEST_MS = 400
"""What never becomes quiet is looked at after this time."""
_TURN_MS = 250
"""How often a thread that waits looks up."""
_PASSING_STARTS = (".", "~", "#")
_PASSING_ENDS = ("~", "#", ".swp", ".swx", ".tmp", ".bak", ".part", ".crdownload")


def require_watchfiles() -> None:
    """
    See that changes can be waited for.

    Raises:
        ProgramError: The package watchfiles is not installed.
    """
    if importlib.util.find_spec("watchfiles") is None:
        raise ProgramError(
            "the package `watchfiles`, which tells when a file is saved, is not installed",
            hint="`pip install 'minutebook[watch]'` brings it along",
        )


def is_passing(name: str) -> bool:
    """Say whether a file, by its name, is one that an editor or a copy makes for a moment."""
    return name.startswith(_PASSING_STARTS) or name.lower().endswith(_PASSING_ENDS)


@dataclass(frozen=True, kw_only=True, slots=True)
class Places:
    """Where changes are waited for; every path is absolute."""

    deep: frozenset[Path] = frozenset()
    """Folders with all that is in them, at any depth."""
    flat: frozenset[Path] = frozenset()
    """Folders of which only their own files count, and of those few."""
    named: frozenset[Path] = frozenset()
    """What counts in them, besides offices' files and schemas."""
    output: Path | None = None
    """Where what is made goes, which is no reason to make it again."""

    def counts(self, path: Path, *, is_deep: bool) -> bool:
        """Say whether a change at a path may be one of a note or of a house file."""
        if is_passing(path.name):
            return False
        if not is_deep:
            is_rule = path.name == OFFICE_FILE or path.suffix.lower() == ".json"
            return is_rule or path in self.named
        if self.output is None or not path.is_relative_to(self.output):
            return True
        return path.suffix.lower() in NOTE_SUFFIXES or path.name == OFFICE_FILE


class Changes:
    """
    Waits for changes; to be used in a `with` block, at whose beginning it is ready.

    Args:
        places: Where. A folder that is not there is passed over: what is above it tells of it.
    """

    def __init__(self, places: Places) -> None:
        self.places = places
        self._told: queue.Queue[frozenset[Path] | Exception] = queue.Queue()
        self._end = threading.Event()
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        """Begin to listen; what happens from now on is told."""
        started = []
        for folders, is_deep in ((self.places.deep, True), (self.places.flat, False)):
            there = sorted(str(folder) for folder in folders if folder.is_dir())
            if there:
                ready = threading.Event()
                thread = threading.Thread(
                    target=self._listen, args=(there, is_deep, ready), daemon=True
                )
                thread.start()
                self._threads.append(thread)
                started.append(ready)
        for ready in started:
            ready.wait()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop listening."""
        self._end.set()
        for thread in self._threads:
            thread.join()

    def wait(self, *, seconds: float) -> frozenset[Path]:
        """
        Wait until something changed.

        Args:
            seconds: How long at most.

        Returns:
            Every path that changed meanwhile, made and removed ones too; none where the time ran
            out.

        Raises:
            FileError: The system does not tell of changes any more.
        """
        found: set[Path] = set()
        with contextlib.suppress(queue.Empty):
            found.update(self._next(seconds=seconds))
            while True:
                found.update(self._next(seconds=0))
        return frozenset(found)

    def _next(self, *, seconds: float) -> frozenset[Path]:
        told = self._told.get(timeout=seconds) if seconds else self._told.get_nowait()
        if isinstance(told, Exception):
            raise FileError(
                f"changes cannot be waited for: {told}", hint="watch fewer folders, or start again"
            ) from told
        return told

    def _listen(self, folders: list[str], is_deep: bool, ready: threading.Event) -> None:
        try:
            for changed in self._rounds(folders, is_deep=is_deep):
                ready.set()
                counted = (path for path in changed if self.places.counts(path, is_deep=is_deep))
                if told := frozenset(counted):
                    self._told.put(told)
        except Exception as error:  # noqa: BLE001 - a thread has nobody else to tell
            self._told.put(error)
        finally:
            ready.set()

    def _rounds(self, folders: list[str], *, is_deep: bool) -> Iterator[set[Path]]:
        from watchfiles import watch

        for changed in watch(
            *folders,
            watch_filter=None,
            debounce=_LONGEST_MS,
            step=_QUIET_MS,
            stop_event=self._end,
            rust_timeout=_TURN_MS,
            yield_on_timeout=True,
            recursive=is_deep,
            ignore_permission_denied=True,
        ):
            yield {Path(path) for _, path in changed}
