"""The words of one paragraph or cell as pieces of Markdown: characters, and the signs among them.

Nothing in this module decides what must be escaped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace

from minutebook.markdown.dialect import is_mail_link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minutebook.markdown.tree import Node


class Role(Enum):
    """What a piece is."""

    CHARACTER = auto()
    """One character of the text."""
    OPENING = auto()
    """The sign that begins emphasis."""
    CLOSING = auto()
    """The sign that ends it."""
    SIGN = auto()
    """Any other sign, complete as it stands."""


@dataclass(slots=True)
class Piece:
    """A character or a sign."""

    raw: str
    role: Role
    in_link: bool = False
    """Whether it stands between the brackets of a link."""
    spelled: str = ""
    """How it is written, where that is not as it is."""

    @property
    def written(self) -> str:
        """How it is written."""
        return self.spelled or self.raw

    @property
    def is_bare(self) -> bool:
        """Whether it is a character written as it is."""
        return self.role is Role.CHARACTER and not self.spelled

    def refer(self) -> bool:
        """Write a character as a reference, so that it is a plain mark to its neighbours."""
        if not self.is_bare:
            return False
        self.spelled = _NAMED.get(self.raw, f"&#{ord(self.raw)};")
        return True

    def escape(self) -> None:
        """Write a backslash before it."""
        self.spelled = f"\\{self.raw}"


_NAMED = {"\xa0": "&nbsp;"}
_BACKTICKS = re.compile("`+")
_ESCAPED_IN_TITLE = re.compile(r'["\\]')
_ENTITY = re.compile(r"&(?=#?[A-Za-z0-9]+;)")
_WEB = re.compile("[A-Za-z]+:[^<>\\x00-\\x20]*")


def is_space(character: str) -> bool:
    """Say whether emphasis takes the character for a space; so it takes the text's edge."""
    return not character or isWhiteSpace(ord(character))


def is_mark(character: str) -> bool:
    """Say whether emphasis takes the character for punctuation."""
    return bool(character) and (isMdAsciiPunct(ord(character)) or isPunctChar(character))


def is_word(character: str) -> bool:
    """Say whether emphasis takes the character for a part of a word."""
    return not is_space(character) and not is_mark(character)


def pieces_of(children: Iterable[Node | str]) -> list[Piece]:
    """
    Take a paragraph or cell apart.

    Args:
        children: Of the paragraph or cell.

    Returns:
        Its pieces in order, nothing escaped yet, with the sign for each emphasis chosen.
    """
    cutter = _Cutter([])
    cutter.cut(tuple(children), enclosing="", in_link=False)
    return cutter.pieces


@dataclass(slots=True)
class _Cutter:
    pieces: list[Piece]

    def cut(self, children: tuple[Node | str, ...], *, enclosing: str, in_link: bool) -> None:
        """Take the children of one element apart; *enclosing* is the sign around them."""
        for index, child in enumerate(children):
            if isinstance(child, str):
                self.pieces += (Piece(one, Role.CHARACTER, in_link) for one in child)
            elif child.name in {"em", "strong"}:
                after = children[index + 1] if index + 1 < len(children) else None
                self.emphasis(child, after, enclosing, in_link=in_link)
            elif child.name == "strike":
                self.marked(child, "~~", enclosing, in_link=in_link)
            elif child.name == "link":
                self.link(child)
            else:
                self.pieces.append(Piece(_SIGNS[child.name](child), Role.SIGN, in_link))

    def marked(self, node: Node, sign: str, enclosing: str, *, in_link: bool) -> None:
        self.pieces.append(Piece(sign, Role.OPENING, in_link))
        self.cut(node.children, enclosing=enclosing, in_link=in_link)
        self.pieces.append(Piece(sign, Role.CLOSING, in_link))

    def emphasis(
        self, node: Node, after: Node | str | None, enclosing: str, *, in_link: bool
    ) -> None:
        before = self.pieces[-1] if self.pieces else None
        sign = _choose_sign(before, after, enclosing)
        self.marked(node, sign * (2 if node.name == "strong" else 1), sign, in_link=in_link)

    def link(self, node: Node) -> None:
        short = _short_link(node)
        if short:
            self.pieces.append(Piece(short, Role.SIGN))
            return
        self.pieces.append(Piece("[", Role.SIGN))
        self.cut(node.children, enclosing="", in_link=True)
        self.pieces.append(Piece(f"]({_destination(node)})", Role.SIGN))


def _choose_sign(before: Piece | None, after: Node | str | None, enclosing: str) -> str:
    """
    Choose ``*`` or ``_``.

    Two signs that touch must differ, or they are read as one. Within emphasis the other sign is
    taken: its pairs then follow one another and never nest, which is what makes any pair safe.
    The same sign is safe there too where it touches none: one and two signs together are three,
    which CommonMark never pairs (rule 9 of section 6.2). An underline can't stand within a word.
    """
    touching = before.raw[0] if before and before.role is not Role.CHARACTER else ""
    forbidden = {touching}
    if after is None:
        forbidden.add(enclosing)
    other = "*" if enclosing != "*" else "_"
    candidates = [sign for sign in (other, "_" if other == "*" else "*") if sign not in forbidden]
    in_word = (before is not None and before.role is Role.CHARACTER and is_word(before.raw)) or (
        isinstance(after, str) and is_word(after[0])
    )
    if in_word and "*" in candidates:
        return "*"
    return candidates[0]


def _short_link(node: Node) -> str | None:
    """A link that shows its own address is written between ``<`` and ``>``."""
    href = node.get("href")
    if len(node.attributes) != 1 or len(node.children) != 1:
        return None
    if node.children[0] == href and _WEB.fullmatch(href):
        return f"<{href}>"
    short = f"<{node.children[0]}>"
    return short if href == f"mailto:{node.children[0]}" and is_mail_link(short) else None


def _destination(node: Node) -> str:
    href, title = node.get("href"), node.get("title")
    address = _ENTITY.sub("&amp;", href)
    if "(" in href or ")" in href:
        address = f"<{address}>"
    if not title:
        return address
    escaped = _ESCAPED_IN_TITLE.sub(r"\\\g<0>", title)
    return f'{address} "{_ENTITY.sub("&amp;", escaped)}"'


def _code(node: Node) -> str:
    text = str(node.children[0])
    runs = {len(run) for run in _BACKTICKS.findall(text)}
    fence = "`" * next(length for length in range(1, len(runs) + 2) if length not in runs)
    edges = {text[0], text[-1]}
    spaced = text.strip(" ") and text[0] == " " == text[-1]
    return f"{fence} {text} {fence}" if "`" in edges or spaced else f"{fence}{text}{fence}"


def _break(_: Node) -> str:
    return "\\\n"


def _note_mark(node: Node) -> str:
    return f"[^{node.get('id')}]"


_SIGNS = {"code": _code, "break": _break, "note-ref": _note_mark}
