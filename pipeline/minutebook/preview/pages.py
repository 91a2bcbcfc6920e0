"""The pages of the preview: the list of notes, and a record's page with what makes it fresh.

Everything here is a pure function of bytes and words.
"""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from minutebook.preview.board import digest_of

if TYPE_CHECKING:
    from minutebook.preview.board import Board, Sheet

EVENTS = "/.changes"
"""The address at which a page hears that it has changed; no record has an id that begins so."""

# A browser opens few connections to one place, so a page that is not looked at lets its own go.
SCRIPT = f"""
(() => {{
  const shown = document.currentScript.dataset.shown;
  let source = null;
  const listen = () => {{
    if (document.hidden) {{
      if (source) source.close();
      source = null;
    }} else if (!source) {{
      source = new EventSource("{EVENTS}?of=" + encodeURIComponent(location.pathname));
      source.onmessage = event => {{ if (event.data !== shown) location.reload(); }};
    }}
  }};
  document.addEventListener("visibilitychange", listen);
  listen();
}})();
"""
_STRIP_STYLE = """
.minutebook-preview { border: 0 solid #b00020; border-block-width: .25rem; margin: 0 0 1rem;
  padding: .75rem 1rem; background: #fff; color: #1a1a1a; font: 1rem/1.45 system-ui, sans-serif;
  max-height: 45vh; overflow: auto }
.minutebook-preview p { margin: 0 0 .5rem; font-weight: 600 }
.minutebook-preview pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere;
  font: .9rem/1.4 ui-monospace, monospace; background: none; color: inherit }
@media print { .minutebook-preview { display: none } }
"""
_LIST_STYLE = """
:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem }
li { margin: 0 0 1rem }
ul { list-style: none; padding: 0 }
a { margin-inline-end: .75rem }
.state { font-weight: 600; margin-inline-end: .75rem }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: .9rem/1.4 ui-monospace, monospace;
  border-inline-start: .25rem solid; padding-inline-start: .75rem; margin: .25rem 0 0 }
"""
_POLICY = re.compile(rb'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(")')
_BODY = re.compile(rb"<body[^>]*>")


def _digest(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
    return f"'sha256-{digest}'"


LIST_POLICY = (
    f"default-src 'none'; script-src {_digest(SCRIPT)}; style-src {_digest(_LIST_STYLE)}; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What a browser may do with the list of notes."""


def _script(shown: str) -> str:
    return f'<script data-shown="{shown}">{SCRIPT}</script>'


def fresh_page(page: bytes, sheet: Sheet) -> bytes:
    """
    Add to a record's page what shows it anew when it changes, and what is wrong with its note.

    Args:
        page: As it stands on the disk.
        sheet: Its note.

    Returns:
        The page, whose policy lets in the one script and the one style that are added here by
        their digests. A page of which the policy is not known is given back as it is.

    Source:
        Content Security Policy Level 3, 6.7.3.3 (digests of inline scripts and styles).
    """
    found = _POLICY.search(page)
    body = _BODY.search(page)
    if not found or b"script-src 'none'" not in found[2] or not body:
        return page
    policy = found[2].replace(
        b"script-src 'none'", f"script-src {_digest(SCRIPT)}; connect-src 'self'".encode(), 1
    )
    policy = policy.replace(b"style-src ", f"style-src {_digest(_STRIP_STYLE)} ".encode(), 1)
    strip = _strip(sheet).encode("utf-8", "replace")
    added = _script(digest_of(page + strip)).encode()
    return b"".join(
        (
            *(page[: found.start(2)], policy, page[found.end(2) : body.end()]),
            *(b"\n", strip, added, page[body.end() :]),
        )
    )


def shown_of_page(page: bytes, sheet: Sheet) -> str:
    """Give what tells this state of a record's page from another; the page itself says it too."""
    return digest_of(page + _strip(sheet).encode("utf-8", "replace"))


def _strip(sheet: Sheet) -> str:
    """Write what is wrong with the note whose page this is; nothing where nothing is."""
    if not sheet.said:
        return ""
    words = (
        "The note has errors. This is the page as it was made last."
        if sheet.has_failed
        else "What minutebook says of the note:"
    )
    return (
        f"<style>{_STRIP_STYLE}</style>"
        f'<div class="minutebook-preview" role="status" lang="en" dir="ltr">'
        f"<p>{words}</p><pre>{escape(sheet.said)}</pre></div>\n"
    )


def list_page(board: Board) -> bytes:
    """
    Write the list of notes, each with its state, its renditions and its findings.

    Args:
        board: What is shown.
    """
    body = _list(board)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>minutebook: preview</title>
<style>{_LIST_STYLE}</style>
</head>
<body>
{_script(shown_of_list(board))}
{body}
</body>
</html>
""".encode("utf-8", "replace")


def shown_of_list(board: Board) -> str:
    """Give what tells this state of the list from another; the list itself says it too."""
    return digest_of(_list(board).encode("utf-8", "replace"))


def _list(board: Board) -> str:
    failed = sum(sheet.has_failed for sheet in board.sheets)
    count = f"{len(board.sheets):,} notes" if len(board.sheets) != 1 else "1 note"
    errors = f", {failed:,} with errors" if failed else ""
    # Those with errors first, each kind in the order of the notes; of each note its page first.
    items = "\n".join(map(_item, sorted(board.sheets, key=lambda sheet: not sheet.has_failed)))
    return f"<main>\n<h1>Preview: {count}{errors}</h1>\n<ul>\n{items}\n</ul>\n</main>"


def _item(sheet: Sheet) -> str:
    state = "Errors" if sheet.has_failed else "Warnings" if sheet.said else "OK"
    addresses = sorted((address for address, _ in sheet.files), key=_is_no_page)
    links = "".join(
        f'<a href="{escape(address)}">{escape(_kind(address))}</a>' for address in addresses
    )
    before = " (as made last)" if sheet.has_failed and links else ""
    said = f"<pre>{escape(sheet.said)}</pre>" if sheet.said else ""
    name = f'<span class="state">{state}</span>{escape(sheet.name)}'
    return f"<li>{name}<br>\n{links}{before}{said}</li>"


def _is_no_page(address: str) -> bool:
    return not address.endswith(".html")


def _kind(address: str) -> str:
    suffix = PurePosixPath(address).suffix[1:]
    return {"html": "Page", "docx": "Word", "txt": "Text"}.get(suffix, suffix.upper())
