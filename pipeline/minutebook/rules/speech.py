"""Rules of transcripts: each turn begins on a line of its own, with a key of `people`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutebook.errors import Problem
from minutebook.rules.references import is_unknown
from minutebook.turns import speaker, speaker_lines
from minutebook.wording import did_you_mean, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.markdown import RichText
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
                    message=f"{quoted(key)} is not a key of `people`",
                    hint=did_you_mean(key, seen.record.get("people", {}))
                    or "add it under `people`: a turn begins with a key, not with a name",
                )


def _starts(turns: RichText, lines: list[SpeakerLine]) -> list[int]:
    """Find the character at which each turn begins."""
    starts: list[int] = []
    opening = iter([line for line in lines if line.opens])
    for turn in turns:
        found = next((line.start for line in opening if line.key == speaker(turn)), None)
        starts.append(starts[-1] if found is None and starts else found or 0)
    return starts


def turns_stand_apart(seen: Visit) -> Iterator[Problem]:
    """A line that begins with a speaker's key begins a turn, and does not go on with another's."""
    people = seen.record.get("people", {})
    for transcript in seen.transcripts:
        for line in speaker_lines(transcript.text):
            if not line.opens and line.key in people:
                yield Problem(
                    code="W311",
                    path=transcript.path,
                    offset=line.start,
                    message=f"`{line.key}:` begins a line but no turn, so these words go to the "
                    "speaker above",
                    hint="leave an empty line above it",
                )
