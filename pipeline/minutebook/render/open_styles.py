"""The styles of an OpenDocument text: found, and those that an office's own file lacks taken over.

Nothing in this module knows a record.
"""

from __future__ import annotations

import copy
import io
import zipfile

from lxml import etree

from minutebook.render.house_faults import HouseFileError
from minutebook.render.office_package import packed, parts_of
from minutebook.xml_parser import DoctypeError, parse_xml

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
OFFICE = f"{{{_ODF}:office:1.0}}"
STYLE = f"{{{_ODF}:style:1.0}}"
TEXT = f"{{{_ODF}:text:1.0}}"
TABLE = f"{{{_ODF}:table:1.0}}"
FO = f"{{{_ODF}:xsl-fo-compatible:1.0}}"

_STYLES = "styles.xml"
_MIMETYPE = "mimetype"
_KINDS = (
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.text-template",
)


def style_named(styles: etree._Element, name: str, family: str) -> etree._Element | None:
    """
    Find a style.

    Args:
        styles: The root of a file's styles.
        name: As the file spells it, with ``_20_`` for a blank.
        family: Such as ``paragraph``, ``text`` or ``table-cell``.
    """
    for style in styles.iter(f"{STYLE}style"):
        if style.get(f"{STYLE}name") == name and style.get(f"{STYLE}family") == family:
            return style
    return None


def with_styles(own: bytes, *, packaged: bytes, name: str) -> bytes:
    """
    Give an office's OpenDocument text the styles that it lacks.

    Args:
        own: The file of the office, as LibreOffice or Word saves it.
        packaged: The package's own, which has every style.
        name: What the office's file is called.

    Returns:
        The file with every style; what the office has is left as it is.

    Raises:
        HouseFileError: It is not an OpenDocument text; E525.
    """
    parts = _parts(own, name)
    try:
        root = parse_xml(parts[_STYLES])
    except (etree.XMLSyntaxError, DoctypeError) as error:
        raise _not_open(name, "its styles cannot be read") from error
    named = root.find(f"{OFFICE}styles")
    if named is None:
        raise _not_open(name, "it holds no styles")
    with zipfile.ZipFile(io.BytesIO(packaged)) as package:
        other = parse_xml(package.read(_STYLES))
    for style in other.iterfind(f"{OFFICE}styles/{STYLE}style"):
        key, family = style.get(f"{STYLE}name", ""), style.get(f"{STYLE}family", "")
        if style_named(root, key, family) is None:
            named.append(copy.deepcopy(style))
    parts[_STYLES] = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return packed(parts)


def _parts(own: bytes, name: str) -> dict[str, bytes]:
    parts = parts_of(own, lambda why: _not_open(name, why))
    kind = parts.get(_MIMETYPE, b"").decode("ascii", errors="replace").strip()
    if kind not in _KINDS or _STYLES not in parts:
        raise _not_open(name, "it is no text, or holds no styles")
    return {**parts, _MIMETYPE: _KINDS[0].encode("ascii")}


def _not_open(name: str, why: str) -> HouseFileError:
    hint = "open it in LibreOffice or Word and save it as .odt, or take it anew with"
    return HouseFileError(
        "E525",
        f"the house file `{name}` is not an OpenDocument text that can be used: {why}",
        hint=f"{hint} `minutebook house init`",
    )
