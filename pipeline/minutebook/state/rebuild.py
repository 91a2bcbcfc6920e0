"""A rebuild: which notes are made again and why, and the outcomes of those that are not.

Nothing in this module prints, or takes a note through the pipeline: it is told how that is done.
"""

from __future__ import annotations

import contextlib
import gc
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from minutebook.batch import Outcome, refused
from minutebook.errors import has_errors
from minutebook.state.coded import (
    FaultyStateError,
    facts_from,
    facts_text,
    findings_of,
    findings_text,
)
from minutebook.state.grounds import OWN_CODES, Soil, changed, is_whole
from minutebook.state.leftovers import Clearing
from minutebook.state.notes import Known, Notes
from minutebook.state.outputs import RACY_NS, Outputs, Standing
from minutebook.state.store import NoteRow, OutputRow, sweep

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from minutebook.batch import Plan, Wanted
    from minutebook.errors import Finding
    from minutebook.inputs import Input, Inputs
    from minutebook.state.leftovers import Leftover
    from minutebook.state.store import Store

_REFUSALS = {"E404", "E405"}
"""Findings that depend on what else there is, and are looked for in each run."""
_RUNS = "runs"
"""Says of a folder that a run has begun and not ended."""
_CLEAN, _EMPTY, _FAULTY = "clean", "empty", "faulty"


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """What is done with one note."""

    why: str | None
    """Why it is made again, in a clerk's words; ``None`` where it is not."""
    kinds: tuple[str, ...] = ()
    """What is made of it: ``xml`` and formats."""
    kept: Outcome | None = None
    """What an earlier run found, where nothing is to be done."""
    own: dict[str, tuple[Finding, ...]] | None = None
    """The findings of single files that are kept, by kind."""


class Rebuild:
    """
    One run over notes of which an earlier one may have made some.

    Args:
        inputs: All notes of the run.
        plan: What to do with each; it writes into a folder.
        store: What is known of earlier runs; written as the outcomes are asked for.
        force: Whether everything is made again.
        since_ns: The time at which the run began, by the clock of the disk.
    """

    def __init__(
        self, inputs: Inputs, plan: Plan, store: Store, *, since_ns: int, force: bool = False
    ) -> None:
        assert plan.to is not None
        self._inputs = inputs
        self._plan = plan
        self._store = store
        self._force = force
        self._to = plan.to
        certain_ns = since_ns - RACY_NS
        self._notes = Notes(plan.to, store, since_ns=certain_ns)
        self._soil = Soil(plan, store, certain_ns)
        self._outputs = Outputs(plan.to, store, trusts_stamps=not plan.protect_approved)
        self._known = {
            one.name: self._notes.of(one, _purpose(plan, plan.wanted(one))) for one in inputs.notes
        }
        self._clearing = Clearing(
            inputs, self._known.values(), notes=self._notes, outputs=self._outputs, store=store
        )
        self._current: set[str] = set()
        self._faulty: set[str] = set()
        self._undecided: set[str] = set()

    def settled(self) -> dict[str, Outcome]:
        """Give the outcomes of notes that have the id of another, by name."""
        ids = {name: known.id for name, known in self._known.items()}
        return refused(self._inputs.notes, self._plan, ids=ids)

    def task(self, one: Input) -> Task:
        """Say what is to be done with a note."""
        wanted = self._plan.wanted(one)
        kinds = _kinds(self._plan, wanted)
        known = self._known[one.name]
        why = self._why(known, wanted)
        if why is not None or known.row is None:
            return Task(why=why, kinds=kinds)
        try:
            return self._kept(known, known.row, wanted, kinds)
        except FaultyStateError:
            return Task(why="what is known of it makes no sense", kinds=kinds)

    def _why(self, known: Known, wanted: Wanted | None) -> str | None:
        """Say why a note as a whole is made again."""
        row = known.row
        if self._force:
            return "--force makes everything again"
        if not known.name:
            return "it comes from standard input"
        if known.one.faulty_office is not None:
            return f"{known.one.faulty_office} has errors"
        if row is None:
            return "it is new"
        if not known.is_same:
            return "the note has changed" if known.digest else "the note cannot be read"
        base = self._soil.of(known.one, wanted).base
        if self._store.key(base) != row.key:
            return changed(self._key_text(row.key), base)
        if row.verdict == _FAULTY and row.formats != _formats_text(wanted):
            return "other formats are asked for"
        return None

    def _kept(
        self, known: Known, row: NoteRow, wanted: Wanted | None, kinds: tuple[str, ...]
    ) -> Task:
        """Keep what is as it should be of a note that has not changed."""
        name = known.one.name
        kept = Outcome(
            name=name,
            record_id=row.record,
            findings=findings_of(row.findings, file=name),
            facts=facts_from(row.facts, file=name) if _keeps_facts(self._plan) else None,
        )
        if row.verdict != _CLEAN:
            return Task(why=None, kept=kept)
        paths = {kind: _path(str(row.record), kind, wanted) for kind in kinds}
        own_grounds = self._soil.of(known.one, wanted).own
        stale = {
            kind: why
            for kind, path in paths.items()
            if (why := self._stale(path, row, kind, own_grounds[kind]))
        }
        sound = [kind for kind in kinds if kind not in stale]
        own = {
            kind: findings_of(self._store.outputs[paths[kind]].findings, file=name)
            for kind in sound
        }
        if stale:
            whole = wanted is not None and is_whole(wanted)
            return Task(
                why=next(iter(stale.values())),
                kinds=kinds if whole else tuple(stale),
                own={} if whole else own,
            )
        written = tuple(self._to / path for path in paths.values())
        folder = self._to / str(row.record)
        findings = (*kept.findings, *(one for kind in kinds for one in own[kind]))
        return Task(why=None, kept=replace(kept, findings=findings, folder=folder, written=written))

    def _stale(self, path: str, note: NoteRow, kind: str, grounds: str) -> str | None:
        """Say why one file is made again; ``None`` where it is as it should be."""
        row = self._store.outputs.get(path)
        if row is None or (row.name, row.source, row.base) != (note.name, note.digest, note.key):
            return f"there is no {kind} of it yet"
        if row.key != self._store.key(grounds):
            return changed(self._key_text(row.key), grounds)
        standing = self._outputs.standing(row)
        if standing is Standing.MISSING:
            return f"its {kind} is missing"
        return None if standing is Standing.SAME else f"its {kind} was changed by hand"

    def _key_text(self, number: int) -> str:
        return next((text for text, known in self._store.keys.items() if known == number), "{}")

    def outcomes(self, run: Callable[[Inputs, Plan], Iterator[Outcome]]) -> Iterator[Outcome]:
        """
        Make what is to be made.

        Args:
            run: Takes notes through the pipeline, and gives an outcome for each in their order.

        Returns:
            An outcome for each note, in their order, as a run that makes all of it would give.
        """
        settled = self.settled()
        with _nothing_to_collect():
            notes = [one for one in self._inputs.notes if one.name not in settled]
            tasks = {one.name: self.task(one) for one in notes}
        todo = [
            _asked(one, tasks[one.name])
            for one in self._inputs.notes
            if one.name in tasks and tasks[one.name].why is not None
        ]
        if todo:
            self._begin()
        fresh = self._fresh(todo, run)
        try:
            for one in self._inputs.notes:
                task = tasks.get(one.name)
                if task is None:
                    outcome = settled[one.name]
                elif task.kept is not None:
                    outcome = task.kept
                else:
                    outcome = self._recorded(one, task, next(fresh))
                self._settle(one, outcome)
                yield outcome
        finally:
            fresh.close()
            self._store.commit()

    def _begin(self) -> None:
        self._plan.prepare()
        self._store.put_word(_RUNS, "yes")
        self._store.commit()

    def _fresh(
        self, todo: Sequence[Input], run: Callable[[Inputs, Plan], Iterator[Outcome]]
    ) -> Generator[Outcome, None, None]:
        plan = replace(self._plan, is_settled=True)
        yield from run(replace(self._inputs, notes=tuple(todo)), plan)

    def _settle(self, one: Input, outcome: Outcome) -> None:
        """Note what is there by right, and of what nothing can be said."""
        self._current.update(f"{path.parent.name}/{path.name}" for path in outcome.written)
        if outcome.exit_code:
            is_own = not (outcome.error or outcome.bug or outcome.faulty_office)
            (self._faulty if is_own else self._undecided).add(self._known[one.name].name)

    def _recorded(self, one: Input, task: Task, outcome: Outcome) -> Outcome:
        """Keep an outcome for the next run, and complete it with what was kept for this one."""
        wanted = self._plan.wanted(one)
        if self._is_lasting(one, outcome):
            self._record(one, wanted, outcome)
        if outcome.exit_code or not task.own or outcome.folder is None:
            return outcome
        paths = (_path(str(outcome.record_id), kind, wanted) for kind in _kinds(self._plan, wanted))
        kept = (found for findings in task.own.values() for found in findings)
        return replace(
            outcome,
            written=tuple(self._to / path for path in paths),
            findings=(*outcome.findings, *kept),
        )

    def _is_lasting(self, one: Input, outcome: Outcome) -> bool:
        """Say whether the same note will have the same outcome as long as nothing changes."""
        known = self._known[one.name]
        return (
            not (outcome.error or outcome.bug or outcome.faulty_office)
            and bool(known.name)
            and outcome.seen is not None
            and outcome.seen.digest == known.digest
            and all(
                found.file == one.name and found.code not in _REFUSALS for found in outcome.findings
            )
        )

    def _record(self, one: Input, wanted: Wanted | None, outcome: Outcome) -> None:
        known = self._known[one.name]
        assert outcome.seen is not None
        grounds = self._soil.of(one, wanted)
        common = [found for found in outcome.findings if found.code not in OWN_CODES]
        faulty = has_errors(outcome.findings)
        for made in outcome.made:
            own = [found for found in outcome.findings if OWN_CODES.get(found.code) == made.kind]
            self._store.put_output(
                OutputRow(
                    f"{made.path.parent.name}/{made.path.name}",
                    known.name,
                    known.purpose,
                    made.kind,
                    self._store.key(grounds.base),
                    self._store.key(grounds.own[made.kind]),
                    outcome.seen.digest,
                    made.seen.digest,
                    *made.seen.stamp,
                    findings_text(own),
                )
            )
        self._store.put_note(
            NoteRow(
                known.name,
                known.purpose,
                outcome.seen.digest,
                *self._notes.stamp(outcome.seen),
                self._store.key(grounds.base),
                known.id,
                _FAULTY if faulty else _CLEAN if outcome.made else _EMPTY,
                _formats_text(wanted),
                outcome.record_id,
                findings_text(outcome.findings if faulty else common),
                facts_text(outcome.facts),
            )
        )

    def before(self, *, prune: bool) -> list[Leftover]:
        """
        Remove what would be in the way of a run: what a killed one had begun, and leftovers.

        Args:
            prune: Whether leftovers are removed.

        Returns:
            The leftovers, where they are.
        """
        if self._store.is_new or self._store.words.get(_RUNS):
            sweep(self._to)
        return self._clearing.stranded(remove=True) if prune else []

    def after(self, *, prune: bool) -> list[Leftover]:
        """
        List or remove what no note makes any more, when all of them have been looked at.

        Args:
            prune: Whether it is removed.
        """
        told = self._clearing.all(
            self._current, faulty=self._faulty, undecided=self._undecided, remove=prune
        )
        self._store.put_word(_RUNS, "")
        self._store.commit()
        return told


@contextlib.contextmanager
def _nothing_to_collect() -> Iterator[None]:
    """Make very many objects that all stay: to look through them again and again takes longest."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()


def _purpose(plan: Plan, wanted: Wanted | None) -> str:
    """Say what kind of run it is."""
    manner = "" if wanted is None else wanted.manner.suffix
    facts = " facts" if _keeps_facts(plan) and not plan.across else ""
    return f"{plan.until}{' xml' if plan.keep_xml else ''}{facts}{manner}"


def _keeps_facts(plan: Plan) -> bool:
    return plan.across or plan.pairs


def _kinds(plan: Plan, wanted: Wanted | None) -> tuple[str, ...]:
    """Say what is made of a note, in order."""
    is_public = wanted is not None and wanted.manner.audience == "public"
    formats = () if wanted is None else wanted.formats
    return (*(("xml",) if plan.keep_xml and not is_public else ()), *formats)


def _path(record: str, kind: str, wanted: Wanted | None) -> str:
    suffix = "" if wanted is None or kind == "xml" else wanted.manner.suffix
    return f"{record}/{record}{suffix}.{kind}"


def _formats_text(wanted: Wanted | None) -> str:
    return json.dumps([] if wanted is None else wanted.formats)


def _asked(one: Input, task: Task) -> Input:
    """Ask for no more of a note than is to be made again."""
    if task.own is None:
        return one
    return replace(one, only=tuple(kind for kind in task.kinds if kind != "xml"))
