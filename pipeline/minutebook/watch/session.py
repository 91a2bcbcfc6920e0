"""A session: the notes that are watched, and what became of each when it was last made."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from minutebook.batch import refused
from minutebook.origins import Origins
from minutebook.survey import across
from minutebook.watch.changes import Places, is_passing
from minutebook.watch.views import View, is_half_saved, stamps_below, view_of
from minutebook.workers import FEWEST_WRITTEN, outcomes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from minutebook.batch import Outcome, Plan
    from minutebook.errors import Finding
    from minutebook.inputs import Input, Inputs
    from minutebook.stages import Press
    from minutebook.watch.views import Stamp

    Presses = Callable[[], AbstractContextManager[Callable[[Input], Press]]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """What a look at the disk says is to be done."""

    inputs: Inputs
    """All notes that there are now."""
    stale: tuple[Input, ...]
    """Those to be made, or made again; in the order of the inputs."""
    gone: tuple[str, ...]
    """Those that are not there any more."""
    office_findings: tuple[Finding, ...]
    """What is wrong with the offices' files, where that is not what it was."""
    views: dict[str, View]

    @property
    def is_nothing(self) -> bool:
        """Whether everything is as it was."""
        return not (self.stale or self.gone or self.office_findings)


@dataclass(kw_only=True, slots=True)
class Session:
    """The notes that are watched."""

    roots: tuple[str, ...]
    """Files and folders, as the user named them."""
    find: Callable[[], Inputs]
    """Finds the notes that there are now."""
    presses: Presses
    """Opens what renditions are made with."""
    house_of: Callable[[Input], tuple[Path, ...]]
    """The folders of house files and of fonts that a note is made with."""
    plan: Plan
    """Without its press."""
    jobs: int
    made: dict[str, Outcome] = field(default_factory=dict)
    """What became of each note, by name."""
    inputs: Inputs | None = None
    """All notes as they were last seen."""
    _views: dict[str, View] = field(default_factory=dict)
    _crossed: tuple[Finding, ...] = ()
    _press: Callable[[Input], Press] | None = None
    _opened: ExitStack = field(default_factory=ExitStack)
    _pressed: frozenset[tuple[tuple[str, Stamp], ...]] = frozenset()
    """The house files that are read and held."""

    def look(self, touched: frozenset[Path] = frozenset()) -> Due:
        """
        See what is to be done.

        Args:
            touched: Absolute paths that the system told of.

        Raises:
            FileError: A folder cannot be listed.
        """
        found = self.find()
        named = {str(Path(root)) for root in self.roots}
        notes = tuple(
            note
            for note in found.notes
            if note.name in named or not is_passing(Path(note.name).name)
        )
        inputs = replace(found, notes=notes)
        views = self._seen(inputs, touched)
        known = () if self.inputs is None else self.inputs.findings
        return Due(
            inputs=inputs,
            stale=tuple(note for note in notes if self._views.get(note.name) != views[note.name]),
            gone=tuple(name for name in self.made if name not in views),
            office_findings=inputs.findings if inputs.findings != known else (),
            views=views,
        )

    def is_half_saved(self, due: Due) -> bool:
        """Say whether an editor seems to be in the middle of saving, so that one looks again."""
        return is_half_saved(due.views, self._views)

    def _seen(self, inputs: Inputs, touched: frozenset[Path]) -> dict[str, View]:
        refusals = refused(inputs.notes, self.plan)
        stamps: dict[tuple[Path, ...], tuple[tuple[str, Stamp], ...]] = {}
        views = {}
        for note in inputs.notes:
            folders = self.house_of(note)
            if folders not in stamps:
                stamps[folders] = stamps_below(folders)
            views[note.name] = view_of(
                note,
                around=stamps[folders],
                refusal=refusals.get(note.name),
                before=self._views.get(note.name),
                is_touched=Path(note.name).absolute() in touched,
            )
        return views

    def make(self, due: Due) -> Iterator[Outcome]:
        """
        Make what is due.

        Args:
            due: As `look` gave it.

        Returns:
            An outcome for each stale note, as soon as it is known.

        Raises:
            HouseFileError: House files that the user named are not right.
            ProgramError: pandoc is missing or too old.
        """
        self.inputs = due.inputs
        for name in due.gone:
            del self.made[name]
            self._views.pop(name, None)
        origins = Origins(inputs=due.inputs)
        for outcome in map(origins.placed, self._outcomes(due)):
            self.made[outcome.name] = outcome
            self._views[outcome.name] = due.views[outcome.name]
            yield outcome

    def _outcomes(self, due: Due) -> Iterator[Outcome]:
        refusals = {name: view.refusal for name, view in due.views.items() if view.refusal}
        yield from (refusals[note.name] for note in due.stale if note.name in refusals)
        notes = tuple(note for note in due.stale if note.name not in refusals)
        if notes:
            press = self._opened_press(due, is_many=len(notes) >= FEWEST_WRITTEN)
            plan = replace(self.plan, press=press)
            yield from outcomes(replace(due.inputs, notes=notes), plan, jobs=self.jobs)

    def _opened_press(self, due: Due, *, is_many: bool) -> Callable[[Input], Press]:
        """
        Give the press; a new one where house files changed.

        Several processes may share the work on many notes. They begin as copies of this one, and
        two may not speak to one pandoc, so theirs is a press that has started none.
        """
        around = frozenset(view.around for view in due.views.values())
        if self._press is None or is_many or around != self._pressed:
            self.close()
            self._press = self._opened.enter_context(self.presses())
            self._pressed = around
        return self._press

    def crossed(self) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """
        Check the records against each other.

        Returns:
            All that is found between them, and what of it was not found the last time.
        """
        if self.inputs is None or any(note.name not in self.made for note in self.inputs.notes):
            return self._crossed, ()
        found = across(self.inputs, self.outcomes(), self.plan)
        known = {_said(finding) for finding in self._crossed}
        self._crossed = found
        return found, tuple(finding for finding in found if _said(finding) not in known)

    def outcomes(self) -> list[Outcome]:
        """Give what became of the notes, in the order of the inputs."""
        notes = () if self.inputs is None else self.inputs.notes
        return [self.made[note.name] for note in notes if note.name in self.made]

    def places(self) -> Places:
        """Say where a change would change what is made."""
        notes = () if self.inputs is None else self.inputs.notes
        roots = [Path(root).absolute() for root in self.roots]
        houses = {folder.absolute() for note in notes for folder in self.house_of(note)}
        offices = {note.office.folder for note in notes if note.office.folder}
        schemas = {
            (office / profile.file).parent.absolute()
            for note in notes
            if (office := note.office.folder)
            for profile in note.office.profiles
        }
        above = {root.parent for root in roots} | {house.parent for house in houses}
        folders = {root for root in roots if root.is_dir()}
        to = self.plan.to
        return Places(
            deep=frozenset(folder for folder in folders | houses if folder.is_dir()),
            flat=frozenset(folder for folder in above | offices | schemas if folder.is_dir()),
            named=frozenset({*roots, *houses}),
            output=None if to is None else to.resolve(),
        )

    def close(self) -> None:
        """End what was started."""
        self._press = None
        self._opened.close()
        self._opened = ExitStack()


def _said(finding: Finding) -> tuple[str, str, str, str]:
    """Tell what a finding says, wherever its line stands by now."""
    return finding.file, finding.code, finding.path, finding.message
