"""What can go wrong: findings in a record, errors of a run, and the exit codes that say so.

Nothing in this module knows about files, YAML, XML or the terminal.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class ExitCode(IntEnum):
    """The exit code of a command; a batch ends with the greatest of its notes."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    FILE = 3
    PROGRAM = 4
    RENDER = 5
    BUG = 70
    BUSY = 75
    INTERRUPTED = 130


class Severity(StrEnum):
    """How much a finding weighs: an error stops the record, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


Path = tuple[str | int, ...]
"""Keys and list indices from the root of a record."""


def pointer(path: Path) -> str:
    """
    Write a path into a record as a JSON Pointer.

    Args:
        path: Keys and list indices from the root; empty for the record itself.

    Returns:
        The pointer, such as ``/sessions/0/title``; empty for the record itself.

    Source:
        RFC 6901, sections 3 and 4.
    """
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def value_at(data: Any, path: Path) -> Any:
    """Follow a path into data; ``None`` where it leads nowhere."""
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def keys(text: str) -> Path:
    """
    Read a JSON Pointer that leads through keys only.

    Args:
        text: Such as ``/meeting/date``; empty for the record itself.

    Source:
        RFC 6901, section 4.
    """
    steps = text.split("/")[1:]
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in steps)


def steps(text: str, data: Any) -> Path:
    """
    Read a JSON Pointer into data, which tells the numbers of a list from keys that are digits.

    Args:
        text: Such as ``/sessions/0/title``; empty for the data itself.
        data: What it leads into; beyond its end, digits are taken for numbers.

    Source:
        RFC 6901, section 4.
    """
    path: list[str | int] = []
    for key in keys(text):
        is_index = not isinstance(data, dict) and str(key).isdecimal()
        path.append(int(key) if is_index else key)
        data = value_at(data, tuple(path[-1:]))
    return tuple(path)


@dataclass(frozen=True, kw_only=True, slots=True)
class Excerpt:
    """The line of a file that a finding is about, as far as it is shown."""

    text: str
    """Without its line end; of a long line the part round the finding."""
    start: int = 0
    """How many characters of the line stand before *text*."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Location:
    """A stretch of a file."""

    line: int
    """Counted from 1."""
    column: int
    """Counted from 1, in characters (code points)."""
    end_line: int
    end_column: int
    """The column after the last character; that of the start where the stretch is empty."""
    excerpt: Excerpt | None = None
    """``None`` where no one line is meant."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """A fault at a path of a record, before its place in the author's file is known."""

    code: str
    path: Path
    message: str
    """It may hold ``{also}``, which becomes the line of `also`."""
    at_key: bool = False
    """Whether the key is at fault and not the value."""
    offset: int | None = None
    """The character in the text at *path* at which the fault begins."""
    end: int | None = None
    """The character after the last one at fault; ``None`` where the fault is one character."""
    also: Path | None = None
    """The path of a second place that the message speaks of."""
    expected: str | None = None
    hint: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One fault in one author's file, at the place where the author can mend it."""

    file: str
    """The file as the user named it; ``-`` for standard input."""
    line: int
    """Counted from 1."""
    column: int
    """Counted from 1, in characters."""
    code: str
    """``E`` for an error or ``W`` for a warning, and three digits; never reused."""
    path: str
    """JSON Pointer of the offending key or value; empty for the whole record."""
    message: str
    """One sentence in a records clerk's words, lower case, without a full stop."""
    expected: str | None = None
    """What would be right, where that can be said in a few words."""
    hint: str | None = None
    """The remedy, where it is known."""
    end_line: int = 0
    """The line on which the stretch at fault ends; 0 where only its start is known."""
    end_column: int = 0
    """The column after its last character; 0 where only its start is known."""
    excerpt: Excerpt | None = None
    """The line of the file, to be shown."""
    weight: Severity | None = None
    """The severity that the office gives the code; ``None`` where it gives none."""

    @classmethod
    def at(
        cls,
        location: Location,
        *,
        file: str,
        code: str,
        path: str,
        message: str,
        expected: str | None = None,
        hint: str | None = None,
    ) -> Self:
        """Say what is wrong at a stretch of a file."""
        return cls(
            file=file,
            line=location.line,
            column=location.column,
            code=code,
            path=path,
            message=message,
            expected=expected,
            hint=hint,
            end_line=location.end_line,
            end_column=location.end_column,
            excerpt=location.excerpt,
        )

    @property
    def severity(self) -> Severity:
        """What the office makes of the code, or else what the code's letter stands for."""
        own = Severity.ERROR if self.code.startswith("E") else Severity.WARNING
        return self.weight or own

    @property
    def see(self) -> str:
        """The command that explains the code."""
        return f"minutebook explain {self.code}"

    def as_dict(self) -> dict[str, str | int | None]:
        """The finding as JSON data, keys in the documented order."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "end_line": self.end_line or self.line,
            "end_column": self.end_column or self.column,
            "severity": self.severity.value,
            "code": self.code,
            "path": self.path,
            "message": self.message,
            "expected": self.expected,
            "hint": self.hint,
            "see": self.see,
        }


def moved(finding: Finding, location: Location) -> Finding:
    """Give a finding another place."""
    return replace(
        finding,
        line=location.line,
        column=location.column,
        end_line=location.end_line,
        end_column=location.end_column,
        excerpt=location.excerpt,
    )


MOST_OF_A_KIND = 100
"""More findings of one code than anybody will mend one by one; one more counts the rest."""
MEND_AND_CHECK = "mend the ones above and check again"
"""The remedy of the finding that counts the rest."""


def at_more_places(count: int) -> str:
    """Say at how many more places a fault stands than were told of."""
    return f"the same fault stands at {count} more place{'s' * (count > 1)} from here on"


def bounded(findings: Iterable[Finding]) -> Iterator[Finding]:
    """
    Leave out what is too much of one code.

    Args:
        findings: Of one note, in the order of the lines.

    Returns:
        The first hundred of each code, and in place of the next one that counts the rest.
    """
    kept = list(findings)
    counts = Counter(finding.code for finding in kept)
    seen: Counter[str] = Counter()
    for finding in kept:
        seen[finding.code] += 1
        if seen[finding.code] <= MOST_OF_A_KIND:
            yield finding
        elif seen[finding.code] == MOST_OF_A_KIND + 1:
            message = at_more_places(counts[finding.code] - MOST_OF_A_KIND)
            yield replace(finding, message=message, expected=None, hint=MEND_AND_CHECK)


def has_errors(findings: tuple[Finding, ...]) -> bool:
    """Say whether any of the findings is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)


class MinutebookError(Exception):
    """
    The root of every error that a run can end with.

    ::

        MinutebookError
        ├── UsageError          2   the command's words cannot be followed
        ├── FileError           3   a file cannot be read or written
        ├── ProgramError        4   a program is missing or too old
        ├── RenderError         5   a rendition could not be made
        └── BusyError          75   another run holds the output folder
    """

    exit_code: ClassVar[ExitCode] = ExitCode.BUG

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(MinutebookError):
    """The command's words cannot be followed."""

    exit_code = ExitCode.USAGE


class FileError(MinutebookError):
    """A file cannot be read or written; the message names it."""

    exit_code = ExitCode.FILE


class ProgramError(MinutebookError):
    """A program that is needed is missing or too old."""

    exit_code = ExitCode.PROGRAM


class RenderError(MinutebookError):
    """A rendition could not be made."""

    exit_code = ExitCode.RENDER


class BusyError(MinutebookError):
    """Another run holds the output folder."""

    exit_code = ExitCode.BUSY
