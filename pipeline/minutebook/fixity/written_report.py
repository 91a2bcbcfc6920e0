"""The dated report of a check: one line a record, written as it goes, to be gone on with later."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from minutebook.errors import FileError
from minutebook.files import reason

if TYPE_CHECKING:
    from pathlib import Path

    from minutebook.fixity.checked import Checked

_BEGINNING = "verify-"
_MORE = range(2, 1000)
"""Of one second."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WrittenReport:
    """A report on the disk."""

    file: Path
    done: frozenset[str] = frozenset()
    """Names of what it tells of already."""
    damaged: frozenset[str] = frozenset()
    """Those of them that were damaged."""

    @property
    def day(self) -> str:
        """The day on which it was begun."""
        return self.file.name.removeprefix(_BEGINNING)[:8]

    @classmethod
    def begun(cls, folder: Path, *, target: str, now: str, extent: dict[str, Any]) -> WrittenReport:
        """
        Begin a report.

        Args:
            folder: Made where it is missing.
            target: What is checked.
            now: The time, which names the file.
            extent: How much of it, as the report tells it.

        Raises:
            FileError: It cannot be written.
        """
        stamp = now.replace("-", "").replace(":", "")
        names = (f"{_BEGINNING}{stamp}{more}.jsonl" for more in ("", *map("-{:03}".format, _MORE)))
        try:
            folder.mkdir(parents=True, exist_ok=True)
            report = cls(file=next(folder / name for name in names if _is_new(folder / name)))
        except OSError as error:
            raise FileError(f"cannot write into {folder}: {reason(error)}") from error
        report.write({"verified": target, "begun": now, **extent})
        return report

    @classmethod
    def to_go_on_with(
        cls, folder: Path, *, target: str, extent: dict[str, Any]
    ) -> WrittenReport | None:
        """
        Find the newest report, if it was broken off.

        Args:
            folder: Of reports; it may be missing.
            target: What is checked; a report of something else is not gone on with.
            extent: How much of it; likewise.

        Raises:
            FileError: It cannot be read.
        """
        newest = max(folder.glob(f"{_BEGINNING}*.jsonl"), default=None)
        if newest is None:
            return None
        lines, length = _lines(newest)
        head = lines[0] if lines else {}
        if "ended" in (lines or [{}])[-1] or head.get("verified") != target:
            return None
        if {key: head.get(key) for key in extent} != extent:
            return None
        os.truncate(newest, length)  # what was written of a line by a run that was killed
        told = [line for line in lines if "record" in line]
        return cls(
            file=newest,
            done=frozenset(line["key"] for line in told),
            damaged=frozenset(line["record"] for line in told if line["damaged"]),
        )

    def write(self, line: dict[str, Any]) -> None:
        """
        Add a line.

        Raises:
            FileError: It cannot be written.
        """
        try:
            with self.file.open("a", encoding="utf-8") as stream:
                stream.write(json.dumps(line) + "\n")
        except OSError as error:
            raise FileError(f"cannot write {self.file}: {reason(error)}") from error

    def add(self, checked: Checked) -> None:
        """
        Tell of a record.

        Raises:
            FileError: It cannot be written.
        """
        found = [one.as_dict() for one in checked.findings]
        self.write(
            {
                "record": checked.name,
                "key": checked.key,
                "files": checked.files,
                "bytes": checked.size,
                "damaged": checked.is_damaged,
                "repaired": [str(file) for file in checked.repaired],
                "findings": found,
            }
        )


def _is_new(file: Path) -> bool:
    """Make a file, unless one of that name is there."""
    try:
        file.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def _lines(file: Path) -> tuple[list[dict[str, Any]], int]:
    """Read the whole lines of a report, and say how many bytes they take."""
    lines, length = [], 0
    try:
        data = file.read_bytes()
    except OSError as error:
        raise FileError(f"cannot read {file}: {reason(error)}") from error
    for line in data.splitlines(keepends=True):
        with contextlib.suppress(ValueError):
            told = json.loads(line)
            if line.endswith(b"\n") and isinstance(told, dict):
                lines.append(told)
                length += len(line)
                continue
        break
    return lines, length
