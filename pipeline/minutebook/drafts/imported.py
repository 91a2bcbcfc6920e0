"""One file of minutes as an import leaves it: draft, findings, and what became of its words.

Nothing in this module recognises anything, and nothing in it writes a file.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from minutebook.drafts.draft_record import DraftRecord, draft_of, has_text
from minutebook.drafts.meetings import meetings_of
from minutebook.drafts.packages import RefusedError
from minutebook.drafts.record_data import record_data, record_id_of
from minutebook.drafts.source_note import SourceNote, read_source
from minutebook.drafts.vocabulary import with_words
from minutebook.drafts.word_proof import WordProof, prove
from minutebook.errors import Finding, has_errors
from minutebook.load import load
from minutebook.pandoc import UnreadableError
from minutebook.validate import Validated, validate
from minutebook.wording import cut
from minutebook.yaml_text import write_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from minutebook.drafts.facts import Aside, Fact


@dataclass(frozen=True, kw_only=True, slots=True)
class Wishes:
    """What the user wants of an import."""

    min_confidence: float = 0.5
    """From 0 to 1; what a less sure rule would make stays text."""
    track_changes: str = "accept"
    """``accept``, or ``list`` to have each change and comment listed; for Word."""
    date: str = ""
    """The meeting's date, where the source does not say it."""
    words: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    """Words of the office's own: for each group what they mean, and the words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Imported:
    """A file, imported or refused."""

    name: str
    record_id: str = ""
    note: bytes = b""
    """The draft in YAML; empty where a finding is an error."""
    findings: tuple[Finding, ...] = ()
    facts: tuple[Fact, ...] = ()
    asides: tuple[Aside, ...] = ()
    checks: tuple[tuple[int, str], ...] = field(default=())
    proof: WordProof | None = None
    unit: str = "line"
    """What places are counted in: ``line``, or ``paragraph`` where the file has no lines."""
    date: str = ""
    title: str = ""


def import_minutes(data: bytes, *, name: str, wishes: Wishes | None = None) -> Imported:
    """
    Make the draft of a record of a file that tells of one meeting.

    Args:
        data: The whole file.
        name: As the user named it; its end says what it should be.
        wishes: What the user wants.

    Returns:
        As for `import_meetings`, of the first meeting.

    Raises:
        ProgramError: There is no pandoc that can be started.
    """
    return import_meetings(data, name=name, wishes=wishes)[0]


def import_meetings(
    data: bytes, *, name: str, wishes: Wishes | None = None
) -> tuple[Imported, ...]:
    """
    Make the drafts of the records of one file of minutes.

    Args:
        data: The whole file.
        name: As the user named it; its end says what it should be.
        wishes: What the user wants.

    Returns:
        A draft for each dated meeting in the file, at least one, with the proof that no word was
        lost; or the findings that say why there is none.

    Raises:
        ProgramError: There is no pandoc that can be started.
    """
    wishes = wishes or Wishes()
    try:
        source = read_source(data, name, track_changes=wishes.track_changes)
    except RefusedError as error:
        return (_refused(name, error.code, error.message, error.hint),)
    except UnreadableError as error:
        hint = "open it in the program that made it, and save it as text"
        return (_refused(name, "E805", f"the file cannot be read: {error}", hint),)
    sources = (source,) if wishes.date else meetings_of(source)
    with with_words(wishes.words):
        return tuple(_imported(one, wishes) for one in sources)


def _imported(source: SourceNote, wishes: Wishes) -> Imported:
    """Draft one meeting."""
    name = source.name
    draft = draft_of(source, min_confidence=wishes.min_confidence, date=wishes.date)
    if not (has_text(draft) or draft.roster.people):
        return _refused(
            name, "E801", "there are no words in the file", "see whether it is the right file"
        )
    if "date" not in draft.frame.meeting:
        return _refused(
            name,
            "E806",
            "the date of the meeting is not to be found in the file",
            "give it with `--date 2026-03-05`, or put it into the name of the file",
        )
    return _proved(source, draft, wishes)


def _refused(name: str, code: str, message: str, hint: str) -> Imported:
    return Imported(name=name, findings=(_finding(name, 1, code, message, hint),))


def _finding(name: str, line: int, code: str, message: str, hint: str) -> Finding:
    return Finding(
        file=name, line=max(line, 1), column=1, code=code, path="", message=message, hint=hint
    )


def _proved(source: SourceNote, draft: DraftRecord, wishes: Wishes) -> Imported:
    """Write the draft, judge it, and account for every word."""
    frame = draft.frame
    if not frame.title:
        frame.title = source.name.replace("\\", "/").rsplit("/", 1)[-1]
    record_id = record_id_of(source.name, frame.meeting["date"])
    unit = "line" if source.has_lines else "paragraph"
    written = record_data(draft, record_id=record_id, unit=unit)
    note = write_yaml(written.data, comments=written.comments).encode()
    judged = validate(load(note, name=source.name))
    if has_errors(judged.findings) and wishes.min_confidence <= 1:
        plainer = replace(wishes, min_confidence=1.1)
        again = draft_of(source, min_confidence=1.1, date=frame.meeting["date"])
        made = _proved(source, again, plainer)
        first = next(one for one in judged.findings if one.code.startswith("E"))
        words = f"what was recognised does not make a sound record ({cut(first.message)})"
        hint = "the text is kept; mark up by hand what it holds"
        warning = _finding(source.name, 1, "W807", words, hint)
        return replace(made, findings=(*made.findings, warning))
    data = judged.source.data if isinstance(judged.source.data, dict) else written.data
    proof = prove(source.words, data, draft.ledger.asides, with_numbers=source.suffix == ".txt")
    findings = (*_unsound(source, judged), *_of_source(source), *_of_proof(source, proof, draft))
    return Imported(
        name=source.name,
        record_id=record_id,
        note=b"" if has_errors(findings) else note,
        findings=tuple(findings),
        facts=tuple(draft.ledger.facts),
        asides=tuple(draft.ledger.asides),
        checks=(*draft.ledger.checks, *draft.ledger.listed),
        proof=proof,
        unit=unit,
        date=frame.meeting["date"],
        title=frame.title,
    )


def _unsound(source: SourceNote, judged: Validated) -> tuple[Finding, ...]:
    """Say why a draft is not a record; its own lines mean nothing to the user."""
    return tuple(
        _finding(
            source.name,
            1,
            "E808",
            f"the draft would not be sound: {cut(one.message)}",
            one.hint or "",
        )
        for one in judged.findings
        if one.code.startswith("E")
    )[:5]


def _of_source(source: SourceNote) -> tuple[Finding, ...]:
    """Say what is odd about the file."""
    found = []
    if not source.is_as_named:
        words = f"the file is not what its name says, and was read as `{source.suffix}`"
        found.append(_finding(source.name, 1, "W802", words, "give it the right name"))
    if source.controls:
        first = source.controls[0]
        count = len(source.controls)
        words = f"{count} characters that no record can hold were taken out, first {first.text}"
        hint = "look whether a letter is missing there"
        found.append(_finding(source.name, first.line, "W803", words, hint))
    return tuple(found)


def _of_proof(source: SourceNote, proof: WordProof, draft: DraftRecord) -> tuple[Finding, ...]:
    """Say what the proof found wanting, and what a person should look at."""
    found = []
    if proof.lost:
        words = ", ".join(f"`{word}`" for word in proof.lost[:8])
        many = f"{len(proof.lost)} words of the file are not in the draft: {cut(words)}"
        hint = "look for them in the file, and put them where they belong"
        found.append(_finding(source.name, 1, "W800", many, hint))
    if proof.out_of_order:
        words = cut(" ".join(proof.out_of_order))
        said = f"the draft has words in another order than the file, at `{words}`"
        found.append(
            _finding(source.name, 1, "W801", said, "compare the draft with the file there")
        )
    for line, words in draft.ledger.checks:
        found.append(
            _finding(source.name, line, "W806", words, "correct the draft if it is the other")
        )
    return tuple(found)
