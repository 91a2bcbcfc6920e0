"""From the Markdown of one field to its block tree and faults.

Nothing in this module knows the record that the field belongs to.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from minutebook.markdown.faults import Fault, Faults
from minutebook.markdown.grammar import UNFIT, is_fit
from minutebook.markdown.prose import read_prose

if TYPE_CHECKING:
    from minutebook.markdown.tree import RichText


def parse(text: str) -> tuple[RichText, tuple[Fault, ...]]:
    """
    Read the Markdown of one field.

    Args:
        text: The field's value; may be empty.

    Returns:
        The block tree, and what the subset does not hold, by the place where each begins. With
        faults the tree holds what could be read; without them, every word is in it.

    Source:
        CommonMark 0.31; docs/explanation/architecture.md, "Rich text"; findings E360 to E382
        and W360.
    """
    prose = read_prose(text)
    if prose is not None:
        return prose, ()
    from minutebook.markdown.dialect import PARSER
    from minutebook.markdown.subset import read_blocks

    source, returns = _without_returns(text)
    faults = Faults(source)
    if not is_fit(source):
        source = UNFIT.sub("\ufffd", source)
        for match in UNFIT.finditer(faults.text):
            faults.add("E379", *match.span(), said=f"U+{ord(match[0]):04X}")
    blocks = read_blocks(PARSER.parse(source, {}), faults)
    return blocks, tuple(_moved(fault, returns) for fault in faults.in_order())


def too_many_signs(text: str, most: int) -> Fault:
    """
    Say that a text is not read, because those before it had as much in them as a record may have.

    Args:
        text: The field's value.
        most: How many signs and lines all texts of a record may have.
    """
    faults = Faults(text)
    faults.add("E382", 0, 0, f"{most:,}")
    return faults.found[0]


def _without_returns(text: str) -> tuple[str, list[int]]:
    """Make each line end one LF; also give the places in the result before which a CR went."""
    if "\r" not in text:
        return text, []
    returns: list[int] = []
    for match in re.finditer("\r\n", text):
        returns.append(match.start() - len(returns))
    return text.replace("\r\n", "\n").replace("\r", "\n"), returns


def _moved(fault: Fault, returns: list[int]) -> Fault:
    if not returns:
        return fault
    start = fault.start + bisect_right(returns, fault.start)
    return replace(fault, start=start, end=fault.end + bisect_left(returns, fault.end))
