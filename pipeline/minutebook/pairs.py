"""The records of a batch that are translations of each other, set side by side and written.

Nothing in this module prints; what becomes of a pair is told as an outcome of its own. A pair that
fails never stops or spoils the others.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from minutebook.batch import Outcome
from minutebook.bilingual import FORMATS, render_together, suffix_of
from minutebook.errors import Finding, MinutebookError, RenderError, has_errors, pointer
from minutebook.files import write_whole
from minutebook.registry import translations_among
from minutebook.registry.finding import finding
from minutebook.stages import Note, placed, run, weigh
from minutebook.survey import members_of, with_lines
from minutebook.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from minutebook.batch import Plan
    from minutebook.bilingual import Together
    from minutebook.errors import Problem
    from minutebook.inputs import Input, Inputs
    from minutebook.registry import Facts
    from minutebook.registry.translations import Translation
    from minutebook.stages import Press

_ALIKE = "make the two alike, each item in the place and of the kind that it has in the other"
_BOTH = "give both to the same run, each without errors"
_NO_PAIR = "name a record, and with it the one that has its id under `translation_of`"
_WITH = " with "
_TWO = 2
"""Records that somebody named to be set side by side."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Couple:
    """A record and its translation."""

    original: Note
    translation: Note
    press: Press

    def note(self, number: int) -> Note:
        """Give the original for 0, and the translation for 1."""
        return self.translation if number else self.original


def pairs(inputs: Inputs, outcomes: Sequence[Outcome], plan: Plan) -> Iterator[Outcome]:
    """
    Set every record of a batch beside its translations.

    Args:
        inputs: The notes.
        outcomes: Of each of them, in their order, with their facts.
        plan: The plan by which they were made, which writes.

    Returns:
        An outcome for each translation, by date, with no record id and no facts; one that says so
        where there is none. A record with errors is in no pair: they have been told.

    Source:
        Findings E540 to E543 and W540.
    """
    notes = {note.name: note for note in inputs.notes}
    sound = {outcome.name for outcome in outcomes if not outcome.exit_code}
    found = translations_among(members_of(inputs, outcomes))
    if not found and len(sound) == len(notes):
        yield _no_pair(inputs, outcomes)
    for one in found:
        if one.member.facts.file not in sound:
            continue
        if one.original is None or one.original.facts.file not in sound:
            yield _alone(one, inputs)
        elif one.differences:
            yield _different(one, one.original.facts, inputs)
        else:
            files = one.original.facts.file, one.member.facts.file
            yield _together(notes[files[0]], notes[files[1]], plan)


def _no_pair(inputs: Inputs, outcomes: Sequence[Outcome]) -> Outcome:
    facts = [outcome.facts for outcome in outcomes if outcome.facts is not None]
    if len(facts) == _TWO:
        message = f"{quoted(facts[0].id.text)} and this record are no translations of each other"
    else:
        message = "no record here is a translation of another, so none are set side by side"
    found = finding(facts[-1], facts[-1].id.spot, "E540", message, hint=_NO_PAIR)
    names = [note.name for note in inputs.notes]
    name = _WITH.join(names) if len(names) == _TWO else "translations"
    return _told(name, (found,), inputs)


def _alone(one: Translation, inputs: Inputs) -> Outcome:
    """Say of a translation that its original is not there to be set beside it."""
    facts = one.member.facts
    named = facts.translation_of
    assert named is not None
    why = "has errors" if one.original else "is not among these records, or has errors"
    message = f"the original, {quoted(named.text)}, {why}, so the translation stands alone"
    found = finding(facts, named.spot, "W540", message, hint=_BOTH)
    return _told(facts.file, (found,), inputs)


def _different(one: Translation, original: Facts, inputs: Inputs) -> Outcome:
    """Say where a translation first differs from its original."""
    found = [replace(first, code="E541", hint=_ALIKE) for first in one.differences]
    return _told(original.file + _WITH + one.member.facts.file, found, inputs)


def _told(name: str, found: Sequence[Finding], inputs: Inputs) -> Outcome:
    offices = {note.name: note.office for note in inputs.notes}
    return Outcome(
        name=name,
        findings=tuple(
            weighed
            for one in with_lines(found, inputs)
            for weighed in weigh((one,), offices[one.file])
        ),
    )


def _together(original: Input, translation: Input, plan: Plan) -> Outcome:
    """Take two notes as far as their XML, and set them side by side."""
    outcome = Outcome(name=original.name + _WITH + translation.name)
    try:
        press = plan.press(original)
        other = plan.press(translation)
        if press is None or other is None:
            return outcome
        if "public" in {press.manner.audience, other.manner.audience}:
            press = replace(press, manner=replace(press.manner, audience="public"))
        first, second = (
            run(Note(name=one.name, data=one.read(), office=one.office), until="archive")
            for one in (original, translation)
        )
        return _made(_Couple(original=first, translation=second, press=press), outcome, plan)
    except MinutebookError as error:
        return replace(outcome, error=error)
    except Exception as bug:  # noqa: BLE001 - a fault of ours never stops the others
        return replace(outcome, bug=bug)


def _made(couple: _Couple, outcome: Outcome, plan: Plan) -> Outcome:
    press = couple.press
    if not set(FORMATS) & set(press.formats):
        message = f"the office's formats are none of {', '.join(FORMATS)}"
        raise RenderError(message, hint="name one of them with --formats")
    made = render_together(
        (couple.original.xml, couple.translation.xml),
        formats=press.formats,
        engine=press.engine,
        house=press.house,
        manner=press.manner,
    )
    outcome = replace(outcome, findings=tuple(_findings(made, couple)))
    if plan.to is None or has_errors(outcome.findings):
        return outcome
    records = [couple.original.record or {}, couple.translation.record or {}]
    name = str(records[0]["id"])
    tongues = suffix_of((str(records[0]["language"]), str(records[1]["language"])))
    folder = plan.to / name
    files = {
        folder / f"{name}.{tongues}{press.manner.suffix}.{kind}": data
        for kind, data in made.outputs.items()
    }
    for path, data in files.items():
        write_whole(path, data)
    return replace(outcome, folder=folder, written=tuple(files))


def _findings(made: Together, couple: _Couple) -> Iterator[Finding]:
    """Give what was found its place in the file of the record that it is said of."""
    unlike = ((number, _found(problem)) for number, problem in made.unlike)
    for number, one in chain(unlike, made.leaks):
        note = couple.note(number)
        yield from weigh(placed((one,), note), note.office)


def _found(problem: Problem) -> Finding:
    return Finding(
        file="",
        line=1,
        column=1,
        code=problem.code,
        path=pointer(problem.path),
        message=problem.message,
        hint=problem.hint,
    )
