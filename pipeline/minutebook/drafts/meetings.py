"""A file that tells of several meetings, cut into one source for each.

Nothing in this module makes a record.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from minutebook.drafts.blocks import paragraph
from minutebook.drafts.days import find_days
from minutebook.drafts.frame import left_over
from minutebook.drafts.source_words import markdown_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minutebook.drafts.blocks import Block
    from minutebook.drafts.source_note import SourceNote

_MOST_WORDS = 4
"""How many words a heading of a meeting may have besides its date."""


def meetings_of(source: SourceNote) -> tuple[SourceNote, ...]:
    """
    Cut a source at the headings that open a meeting.

    Args:
        source: The whole file.

    Returns:
        A source for each meeting, in order, which together have every block and word; the source
        itself where it tells of one.
    """
    starts = _starts(source.blocks)
    if len(starts) < 2:
        return (source,)
    title = next((block.text for block in source.blocks[: starts[0]] if block.level), source.title)
    ends = [*starts[1:], len(source.blocks)]
    parts = [list(source.blocks[start:end]) for start, end in zip(starts, ends, strict=True)]
    parts[0][1:1] = [_as_text(block) for block in source.blocks[: starts[0]]]
    words = _cut_words(source.words, [source.blocks[start] for start in starts[1:]])
    made = [
        replace(source, blocks=tuple(part), words=tuple(own), title=" ".join(title.split()))
        for part, own in zip(parts, words, strict=True)
    ]
    return (made[0], *(_without_asides(one) for one in made[1:]))


def _without_asides(source: SourceNote) -> SourceNote:
    """What stands beside the text of a file is told of once, with its first meeting."""
    return replace(source, furniture=(), hidden=(), changes=(), front=(), controls=(), papers={})


def _starts(blocks: Sequence[Block]) -> list[int]:
    """Find the headings of meetings: of one level, each with a date of its own."""
    dated = [
        (index, block.level, day)
        for index, block in enumerate(blocks)
        if block.level and (day := _day_of(block.text))
    ]
    if not dated:
        return []
    level = min(level for _, level, _ in dated)
    days = [day for _, one, day in dated if one == level]
    starts = [index for index, one, _ in dated if one == level]
    first = starts[0]
    others = [n for n, block in enumerate(blocks) if block.level and block.level <= level]
    is_series = len(set(days)) == len(days) and [n for n in others if n >= first] == starts
    return starts if is_series and _have_text(blocks, starts) else []


def _day_of(text: str) -> str:
    days = find_days(text)
    words = left_over(text, "en").split()
    return days[0].value if len(days) == 1 and len(words) <= _MOST_WORDS else ""


def _have_text(blocks: Sequence[Block], starts: Sequence[int]) -> bool:
    """A date that nothing stands below is a date at the head, and opens no meeting."""
    return all(start + 1 < len(blocks) and start + 1 not in starts for start in starts)


def _as_text(block: Block) -> Block:
    if not block.level:
        return block
    return paragraph(block.node.children, block.line, block.notes)


def _cut_words(words: Sequence[str], headings: Sequence[Block]) -> list[list[str]]:
    """Cut the words where each heading begins; where one is not found, nothing is cut."""
    cuts = [0]
    for heading in headings:
        wanted = markdown_words(heading.text)
        at = cuts[-1] + 1
        while at < len(words) and list(words[at : at + len(wanted)]) != wanted:
            at += 1
        cuts.append(at if at < len(words) else cuts[-1])
    return [
        list(words[one:other]) for one, other in zip(cuts, [*cuts[1:], len(words)], strict=True)
    ]
