"""Speech turns: a transcript's paragraphs, cut by the speaker's key that each begins with.

Nothing in this module knows which people a record has.
"""

from __future__ import annotations

import re

from minutebook.markdown import Fault, Node, RichText, compose

_SPEAKER = re.compile(r"([A-Za-z0-9_][A-Za-z0-9_-]{0,63}):(?:[ \n]+|$)")
_SPEAKER_LINE = re.compile(r"^ {0,3}([A-Za-z0-9_][A-Za-z0-9_-]{0,63}):(?=\s|$)", re.MULTILINE)

TURN = "turn"
PERSON = "person"


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


def speaker_offsets(text: str) -> list[tuple[str, int]]:
    """Find each key that opens a line of a transcript, with its character offset."""
    return [(match[1], match.start(1)) for match in _SPEAKER_LINE.finditer(text)]


def compose_turns(turns: RichText) -> str:
    """Write turns as the Markdown that `split_turns` cuts into the same turns."""
    return "\n\n".join(_compose_turn(turn) for turn in turns)


def _compose_turn(turn: Node) -> str:
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
