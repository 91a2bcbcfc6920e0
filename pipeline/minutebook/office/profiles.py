"""The schemas that an office declares for extensions: read from its own folder, and made safe.

Nothing is fetched: a reference leads to the same schema or to a file of the office's folder, or it
is a finding. Nothing in this module knows a note.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from minutebook.errors import FileError, Finding, Path, Problem, has_errors, pointer
from minutebook.files import read_bytes
from minutebook.load import Source, load
from minutebook.office.subschemas import Part, follows_itself, part_faults, parts_of
from minutebook.office.targets import Target, address, target_of
from minutebook.validate.extensions import Profile
from minutebook.wording import quoted

if TYPE_CHECKING:
    from pathlib import Path as FilePath

_LARGEST = 1024 * 1024
_MOST_FILES = 50
_TABLE = "extensions"
_NOWHERE: Path = ("",)
"""No schema stands there: the empty word is no keyword."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ProfilesRead:
    """The schemas of an office, and what was wrong with them."""

    profiles: tuple[Profile, ...] = ()
    problems: tuple[Problem, ...] = ()
    """In the office's file."""
    findings: tuple[Finding, ...] = ()
    """In the schemas' files."""
    files: tuple[FilePath, ...] = ()
    """Every file that was read; none of them is a note."""


def read_profiles(folder: FilePath, table: dict[str, Any]) -> ProfilesRead:
    """
    Read the schemas that an office declares.

    Args:
        folder: That of the office's file.
        table: The file's data, as its schema has it.

    Returns:
        A profile for each that is sound, and the faults of the others: E708 of a schema, E709 of
        a reference, W704 of a keyword that is not one.
    """
    shelf = _Shelf(folder)
    profiles: list[Profile] = []
    problems: list[Problem] = []
    for name, file in table.get(_TABLE, {}).items():
        target = target_of(quote(file, safe="/:\\~"), folder=folder, base="")
        if isinstance(target, str):
            message = f"{quoted(file)} leads out of the office's folder"
            problems.append(_problem("E709", (_TABLE, name), message))
        elif fault := shelf.take(target.file):
            problems.append(_problem("E708", (_TABLE, name), fault))
        else:
            profiles.append(Profile(name=name, file=file, root=address(target.file, ())))
    shelf.finish()
    documents = shelf.documents()
    return ProfilesRead(
        profiles=tuple(
            Profile(name=one.name, file=one.file, root=one.root, documents=documents)
            for one in profiles
        ),
        problems=tuple(problems),
        findings=tuple(dict.fromkeys(shelf.findings)),
        files=tuple(shelf.asked_for),
    )


def _problem(code: str, path: Path, message: str) -> Problem:
    return Problem(code=code, path=path, message=message, hint=_HINTS[code])


_HINTS = {
    "E708": "name a JSON Schema in the folder of minutebook.toml or below it",
    "E709": "put the schema in the folder of minutebook.toml or below it; nothing is fetched",
}


_LOST = Problem(
    code="E709",
    path=(),
    message="this reference leads to nothing that is a schema",
    hint="correct it: after `#/` stand the keys that lead to the schema that is meant",
)
_LOOPED = Problem(
    code="E708",
    path=(),
    message="this reference leads back to itself before it comes to a key or an entry",
    hint="let it go through `properties` or `items`, or take it out",
)


@dataclass(slots=True)
class _Shelf:
    """The schemas that have been read, and those that they still lead to."""

    folder: FilePath
    sources: dict[str, Source] = field(default_factory=dict)
    parts: dict[str, dict[Path, Part]] = field(default_factory=dict)
    """The schemas within each file, by path; none of a file that is not sound."""
    ends: dict[str, dict[str | tuple[str, ...], Path]] = field(default_factory=dict)
    """The path of each schema within a file, by its anchor and by its steps as they are written."""
    asked_for: dict[FilePath, None] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    edges: dict[tuple[str, Path], tuple[str, Path]] = field(default_factory=dict)
    """Where each reference leads."""

    def take(self, file: str) -> str | None:
        """Read a file and all that it leads to; say what is wrong where it cannot be read."""
        if file in self.sources:
            return None
        place = self.folder / file
        self.asked_for[place] = None
        if len(self.sources) >= _MOST_FILES:
            return f"{quoted(file)} is one of more than {_MOST_FILES} files"
        try:
            if not place.is_file():
                return f"there is no file {quoted(file)} in the office's folder"
            data = read_bytes(place)
        except (FileError, OSError):
            return f"{quoted(file)} cannot be read: you have no permission"
        if len(data) > _LARGEST:
            return f"{quoted(file)} has more than 1 MB"
        source = load(data, name=str(place), form="json")
        self.sources[file] = source
        self.parts[file] = {}
        self.judge(file, source)
        return None

    def judge(self, file: str, source: Source) -> None:
        """Find what is wrong within a file, and read those that it refers to."""
        if source.data is None or has_errors(source.findings):
            # One is enough: what comes after it may only follow from it.
            first = next(one for one in source.findings if has_errors((one,)))
            self.findings.append(_as_schema_fault(first))
            return
        faults = list(part_faults(source.data))
        self.findings += (_placed(source, fault) for fault in faults)
        if any(fault.code.startswith("E") for fault in faults):
            return
        self.parts[file] = {part.path: part for part in parts_of(source.data)}
        self.ends[file] = _ends(self.parts[file])
        for path, part in self.parts[file].items():
            if "$ref" in part.schema:
                self.refer(file, (*path, "$ref"), part.schema["$ref"])

    def refer(self, file: str, path: Path, reference: str) -> None:
        own = self.sources[file].data.get("$id")
        target = target_of(reference, folder=self.folder, base=file, own=own)
        if isinstance(target, str):
            self.fault(file, _problem("E709", path, target))
            return
        fault = self.take(target.file)
        if fault is not None:
            self.fault(file, _problem("E709", path, fault))
            return
        self.edges[file, path[:-1]] = target.file, self.end(target)

    def end(self, target: Target) -> Path:
        """Give the path of the schema that a reference leads to, or of nothing."""
        return self.ends.get(target.file, {}).get(target.anchor or target.steps, _NOWHERE)

    def finish(self) -> None:
        """See that each reference leads to a schema, and not back to itself."""
        for (file, path), (other, end) in self.edges.items():
            if self.parts[other] and end not in self.parts[other]:
                self.fault(file, replace(_LOST, path=(*path, "$ref")))
        if not has_errors(tuple(self.findings)):
            looped = follows_itself(self.parts, self.edges)
            if looped is not None:
                file, path = looped
                self.fault(file, replace(_LOOPED, path=(*path, "$ref")))

    def fault(self, file: str, problem: Problem) -> None:
        self.findings.append(_placed(self.sources[file], problem))

    def documents(self) -> tuple[tuple[str, str], ...]:
        """Write the schemas with each reference as an address."""
        if has_errors(tuple(self.findings)):
            return ()
        return tuple((address(file, ()), self.rewritten(file)) for file in self.sources)

    def rewritten(self, file: str) -> str:
        document = json.loads(json.dumps(self.sources[file].data))
        parts = self.parts[file]
        for path in parts:
            around = document
            for step in path[:-1]:
                around = around[step]
            schema = around[path[-1]] if path else document
            if schema is False and path[:-1] not in parts:
                # Of `false` under a key jsonschema would not say where it stands.
                around[path[-1]] = {"not": {}}
            elif isinstance(schema, dict):
                for keyword in ("$id", "$schema", "$anchor"):
                    schema.pop(keyword, None)
                if (file, path) in self.edges:
                    schema["$ref"] = address(*self.edges[file, path])
        return json.dumps(document, ensure_ascii=False)


def _ends(parts: dict[Path, Part]) -> dict[str | tuple[str, ...], Path]:
    """Find each schema by what a reference says of it; of two that are named alike the first."""
    ends: dict[str | tuple[str, ...], Path] = {}
    for path, part in parts.items():
        ends.setdefault(tuple(map(str, path)), path)
        if "$anchor" in part.schema:
            ends.setdefault(part.schema["$anchor"], path)
    return ends


def _placed(source: Source, problem: Problem) -> Finding:
    place = source.key_place if problem.at_key else source.value_place
    return Finding.at(
        place(problem.path),
        file=source.name,
        code=problem.code,
        path=pointer(problem.path),
        message=problem.message,
        expected=problem.expected,
        hint=problem.hint,
    )


def _as_schema_fault(finding: Finding) -> Finding:
    """Report what is wrong with the JSON of a schema as a fault of the office."""
    message = finding.message.replace("the note", "the schema").replace("a note", "a schema")
    is_whole = message != finding.message
    hint = "write the schema as one block of keys in JSON" if is_whole else finding.hint
    return replace(finding, code="E708", path="", message=message, expected=None, hint=hint)
