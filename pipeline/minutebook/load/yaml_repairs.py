"""
How a YAML text can be read past a mistake: what to put in place of what, and what is then unsure.

Nothing in this module may word a fault: it follows the code that `yaml_faults` gave it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from minutebook.load import yaml_columns
from minutebook.load.repairs import STAND_IN, Doubt, Edit, Repair, blanked, stood_in
from minutebook.load.yaml_columns import (
    begins_glued,
    begins_key,
    indented,
    line_after,
    next_line,
    tail,
)
from minutebook.load.yaml_levels import bar_without_words

if TYPE_CHECKING:
    from minutebook.load.faults import Fault
    from minutebook.load.yaml_trouble import Trouble

_COLON = re.compile(r":(?=[ \t]|$)")
_CLOSING = re.compile(r"[ \t]*[\]}][\]}, \t]*$")
_ESCAPE = re.compile(r"\\u[0-9a-fA-F]{4}")
_ENDED = re.compile(r"^\.\.\.[^\r\n]*", re.MULTILINE)
_Way = Callable[["Trouble", "Fault"], Repair]


def repair(trouble: Trouble, fault: Fault, last_resort: bool) -> Repair:
    """
    Find a way past a mistake.

    Args:
        trouble: Where reading stopped.
        fault: What is wrong there.
        last_resort: Whether the way that the fault suggests has been gone already.

    Returns:
        The repair. It keeps the structure wherever the author's meaning is plain; else it takes
        the value out, or as a last resort the line with all that is set in below it.
    """
    if last_resort:
        return _without_line(trouble, fault)
    return _WAYS.get(fault.code, _without_line)(trouble, fault)


def _colon(trouble: Trouble, fault: Fault) -> Repair:
    """Take the colons of the text for letters, on its other lines too."""
    text, at = trouble.lines.text, fault.index
    last = trouble.last
    if last is not None and last.style in ("'", '"') and not text[last.end : at].strip():
        return _stand_in(trouble, last.start)
    end = tail(trouble.lines, at)
    edits = [Edit(at, at + 1, ";")]
    line = at + 1
    while line < end:
        stop = min(trouble.lines.line_end(line), end)
        words = text[line:stop]
        edits += [
            Edit(line + match.start(), line + match.end(), ";") for match in _COLON.finditer(words)
        ]
        line = line_after(text, stop)
    doubt = Doubt("value", at, hides=end > trouble.lines.line_end(at))
    return Repair(tuple(edits), (doubt,), end)


def _space(trouble: Trouble, fault: Fault) -> Repair:
    """Put the space in that is missing after a colon or a dash."""
    at = fault.index + 1
    is_dash = fault.code == "E125"
    doubt = Doubt("self" if is_dash else "key", fault.index)
    # Of two dashes before a space one was meant.
    end = at + (is_dash and trouble.lines.text[at : at + 2] == "- ")
    edits = [Edit(at, end, "" if end > at else " ")]
    if trouble.lines.text[at : at + 1].isspace():  # what only looks like one makes room for it
        edits = [Edit(at, at + 1, " ")]
    start = trouble.lines.start(at)
    dash = start + len(indented(trouble.lines.line(at))) + 1
    if not is_dash and begins_glued(trouble.lines.text, dash - 1):
        edits.insert(0, Edit(dash, dash, " "))
    return Repair(tuple(edits), (doubt,), trouble.lines.line_end(at))


def _stand_in(trouble: Trouble, start: int, *, least: int = 0) -> Repair:
    """Put a sign in place of a whole value, as far as its lines are set in."""
    text = trouble.lines.text
    end = tail(trouble.lines, start, least=max(start, least))
    below = next_line(trouble.lines, end)
    if text[start] in "[{" and below is not None and _CLOSING.match(trouble.lines.line(below)):
        end = trouble.lines.line_end(below)
    hides = text[start] in "[{" or end > trouble.lines.line_end(start)
    doubt = Doubt("value", start, hides=hides)
    return Repair((stood_in(text, start, end),), (doubt,), end)


def _unclosed(trouble: Trouble, fault: Fault) -> Repair:
    """Take out a value whose quote or bracket is not closed; in brackets, all from the first."""
    return _stand_in(trouble, fault.index if trouble.opening is None else trouble.opening)


def _after_value(trouble: Trouble, fault: Fault) -> Repair:
    """Take out a value that ends before its line does."""
    value = trouble.value or trouble.last
    if value is None or not value.start < fault.index:
        return _without_line(trouble, fault)
    return _stand_in(trouble, value.start, least=fault.index)


def _first_sign(trouble: Trouble, fault: Fault) -> Repair:
    """Take the sign that no value begins with for a letter."""
    at = fault.index
    if begins_key(trouble.lines.text, at + 1):
        doubts = (Doubt("self", at), Doubt("gap", at))
        return Repair((Edit(at, at + 1, STAND_IN),), doubts, trouble.lines.line_end(at))
    return Repair((Edit(at, at + 1, STAND_IN),), (Doubt("value", at),), tail(trouble.lines, at))


def _escape(trouble: Trouble, fault: Fault) -> Repair:
    """Make a backslash of one that stands for nothing."""
    at = fault.index
    match = _ESCAPE.match(trouble.lines.text, at) if fault.code == "E108" else None
    edit = Edit(at, match.end(), "\\ufffd") if match else Edit(at, at, "\\")
    return Repair((edit,), (Doubt("value", at),), trouble.lines.line_end(at))


def _beside_sign(trouble: Trouble, fault: Fault) -> Repair:
    """Take out the words on the line of `|`."""
    end = trouble.lines.line_end(fault.index)
    edits = (blanked(trouble.lines.text, fault.index, end),)
    return Repair(edits, (Doubt("value", fault.index),), end)


def _stray_words(trouble: Trouble, fault: Fault) -> Repair:
    """Take out a line of words, which may have gone on with the text above."""
    bar = bar_without_words(trouble, fault.index)
    if bar is not None:
        return yaml_columns.without_text(trouble, fault.index, bar)
    return yaml_columns.without_words(trouble, fault.index)


def _directive(trouble: Trouble, fault: Fault) -> Repair:
    if trouble.last is None:
        end = trouble.lines.line_end(fault.index)
        return Repair((blanked(trouble.lines.text, fault.index, end),), (), end)
    return _stray_words(trouble, fault)


def _without_line(trouble: Trouble, fault: Fault) -> Repair:
    return yaml_columns.without_block(trouble, fault.index)


def _among_keys(trouble: Trouble, fault: Fault) -> Repair:
    return yaml_columns.item_moved(trouble, fault.index)


def _end_of_note(trouble: Trouble, fault: Fault) -> Repair:
    """Take out the line that ends the note before its end."""
    match = _ENDED.search(trouble.lines.text, 0, trouble.at)
    if match is None:
        return _without_line(trouble, fault)
    return Repair((blanked(trouble.lines.text, *match.span()),), (), match.end())


def _column(trouble: Trouble, fault: Fault) -> Repair:
    if fault.index < trouble.lines.start(trouble.at):
        return yaml_columns.moved_above(trouble, fault.index)
    return yaml_columns.moved(trouble, fault.index)


def _tabs(trouble: Trouble, fault: Fault) -> Repair:
    at = fault.index
    if "\t" not in indented(trouble.lines.line(at)):
        edits = (Edit(at, at + 1, " "),)
        return Repair(edits, (Doubt("self", at),), trouble.lines.line_end(at))
    return yaml_columns.untabbed(trouble, fault.index)


_WAYS: dict[str, _Way] = {
    "E108": _escape,
    "E114": _end_of_note,
    "E116": _tabs,
    "E120": _directive,
    "E121": _colon,
    "E122": _space,
    "E123": _column,
    "E124": _unclosed,
    "E125": _space,
    "E126": _first_sign,
    "E127": _unclosed,
    "E128": _after_value,
    "E129": _escape,
    "E130": _beside_sign,
    "E131": _stray_words,
    "E132": _among_keys,
    "E133": _first_sign,
}
"""Each fault that suggests a way of its own; any other loses its line."""
