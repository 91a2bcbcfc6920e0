"""The Markdown of one paragraph or cell, with as few escapes as its words allow.

Nothing in this module knows lists, quotes, or the place of the paragraph among them.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from markdown_it.common.entities import entities

from minutebook.markdown.dialect import is_html
from minutebook.markdown.pieces import Piece, Role, is_mark, is_space, is_word, pieces_of
from minutebook.markdown.prose import read_prose
from minutebook.markdown.tree import Node

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_BLANK = " \t"
_REACH = 80
_ASCII_MARKS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_REFERENCE = re.compile("&(?:#[A-Za-z0-9]+|([A-Za-z0-9]+));")
_AFTER_LESS = re.compile("[^\\s<>@:]*")
_DELIMITER_CELL = re.compile(":?-+:?")

# What a line must not begin with, and where in it the backslash goes: before the group.
_LINE_STARTS = (
    re.compile(r"(?=#{1,6}(?:[ \t]|$))"),
    re.compile(r"(?=>)"),
    re.compile(r"(?=[-+*](?:[ \t]|$))"),
    re.compile(r"[0-9]{1,9}(?=[.)](?:[ \t]|$))"),
    re.compile(r"(?=~~~)"),
    # Alone they are text, and after an item's mark a rule.
    re.compile(r"(?=([-*])(?:[ \t]*\1)*[ \t]*$)"),
    re.compile(r"(?=_(?:[ \t]*_){2,}[ \t]*$)"),
    re.compile(r"(?=(?:=+|-+)[ \t]*$)"),
    re.compile(r"(?=[-:|][-:| \t]+$)"),
    re.compile(r"\[\^[^\s\[\]]+\](?=:)"),
)


def spell_paragraph(children: Iterable[Node | str]) -> str:
    """
    Write a paragraph.

    Args:
        children: Of the paragraph; at least one.

    Returns:
        One or more lines, none of which begins or ends with a space or begins like a block.

    Source:
        CommonMark 0.31, 2.4, 2.5 and 6.2.
    """
    children = tuple(children)
    text = children[0]
    if isinstance(text, str) and read_prose(text) == (Node("p", (), children),):
        return text
    lines = _spell(children, in_cell=False).split("\n")
    return "\n".join(_guard(line) for line in lines)


def spell_cell(children: Iterable[Node | str]) -> str:
    """
    Write a table's cell.

    Args:
        children: Of the cell; may be empty.

    Returns:
        One line, in which every bar has a backslash.
    """
    text = _spell(children, in_cell=True)
    if _DELIMITER_CELL.fullmatch(text):
        text = f"\\{text}"
    return text.replace("|", "\\|")


def _spell(children: Iterable[Node | str], *, in_cell: bool) -> str:
    pieces = pieces_of(children)
    _refer_blanks(pieces, in_cell=in_cell)
    _refer_beside_emphasis(pieces)
    for index, piece in enumerate(pieces):
        if piece.is_bare and piece.raw in _ESCAPES and _ESCAPES[piece.raw](pieces, index):
            piece.escape()
    return "".join(piece.written for piece in pieces)


def _guard(line: str) -> str:
    """Put a backslash into a line that would begin a block."""
    for pattern in _LINE_STARTS:
        match = pattern.match(line)
        if match:
            return f"{line[: match.end()]}\\{line[match.end() :]}"
    return line


def _refer_blanks(pieces: list[Piece], *, in_cell: bool) -> None:
    """Refer to white space that would be dropped, and to line ends where no line may end."""
    for index, piece in enumerate(pieces):
        before, after = _before(pieces, index), _after(pieces, index)
        if piece.role is not Role.CHARACTER:
            continue
        if piece.raw == "\r":
            piece.refer()
        elif piece.raw == "\n":
            # A raw tab before the line's end would be dropped, and a reference would not.
            if in_cell or before in {"", "\n", *_BLANK} or after in {"", "\n", *_BLANK}:
                piece.refer()
        elif piece.raw in _BLANK and (before in {"", "\n"} or not after):
            piece.refer()


def _before(pieces: list[Piece], index: int) -> str:
    """The character before a piece, as written; empty at the start."""
    return pieces[index - 1].written[-1] if index else ""


def _after(pieces: list[Piece], index: int) -> str:
    """The character after a piece, as written; empty at the end."""
    return pieces[index + 1].written[0] if index + 1 < len(pieces) else ""


def _refer_beside_emphasis(pieces: list[Piece]) -> None:
    """See that each sign of emphasis can open or close where it stands."""
    signs = [n for n, p in enumerate(pieces) if p.role in {Role.OPENING, Role.CLOSING}]
    # What is done for one sign may leave another, on the far side of a letter, in need.
    while sum(_make_room(pieces, sign) for sign in signs):
        pass


def _make_room(pieces: list[Piece], sign: int) -> bool:
    """Refer to a neighbour that keeps a sign from working; say whether there was one."""
    opening = pieces[sign].role is Role.OPENING
    inner = pieces[sign + 1 if opening else sign - 1]
    beyond = sign - 1 if opening else sign + 1
    outer = pieces[beyond] if 0 <= beyond < len(pieces) else None
    facing, away = (0, -1) if opening else (-1, 0)
    changed = is_space(inner.written[facing]) and inner.refer()
    needs_edge = is_mark(inner.written[facing]) or pieces[sign].raw[0] == "_"
    if outer and needs_edge and is_word(outer.written[away]):
        return outer.refer() or changed
    return changed


def _escape_always(_: list[Piece], __: int) -> bool:
    return True


def _escape_backslash(pieces: list[Piece], index: int) -> bool:
    after = _after(pieces, index)
    return after == "\n" or after in _ASCII_MARKS


def _escape_emphasis(pieces: list[Piece], index: int) -> bool:
    """A run between spaces is text, and so is an underline within a word."""
    raw = pieces[index].raw
    if index and _is_run(pieces[index - 1], raw):
        return not pieces[index - 1].is_bare
    end = index
    while end + 1 < len(pieces) and _is_run(pieces[end + 1], raw):
        end += 1
    before, after = _before(pieces, index), _after(pieces, end)
    if is_space(before) and is_space(after):
        return False
    return not (raw == "_" and is_word(before) and is_word(after))


def _is_run(piece: Piece, raw: str) -> bool:
    return piece.role is Role.CHARACTER and piece.raw == raw and piece.spelled[:1] != "&"


def _escape_tilde(pieces: list[Piece], index: int) -> bool:
    beside = {_before(pieces, index), _after(pieces, index)}
    return "~" in beside


def _escape_open_bracket(pieces: list[Piece], index: int) -> bool:
    return pieces[index].in_link or _after(pieces, index) == "^"


def _escape_close_bracket(pieces: list[Piece], index: int) -> bool:
    return pieces[index].in_link or _after(pieces, index) == "("


def _escape_caret(pieces: list[Piece], index: int) -> bool:
    opens_link = index > 0 and pieces[index - 1].role is Role.SIGN
    return _after(pieces, index) == "[" or (opens_link and _before(pieces, index) == "[")


def _escape_before_bracket(pieces: list[Piece], index: int) -> bool:
    return _after(pieces, index) == "[" and pieces[index + 1].role is Role.SIGN


def _escape_ampersand(pieces: list[Piece], index: int) -> bool:
    reference = _REFERENCE.match(_following(pieces, index))
    return reference is not None and (not reference[1] or reference[1] in entities)


def _escape_less(pieces: list[Piece], index: int) -> bool:
    """``<inaudible>`` and ``a < b`` are text; ``<b>`` and what may be an address are not."""
    text = _following(pieces, index)
    run = _AFTER_LESS.match(text, 1)
    end = run.end() if run else 1
    if end == len(text):
        return index + end < len(pieces) or is_html(text)
    return text[end] in "@:" or is_html(text)


def _following(pieces: list[Piece], index: int) -> str:
    """The text from a piece up to the next sign, as far as any reference or tag may reach."""
    ahead = takewhile(lambda piece: piece.role is Role.CHARACTER, pieces[index : index + _REACH])
    return "".join(piece.raw for piece in ahead)


_ESCAPES: Mapping[str, Callable[[list[Piece], int], bool]] = {
    "\\": _escape_backslash,
    "*": _escape_emphasis,
    "_": _escape_emphasis,
    "~": _escape_tilde,
    "`": _escape_always,
    "[": _escape_open_bracket,
    "]": _escape_close_bracket,
    "^": _escape_caret,
    "!": _escape_before_bracket,
    "&": _escape_ampersand,
    "<": _escape_less,
}
