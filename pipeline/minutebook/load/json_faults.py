"""
What is wrong with a text that is not JSON, in a records clerk's words.

Nothing in this module may read a value: it looks at the text round the place where reading stopped.
"""

from __future__ import annotations

import re

from minutebook.load.faults import CURLY, Fault, quote

_STRETCH = re.compile(r"[^\r\n]*")
_WORD = re.compile(r"[-+.\w]+")
_NOT_FINITE = re.compile(r"[-+]?(?:NaN|Infinity|nan|inf|Inf)\b")
_COMMENT = re.compile(r"//|/\*|#")
_WHOLE_COMMENT = re.compile(r"(?://|#)[^\r\n]*|/\*.*?(?:\*/|$)", re.MULTILINE)
_LIKENESS = {
    "True": "true",
    "TRUE": "true",
    "False": "false",
    "FALSE": "false",
    "None": "null",
    "nil": "null",
    "Null": "null",
    "NULL": "null",
}


def value(text: str, at: int, opening: int | None) -> Fault:
    """
    Explain what stands where a value is due.

    Args:
        text: The whole text.
        at: Where the value had to begin.
        opening: The innermost open bracket; None outside all of them.

    Returns:
        The fault, with its remedy.
    """
    if at >= len(text):
        return _unclosed(text, opening) if opening is not None else _missing(at)
    if _NOT_FINITE.match(text, at):
        return _not_finite(text, at)
    if _COMMENT.match(text, at):
        return _comment(text, at)
    if text[at] in "]},:":
        return _missing_before(text, at)
    match = _WORD.match(text, at)
    word = match.group() if match else text[at]
    meant = _LIKENESS.get(word)
    return Fault(
        code="E145",
        index=at,
        end=at + len(word),
        message=f"{quote(word)} is not a value: text stands in double quotes in JSON",
        hint=f"write {quote(meant)}" if meant else _in_quotes(text[at]),
    )


def key(text: str, at: int, opening: int) -> Fault:
    """Explain what stands where a key is due."""
    if at >= len(text):
        return _unclosed(text, opening)
    if _COMMENT.match(text, at):
        return _comment(text, at)
    if text[at] == "}":
        return _missing_before(text, at)
    return Fault(
        code="E145",
        index=at,
        end=_rest_end(text, at),
        message=f"{_rest(text, at)} stands where a key in double quotes is due",
        hint="put every key in double quotes" if text[at] not in CURLY else _in_quotes(text[at]),
    )


def colon(text: str, at: int, name: str) -> Fault:
    """Explain what stands where the colon after a key is due."""
    before = f" before {_rest(text, at)}" if at < len(text) else ""
    return Fault(
        code="E141",
        index=at,
        message=f"the colon after the key {quote(name)} is missing{before}",
        hint="write a colon between the key and its value",
    )


def comma(text: str, at: int, opening: int) -> Fault:
    """Explain what stands where a comma or a closing bracket is due."""
    if at >= len(text):
        return _unclosed(text, opening)
    if _COMMENT.match(text, at):
        return _comment(text, at)
    closing = "}" if text[opening] == "{" else "]"
    return Fault(
        code="E141",
        index=at,
        message=f"a comma or {quote(closing)} is missing before {_rest(text, at)}",
        hint="write a comma between two entries, and close each bracket with its own kind",
    )


def after_end(text: str, at: int) -> Fault:
    """Explain what stands after the end of the note."""
    if _COMMENT.match(text, at):
        return _comment(text, at)
    return Fault(
        code="E142",
        index=at,
        end=_rest_end(text, at),
        message=f"{_rest(text, at)} comes after the end of the note",
        hint="delete it, or check whether a bracket before it closes too early",
    )


def number(text: str, at: int) -> Fault:
    """Explain a number that JSON has no such spelling for."""
    if _NOT_FINITE.match(text, at):
        return _not_finite(text, at)
    match = _WORD.match(text, at)
    word = match.group() if match else text[at]
    return Fault(
        code="E144",
        index=at,
        end=at + len(word),
        message=f"{quote(word)} is not a number as JSON writes it",
        hint="write it like `7`, `-7` or `0.7`; put dates, times and references in double quotes",
    )


def string(text: str, start: int, at: int) -> Fault:
    """Explain why text between quotes stops before its closing quote."""
    char = text[at : at + 1]
    if char == "\\" and at + 1 < len(text):
        return _bad_escape(text, at)
    if char == "\t":
        return Fault(
            code="E148",
            index=at,
            message="a tab stands between quotes",
            hint="write `\\t` or spaces",
        )
    return Fault(
        code="E143",
        index=start,
        message="the quote that opens here is not closed on its line",
        hint="close it; write `\\n` where a new line is meant",
    )


def _bad_escape(text: str, at: int) -> Fault:
    match = re.compile(r"\\(?:u[0-9a-fA-F]{0,3}|.?)").match(text, at)
    written = match.group() if match else text[at]
    return Fault(
        code="E146",
        index=at,
        end=at + len(written),
        message=f"the backslash in {quote(written)} does not stand for anything",
        hint="write the backslash twice",
    )


def _unclosed(text: str, opening: int) -> Fault:
    return Fault(
        code="E149",
        index=opening,
        message=f"the bracket {quote(text[opening])} that opens here is not closed",
        hint=f"write {quote('}' if text[opening] == '{' else ']')} where its last entry ends",
    )


def _in_quotes(char: str) -> str:
    if char in CURLY:
        return f'put it in straight quotes, `"`: a curly one, {quote(char)}, counts for none'
    return "put it in double quotes"


def _missing(at: int) -> Fault:
    return Fault(code="E141", index=at, message="a value is missing here")


def _missing_before(text: str, at: int) -> Fault:
    before = text[:at].rstrip()[-1:] if at < 1_000 else text[at - 1_000 : at].rstrip()[-1:]
    hint = "delete the comma before it" if before == "," else "write the value"
    return Fault(
        code="E141",
        index=at,
        message=f"a value is missing before {quote(text[at])}",
        hint=hint,
    )


def _not_finite(text: str, at: int) -> Fault:
    match = _NOT_FINITE.match(text, at)
    word = match.group() if match else text[at]
    return Fault(
        code="E118",
        index=at,
        end=at + len(word),
        message=f"{quote(word)} is not a number",
        hint="write the number, or leave the key out",
    )


def _comment(text: str, at: int) -> Fault:
    match = _WHOLE_COMMENT.match(text, at)
    return Fault(
        code="E147",
        index=at,
        end=match.end() if match else None,
        message="a comment stands here, and JSON has none",
        hint="delete it, or keep the note in YAML",
    )


def _rest_end(text: str, at: int) -> int:
    match = _STRETCH.match(text, at)
    return at + len(match.group().rstrip()) if match else at


def _rest(text: str, at: int) -> str:
    match = _STRETCH.match(text, at, at + 200)
    return quote(match.group() if match else "")
