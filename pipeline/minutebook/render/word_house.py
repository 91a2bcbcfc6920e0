"""An office's own Word file, seen to be one, and given the styles that it lacks.

Nothing in this module knows a record.
"""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from minutebook.render.house_faults import HouseFileError
from minutebook.render.office_package import packed, parts_of
from minutebook.render.word_styles import Styles, W, name_of
from minutebook.xml_parser import DoctypeError, parse_xml

_DOCUMENT = "word/document.xml"
_STYLES = "word/styles.xml"
_FONTS = "word/fontTable.xml"


def completed(own: bytes, *, packaged: bytes, name: str) -> bytes:
    """
    Give an office's Word file the styles that it lacks.

    Args:
        own: The file of the office, as Word or LibreOffice saves it.
        packaged: The package's own, which has every style.
        name: What the office's file is called.

    Returns:
        The file with every style; what the office has is left as it is.

    Raises:
        HouseFileError: It is not a Word file; E524.
    """
    parts = _parts(own, name)
    try:
        styles = Styles(parse_xml(parts[_STYLES]))
    except (etree.XMLSyntaxError, DoctypeError) as error:
        raise _not_word(name, "its styles cannot be read") from error
    if styles.root.tag != f"{W}styles":
        raise _not_word(name, "it holds no styles")
    with zipfile.ZipFile(io.BytesIO(packaged)) as package:
        other = Styles(parse_xml(package.read(_STYLES)))
    names = [name_of(style) for style in other.root.iterchildren(f"{W}style")]
    for style in styles.missing(names):
        styles.take_over(style, other)
    if _FONTS in parts:
        parts[_FONTS] = _without_character_sets(parts[_FONTS], name)
    parts[_STYLES] = etree.tostring(styles.root, encoding="UTF-8", xml_declaration=True)
    return packed(parts)


def _without_character_sets(fonts: bytes, name: str) -> bytes:
    """LibreOffice names character sets that the grammar of fonts does not have."""
    try:
        root = parse_xml(fonts)
    except (etree.XMLSyntaxError, DoctypeError) as error:
        raise _not_word(name, "its fonts cannot be read") from error
    for charset in root.iter(f"{W}charset"):
        charset.attrib.pop(f"{W}characterSet", "")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _parts(own: bytes, name: str) -> dict[str, bytes]:
    parts = parts_of(own, lambda why: _not_word(name, why))
    if _DOCUMENT not in parts or _STYLES not in parts:
        raise _not_word(name, "it holds no text or no styles")
    return parts


def _not_word(name: str, why: str) -> HouseFileError:
    hint = "open it in Word or LibreOffice and save it as .docx, or take it anew with"
    return HouseFileError(
        "E524",
        f"the house file `{name}` is not a Word file that can be used: {why}",
        hint=f"{hint} `minutebook house init`",
    )
