"""The words of an AST in ASCII alone: signs by their like, accents dropped, other scripts by sound.

Nothing in this module knows a record; it changes an AST before its lines are broken.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import quote

from anyascii import anyascii

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

# Where a reader of minutes expects another spelling than the library's.
_SPELLED = str.maketrans(
    {
        "\N{EM DASH}": "--",
        "\N{MULTIPLICATION SIGN}": "x",
        "\N{SECTION SIGN}": "section ",
        "\N{PILCROW SIGN}": "paragraph ",
        "\N{RIGHTWARDS ARROW}": "->",
        "\N{LEFTWARDS ARROW}": "<-",
        "\N{SUPERSCRIPT TWO}": "^2",
        "\N{SUPERSCRIPT THREE}": "^3",
        "\N{BALLOT BOX}": "[ ]",
        "\N{BALLOT BOX WITH CHECK}": "[x]",
        "\N{BALLOT BOX WITH X}": "[x]",
        "\N{CHECK MARK}": "[x]",
        "\N{DEGREE SIGN}": " deg",
    }
)
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_SHOWN = 5
_ADDRESS_SIGNS = "".join(chr(code) for code in range(33, 127))


def write_in_ascii(ast: etree._Element, *, language: str) -> None:
    """
    Write every word of an AST in ASCII.

    Args:
        ast: The ``Pandoc`` element, changed in place.
        language: The record's, as BCP 47 writes it: German spells its umlauts out.

    Source:
        RFC 3986, section 2.1, for addresses, which stay what they are.
    """
    for link in ast.iter("Link"):
        _write_address(link)
    for element in ast.iter():
        if content := element.get("content"):
            element.set("content", _in_ascii(content, language))
        element.text = _kept(element.text, language)
        element.tail = _kept(element.tail, language)


def _kept(text: str | None, language: str) -> str | None:
    return text if text is None or text.isascii() else _in_ascii(text, language)


def _in_ascii(text: str, language: str) -> str:
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text).translate(_SPELLED)
    if language.split("-", maxsplit=1)[0].lower() == "de":
        composed = composed.translate(_GERMAN)
    return anyascii(composed)


def _write_address(link: etree._Element) -> None:
    """Write an address with its other characters by their numbers, so that it leads there still."""
    href = link.get("href", "")
    if href.isascii():
        return
    written = quote(href, safe=_ADDRESS_SIGNS)
    link.set("href", written)
    if "".join(map(str, link.itertext())) == href and not len(link):
        link.text = written


def by_sound(text: str) -> str:
    """
    Name what can be written in ASCII by its sound alone.

    Args:
        text: All words of a record.

    Returns:
        The first few letters that are of no Latin script, each once, in the order of the text;
        empty where there are none.
    """
    return "".join(_others(text))


def _others(text: str) -> Iterator[str]:
    seen: set[str] = set()
    for character in text:
        if character.isascii() or character in seen or len(seen) == _SHOWN:
            continue
        if unicodedata.category(character)[0] == "L" and "LATIN" not in unicodedata.name(
            character, ""
        ):
            seen.add(character)
            yield character
