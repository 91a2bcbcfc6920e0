"""The one Markdown parser of this code base: which rules it runs, and our own rules among them.

Everything that CommonMark would read is read, so that what the subset lacks is seen and not taken
for text. Nothing in this module decides what is allowed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.common.html_re import HTML_OPEN_CLOSE_TAG_STR
from markdown_it.rules_block import (
    blockquote,
    code,
    fence,
    heading,
    lheading,
    list_block,
    paragraph,
    table,
)
from markdown_it.rules_inline import backtick, entity, image, link
from markdown_it.token import Token

from minutebook.markdown.grammar import DEEPEST, MOST_NUMBER
from minutebook.markdown.names import HTML_ELEMENTS, SCHEMES
from minutebook.markdown.offsets import (
    SPAN,
    UNCLOSED,
    bounds,
    closable,
    placed,
    placed_paragraph,
    placed_table,
    spanned,
    spanned_link,
)

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_TAG = re.compile(HTML_OPEN_CLOSE_TAG_STR.removeprefix("^"))
_TAG_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)(?=[\s/>]|$)")
_NOT_ELEMENT = re.compile(r"<(?:!--|!\[CDATA\[|![A-Za-z]|\?[A-Za-z])")
_NOT_ELEMENT_END = {"<!-": "-->", "<![": "]]>", "<?": "?>"}

_WEB_LINK = re.compile(r"<(([A-Za-z][A-Za-z0-9+.\-]{1,31}):[^<>\x00-\x20]*)>")
_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_MAIL_LINK = re.compile(rf"<([A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]+@{_LABEL}(?:\.{_LABEL})*)>")
_NOTE = re.compile(r"\[\^([^\s\[\]]+)\]")
_NOTE_START = re.compile(r"\[\^([^\s\[\]]+)\]:")
_LONG_NUMBER = re.compile(r"([0-9]{4,9})[.)](?=[ \t]|$)", re.MULTILINE)
_BLANK = " \t"


def is_html(text: str) -> bool:
    """Say whether text that begins with ``<`` begins like an element, comment or declaration."""
    name = _TAG_NAME.match(text)
    if name:
        return name[1].lower() in HTML_ELEMENTS
    return _NOT_ELEMENT.match(text) is not None


def is_mail_link(text: str) -> bool:
    """Say whether ``<...>`` is read as a link to a mail address."""
    return _MAIL_LINK.fullmatch(text) is not None


def numbered_list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a list, but leave a number of four digits or more as the text it most likely is."""
    long = _LONG_NUMBER.match(state.src, *bounds(state, start))
    if long and not _goes_on(state, start, int(long[1])):
        return False
    first = len(state.tokens)
    if not list_block(state, start, end, silent):
        return False
    for token in state.tokens[first:]:
        if token.type == "list_item_open" and token.level == state.level + 1 and token.map:
            token.meta[SPAN] = bounds(state, token.map[0])
    return True


def _goes_on(state: StateBlock, line: int, number: int) -> bool:
    """Say whether the number is the next one of a list whose item is being read."""
    if state.sCount[line] >= state.blkIndent or number <= MOST_NUMBER:
        return False
    closed = 0
    for token in reversed(state.tokens):
        if token.type == "list_item_close":
            closed += 1
        elif token.type == "list_item_open" and closed:
            closed -= 1
        elif token.type == "list_item_open" and token.info == str(number - 1):
            return True
    return False


def closed_fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a fenced code block, and note whether the author closed it."""
    if not fence(state, start, end, silent):
        return False
    if not silent:
        token, last = state.tokens[-1], state.line - 1
        begin, stop = bounds(state, last)
        mark = state.src[begin:stop].rstrip(_BLANK)
        is_mark = set(mark) == {token.markup[0]} and len(mark) >= len(token.markup)
        token.meta[UNCLOSED] = last == start or not is_mark or state.is_code_block(last)
    return True


def footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read ``[^1]:`` and the blocks indented by four below it."""
    begin, stop = bounds(state, start)
    match = _NOTE_START.match(state.src, begin, stop)
    if match is None or state.is_code_block(start):
        return False
    if silent:
        return True
    opening = Token("footnote_open", "", 1, level=state.level)
    opening.meta.update({"id": match[1], SPAN: match.span()})
    state.tokens.append(opening)
    state.level += 1
    _read_footnote(state, start, end, match.end())
    state.level -= 1
    state.tokens.append(Token("footnote_close", "", -1, level=state.level))
    return True


def _read_footnote(state: StateBlock, start: int, end: int, after: int) -> None:
    """Read what stands after the colon as if it were indented like the lines that follow."""
    saved = state.bMarks[start], state.tShift[start], state.sCount[start], state.parentType
    first = state.skipSpaces(after)
    state.blkIndent += 4
    state.bMarks[start], state.tShift[start] = after, min(first, state.eMarks[start]) - after
    state.sCount[start], state.parentType = state.blkIndent, "root"
    state.md.block.tokenize(state, start, end)
    state.blkIndent -= 4
    state.bMarks[start], state.tShift[start], state.sCount[start], state.parentType = saved
    # With nothing but the mark, nothing has been read.
    state.line = max(state.line, start + 1)


def note_mark(state: StateInline, silent: bool) -> bool:
    """Read ``[^1]``."""
    match = _NOTE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("note_ref", "", 0).content = match[1]
    state.pos = match.end()
    return True


def note_in_place(state: StateInline, silent: bool) -> bool:
    """Read ``^[words of a note]``, which other tools know."""
    if not state.src.startswith("^[", state.pos):
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos + 1)
    if end < 0:
        return False
    if not silent:
        state.push("note_in_place", "", 0).content = state.src[state.pos : end + 1]
    state.pos = end + 1
    return True


def web_link(state: StateInline, silent: bool) -> bool:
    """Read ``<https://...>`` and ``<name@example.org>``."""
    if state.src[state.pos] != "<":
        return False
    web = _WEB_LINK.match(state.src, state.pos, state.posMax)
    if web and web[2].lower() not in SCHEMES and not web[1][len(web[2]) :].startswith("://"):
        return False
    match = web or _MAIL_LINK.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("link_open", "a", 1).attrs = {"href": match[1] if web else f"mailto:{match[1]}"}
        state.push("text", "", 0).content = match[1]
        state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


def html(state: StateInline, silent: bool) -> bool:
    """Read a known HTML element, a comment, a declaration; ``<inaudible>`` is none of them."""
    source, start = state.src, state.pos
    if source[start] != "<":
        return False
    end = _element_end(source, start) or _other_end(state, start)
    if end is None or end > state.posMax:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = source[start:end]
    state.pos = end
    return True


def _element_end(source: str, start: int) -> int | None:
    name = _TAG_NAME.match(source, start)
    if name is None or name[1].lower() not in HTML_ELEMENTS:
        return None
    tag = _TAG.match(source, start)
    if tag:
        return tag.end()
    # At the start of a line CommonMark takes even a tag that is not closed for HTML.
    return name.end() if start == 0 or source[start - 1] == "\n" else None


def _other_end(state: StateInline, start: int) -> int | None:
    match = _NOT_ELEMENT.match(state.src, start)
    if match is None:
        return None
    closing = next((c for o, c in _NOT_ELEMENT_END.items() if match[0].startswith(o)), ">")
    # One that is never closed is still a comment in intent; the lookup is remembered, so that many
    # of them take no longer than one.
    if state.html_terminator_last(closing) < match.end():
        return match.end()
    return state.src.index(closing, match.end()) + len(closing)


def line_end(state: StateInline, silent: bool) -> bool:
    """Read the end of a line: a hard break after two spaces, else a soft one."""
    if state.src[state.pos] != "\n":
        return False
    if not silent:
        waiting = state.pending
        state.pending = waiting.rstrip(_BLANK)
        hard = waiting.endswith("  ")
        state.push("hardbreak" if hard else "softbreak", "br", 0)
    pos = state.pos + 1
    while pos < state.posMax and state.src[pos] in _BLANK:
        pos += 1
    state.pos = pos
    return True


def _make_parser() -> MarkdownIt:
    # Each container is at most two levels; beyond DEEPEST there is a finding in any case.
    parser = MarkdownIt("commonmark", {"maxNesting": 2 * DEEPEST + 4})
    parser.enable(["table", "strikethrough"])
    parser.disable(["reference", "html_block", "normalize", "text_join"])
    _set_block_rules(parser)
    _set_inline_rules(parser)
    # Every link is read as its author wrote it; which are allowed is decided later.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


def _set_block_rules(parser: MarkdownIt) -> None:
    rules = parser.block.ruler
    interrupting = ["paragraph", "blockquote", "list"]
    rules.at("table", placed_table(table), {"alt": ["paragraph"]})
    rules.at("code", placed(code), {"alt": []})
    rules.at("fence", placed(closed_fence), {"alt": interrupting})
    rules.at("blockquote", placed(blockquote), {"alt": interrupting})
    rules.at("list", placed(numbered_list), {"alt": ["paragraph", "blockquote"]})
    rules.at("heading", placed(heading), {"alt": ["paragraph", "blockquote"]})
    rules.at("lheading", placed(lheading), {"alt": []})
    rules.at("paragraph", placed_paragraph(paragraph), {"alt": []})
    rules.before("heading", "footnote", footnote, {"alt": ["paragraph"]})


def _set_inline_rules(parser: MarkdownIt) -> None:
    rules = parser.inline.ruler
    rules.at("newline", line_end)
    rules.at("backticks", spanned(backtick))
    rules.at("link", closable(spanned_link(link), "]("))
    rules.at("image", closable(spanned(image), "]("))
    rules.at("autolink", spanned(web_link))
    rules.at("html_inline", spanned(html))
    rules.at("entity", spanned(entity))
    rules.before("link", "note_mark", spanned(note_mark))
    rules.after("image", "note_in_place", closable(spanned(note_in_place), "]"))


PARSER = _make_parser()
"""Compiled once; it holds no state between texts."""
