"""What became of a note, in one word."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minutebook.batch import Outcome


class Result(StrEnum):
    """What became of a note."""

    BUILT = "built"
    """Its files were made."""
    UNCHANGED = "unchanged"
    """They are as they should be since an earlier run."""
    SOUND = "sound"
    """It has no error, and nothing was to be written."""
    FAILED = "failed"


def result_of(outcome: Outcome) -> Result:
    """Say in one word what became of a note."""
    if outcome.exit_code:
        return Result.FAILED
    if not outcome.written:
        return Result.SOUND
    return Result.BUILT if outcome.made else Result.UNCHANGED
