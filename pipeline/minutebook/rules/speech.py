"""Rules of transcripts: each turn begins on a line of its own, with a key of `people`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutebook.errors import Problem
from minutebook.rules.references import is_unknown
from minutebook.turns import speaker, speaker_lines
from minutebook.wording import did_you_mean, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.errors import Path
    from minutebook.markdown import RichText
    from minutebook.record import Record
    from minutebook.rules.visit import Visit
    from minutebook.turns import SpeakerLine


def speakers_exist(seen: Visit) -> Iterator[Problem]:
    """Every turn of a transcript begins with a key of people."""
    for transcript in seen.transcripts:
        starts = _starts(transcript.turns, speaker_lines(transcript.text))
        for turn, start in zip(transcript.turns, starts, strict=True):
            key = speaker(turn)
            if is_unknown(seen, "people", key):
                yield Problem(
                    code="E301",
                    path=transcript.path,
                    offset=start,
                    end=start + len(key),
                    message=f"{quoted(key)} is not a key of `people`",
                    hint=did_you_mean(key, seen.record.get("people", {}))
                    or "add it under `people`: a turn begins with a key, not with a name",
                )


def _starts(turns: RichText, lines: list[SpeakerLine]) -> list[int]:
    """Find the character at which each turn begins."""
    starts: list[int] = []
    opening = iter([line for line in lines if line.opens and line.exact])
    for turn in turns:
        found = next((line.start for line in opening if line.words == speaker(turn)), None)
        starts.append(starts[-1] if found is None and starts else found or 0)
    return starts


def turns_stand_apart(seen: Visit) -> Iterator[Problem]:
    """A line that begins as somebody's turn begins one, and does not go on with another's."""
    known = _known(seen.record.get("people", {}))
    for transcript in seen.transcripts:
        for line in speaker_lines(transcript.text):
            key = next((known[name] for name in _folded(line) if name in known), None)
            if key is not None and not (line.opens and line.exact):
                yield _no_turn(transcript.path, line, key)


def _known(people: Record) -> dict[str, str]:
    """Give the key of each person by key, name and other names, letter case put aside."""
    known = {key.casefold(): key for key in people}
    for key, who in people.items():
        if isinstance(who, dict):
            for name in (who.get("name", ""), *who.get("aliases", ())):
                if isinstance(name, str):
                    known.setdefault(" ".join(name.split()).casefold(), key)
    return known


def _folded(line: SpeakerLine) -> tuple[str, ...]:
    return tuple(name.casefold() for name in line.names if name)


def _no_turn(path: Path, line: SpeakerLine, key: str) -> Problem:
    what = "paragraph" if line.opens else "line"
    apart = line.exact and line.words == key
    return Problem(
        code="E320" if line.opens else "W311",
        path=path,
        offset=line.start,
        end=line.start + len(line.words),
        message=f"{quoted(f'{line.words}:')} begins a {what} but no turn, so these words go to "
        "the speaker above",
        hint="leave an empty line above it"
        if apart
        else f"where it is a turn, write it as `{key}: words`, in a paragraph of its own",
    )
