"""The pipeline as a table: what happens to one note, in order.

Nothing in this module reads or writes a file; a note comes in as bytes and goes on as bytes. What a
stage stands on is imported when it is reached: `validate` needs neither XML nor pandoc.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from minutebook.errors import (
    Finding,
    Location,
    Problem,
    has_errors,
    moved,
    pointer,
    steps,
    value_at,
)
from minutebook.load import Source, load
from minutebook.office import Office, complete, missing_metadata
from minutebook.stopwatch import UNTIMED, Stopwatch
from minutebook.validate import place_problems, validate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from minutebook.pandoc import Engine
    from minutebook.record import Record
    from minutebook.render import HouseFiles, Manner
    from minutebook.render.mentions import Mention


@dataclass(frozen=True, kw_only=True, slots=True)
class Press:
    """What renditions are made with."""

    engine: Engine
    house: HouseFiles
    formats: tuple[str, ...]
    manner: Manner


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """One note on its way through the pipeline."""

    name: str
    """The file as the user named it."""
    data: bytes
    office: Office
    to_archive: bool = False
    """Whether it is to be kept, and so needs the metadata of the office's profile."""
    press: Press | None = None
    """``None`` where no rendition is wanted."""
    source: Source | None = None
    """``None`` before it is loaded, and for XML."""
    authored: Record | None = None
    """Normalised, as the author wrote it; ``None`` for XML."""
    record: Record | None = None
    """Completed from its office."""
    xml: bytes = b""
    outputs: dict[str, bytes] = field(default_factory=dict)
    """Renditions by format."""
    findings: tuple[Finding, ...] = ()
    watch: Stopwatch = UNTIMED
    """Measures the stages."""

    @property
    def is_xml(self) -> bool:
        """Whether the note is an archived record."""
        return is_archived(self.name, self.data)

    def found(self, findings: tuple[Finding, ...]) -> Note:
        """Add findings, each with the weight that it has in the note's office."""
        return replace(self, findings=(*self.findings, *weigh(findings, self.office)))


def weigh(findings: Iterable[Finding], office: Office) -> tuple[Finding, ...]:
    """
    Give findings the weight that an office gives their codes.

    Args:
        findings: Of one note of the office, weighed before or not.
        office: What its file says of a code holds for each finding of it.

    Returns:
        The findings in their order, without those that the office does not want to hear of.
    """
    if not office.severity:
        return tuple(findings)
    return tuple(
        replace(found, weight=office.severity[found.code])
        if found.code in office.severity
        else found
        for found in findings
        if office.severity.get(found.code, found.severity) is not None
    )


def is_archived(name: str, data: bytes) -> bool:
    """Say whether a file is an archived record, by its name or its first character."""
    return name.lower().endswith(".xml") or data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<"


def load_note(note: Note) -> Note:
    """Read a note's text, or open an archived record."""
    if note.is_xml:
        from minutebook.archive import open_archived

        opened = open_archived(note.data, name=note.name)
        return replace(note, record=opened.record, xml=opened.xml).found(opened.findings)
    return replace(note, source=load(note.data, name=note.name))


def validate_note(note: Note) -> Note:
    """Judge a note; an archived record was judged when it was opened."""
    if note.source is None:
        return note
    office = note.office
    validated = validate(
        note.source,
        asked=office.asked,
        profiles=office.profiles,
        complete=partial(complete, office=office),
    )
    judged = note.found(validated.findings)
    # What the office takes for no error stops nothing.
    return replace(judged, record=None if has_errors(judged.findings) else validated.readable)


def complete_note(note: Note) -> Note:
    """Write in what the office has in common, and see what the archive still lacks."""
    if note.record is None:
        return note
    if note.source is None:
        return note.found(tuple(_of_xml(note)))
    record = complete(note.record, note.office)
    lacking = missing_metadata(record, note.office) if note.to_archive else ()
    whole = replace(note, authored=note.record, record=record)
    return whole.found(place_problems(note.source, lacking))


def _of_xml(note: Note) -> Iterator[Finding]:
    """See that an archived record meets the profile of its office, and the one that it claims."""
    record = note.record or {}
    claimed = record.get("management", {}).get("profile")
    met = complete(record, Office()).get("management", {}).get("profile")
    if claimed is not None and claimed != met:
        yield _at(
            note,
            Problem(
                code="E413",
                path=("management", "profile"),
                message=f"the record says that it meets the {claimed} profile, and it does not",
                hint="another program changed the file; take it from another copy of the archive",
            ),
        )
    for problem in missing_metadata(record, note.office) if note.to_archive else ():
        hint = "restore the record, add it to the note, and archive that"
        yield _at(note, replace(problem, hint=hint))


def _at(note: Note, problem: Problem) -> Finding:
    """Give a problem of an archived record its place in the XML."""
    from minutebook.archive import archived_place

    return Finding.at(
        archived_place(note.data, problem.path),
        file=note.name,
        code=problem.code,
        path=pointer(problem.path),
        message=problem.message,
        hint=problem.hint,
    )


def archive_note(note: Note) -> Note:
    """Write the XML and prove that it holds the record."""
    if note.source is None or note.record is None:
        return note
    from minutebook.archive import prove, write_xml

    xml = write_xml(note.record)
    with note.watch.stage("proof"):
        problems = prove(xml, note.record, note.source.data)
    return replace(note, xml=xml).found(place_problems(note.source, problems))


def render_note(note: Note) -> Note:
    """Make the renditions, from the XML only."""
    if note.press is None:
        return note
    from minutebook.render import render

    press = note.press
    made = render(
        note.xml,
        formats=press.formats,
        engine=press.engine,
        house=press.house,
        manner=press.manner,
        watch=note.watch,
    )
    found = (*placed(made.findings, note), *_mentioned(made.mentions, note))
    return replace(note, outputs=made.outputs).found(found)


def placed(findings: Iterable[Finding], note: Note) -> tuple[Finding, ...]:
    """
    Say which file a rendition's findings are of, and where in it.

    Args:
        findings: Each with its path, and of an archived record without one with its line.
        note: What was rendered.
    """
    named = (replace(finding, file=note.name) for finding in findings)
    if note.source is None:
        return tuple(_in_archive(finding, note) for finding in named)
    source = note.source
    return tuple(
        moved(found, source.value_place(steps(found.path, source.data))) for found in named
    )


def _in_archive(finding: Finding, note: Note) -> Finding:
    """Give a finding the place of its path in the XML; one of the XML itself has a place."""
    if not finding.path:
        return finding
    from minutebook.archive import archived_place

    return moved(finding, archived_place(note.data, steps(finding.path, note.record)))


def _mentioned(mentions: Iterable[Mention], note: Note) -> Iterator[Finding]:
    """Give each withheld name its place in the author's text, or else that of its field."""
    for mention in mentions:
        for place in _places(mention, note):
            yield Finding.at(
                place,
                file=note.name,
                code=mention.code,
                path=pointer(mention.path),
                message=mention.message,
                hint=mention.hint,
            )


def _places(mention: Mention, note: Note) -> list[Location]:
    if note.source is None:
        from minutebook.archive import archived_place

        return [archived_place(note.data, mention.path)]
    path = mention.path
    while path and not isinstance(value_at(note.source.data, path), str):
        path = path[:-1]  # in its short form, what stands at the path is the text itself
    words = value_at(note.source.data, path) if path else ""
    found = [
        note.source.text_place(path, one.start(), one.end())
        for one in mention.pattern.finditer(words)
    ]
    return found or [note.source.value_place(mention.path)]


STAGES: tuple[tuple[str, Callable[[Note], Note]], ...] = (
    ("load", load_note),
    ("validate", validate_note),
    ("complete", complete_note),
    ("archive", archive_note),
    ("render", render_note),
)
"""What happens to a note, in order."""


def run(note: Note, *, until: str = "render") -> Note:
    """
    Take a note through the pipeline.

    Args:
        note: As it came in.
        until: The name of the last stage.

    Returns:
        The note as far as it got: a stage that leaves an error is the last.

    Raises:
        RenderError: A rendition could not be made.
    """
    for name, stage in STAGES:
        with note.watch.stage(name):
            note = stage(note)
        if has_errors(note.findings) or name == until:
            break
    return note
