"""What was found of one record, bag or file that was checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from minutebook.errors import Finding, Severity

if TYPE_CHECKING:
    from pathlib import Path

_MOST = 1000
"""More findings of one record than anybody will read."""


@dataclass(slots=True)
class Checked:
    """One record, bag or file, and what is wrong with it."""

    name: str
    """A record's id, or the path of a bag or file."""
    key: str = ""
    """By which it is known when a check goes on; empty for what is looked at each time."""
    folder: Path | None = None
    """Of a record in a store."""
    files: int = 0
    """How many were read."""
    size: int = 0
    """Their bytes."""
    findings: list[Finding] = field(default_factory=list)
    repaired: tuple[Path, ...] = ()
    """Files that were put back before it was found to be as it is."""

    @property
    def is_damaged(self) -> bool:
        """Whether anything found is an error."""
        return any(one.severity is Severity.ERROR for one in self.findings)

    def found(self, code: str, file: Path, message: str, hint: str | None = None) -> None:
        """Add a finding about a file."""
        if len(self.findings) < _MOST:
            self.findings.append(
                Finding(
                    file=str(file),
                    line=1,
                    column=1,
                    code=code,
                    path="",
                    message=message,
                    hint=hint or "take the file from another copy",
                )
            )
