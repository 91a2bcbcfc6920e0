"""An office that is built again and again, with an engine that costs nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from minutebook.batch import Outcome, Plan, Wanted, process
from minutebook.files import clock_ns
from minutebook.inputs import gather
from minutebook.pandoc import Written
from minutebook.render import Manner, load_house
from minutebook.stages import Press
from minutebook.state import Leftover, Rebuild, open_store
from minutebook.survey import across

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from minutebook.errors import Finding
    from minutebook.inputs import Input, Inputs
    from minutebook.pandoc import Job

HOUSE = load_house()
PACKAGED = ("html", "docx", "odt")
"""Formats to which something is added, so that the engine has to write them in earnest."""


def text(key: str = "small", *, words: str = "We met.", more: str = "") -> str:
    """A sound note."""
    return (
        f"schema: meeting-record/1.0\nid: {key}\ntitle: A note\nlanguage: en\nstatus: draft\n"
        f"access: open\nmeeting:\n  date: 2026-03-05\n{more}background: {words}\n"
    )


class Engine:
    """Writes the digest of what it was given, and counts."""

    def __init__(self) -> None:
        self.written: list[str] = []

    def write(self, job: Job) -> Written:
        """Stand in for pandoc."""
        self.written += [output.format for output in job.outputs]
        made: dict[str, bytes] = {
            output.format: hashlib.sha256(output.ast).hexdigest().encode() for output in job.outputs
        }
        return Written(made, unset="\N{PILE OF POO}" if "pdf" in made else "")

    def close(self) -> None:
        """End nothing."""

    def __enter__(self) -> Self:
        """Give the engine itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """What a build has said and done."""

    outcomes: tuple[tuple[Any, ...], ...]
    across: tuple[Finding, ...]
    tree: dict[str, bytes]
    leftovers: tuple[Leftover, ...] = ()
    made: tuple[str, ...] = ()
    """The notes that were taken through the pipeline."""
    formats: tuple[str, ...] = ()
    """The renditions that were written."""


@dataclass(frozen=True, kw_only=True)
class Build:
    """One way to build a folder of notes."""

    notes: Path
    to: Path
    formats: tuple[str, ...] | None = None
    manner: Manner = field(default_factory=Manner)
    force: bool = False
    prune: bool = True
    house: Path | None = None

    @cached_property
    def engine(self) -> Engine:
        """The engine of this build alone."""
        return Engine()

    def wanted(self, one: Input) -> Wanted:
        """Say what is wanted."""
        return Wanted(
            formats=self.formats
            or tuple(name for name in one.office.formats if name not in PACKAGED),
            manner=replace(self.manner),
            engine="worker",
            house=self.house,
        )

    def press(self, one: Input) -> Press:
        """Give the press."""
        formats = self.wanted(one).formats
        return Press(engine=self.engine, house=HOUSE, formats=formats, manner=self.manner)

    @property
    def plan(self) -> Plan:
        """The plan of `minutebook build`."""
        return Plan(
            until="render",
            to=self.to,
            keep_xml=True,
            to_archive=True,
            across=True,
            press=self.press,
            wanted=self.wanted,
        )

    def fresh(self) -> Result:
        """Build as if nothing had ever been built."""
        inputs = gather([str(self.notes)], stdin=bytes)
        return self._result(inputs, list(process(inputs, self.plan)), made=[])

    def again(self) -> Result:
        """Build what has changed."""
        inputs = gather([str(self.notes)], stdin=bytes)
        self.to.mkdir(exist_ok=True)
        made: list[str] = []

        def run(inputs: Inputs, plan: Plan) -> Iterator[Outcome]:
            made.extend(one.name for one in inputs.notes)
            return process(inputs, plan)

        with open_store(self.to) as store:
            since = clock_ns(self.to)
            rebuild = Rebuild(inputs, self.plan, store, since_ns=since, force=self.force)
            gone = rebuild.before(prune=self.prune)
            outcomes = list(rebuild.outcomes(run))
            gone += rebuild.after(prune=self.prune)
        return replace(self._result(inputs, outcomes, made=made), leftovers=tuple(gone))

    def _result(self, inputs: Inputs, outcomes: list[Outcome], *, made: list[str]) -> Result:
        said = tuple(
            (
                *(one.name, one.record_id, one.findings, one.facts, one.exit_code),
                one.error and one.error.message,
                tuple(path.relative_to(self.to).as_posix() for path in one.written),
            )
            for one in outcomes
        )
        return Result(
            outcomes=said,
            across=across(inputs, outcomes, self.plan),
            tree=tree(self.to),
            made=tuple(name.rpartition("/")[2] for name in made),
            formats=tuple(self.engine.written),
        )


def tree(folder: Path) -> dict[str, bytes]:
    """The files of a folder that anybody sees, and its folders."""
    paths = sorted(folder.rglob("*")) if folder.is_dir() else []
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in paths
        if not path.name.startswith(".")
    }
