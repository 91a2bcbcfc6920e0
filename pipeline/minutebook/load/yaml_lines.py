"""
Mistakes in keys, dashes, colons and indentation, in a records clerk's words.

Nothing in this module may read a value: it looks at the lines round the place.
"""

from __future__ import annotations

import re

from minutebook.load.faults import Fault, quote
from minutebook.load.lookalikes import LIKE_SPACES
from minutebook.load.yaml_levels import (
    bar_without_words,
    line_above,
    line_too_far_left,
    no_space_after_dash,
)
from minutebook.load.yaml_trouble import Trouble, empty_key, tab_fault, unclear
from minutebook.load.yaml_values import after_bracket, after_quote, open_quote

_KEY = re.compile(r"(?P<lead>\s*(?:[-?]\s+)*)(?P<key>[^\s#:][^:]*):(?=\s|\Z)")
_KEY_AND_VALUE = re.compile(_KEY.pattern + r"\s+\S")
_NO_SPACE = re.compile(rf"\s*(?:-\s+)*[\w-]+(:)(?!//)(?:[^\s:]|[{LIKE_SPACES}])")
_LIKE_SPACE = re.compile(rf"[^:]*:[{LIKE_SPACES}]")
_DASH_AND_WORD = re.compile(r"-[^\s-]")
_TAB_AT_START = re.compile(r"[\r\n] *(\t)")
_ITEM = re.compile(r"( *)-[ \t]+[a-z][a-z0-9_]*")
_FIELD = re.compile(r"[a-z][a-z0-9_]*")


def colon(trouble: Trouble) -> Fault:
    """Explain a colon that cannot end a key."""
    tab = _tab_below(trouble)
    if tab is not None:
        return tab_fault(tab, trouble.lines)
    item = _item_too_far(trouble)
    if item is not None:
        return item
    if _KEY_AND_VALUE.match(trouble.before):
        return _colon_in_words(trouble, trouble.before)
    start = trouble.last.start if trouble.last else trouble.at
    first = trouble.lines.line(start)
    line_start = trouble.lines.start(start)
    if line_start == trouble.lines.start(trouble.at):
        return _colon_in_words(trouble, trouble.before)
    joined = _NO_SPACE.match(first)
    if joined:
        return _no_space(line_start + joined.start(1), first)
    key = _KEY_AND_VALUE.match(first)
    if key is None:
        return _no_colon_at(line_start + len(first) - len(first.lstrip()), first)
    if len(trouble.before.split()) > 1:
        return _colon_in_words(trouble, first)
    left = line_too_far_left(trouble, start)
    return left or _set_in_too_far(trouble, key["key"].rstrip(), trouble.line_number(start))


def _item_too_far(trouble: Trouble) -> Fault | None:
    """Find an item that is set in further than the items beside it, and so goes on with a value."""
    match = _ITEM.fullmatch(trouble.before)
    columns = [column.column for column in trouble.columns if column.is_list]
    if match is None or trouble.last is None or not columns or trouble.last.style:
        return None
    start = trouble.lines.start(trouble.at)
    column = len(match[1]) + 1
    if columns[-1] >= column or trouble.lines.start(trouble.last.start) == start:
        return None
    return Fault(
        code="E123",
        index=start + len(match[1]),
        end=trouble.lines.line_end(start),
        message=f"{quote(trouble.lines.line(start))} begins in column {column}, "
        f"but the items beside it begin in column {columns[-1]}",
        hint="begin its dash in the column of the other dashes; "
        "if it goes on with the text above, put that text after `|`",
    )


def _tab_below(trouble: Trouble) -> int | None:
    """Find the tab that makes a line go on with the value above it."""
    last = trouble.last
    if last is None:
        return None
    below = trouble.lines.line_end(last.start)
    match = _TAB_AT_START.search(trouble.lines.text, below, trouble.at)
    return match.start(1) if match else None


def _colon_in_words(trouble: Trouble, opening: str) -> Fault:
    word = trouble.before.rsplit(maxsplit=1)[-1:]
    after = f"after {quote(word[0])} " if word else ""
    return Fault(
        code="E121",
        index=trouble.at,
        message=f"the colon {after}makes a key of what are words of the text",
        hint=_put_in_quotes(opening, trouble),
    )


def _put_in_quotes(opening: str, trouble: Trouble) -> str:
    """Show how the value can be written."""
    key = _KEY.match(opening)
    field = key["key"].rstrip() if key and _FIELD.fullmatch(key["key"].rstrip()) else None
    if field:
        remedy = f"write {quote(field + ': |')} and the words on the next line, set in"
        words = opening[key.end() :] if key else ""
        sign = f"{field}: "
    elif opening.lstrip().startswith("-"):
        remedy = "write `- |` and the words on the next line, set in"
        words, sign = opening.lstrip(" -"), "- "
    else:
        return "put the words on the next line after `|`, or in quotes"
    whole = (words + trouble.rest).strip() if opening == trouble.before else ""
    if not whole or '"' in whole or "\\" in whole:
        return f"{remedy}, or put the words in quotes"
    quoted = f'{sign}"{whole}"'
    return f"{remedy}, or put them in quotes: {quote(quoted)}"


def _no_space(index: int, line: str) -> Fault:
    name = line.strip().lstrip("- ").split(":")[0]
    is_like = _LIKE_SPACE.match(line) is not None
    return Fault(
        code="E122",
        index=index,
        message=f"there is no space after the colon of {quote(name + ':')}"
        + (", but a no-break space" if is_like else ""),
        hint="put an ordinary space in place of the no-break space"
        if is_like
        else "leave a space between the colon and the value",
    )


def _set_in_too_far(trouble: Trouble, key: str, line: int) -> Fault:
    before = trouble.before
    return Fault(
        code="E123",
        index=trouble.at - len(before.lstrip()),
        end=trouble.at + 1,
        message=(
            f"{quote(before.lstrip() + ':')} is set in further than {quote(key)} on line {line}, "
            "which has its value already"
        ),
        hint="begin a key in the same column as the keys beside it; put text with colons after `|`",
    )


def no_colon(trouble: Trouble) -> Fault:
    """Explain a line that had to be a key."""
    line = trouble.lines.line(trouble.since)
    column = trouble.since - trouble.lines.start(trouble.since)
    words = line[column:]
    if words.startswith("-") and words[1:2].strip():
        return no_space_after_dash(trouble.since, words)
    joined = _NO_SPACE.match(words)
    if joined:
        return _no_space(trouble.since + joined.start(1), words)
    if words[:1] in ("'", '"') and trouble.line_number(trouble.at) > trouble.line_number(
        trouble.since
    ):
        return open_quote(trouble.since, trouble)
    bar = bar_without_words(trouble, trouble.since)
    if bar is not None:
        return _words_not_set_in(trouble, bar, words)
    return _no_colon_at(trouble.since, words)


def _words_not_set_in(trouble: Trouble, bar: int, words: str) -> Fault:
    key = trouble.lines.text[bar : trouble.lines.line_end(bar)].split(":")[0]
    return Fault(
        code="E131",
        index=trouble.since,
        end=trouble.since + len(words.rstrip()),
        message=f"{quote(words)} is not set in further than {quote(key.lstrip('- '))}, "
        "so it does not belong to that text",
        hint="set every line of a text after `|` in by two spaces more than its key",
    )


def _no_colon_at(index: int, words: str) -> Fault:
    return Fault(
        code="E131",
        index=index,
        end=index + len(words.rstrip()),
        message=f"{quote(words)} is neither a key with its colon nor an item with its dash",
        hint="if it goes on with the text above, set it in as far as that text; "
        "if it is a key, write a colon and a space after it",
    )


def misplaced(trouble: Trouble) -> Fault:
    """Explain a line, or the rest of one, that does not belong to its block."""
    last, before = trouble.last, trouble.before
    if last is not None and last.style in ("'", '"') and last.end <= trouble.at:
        between = trouble.lines.text[last.end : trouble.at]
        if not between.strip() and trouble.lines.start(last.end) == trouble.lines.start(trouble.at):
            if trouble.line_number(last.start) < trouble.line_number(last.end):
                return open_quote(last.start, trouble)
            return after_quote(trouble, last)
    if before.rstrip()[-1:] in ("]", "}"):
        return after_bracket(trouble)
    return _misplaced_line(trouble)


def _misplaced_line(trouble: Trouble) -> Fault:
    """Explain a line that begins in the wrong column, or is of the wrong kind for it."""
    here, block = trouble.lines.place(trouble.at), trouble.lines.place(trouble.since)
    if trouble.before.strip():
        return unclear(trouble)
    if here.column == block.column:
        return _mixed(trouble)
    last = trouble.last
    left = line_too_far_left(trouble, last.key) if last is not None else None
    above = line_above(trouble) or left
    if above is not None:
        return above
    return Fault(
        code="E123",
        index=trouble.at,
        end=trouble.rest_end,
        message=(
            f"{quote(trouble.rest)} begins in column {here.column}, "
            f"but the block from line {block.line} on begins in column {block.column}"
        ),
        hint="begin a line in the same column as the keys or dashes that it belongs with; "
        "if this one does, look for one above it that does not",
    )


def _mixed(trouble: Trouble) -> Fault:
    """Explain a list item among keys, or a key among list items."""
    block = trouble.line_number(trouble.since)
    if _DASH_AND_WORD.match(trouble.rest):
        return no_space_after_dash(trouble.at, trouble.rest)
    if trouble.rest.startswith("-"):
        message = f"a list item stands among the keys that begin on line {block}"
        hint = "set the list in under the key that it belongs to"
        column = max((one.column for one in trouble.columns if one.is_list), default=0)
        if 0 < column < trouble.lines.place(trouble.at).column:
            hint = f"if it is the next item, begin its dash in column {column}; else {hint}"
    elif trouble.lines.text.startswith("-", trouble.since):
        message = f"{quote(trouble.rest)} stands among the list items that begin on line {block}"
        hint = "if it belongs to the item above, set it in as far as that item's other keys; "
        hint += "if it is an item, write a dash before it"
    elif trouble.rest.startswith(":"):
        return empty_key(trouble.at)
    else:
        return unclear(trouble)
    return Fault(code="E132", index=trouble.at, end=trouble.rest_end, message=message, hint=hint)


def after_note(trouble: Trouble) -> Fault:
    """Explain what follows when the note seems to have ended."""
    last, before = trouble.last, trouble.before
    if before.strip() and last is not None:
        return misplaced(trouble)
    ended = re.compile(r"^\.\.\.", re.MULTILINE).search(trouble.lines.text, 0, trouble.at)
    if ended:
        return Fault(
            code="E114",
            index=trouble.at,
            message="the note goes on after the line `...` that ends it",
            hint="delete the line `...`",
        )
    above = line_above(trouble)
    if above is not None:
        return above
    return Fault(
        code="E123",
        index=trouble.at,
        end=trouble.rest_end,
        message=f"{quote(trouble.rest)} is set in less than the first line of the note",
        hint="begin every key of the note in the first column",
    )


def list_beside_key(trouble: Trouble) -> Fault:
    """Explain a dash on the line of a key."""
    return Fault(
        code="E133",
        index=trouble.at,
        end=trouble.rest_end,
        message=f"a list item, {quote(trouble.rest)}, stands on the line of a key",
        hint="begin the list on the next line; if the dash is part of the text, use quotes",
    )


def directive(trouble: Trouble) -> Fault:
    """Explain a line that begins with a percent sign."""
    line = trouble.lines.line(trouble.since)
    return Fault(
        code="E120",
        index=trouble.lines.start(trouble.since),
        end=trouble.lines.line_end(trouble.since),
        message=f"a line cannot begin with a percent sign: {quote(line)}",
        hint="delete the line; if it belongs to the text above, set it in",
    )
