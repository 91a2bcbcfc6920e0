"""Make the OpenDocument house file, whose styles and page pandoc copies into a document.

Knows OpenDocument 1.3; which styles there are and how they look is in `word-styles.toml`, so that
both files look alike.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from scripts._housestyles import House, Style, read_house

if TYPE_CHECKING:
    from collections.abc import Mapping

ODF = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES = {
    "office": f"{ODF}:office:1.0",
    "style": f"{ODF}:style:1.0",
    "text": f"{ODF}:text:1.0",
    "fo": f"{ODF}:xsl-fo-compatible:1.0",
    "svg": f"{ODF}:svg-compatible:1.0",
    "manifest": f"{ODF}:manifest:1.0",
}
MIMETYPE = "application/vnd.oasis.opendocument.text"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

ODF_NAMES = {
    "Normal": "Standard",
    "Body Text": "Text body",
    "First Paragraph": "First paragraph",
    "Compact": "Table Contents",
    "Block Text": "Quotations",
    "Source Code": "Preformatted Text",
    "Definition": "Definition Definition",
    "caption": "Caption",
    "Table Caption": "TableCaption",
    "footnote text": "Footnote",
    "header": "Header",
    "footer": "Footer",
    "Verbatim Char": "Source_Text",
    "Hyperlink": "Definition",
    "footnote reference": "Footnote Symbol",
    "Strong": "Strong Emphasis",
    "Strikethrough": "Strikeout",
    **{f"heading {level}": f"Heading {level}" for level in range(1, 7)},
}
"""The names that pandoc gives to styles that Word calls otherwise; a link's is what it is."""

WORD_ALONE = {"Default Paragraph Font"}
"""What has no counterpart: a style that says nothing."""

HEADINGS = range(1, 7)

_FOOT = (
    '<text:p text:style-name="Footer"><text:tab/><text:page-number text:select-page="current">1'
    "</text:page-number> / <text:page-count>1</text:page-count></text:p>"
)
"""The page of how many, in no language."""


def odf_name(name: str) -> str:
    """The name of a style as a file spells it."""
    return ODF_NAMES.get(name, name).replace(" ", "_20_")


def _attributes(given: Mapping[str, object]) -> str:
    return "".join(f' {name}="{value}"' for name, value in given.items() if value != "")


def _points(value: float | None) -> str:
    return "" if value is None else f"{value:g}pt"


def _bars(bars: Mapping[str, Any], house: House) -> dict[str, str]:
    """Rules beside a paragraph, with room between them and the words."""
    if not bars:
        return {}
    line = f"{bars['width']:g}pt solid #{house.colours[bars['colour']]}"
    sides = bars["sides"]
    return {
        **{f"fo:border-{side}": line for side in sides},
        **{f"fo:padding-{side}": _points(bars["away"]) for side in sides},
    }


def _paragraph(style: Style, house: House) -> str:
    """What a style says of paragraphs."""
    said = {
        "fo:margin-top": _points(style.before),
        "fo:margin-bottom": _points(style.after),
        "fo:margin-left": _points(style.left),
        "fo:margin-right": _points(style.right),
        "fo:line-height": "" if style.line is None else f"{round(style.line * 100)}%",
        "fo:text-align": {"right": "end"}.get(style.align, style.align),
        "fo:keep-with-next": "always" if style.keep == "next" else "",
        "fo:keep-together": "always" if style.keep else "",
        "fo:background-color": f"#{house.colours[style.ground]}" if style.ground else "",
        **_bars(style.bars, house),
    }
    tab = "" if style.tab is None else _tab(style.tab)
    attributes = _attributes(said)
    return f"<style:paragraph-properties{attributes}>{tab}</style:paragraph-properties>"


def _tab(at: float) -> str:
    stop = f'<style:tab-stop style:position="{_points(at)}" style:type="right"/>'
    return f"<style:tab-stops>{stop}</style:tab-stops>"


def _in_scripts(name: str, value: str) -> dict[str, str]:
    """A property of type in Latin, East Asian and complex scripts."""
    return {f"fo:{name}": value, f"style:{name}-asian": value, f"style:{name}-complex": value}


def _type(style: Style, house: House) -> str:
    """What a style says of type."""
    said = {
        "style:font-name": house.fonts[style.font]["name"] if style.font else "",
        **_in_scripts("font-size", _points(style.size)),
        **_in_scripts("font-weight", "bold" if style.bold else ""),
        **_in_scripts("font-style", "italic" if style.italic else ""),
        "fo:color": f"#{house.colours[style.colour]}" if style.colour else "",
        "style:text-underline-style": "solid" if style.underline else "",
        "style:text-line-through-style": "solid" if style.struck else "",
        "style:text-position": "super 65%" if style.raised else "",
    }
    return f"<style:text-properties{_attributes(said)}/>"


def _style(style: Style, house: House) -> str:
    """One style of paragraphs or of words."""
    name = odf_name(style.name)
    is_paragraph = style.kind == "paragraph"
    based_on = "" if style.based_on in WORD_ALONE else odf_name(style.based_on)
    said = {
        "style:name": name,
        "style:display-name": ODF_NAMES.get(style.name, style.name),
        "style:family": "paragraph" if is_paragraph else "text",
        "style:parent-style-name": based_on,
        "style:next-style-name": odf_name(style.next),
        "style:default-outline-level": style.outline or "",
    }
    look = (_paragraph(style, house) if is_paragraph else "") + _type(style, house)
    return f"<style:style{_attributes(said)}>{look}</style:style>"


def _default(house: House) -> str:
    """What holds where no style says otherwise."""
    text = {"style:font-name": house.fonts["text"]["name"]}
    text |= _in_scripts("font-size", _points(house.page["text_size"]))
    languages = {"fo:language": "en", "fo:country": "GB"}
    leading = f"{round(house.page['line'] * 100)}%"
    return (
        '<style:default-style style:family="paragraph">'
        f'<style:paragraph-properties fo:line-height="{leading}" fo:orphans="2" fo:widows="2"/>'
        f"<style:text-properties{_attributes({**text, **languages})}/></style:default-style>"
    )


def _own(house: House) -> str:
    """Styles of pandoc that Word has in its tables, or not at all."""
    head, rule = house.colours["ink"], house.colours["rule"]
    line = {"fo:border-bottom": f"0.5pt solid #{rule}", "fo:padding": "0pt"}
    return (
        '<style:style style:name="Table_20_Heading" style:display-name="Table Heading"'
        ' style:family="paragraph" style:parent-style-name="Table_20_Contents">'
        f'<style:text-properties fo:color="#{head}"'
        f"{_attributes(_in_scripts('font-weight', 'bold'))}/></style:style>"
        '<style:style style:name="Horizontal_20_Line" style:display-name="Horizontal Line"'
        ' style:family="paragraph" style:parent-style-name="Standard">'
        f"<style:paragraph-properties{_attributes(line)}/>"
        '<style:text-properties fo:font-size="6pt"/></style:style>'
        + "".join(
            f'<style:style style:name="Definition_20_{what}_20_Tight"'
            f' style:family="paragraph" style:parent-style-name="Definition_20_{what}"/>'
            for what in ("Term", "Definition")
        )
        + '<style:style style:name="Bullet_20_Symbols" style:family="text"/>'
        '<style:style style:name="Numbering_20_Symbols" style:family="text"/>'
        '<style:style style:name="Footnote_20_anchor" style:family="text"'
        ' style:parent-style-name="Footnote_20_Symbol"/>'
    )


def _cells(house: House) -> str:
    """Cells of tables: a rule below each row, and a ground behind the first."""
    style = next(one for one in house.styles if one.name == "Table")
    rule = house.colours["rule"]
    room = {f"fo:padding-{side}": _points(style.cell[side]) for side in style.cell}
    row = {"fo:border-bottom": f"{style.rules['inside']:g}pt solid #{rule}", **room}
    head = {
        "fo:border-bottom": f"{style.head['rule']:g}pt solid #{house.colours['ink']}",
        "fo:background-color": f"#{house.colours[style.head['ground']]}",
        "style:vertical-align": "bottom",
        **room,
    }
    return "".join(
        f'<style:style style:name="{name}" style:family="table-cell">'
        f"<style:table-cell-properties{_attributes(look)}/></style:style>"
        for name, look in (("TableRowCell", row), ("TableHeaderRowCell", head))
    )


def _outline() -> str:
    """Headings have their numbers from the record, and none from the file."""
    levels = "".join(
        f'<text:outline-level-style text:level="{level}" style:num-format=""/>'
        for level in HEADINGS
    )
    return f'<text:outline-style style:name="Outline">{levels}</text:outline-style>'


def _notes() -> str:
    return (
        '<text:notes-configuration text:note-class="footnote"'
        ' text:citation-style-name="Footnote_20_Symbol"'
        ' text:citation-body-style-name="Footnote_20_anchor" style:num-format="1"'
        ' text:start-value="0" text:footnotes-position="page"'
        ' text:start-numbering-at="document"/>'
    )


def _page(house: House) -> str:
    """The page, with the title at its head and its number at its foot, in no language."""
    page = house.page
    layout = {
        "fo:page-width": _points(page["width"]),
        "fo:page-height": _points(page["height"]),
        "style:print-orientation": "portrait",
        "fo:margin-left": _points(page["margin"]),
        "fo:margin-right": _points(page["margin"]),
        "fo:margin-top": _points(page["edge"]),
        "fo:margin-bottom": _points(page["edge"]),
    }
    room = _points(page["margin"] - page["edge"])
    edge = "<style:header-footer-properties"
    return (
        '<office:automatic-styles><style:page-layout style:name="Page">'
        f"<style:page-layout-properties{_attributes(layout)}/>"
        f'<style:header-style>{edge} fo:min-height="{room}" fo:margin-bottom="8pt"/>'
        "</style:header-style>"
        f'<style:footer-style>{edge} fo:min-height="{room}" fo:margin-top="8pt"/>'
        "</style:footer-style></style:page-layout></office:automatic-styles>"
        '<office:master-styles><style:master-page style:name="Standard"'
        ' style:page-layout-name="Page">'
        '<style:header><text:p text:style-name="Header"><text:title/></text:p></style:header>'
        # The first page has the title itself.
        '<style:header-first><text:p text:style-name="Standard"/></style:header-first>'
        f"<style:footer>{_FOOT}</style:footer><style:footer-first>{_FOOT}</style:footer-first>"
        "</style:master-page></office:master-styles>"
    )


def _names(*prefixes: str) -> str:
    return "".join(f' xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in prefixes)


def _styles(house: House) -> str:
    faces = "".join(
        f'<style:font-face style:name="{font["name"]}"'
        f' svg:font-family="&apos;{font["name"]}&apos;, &apos;{font["otherwise"]}&apos;"/>'
        for font in house.fonts.values()
    )
    written = [s for s in house.styles if s.kind != "table" and s.name not in WORD_ALONE]
    return (
        f"<office:document-styles{_names('office', 'style', 'text', 'fo', 'svg')}"
        f' office:version="1.3"><office:font-face-decls>{faces}</office:font-face-decls>'
        f"<office:styles>{_default(house)}{''.join(_style(s, house) for s in written)}"
        f"{_own(house)}{_cells(house)}{_outline()}{_notes()}</office:styles>{_page(house)}"
        "</office:document-styles>"
    )


def _content() -> str:
    return (
        f'<office:document-content{_names("office", "text")} office:version="1.3">'
        "<office:body><office:text><text:p/></office:text></office:body>"
        "</office:document-content>"
    )


def _manifest() -> str:
    parts = (("/", MIMETYPE), ("content.xml", "text/xml"), ("styles.xml", "text/xml"))
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (*parts, ("meta.xml", "text/xml"))
    )
    return (
        f'<manifest:manifest{_names("manifest")} manifest:version="1.3">{entries}'
        "</manifest:manifest>"
    )


def _meta() -> str:
    opened = f'<office:document-meta{_names("office")} office:version="1.3">'
    return f"{opened}<office:meta/></office:document-meta>"


def reference_odt() -> bytes:
    """
    Make the file.

    Returns:
        An OpenDocument text; the same bytes on every machine, so nothing in it is compressed.
    """
    parts = {
        "mimetype": MIMETYPE,
        "content.xml": DECLARATION + _content(),
        "styles.xml": DECLARATION + _styles(read_house()),
        "meta.xml": DECLARATION + _meta(),
        "META-INF/manifest.xml": DECLARATION + _manifest(),
    }
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            package.writestr(entry, content)
    return whole.getvalue()
