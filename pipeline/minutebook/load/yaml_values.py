"""
Mistakes in quotes, brackets, escapes and the first sign of a value, in a records clerk's words.

Nothing in this module may read a value: it looks at the characters round the place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minutebook.load.faults import CURLY, Fault, quote
from minutebook.load.reading import half_character
from minutebook.load.yaml_trouble import Trouble, cannot_begin, tab_fault, unclear

if TYPE_CHECKING:
    from minutebook.load.places import Node


def after_quote(trouble: Trouble, last: Node) -> Fault:
    """Explain words after a closing quote."""
    quoted = trouble.lines.text[last.start : last.end]
    double = "put the whole value after `|` on the next line"
    return Fault(
        code="E128",
        index=trouble.at,
        end=trouble.rest_end,
        message=f"{quote(trouble.rest)} comes after the quote that ends {quote(quoted)}",
        hint=double
        if last.style == '"'
        else f"write an apostrophe inside single quotes twice, or {double}",
    )


def after_bracket(trouble: Trouble) -> Fault:
    """Explain words after a closing bracket."""
    bracket = trouble.before.rstrip()[-1]
    return Fault(
        code="E128",
        index=trouble.at,
        end=trouble.rest_end,
        message=f"{quote(trouble.rest)} comes after the bracket {quote(bracket)} that ends a value",
        hint="put the whole value in quotes, or after `|` on the next line",
    )


def open_quote(index: int, trouble: Trouble) -> Fault:
    """Explain a quote that is closed too late."""
    mark = trouble.lines.text[index]
    ends = trouble.lines.line(index).rstrip()[-1:]
    curly = ends if ends in CURLY else None
    return Fault(
        code="E124",
        index=index,
        message=f"the quote {quote(mark)} that opens here is not closed where the value ends",
        hint=f"the quote at the end of the line is a curly one, {quote(curly)}: write {quote(mark)}"
        if curly
        else "close it; if it is an apostrophe, put the whole value after `|` on the next line",
    )


def unclosed_quote(trouble: Trouble) -> Fault:
    """Explain a quote that is never closed."""
    return open_quote(trouble.since, trouble)


def start_of_value(trouble: Trouble) -> Fault:
    """Explain a character that no value can begin with."""
    char = trouble.lines.text[trouble.at : trouble.at + 1]
    if char == "\t":
        return tab_fault(trouble.at, trouble.lines)
    return (
        unclear(trouble) if char in (".", "") or char.isspace() else cannot_begin(trouble.at, char)
    )


def tab(trouble: Trouble) -> Fault:
    """Explain a tab where a space has to be."""
    line = trouble.lines.line(trouble.at)
    start = trouble.lines.start(trouble.at)
    index = start + line.index("\t") if "\t" in line else trouble.at
    return tab_fault(index, trouble.lines)


def bracket(trouble: Trouble) -> Fault:
    """Explain a list or block of keys in brackets that does not end."""
    if trouble.rest.startswith(":") and trouble.before[-1:] in ("", " ", "[", "{", ","):
        return cannot_begin(trouble.at, ":")
    opening = trouble.lines.text[trouble.since : trouble.since + 1]
    closing = "}" if opening == "{" else "]"
    here = trouble.line_number(trouble.at) == trouble.line_number(trouble.since)
    if opening in ("[", "{") and not (here and trouble.rest):
        message = f"the bracket {quote(opening)} that opens here is not closed"
        index, end = trouble.since, trouble.since + 1
    else:
        where = f"before {quote(trouble.rest)}" if trouble.rest else "at the end of the line"
        message = f"a comma or the closing bracket is missing {where}"
        index, end = trouble.at, trouble.rest_end
    return Fault(
        code="E127",
        index=index,
        end=end,
        message=message,
        hint=f"put commas between the entries and {quote(closing)} at the end; "
        "put words that begin with a bracket in quotes",
    )


def escape(trouble: Trouble) -> Fault:
    """Explain a backslash in double quotes."""
    text = trouble.lines.text
    start = max(text.rfind("\\", 0, trouble.at + 1), trouble.since)
    written = re.compile(r"\\(?:[xuU][0-9a-fA-F]*|.?)").match(text, start)
    escape = written.group() if written else "\\"
    if re.fullmatch(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}", escape):
        return half_character(chr(int(f"0x{escape[2:]}", 0)), start, len(escape))
    return Fault(
        code="E129",
        index=start,
        end=start + len(escape),
        message=f"the backslash in {quote(escape)} does not stand for anything",
        hint="write the backslash twice, or put the words in single quotes or after `|`",
    )


def block_sign(trouble: Trouble) -> Fault:
    """Explain words on the line of `|` or `>`."""
    sign = trouble.lines.text[trouble.since : trouble.since + 1]
    return Fault(
        code="E130",
        index=trouble.at,
        end=trouble.rest_end,
        message=f"{quote(trouble.rest)} stands on the line of {quote(sign)}",
        hint="begin the text on the next line, set in; or put it in quotes without the sign",
    )


def sign(trouble: Trouble) -> Fault:
    """Explain a value that begins with a sign that YAML has another use for."""
    return cannot_begin(trouble.since, trouble.lines.text[trouble.since : trouble.since + 1])
