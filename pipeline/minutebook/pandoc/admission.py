"""Which documents may be shown to pandoc: none that would make it open a file or copy text as is.

Nothing in this module starts pandoc; both engines ask here before they do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from minutebook.pandoc.job import PandocError
from minutebook.xml_parser import DoctypeError, parse_xml

if TYPE_CHECKING:
    from minutebook.pandoc.job import Limits

FOREIGN = ("RawBlock", "RawInline", "Image")
"""Raw parts reach the page as they are; an image makes the writers open paths and addresses."""

_SHOWN = 80


def admit(ast: bytes, *, name: str, limits: Limits) -> None:
    """
    Refuse a document that pandoc must not be shown.

    Args:
        ast: A document in pandoc's `xml` format.
        name: The record's id, for messages.
        limits: How large it may be.

    Raises:
        PandocError: It is too large, is no document, or holds raw text or an image anywhere.

    Source:
        docs/explanation/architecture.md, "Rendering": `pandoc lua` has no
        sandbox; findings E501, E502, E507.
    """
    if len(ast) > limits.ast_bytes:
        raise PandocError(
            "E507",
            f"the document of `{name}` has {_megabytes(len(ast))} MB,"
            f" and {_megabytes(limits.ast_bytes)} MB is the most that can be rendered",
            hint="divide the record",
        )
    root = _parsed(ast, name)
    # A name that is not in the bytes is on no element, and nearly all documents end here.
    if any(word.encode() in ast for word in FOREIGN):
        _walk(root, name)


def _parsed(ast: bytes, name: str) -> etree._Element:
    """The root, read as pandoc will read it: as UTF-8, whatever the bytes say of themselves."""
    try:
        ast.decode("utf-8")
        root = parse_xml(ast)
    except (UnicodeDecodeError, DoctypeError, etree.XMLSyntaxError) as error:
        raise unreadable(name, str(error)) from error
    docinfo: Any = root.getroottree().docinfo
    if (docinfo.encoding or "UTF-8").upper() not in {"UTF-8", "ASCII", "US-ASCII"}:
        raise unreadable(name, f"it says that it is written in {docinfo.encoding}")
    if _local(root) != "Pandoc":
        raise unreadable(name, f"its outermost element is `{_local(root)}`")
    return root


def _walk(root: etree._Element, name: str) -> None:
    for element in root.iter():
        # pandoc looks at local names only, so a prefix hides nothing from it.
        if _local(element) in FOREIGN:
            raise foreign(name, _local(element))


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname


def unreadable(name: str, reason: str) -> PandocError:
    """
    The error for a document that cannot be read.

    Args:
        name: The record's id.
        reason: What a parser says; cut to its first words.
    """
    return PandocError("E502", f"the document of `{name}` cannot be read by pandoc: {cut(reason)}")


def foreign(name: str, what: str) -> PandocError:
    """
    The error for a document with something in it that pandoc must not be shown.

    Args:
        name: The record's id.
        what: The element, one of `FOREIGN`.
    """
    return PandocError("E501", f"the document of `{name}` holds `{what}`, which is never rendered")


def cut(words: str) -> str:
    """Make one short line of what a program says."""
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def _megabytes(size: int) -> str:
    """A size that is never rounded down to the limit it breaks."""
    return f"{-(-size // 100_000) / 10:g}"
