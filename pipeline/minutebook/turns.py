"""Speech turns: a transcript's paragraphs, cut by the speaker's key that each begins with.

Nothing in this module knows which people a record has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from minutebook.markdown import Fault, Node, RichText

_SPEAKER = re.compile(r"([A-Za-z0-9_][A-Za-z0-9_-]{0,63}):(?:[ \n]+|$)")
_MARKS = r"[ \t]*+((?:(?:[-+*]|[0-9]{1,9}[.)])[ \t]++|>[ \t]*+)*+)"
_WORDS_LINE = re.compile(_MARKS + r"([^\s:\uff1a][^:\uff1a\n]{0,199})[:\uff1a](?=[\s*_A-Z]|$)")
_MARKS_LINE = re.compile(r"[ \t]*(?:[-+*]|[0-9]{1,9}[.)]|>)(?:[ \t]+|$)")
_EMPHASIS = "*_"
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")

TURN = "turn"
PERSON = "person"


@dataclass(frozen=True, kw_only=True, slots=True)
class SpeakerLine:
    """A line of a transcript that begins with words and a colon, as a turn does."""

    words: str
    """What stands before the colon, without the mark of a list."""
    start: int
    """The character offset of the words."""
    opens: bool
    """Whether a paragraph begins here: nothing stands right above it, and no list around it."""
    exact: bool
    """Whether the words have the form of a key, with the colon and a space right behind it."""

    @property
    def names(self) -> tuple[str, str]:
        """Whom the words may mean: as they stand, and without emphasis; white space as spaces."""
        return " ".join(self.words.split()), " ".join(self.words.strip(f"{_EMPHASIS} ").split())


def speaker(turn: Node) -> str:
    """The key of the person whose turn it is."""
    return turn.get(PERSON)


def split_turns(blocks: RichText, text: str) -> tuple[RichText, tuple[Fault, ...]]:
    """
    Cut a transcript into turns.

    Args:
        blocks: The transcript as read from *text*.
        text: The author's Markdown, to say where a fault is.

    Returns:
        A ``turn`` for each paragraph that begins with a key and a colon, holding it and the blocks
        that follow; and a fault where the transcript begins without a speaker.
    """
    turns: list[Node] = []
    for block in blocks:
        key, rest = _opening(block)
        if key is not None:
            turns.append(Node(TURN, ((PERSON, key),), rest))
        elif turns:
            last = turns[-1]
            turns[-1] = Node(TURN, last.attributes, (*last.children, block))
        else:
            return (), (_no_speaker(text),)
    return tuple(turns), ()


def speaker_lines(text: str) -> list[SpeakerLine]:
    """
    Find the lines of a transcript that begin with words and a colon.

    Args:
        text: The author's Markdown.

    Returns:
        The lines in order, without those of program code; a line that goes on with the paragraph
        above begins no turn, and neither does one that is not `exact`.
    """
    found: list[SpeakerLine] = []
    start, fence, opens, depth = 0, "", True, 0
    for line in _LINE.findall(text):
        mark = _FENCE.match(line)
        depth = _list_depth(line, depth, opens=opens)
        match = None if fence or mark else _WORDS_LINE.match(line)
        if match:
            found.append(_speaker_line(match, start, opens=opens and not depth))
        if mark:
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
        opens = bool(mark) or not line.strip()
        start += len(line)
    return found


def _list_depth(line: str, depth: int, *, opens: bool) -> int:
    """Say how far a line must be set in to belong to the list above; 0 where there is none."""
    marks = _MARKS_LINE.match(line)
    if marks:
        return marks.end()
    indent = len(line) - len(line.lstrip(" "))
    return 0 if opens and line.strip() and indent < depth else depth


def _speaker_line(match: re.Match[str], start: int, *, opens: bool) -> SpeakerLine:
    line, words = match.string, match[2]
    emphasised = words[0] == words[-1] == "_" and len(words) > 1
    return SpeakerLine(
        words=words,
        start=start + match.start(2),
        opens=opens,
        exact=not match[1] and not emphasised and bool(_SPEAKER.match(line, match.start(2))),
    )


def compose_turns(turns: RichText) -> str:
    """Write turns as the Markdown that `split_turns` cuts into the same turns."""
    return "\n\n".join(_compose_turn(turn) for turn in turns)


def _compose_turn(turn: Node) -> str:
    from minutebook.markdown.compose import compose

    blocks: RichText = tuple(child for child in turn.children if isinstance(child, Node))
    opening = f"{speaker(turn)}:"
    if blocks and blocks[0].name == "p":
        return f"{opening} {compose(blocks)}"
    return f"{opening}\n\n{compose(blocks)}" if blocks else opening


def _opening(block: Node) -> tuple[str | None, tuple[Node | str, ...]]:
    """The key that a block opens with, and the blocks that are left of it."""
    first = block.children[0] if block.name == "p" and block.children else None
    match = _SPEAKER.match(first) if isinstance(first, str) else None
    if match is None or not isinstance(first, str):
        return None, (block,)
    tail = first[match.end() :]
    children = ((tail,) if tail else ()) + block.children[1:]
    return match[1], (Node("p", (), children),) if children else ()


def _no_speaker(text: str) -> Fault:
    start = len(text) - len(text.lstrip())
    return Fault(
        code="E311",
        start=start,
        end=start + 1,
        message="the transcript does not begin with a speaker's key and a colon",
        hint="begin each turn with a key of `people`, as in `AP: Is there a date?`",
    )
