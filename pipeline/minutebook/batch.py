"""Many notes: found, read, taken through the pipeline one by one, written whole.

Nothing in this module prints; it gives an outcome for each note, in the order of the inputs. A note
that fails never stops or spoils the others.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from minutebook.errors import ExitCode, Finding, MinutebookError, has_errors, moved
from minutebook.files import Seen, clear_unfinished, read_bytes, seen_as, write_whole
from minutebook.office import complete
from minutebook.rivals import known_id, rivals_of
from minutebook.stages import Note, Press, run
from minutebook.stopwatch import Stopwatch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from minutebook.inputs import Input, Inputs
    from minutebook.record import Record
    from minutebook.registry import Facts
    from minutebook.render.manner import Manner


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """One file that was written, or was there already with the same bytes."""

    kind: str
    """``xml``, or the format of the rendition."""
    path: Path
    seen: Seen


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What renditions are wanted of one note, and what they are made with."""

    formats: tuple[str, ...]
    manner: Manner
    engine: str
    house: Path | None = None
    """The folder of house files; ``None`` for those of the package."""
    fonts: Path | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What became of one note."""

    name: str
    record_id: str | None = None
    findings: tuple[Finding, ...] = ()
    written: tuple[Path, ...] = ()
    """Files that are as they should be, whether or not they changed."""
    folder: Path | None = None
    """Where they are."""
    error: MinutebookError | None = None
    """Why the note could not be read, rendered or written."""
    bug: Exception | None = None
    """A fault of minutebook that this note brought to light."""
    faulty_office: Path | None = None
    """The office's file whose faults keep the note from being written."""
    facts: Facts | None = None
    """What the checks across records need of it; ``None`` where not even its id can be read."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """By stage, as `minutebook.stopwatch` measures them; empty where nobody asked."""
    seen: Seen | None = None
    """What its file was when it was read; ``None`` where it is in none or was not read."""
    made: tuple[Made, ...] = ()
    """What is known of each file that is in `written`, where the note was made in this run."""

    @property
    def exit_code(self) -> ExitCode:
        """The exit code that this note alone would give."""
        if self.bug is not None:
            return ExitCode.BUG
        if self.error is not None:
            return self.error.exit_code
        failed = has_errors(self.findings) or self.faulty_office is not None
        return ExitCode.FINDINGS if failed else ExitCode.CLEAN


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What is to be done with each note."""

    until: str
    """The name of the last stage."""
    to: Path | None = None
    """Where outputs go, each record in a folder of its own; ``None`` writes nothing."""
    keep_xml: bool = False
    """Whether the XML is written."""
    to_archive: bool = False
    """Whether the record must have the metadata of its office's profile."""
    protect_approved: bool = False
    """Whether an approved record that is there already may not be replaced by other bytes."""
    across: bool = False
    """Whether the facts are kept that the checks across records need."""
    pairs: bool = False
    """Whether records are also set beside their translations, for which facts are kept too."""
    press: Callable[[Input], Press | None] = field(default=lambda _: None)
    clock: Callable[[], float] | None = None
    """What the stages are measured with, such as `time.perf_counter`; ``None`` measures nothing."""
    wanted: Callable[[Input], Wanted | None] = field(default=lambda _: None)
    """Says what `press` would be made of, and opens nothing."""
    prepare: Callable[[], object] = field(default=lambda: None)
    """Opens what every note needs; what is missing is said before the first one is read."""
    is_settled: bool = False
    """Whether it is known already that no note has the id of another."""


def process(inputs: Inputs, plan: Plan) -> Iterator[Outcome]:
    """
    Take notes through the pipeline.

    Args:
        inputs: As `gather` gives them.
        plan: What to do with each.

    Returns:
        An outcome for each note, in their order, as soon as it is known.
    """
    settled = refused(inputs.notes, plan)
    for note in inputs.notes:
        yield settled.get(note.name) or process_one(note, plan)


def refused(
    notes: Sequence[Input], plan: Plan, *, ids: Mapping[str, str | None] | None = None
) -> dict[str, Outcome]:
    """
    Find the notes that may not be written, whatever is in them: those with the id of another.

    Args:
        notes: All notes of the batch.
        plan: What to do with each.
        ids: The ids that are known already, by the name of the note; the others are read.

    Returns:
        Their outcomes by name; empty where nothing is written.
    """
    if plan.to is None or plan.is_settled:
        return {}
    return {
        name: Outcome(name=name, findings=(finding,), facts=facts)
        for name, (facts, finding) in rivals_of(notes, plan.to, ids or {}).items()
    }


def process_one(one: Input, plan: Plan) -> Outcome:
    """Take one note through the pipeline; whatever is wrong with it, this gives an outcome."""
    watch = Stopwatch(plan.clock)
    outcome = Outcome(name=one.name, seconds=watch.seconds)
    try:
        note, seen = _note(one, plan, watch)
        outcome = replace(outcome, seen=seen)
        if plan.to and one.faulty_office:
            # Written without what its office has in common it would be another record.
            judged = run(note, until="validate")
            outcome = replace(outcome, findings=judged.findings, facts=_facts(judged, plan))
            return replace(outcome, faulty_office=one.faulty_office)
        done = run(note, until=plan.until)
        outcome = replace(outcome, findings=done.findings, record_id=_id_of(done))
        outcome = replace(outcome, facts=_facts(done, plan))
        if plan.to is None or has_errors(done.findings):
            return outcome
        with watch.stage("write"):
            return _write(outcome, done, plan, plan.to)
    except MinutebookError as error:
        return replace(outcome, error=error)
    except Exception as bug:  # noqa: BLE001 - a fault of ours never stops the other notes
        return replace(outcome, bug=bug)


def _note(one: Input, plan: Plan, watch: Stopwatch) -> tuple[Note, Seen | None]:
    with watch.stage("read"):
        # Only what is made of a note is to be known again.
        data, seen = one.look() if plan.to else (one.read(), None)
        note = Note(
            name=one.name,
            data=data,
            office=one.office,
            to_archive=plan.to_archive,
            press=_press(one, plan),
            watch=watch,
        )
        return note, seen


def _press(one: Input, plan: Plan) -> Press | None:
    press = plan.press(one)
    return press if press is None or one.only is None else replace(press, formats=one.only)


def _id_of(note: Note) -> str | None:
    return None if note.record is None else str(note.record["id"])


def _write(outcome: Outcome, note: Note, plan: Plan, to: Path) -> Outcome:
    name = str(outcome.record_id)
    folder = to / name
    suffix = "" if note.press is None else note.press.manner.suffix
    files = {kind: (f"{name}{suffix}.{kind}", data) for kind, data in note.outputs.items()}
    if plan.keep_xml and not _is_for_public(note):
        target = folder / f"{name}.xml"
        if plan.protect_approved:
            note, kept = _settled(target, note)
            if kept is not None:
                return replace(outcome, findings=(*outcome.findings, _refusal(note, kept)))
        files = {"xml": (target.name, note.xml), **files}
    clear_unfinished(folder)
    made = []
    for kind, (file, data) in files.items():
        path = folder / file
        write_whole(path, data, durable=plan.protect_approved)
        made.append(Made(kind=kind, path=path, seen=seen_as(path, data)))
    written = tuple(one.path for one in made)
    return replace(outcome, folder=folder, written=written, made=tuple(made))


def _is_for_public(note: Note) -> bool:
    """Say whether the folder is for publication, where the XML would tell all of the record."""
    return note.press is not None and note.press.manner.audience == "public"


def _settled(target: Path, note: Note) -> tuple[Note, str | None]:
    """
    Settle what the archive does with a record that it may have already.

    Returns:
        The note, with the archive's record in place of its own where only the office's file has
        changed since: what that says is written into a record once, when it is archived. And why
        the archive keeps the file that it has, or ``None`` where the record may be written.
    """
    from minutebook.archive import open_archived

    data = read_bytes(target) if target.is_file() else note.xml
    if data == note.xml:
        return note, None
    there = open_archived(data, name=str(target))
    if there.record is None:
        # What cannot be read any more may have been an approved record.
        return note, "the archive has a file of this name that is not a sound record, and keeps it"
    if not there.findings and _is_same(note, there.record):
        return replace(note, record=there.record, xml=there.xml), None
    if there.record.get("status") == "approved":
        return note, "the archive holds this record as approved, and it differs from this one"
    return note, None


def _is_same(note: Note, record: Record) -> bool:
    """Say whether the office's file of that time would make the archived record of the note."""
    from minutebook.office.as_archived import office_as_archived

    return note.authored is not None and (
        complete(note.authored, office_as_archived(record)) == record
    )


def _refusal(note: Note, message: str) -> Finding:
    refusal = Finding(
        file=note.name,
        line=1,
        column=1,
        code="E405",
        path="/id",
        message=message,
        hint="restore the archived record, or give this one an id of its own "
        "and name the other under `supersedes`",
    )
    if note.source is not None:
        return moved(refusal, note.source.value_place(("id",)))
    from minutebook.archive import archived_place

    return moved(refusal, archived_place(note.data, ("id",)))


def _facts(note: Note, plan: Plan) -> Facts | None:
    """Keep what the checks across records need, and neither the record nor its text."""
    if not (plan.across or plan.pairs):
        return None
    with note.watch.stage("facts"):
        return _facts_of(note)


def _facts_of(note: Note) -> Facts | None:
    if note.record is not None:
        from minutebook.registry import facts_of

        return facts_of(note.record, note.source, file=note.name)
    return known_id(note.name, note.data, note.source)


def worst(outcomes: Sequence[Outcome], findings: Sequence[Finding] = ()) -> ExitCode:
    """The exit code of a batch: the greatest of its notes'."""
    own = ExitCode.FINDINGS if has_errors(tuple(findings)) else ExitCode.CLEAN
    return max([own, *(outcome.exit_code for outcome in outcomes)])
