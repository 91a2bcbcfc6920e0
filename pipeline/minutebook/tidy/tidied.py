"""From a note as it was written to the same note in its normal spelling.

Nothing in this module touches the file system.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from minutebook.errors import MinutebookError
from minutebook.load import load
from minutebook.load.comments import read_comments
from minutebook.tidy.json_text import write_json
from minutebook.tidy.proof import what_changed
from minutebook.tidy.respelled import respelled
from minutebook.validate import validate
from minutebook.yaml_text import write_yaml

if TYPE_CHECKING:
    from minutebook.errors import Finding
    from minutebook.load import Source
    from minutebook.load.characters import Form


@dataclass(frozen=True, kw_only=True, slots=True)
class Tidied:
    """A note and its normal spelling."""

    before: bytes
    """The note as it was written."""
    after: bytes | None
    """The note as it is to be written; ``None`` where it has errors."""
    findings: tuple[Finding, ...]
    """Of the note as it was written."""

    @property
    def changes(self) -> bool:
        """Whether the note is not in its normal spelling."""
        return self.after is not None and self.after != self.before


def tidy(data: bytes, *, name: str) -> Tidied:
    """
    Bring a note into its normal spelling.

    Args:
        data: The whole file.
        name: The file as the user named it; ``-`` for standard input.

    Returns:
        The same note: the keys in the order of the schema, one way to write each value, every
        comment where it was; UTF-8 without a byte order mark, LF at the end of each line. Tidied
        again it does not change.

    Raises:
        MinutebookError: It could not be proved that the record and the comments are the same.
    """
    validated = validate(load(data, name=name))
    source = validated.source
    if validated.record is None:
        return Tidied(before=data, after=None, findings=validated.findings)
    form: Form = "json" if _is_json(source) else "yaml"
    after = (_json(source) if form == "json" else _yaml(source)).encode()
    changed = None if after == data else what_changed(validated, after, form=form)
    if changed:
        raise MinutebookError(
            f"{name} is left as it is, because tidied {changed}",
            hint="this is a fault of minutebook; please report it with the note",
        )
    return Tidied(before=data, after=after, findings=validated.findings)


def _is_json(source: Source) -> bool:
    """Say how a note was read; every sound note has a text under `schema`."""
    root = source.positions.root
    children = root.children if root is not None else None
    return isinstance(children, dict) and children["schema"].style == "json"


def _yaml(source: Source) -> str:
    comments = read_comments(source.text)
    data = respelled(source.data, keep_long=comments.inside(), as_yaml=True)
    return write_yaml(data, comments=comments)


def _json(source: Source) -> str:
    return write_json(respelled(source.data, as_yaml=False))
