"""What a page is given after pandoc: its styles and their policy, a running head, data, folds.

Everything here is a pure function of bytes and words; nothing knows a record or a file.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass

_STYLES_PLACE = b"<style></style>"
_POLICY_PLACE = b"'house-styles'"
_DATA_PLACE = b'<script type="application/ld+json"></script>'

# A list that begins folded, as the stylesheet marks it. An author's words have no bare `<`.
_FOLD = re.compile(rb'<div class="fold">\s*<div class="fold-words">\s*<p>([^<]*)</p>\s*</div>')
_FOLD_END = re.compile(rb'<div class="fold-end">\s*</div>\s*</div>')

_PLAIN = re.compile(r"[A-Za-z0-9 ]")

# Longer titles are cut: a running head has one line.
_HEAD_LENGTH = 64


@dataclass(frozen=True, kw_only=True, slots=True)
class PageParts:
    """What one record brings to its page besides its words."""

    title: str = ""
    """Stands at the head of each printed page but the first."""
    reference: str = ""
    """Stands at the other side of it."""
    is_right_to_left: bool = False
    data: dict[str, object] | None = None
    """What the page says to machines, for JSON-LD; None for nothing."""


NOTHING = PageParts()
"""A page of no record."""


def dressed_page(page: bytes, style_sheet: bytes, parts: PageParts = NOTHING) -> bytes:
    """
    Put into a page what pandoc need not carry.

    Args:
        page: As pandoc wrote it with the house's template. What a record says has no bare ``<``
            there, and the places are the first of their kind.
        style_sheet: The house's style sheet, without its element.
        parts: What the record brings.

    Returns:
        The page, whose policy lets in the styles put in here, by their digests, and no other.

    Source:
        Content Security Policy Level 3, 6.7.3.3 (digests of inline styles). Measured: as part of
        the template the style sheet takes pandoc as long as a whole note.
    """
    sheets = [b"\n" + style_sheet.strip() + b"\n"]
    if parts.title:
        sheets.append(running_head(parts).encode())
    page = page.replace(_POLICY_PLACE, b" ".join(map(_digest, sheets)), 1)
    page = page.replace(_STYLES_PLACE, b"\n".join(map(_style, sheets)), 1)
    page = page.replace(_DATA_PLACE, b"" if parts.data is None else _script(parts.data), 1)
    return _folded(page)


def _digest(sheet: bytes) -> bytes:
    return b"'sha256-" + base64.b64encode(hashlib.sha256(sheet).digest()) + b"'"


def _style(sheet: bytes) -> bytes:
    return b"<style>" + sheet + b"</style>"


def running_head(parts: PageParts) -> str:
    """
    Write the rules that set a record's name at the head of each printed page but the first.

    Source:
        CSS Paged Media Level 3, 4.1 (margin boxes); CSS Syntax Level 3, 4.3.7 (escapes).
    """
    sides = ("right", "left") if parts.is_right_to_left else ("left", "right")
    boxes = zip(sides, (shortened(parts.title), parts.reference), strict=True)
    inner = " ".join(f"@top-{side} {{ content: {css_string(words)}; }}" for side, words in boxes)
    none = " ".join(f"@top-{side} {{ content: none; }}" for side in sides)
    return f"@media print {{ @page {{ {inner} }} @page :first {{ {none} }} }}"


def css_string(words: str) -> str:
    """Write words as a string of a style sheet that no sign in them can end, nor its element."""
    signs = (s if _PLAIN.fullmatch(s) else f"\\{ord(s):x} " for s in words if ord(s))
    return f'"{"".join(signs)}"'


def shortened(title: str) -> str:
    """Cut a title that is too long for a running head."""
    if len(title) <= _HEAD_LENGTH:
        return title
    return title[:_HEAD_LENGTH].rsplit(" ", 1)[0] + " …"


def json_for_a_page(data: dict[str, object]) -> str:
    """
    Write data so that no text in it ends the element or begins another one.

    Source:
        HTML, 4.12.1.3 (restrictions on the contents of script elements).
    """
    text = json.dumps(data, ensure_ascii=False, indent=1)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _script(data: dict[str, object]) -> bytes:
    open_tag = b'<script type="application/ld+json">\n'
    return open_tag + json_for_a_page(data).encode() + b"\n</script>"


def _folded(page: bytes) -> bytes:
    if b'<div class="fold">' not in page:
        return page
    page = _FOLD.sub(rb'<details class="fold">\n<summary>\1</summary>', page)
    return _FOLD_END.sub(b"</details>", page)
