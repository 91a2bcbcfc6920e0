"""The proof that a note can say all of an archived record, so that it can be restored.

Nothing in this module knows XML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutebook.archive.record_paths import differing
from minutebook.catalogue.adjustable import is_adjustable
from minutebook.errors import has_errors, steps
from minutebook.load import load
from minutebook.record import shorten
from minutebook.validate import validate
from minutebook.yaml_text import write_yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minutebook.errors import Finding, Path
    from minutebook.record import Record

_WHAT = "the record holds what no note can say"
UNSAID_HINT = "another program changed the file; take it from another copy of the archive"


def unheld(findings: Sequence[Finding]) -> list[Finding]:
    """Keep the errors with which no office lets a record into its archive."""
    return [one for one in findings if has_errors((one,)) and not is_adjustable(one.code)]


def unsaid(record: Record) -> tuple[Path, str] | None:
    """
    Restore a record in memory, and see whether it is the same.

    Args:
        record: As it was read from XML that keeps to its grammar.

    Returns:
        Where the note would not validate in any office or would be another record, and what E411
        says of it; ``None`` where it is the same, so that nothing which is opened can fail to be
        restored.

    Source:
        docs/explanation/architecture.md, "Nothing lost".
    """
    short = shorten(record)
    validated = validate(load(write_yaml(short).encode("utf-8"), name="note.yaml"))
    errors = unheld(validated.findings)
    if errors:
        return steps(errors[0].path, short), f"{_WHAT}: {errors[0].message}"
    if validated.readable == record:
        return None
    return differing(validated.readable, record), _WHAT
