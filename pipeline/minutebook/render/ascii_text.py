"""The words of an AST in ASCII alone: signs by their like, accents dropped, other scripts by sound.

Nothing in this module knows a language's words; it changes an AST before its lines are broken.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from anyascii import anyascii

from minutebook.render.fields import written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml import etree

# Where a reader of minutes expects another spelling than the library's.
_SPELLED = str.maketrans(
    {
        "\N{NEXT LINE}": " ",
        "\N{EM DASH}": "--",
        "\N{MULTIPLICATION SIGN}": "x",
        "\N{SECTION SIGN}": "section ",
        "\N{PILCROW SIGN}": "paragraph ",
        "\N{RIGHTWARDS ARROW}": "->",
        "\N{LEFTWARDS ARROW}": "<-",
        "\N{RIGHTWARDS DOUBLE ARROW}": "=>",
        "\N{NOT EQUAL TO}": "!=",
        "\N{PLUS-MINUS SIGN}": "+/-",
        "\N{PER MILLE SIGN}": " per mille",
        "\N{YEN SIGN}": "JPY",
        "\N{SUPERSCRIPT TWO}": "^2",
        "\N{SUPERSCRIPT THREE}": "^3",
        "\N{BALLOT BOX}": "[ ]",
        "\N{BALLOT BOX WITH CHECK}": "[x]",
        "\N{BALLOT BOX WITH X}": "[x]",
        "\N{CHECK MARK}": "[x]",
        "\N{DEGREE SIGN}": " deg",
        "\N{BLACK SMALL SQUARE}": "*",
    }
)
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_FRACTIONS = "\u00bc-\u00be\u2150-\u215e"
_APART = re.compile(
    # A syllable of Chinese is a word by itself, and what stands beside it another.
    rf"(?<=[{_HAN}])(?=\w)|(?<=[^\W_])(?=[{_HAN}])"
    r"|(?<=[、。，．！？：；」』）】》])(?=\w)|(?<=\w)(?=[「『（【《])"  # noqa: RUF001
    # 1½ is not 11/2, and a sum of money has its currency beside it.
    rf"|(?<=\d)(?=[{_FRACTIONS}])|(?<=[£€¥])(?=\d)|(?<=\d)(?=[£€¥])"
)
_ODD_WORD = re.compile("[^ \t\n\r]*[^\t\n\r -~][^ \t\n\r]*")
_ODD = re.compile("[^\t\n\r -~]")
_UNSPOKEN = {"Mn", "Me", "Cf", "Sk", "Zs"}
"""Marks, signs that are not seen, colours of an emoji and blanks: nothing is lost with them."""
_BEYOND = 0x10000
_SHOWN = 5
_ADDRESS_SIGNS = "".join(chr(code) for code in range(33, 127))


@dataclass(frozen=True, kw_only=True, slots=True)
class Odd:
    """Characters of a record for which a reader of ASCII gets something else."""

    characters: str
    """The first few, each once, in the order of the record."""
    count: int
    """How often any of the kind stands there."""
    element: etree._Element
    """Where the first of them stands."""
    attribute: str | None


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
        element.text = element.text and _in_ascii(element.text, language)
        element.tail = element.tail and _in_ascii(element.tail, language)


def _in_ascii(text: str, language: str) -> str:
    if not _ODD.search(text):
        return text
    composed = _APART.sub(" ", unicodedata.normalize("NFC", text)).translate(_SPELLED)
    if language.split("-", maxsplit=1)[0].lower() == "de":
        composed = composed.translate(_GERMAN)
    return _ODD_WORD.sub(_word, composed)


def _word(found: re.Match[str]) -> str:
    """Write a word; one that has no sound at all by its numbers, so that none is lost."""
    spelled = "".join(map(_sign, found[0]))
    if spelled or all(unicodedata.category(sign) in _UNSPOKEN for sign in found[0]):
        return spelled
    return "".join(map(_number, found[0]))


@lru_cache(maxsize=8192)
def _sign(character: str) -> str:
    if not _ODD.match(character):
        return character
    return _number(character) if _is_unwritten(character) else anyascii(character)


def _number(character: str) -> str:
    return f"[U+{ord(character):04X}]"


@lru_cache(maxsize=8192)
def _is_unwritten(character: str) -> bool:
    """Say whether a character has no like; a letter of a living script may be silent."""
    if not _ODD.match(character) or anyascii(character).strip("\x7f"):
        return False
    category = unicodedata.category(character)
    if category[0] in "LM" and ord(character) < _BEYOND:
        return False
    return category not in _UNSPOKEN and unicodedata.bidirectional(character) != "B"


def _write_address(link: etree._Element) -> None:
    """Write an address with its other characters by their numbers, so that it leads there still."""
    href = link.get("href", "")
    if href.isascii():
        return
    found = quote(href, safe=_ADDRESS_SIGNS)
    link.set("href", found)
    if "".join(map(str, link.itertext())) == href and not len(link):
        link.text = found


def by_sound(record: etree._Element) -> Odd | None:
    """
    Find what can be written in ASCII by its sound alone: the letters that are of no Latin script.

    Args:
        record: The ``meeting-record`` element.

    Returns:
        None where it has no such letter.
    """
    return _odd(record, _is_foreign)


def unwritten(record: etree._Element) -> Odd | None:
    """
    Find what has no like in ASCII, and is written by its number.

    Args:
        record: The ``meeting-record`` element.

    Returns:
        None where it has no such character.
    """
    return _odd(record, _is_unwritten)


@lru_cache(maxsize=8192)
def _is_foreign(character: str) -> bool:
    is_letter = unicodedata.category(character)[0] == "L"
    return is_letter and "LATIN" not in unicodedata.name(character, "") and bool(_sign(character))


def _odd(record: etree._Element, is_odd: Callable[[str], bool]) -> Odd | None:
    found: dict[str, None] = {}
    count, first = 0, None
    for element, attribute, text in _texts(record):
        for character in filter(is_odd, _ODD.findall(text)):
            first = first or (element, attribute)
            count += 1
            if len(found) < _SHOWN:
                found[character] = None
    if first is None:
        return None
    return Odd(characters="".join(found), count=count, element=first[0], attribute=first[1])


def _texts(record: etree._Element) -> Iterator[tuple[etree._Element, str | None, str]]:
    """Give each text of a record once."""
    seen: tuple[etree._Element, str | None] | None = None
    for field in written(record):
        place = (field.element, field.attribute)
        if place != seen:
            yield (*place, field.text)
        seen = place
