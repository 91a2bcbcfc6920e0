"""Make the Word house file, whose styles, page, header and footer pandoc copies into a document.

Knows WordprocessingML; which styles there are and how they look is in `word-styles.toml`.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from scripts._housestyles import House, Style, read_house

if TYPE_CHECKING:
    from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
APPLICATION = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATIONSHIPS = "application/vnd.openxmlformats-package.relationships+xml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

BUILT_IN = {
    *("Normal", "Default Paragraph Font", "Normal Table", "Title", "Subtitle", "Date", "caption"),
    *("Body Text", "Block Text", "Hyperlink", "header", "footer", "Strong", "Emphasis"),
    *("List Bullet", "List Number", "List Continue"),
    *("footnote text", "footnote reference", *(f"heading {level}" for level in range(1, 7))),
}
"""Names that Word knows by itself; it shows them in the user's language."""

STYLE_IDS = {"Normal Table": "TableNormal"}
KEPT = {"next": "<w:keepNext/><w:keepLines/>", "whole": "<w:keepLines/>", "": ""}

RELATED = {
    "rId1": ("styles", "styles.xml"),
    "rId2": ("numbering", "numbering.xml"),
    "rId3": ("settings", "settings.xml"),
    "rId4": ("fontTable", "fontTable.xml"),
    "rId10": ("header", "header1.xml"),
    "rId11": ("header", "header2.xml"),
    "rId12": ("footer", "footer1.xml"),
    "rId13": ("footer", "footer2.xml"),
}
"""The document's parts by the id under which it names them."""


def style_id(name: str) -> str:
    """The id of a style: its name with capitals and without blanks, as Word makes it."""
    return STYLE_IDS.get(name, "".join(word[0].upper() + word[1:] for word in name.split()))


def _twips(points: float) -> str:
    return str(round(points * 20))


def _line(side: str, colour: str, width: float, away: float = 0) -> str:
    """A rule on one side; its width is in eighths of a point."""
    look = f'w:val="single" w:sz="{round(width * 8)}" w:space="{away:g}" w:color="{colour}"'
    return f"<w:{side} {look}/>"


def _shade(colour: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>'


def _room(before: float | None, after: float | None, line: float | None) -> str:
    """Room above and below, and leading in 240ths of a line."""
    given = [("before", before), ("after", after)]
    attributes = [f'w:{name}="{_twips(points)}"' for name, points in given if points is not None]
    if line is not None:
        attributes.append(f'w:line="{round(line * 240)}" w:lineRule="auto"')
    return f"<w:spacing {' '.join(attributes)}/>" if attributes else ""


def _indent(style: Style) -> str:
    given = (("left", style.left), ("right", style.right))
    sides = [f'w:{side}="{_twips(points)}"' for side, points in given if points is not None]
    return f"<w:ind {' '.join(sides)}/>" if sides else ""


def _tab(at: float | None) -> str:
    return "" if at is None else f'<w:tabs><w:tab w:val="right" w:pos="{_twips(at)}"/></w:tabs>'


def _bars(bars: Mapping[str, Any], house: House) -> str:
    if not bars:
        return ""
    colour = house.colours[bars["colour"]]
    lines = (_line(side, colour, bars["width"], bars["away"]) for side in bars["sides"])
    return f"<w:pBdr>{''.join(lines)}</w:pBdr>"


def _paragraph(style: Style, house: House) -> str:
    """What a style says of paragraphs, in the order of the grammar."""
    said = (
        KEPT[style.keep]
        + _bars(style.bars, house)
        + (_shade(house.colours[style.ground]) if style.ground else "")
        + _tab(style.tab)
        + _room(style.before, style.after, style.line)
        + _indent(style)
        + (f'<w:jc w:val="{style.align}"/>' if style.align else "")
        + (f'<w:outlineLvl w:val="{style.outline - 1}"/>' if style.outline else "")
    )
    return f"<w:pPr>{said}</w:pPr>" if said else ""


def _font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:cs="{name}"/>'


def _size(points: float) -> str:
    """A size of type, in half points, in Latin and in complex scripts."""
    return f'<w:sz w:val="{points * 2:g}"/><w:szCs w:val="{points * 2:g}"/>'


def _type(style: Style, house: House) -> str:
    """What a style says of type, in the order of the grammar."""
    said = (
        (_font(house.fonts[style.font]["name"]) if style.font else "")
        + ("<w:b/><w:bCs/>" if style.bold else "")
        + ("<w:i/><w:iCs/>" if style.italic else "")
        + ("<w:strike/>" if style.struck else "")
        + (f'<w:color w:val="{house.colours[style.colour]}"/>' if style.colour else "")
        + (_size(style.size) if style.size is not None else "")
        + ('<w:u w:val="single"/>' if style.underline else "")
        + ('<w:vertAlign w:val="superscript"/>' if style.raised else "")
    )
    return f"<w:rPr>{said}</w:rPr>" if said else ""


def _head_row(head: Mapping[str, Any], house: House) -> str:
    """A table's first row: shaded, bold, on every page that the table reaches."""
    if not head:
        return ""
    ink = house.colours[head["colour"]]
    return (
        '<w:tblStylePr w:type="firstRow"><w:pPr><w:keepNext/></w:pPr>'
        f'<w:rPr><w:b/><w:bCs/><w:color w:val="{ink}"/></w:rPr><w:trPr><w:tblHeader/></w:trPr>'
        f"<w:tcPr><w:tcBorders>{_line('bottom', ink, head['rule'])}</w:tcBorders>"
        f'{_shade(house.colours[head["ground"]])}<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
    )


def _table(style: Style, house: House) -> str:
    """What only a table's style says; its rows are not cut at the end of a page."""
    if style.kind != "table":
        return ""
    sides = {"top": "top", "bottom": "bottom", "inside": "insideH"}
    rule = house.colours["rule"]
    lines = "".join(_line(sides[side], rule, width) for side, width in style.rules.items())
    room = "".join(
        f'<w:{side} w:w="{_twips(points)}" w:type="dxa"/>' for side, points in style.cell.items()
    )
    return (
        "<w:tblPr>"
        + (f"<w:tblBorders>{lines}</w:tblBorders>" if lines else "")
        + f"<w:tblCellMar>{room}</w:tblCellMar></w:tblPr>"
        + ("" if style.default else "<w:trPr><w:cantSplit/></w:trPr>")
        + _head_row(style.head, house)
    )


def _style(style: Style, house: House) -> str:
    """One style as WordprocessingML."""
    default = ' w:default="1"' if style.default else ""
    custom = "" if style.name in BUILT_IN else ' w:customStyle="1"'
    return (
        f'<w:style w:type="{style.kind}"{default}{custom} w:styleId="{style_id(style.name)}">'
        f'<w:name w:val="{style.name}"/>'
        + (f'<w:basedOn w:val="{style_id(style.based_on)}"/>' if style.based_on else "")
        + (f'<w:next w:val="{style_id(style.next)}"/>' if style.next else "")
        + "<w:qFormat/>"
        + _paragraph(style, house)
        + _type(style, house)
        + _table(style, house)
        + "</w:style>"
    )


def _styles(house: House) -> str:
    """Every style, and what holds where no style says otherwise."""
    return (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f"{_font(house.fonts['text']['name'])}{_size(house.page['text_size'])}"
        '<w:lang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{_room(0, 0, house.page['line'])}</w:pPr></w:pPrDefault>"
        f"</w:docDefaults>{''.join(_style(style, house) for style in house.styles)}</w:styles>"
    )


def _document(page: Mapping[str, float]) -> str:
    """An empty text on the house's page; the first page has the title itself and no header."""
    size = f'w:w="{_twips(page["width"])}" w:h="{_twips(page["height"])}"'
    sides = ("top", "right", "bottom", "left")
    margins = " ".join(f'w:{side}="{_twips(page["margin"])}"' for side in sides)
    edge = _twips(page["edge"])
    return (
        f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body><w:p/><w:sectPr>'
        '<w:headerReference w:type="default" r:id="rId10"/>'
        '<w:headerReference w:type="first" r:id="rId11"/>'
        '<w:footerReference w:type="default" r:id="rId12"/>'
        '<w:footerReference w:type="first" r:id="rId13"/>'
        f'<w:pgSz {size}/><w:pgMar {margins} w:header="{edge}" w:footer="{edge}" w:gutter="0"/>'
        "<w:titlePg/></w:sectPr></w:body></w:document>"
    )


def _margin(kind: str, style: str, content: str) -> str:
    """A header or footer; the words in braces give way to what is known of each record."""
    paragraph = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'
    return f'<w:{kind} xmlns:w="{W}">{paragraph if content else "<w:p/>"}</w:{kind}>'


def _run(words: str, style: str = "") -> str:
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{words}</w:t></w:r>'


_TAB = "<w:r><w:tab/></w:r>"


def _header() -> str:
    """Which meeting, when, which record, and whether it is in force."""
    facts = _run("{title} · {date} · {reference}")
    return _margin("hdr", "Header", facts + _TAB + _run("{status}", "StatusMark"))


def _footer() -> str:
    """Who may see it, and the page of how many; both in the record's language."""
    return _margin("ftr", "Footer", _run("{marking}") + _TAB + _run("{pages}"))


def _settings() -> str:
    """The way of Word 2013 and later, so that no file opens in a mode for older ones."""
    uri = "http://schemas.microsoft.com/office/word"
    return (
        f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="15"/></w:compat>'
        "</w:settings>"
    )


def _fonts(house: House) -> str:
    """The typefaces, with what a machine without them should look for."""
    fonts = "".join(
        f'<w:font w:name="{font["name"]}"><w:altName w:val="{font["otherwise"]}"/>'
        f'<w:family w:val="{font["family"]}"/></w:font>'
        for font in house.fonts.values()
    )
    return f'<w:fonts xmlns:w="{W}">{fonts}</w:fonts>'


def _relationships(related: Mapping[str, tuple[str, str]]) -> str:
    links = "".join(
        f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target}"/>'
        for key, (kind, target) in related.items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'


def _content_types() -> str:
    """What each part is."""
    kinds = {
        f"/word/{target}": f"{WORD}.{kind}+xml"
        for kind, target in (*RELATED.values(), ("document.main", "document.xml"))
    }
    overrides = (f'<Override PartName="{p}" ContentType="{k}"/>' for p, k in kinds.items())
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{RELATIONSHIPS}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{"".join(overrides)}</Types>'
    )


def _parts(house: House) -> dict[str, str]:
    """Every part by its name, in the order of the file; pandoc has a theme of its own."""
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships({"rId1": ("officeDocument", "word/document.xml")}),
        "docProps/app.xml": f'<Properties xmlns="{APPLICATION}"><Application>minutebook'
        "</Application></Properties>",
        "word/document.xml": _document(house.page),
        "word/_rels/document.xml.rels": _relationships(RELATED),
        "word/styles.xml": _styles(house),
        "word/numbering.xml": f'<w:numbering xmlns:w="{W}"/>',
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _fonts(house),
        "word/header1.xml": _header(),
        "word/header2.xml": _margin("hdr", "", ""),
        "word/footer1.xml": _footer(),
        "word/footer2.xml": _footer(),
    }


def reference_docx() -> bytes:
    """
    Make the file.

    Returns:
        A Word file; the same bytes on every machine, so nothing in it is compressed.
    """
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as package:
        for name, content in _parts(read_house()).items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            package.writestr(entry, DECLARATION + content)
    return whole.getvalue()
