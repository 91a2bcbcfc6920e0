"""The proof that a note can say all of an archived record, so that it can be restored.

Nothing in this module knows XML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutebook.catalogue.adjustable import is_adjustable
from minutebook.errors import Finding, has_errors
from minutebook.load import load
from minutebook.record import shorten
from minutebook.validate import validate
from minutebook.yaml_text import write_yaml

if TYPE_CHECKING:
    from minutebook.record import Record

_WHAT = "the record holds what no note can say"
_HINT = "another program changed the file; take it from another copy of the archive"


def unsaid(record: Record, *, name: str) -> Finding | None:
    """
    Restore a record in memory, and see whether it is the same.

    Args:
        record: As it was read from XML that keeps to its grammar.
        name: The file as the user named it.

    Returns:
        E411 where the note would not validate in any office, or would be another record; ``None``
        where it is the same, so that nothing which is opened can fail to be restored.

    Source:
        DESIGN principle 4, "nothing lost".
    """
    text = write_yaml(shorten(record))
    validated = validate(load(text.encode("utf-8"), name="note.yaml"))
    # The office of its time may have let a record pass although a rule was broken.
    errors = [
        finding
        for finding in validated.findings
        if has_errors((finding,)) and not is_adjustable(finding.code)
    ]
    if not errors and validated.readable == record:
        return None
    return fault(name, path=errors[0].path, why=errors[0].message) if errors else fault(name)


def fault(name: str, *, path: str = "", why: str = "") -> Finding:
    """Word the finding, with the first thing that a note could not say where it is known."""
    return Finding(
        file=name,
        line=1,
        column=1,
        code="E411",
        path=path,
        message=f"{_WHAT}: {why}" if why else _WHAT,
        hint=_HINT,
    )
