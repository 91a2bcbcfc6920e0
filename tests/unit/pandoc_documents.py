"""Documents in pandoc's `xml` format, and jobs for them; what the tests of the engines share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conftest import ROOT

from minutebook.pandoc import House, Job, Output

if TYPE_CHECKING:
    from minutebook.pandoc import EngineName, Format

FORMATS: tuple[Format, ...] = ("html", "docx", "txt")
ENGINES: tuple[EngineName, ...] = ("worker", "pypandoc")

TEMPLATE = """<!DOCTYPE html>
<html lang="$lang$"$if(dir)$ dir="$dir$"$endif$><head><title>$pagetitle$</title></head>
<body>$if(title)$<h1>$title$</h1>$endif$
$body$
</body></html>
"""

TITLE = '<entry key="title"><MetaInlines>The counters</MetaInlines></entry>'

RICH_TABLE = """
<Table id="t"><Caption><Plain>Actions<Note><Para>Open ones.</Para></Note></Plain></Caption>
<colspecs><ColSpec alignment="AlignLeft" col-width="0.7"/>
<ColSpec alignment="AlignRight" col-width="0.3"/></colspecs>
<TableHead><Row><Cell><Plain>Action</Plain></Cell><Cell><Plain>Due</Plain></Cell></Row></TableHead>
<TableBody row-head-columns="0"><header/><body>
<Row><Cell><Plain>Circulate the <Strong>cost</Strong> table</Plain></Cell>
<Cell row-span="2"><Plain>20 March</Plain></Cell></Row>
<Row><Cell><Para>One</Para><Para>Two</Para></Cell></Row>
</body></TableBody><TableFoot/></Table>"""

LISTS = """
<BulletList><item><Plain>one</Plain><OrderedList start="3" number-style="LowerRoman"
number-delim="TwoParens"><item><Para>a</Para></item><item><Para>b</Para></item></OrderedList></item>
<item><Plain>two</Plain></item></BulletList>
<DefinitionList><item><term>Quorum</term><def><Plain>Half.</Plain></def></item></DefinitionList>
<LineBlock><line>Town Hall</line><line>Leeds</line></LineBlock>"""

INLINES = """
<Para><Emph>a</Emph><Strong>b</Strong> <Code class="python">x = 1</Code>
<Link href="https://example.org/?a=1&amp;b=2" title="T">link</Link>
<Link href="mailto:a@example.org">a@example.org</Link> <Quoted quote-type="DoubleQuote">q</Quoted>
<Strikeout>s</Strikeout><Superscript>2</Superscript><Subscript>3</Subscript>
<SmallCaps>c</SmallCaps><Underline>u</Underline><LineBreak/>x<Note><Para>A note.</Para></Note>
<Span custom-style="Label" class="label">Decision:</Span>
<Math math-type="InlineMath">x^2</Math></Para>
"""

UNICODE = """
<Para>Ωέ Кириллица 漢字 😀 e&#x301; a\u00a0b \u200fx\u2028y\u0085z \ufb01</Para>
<Div lang="ar" dir="rtl"><Para>مرحبا <Span dir="rtl" lang="ar">بالعالم</Span></Para></Div>
<CodeBlock class="python numberLines">def f():
\treturn "&lt;b&gt;"&#13;</CodeBlock>"""

RTL = """<entry key="dir"><MetaString>rtl</MetaString></entry>
<entry key="lang"><MetaString>ar</MetaString></entry>"""
MORE = """<entry key="lang"><MetaString>fr</MetaString></entry>
<entry key="author"><MetaList><MetaInlines>A. Patel</MetaInlines></MetaList></entry>
<entry key="keywords"><MetaList><MetaString>roads</MetaString></MetaList></entry>
<entry key="abstract"><MetaBlocks><Para>What was said.</Para></MetaBlocks></entry>
<entry key="date"><MetaString>2026-03-05</MetaString></entry>"""

LONG = f"<Para>{'word ' * 60}</Para><Para>{'x' * 200}</Para><HorizontalRule/>" + "".join(
    f'<Header level="{n}" id="h{n}">Heading {n}</Header><BlockQuote><Para>q</Para></BlockQuote>'
    for n in range(1, 7)
)


def ast(blocks: str = "", meta: str = TITLE) -> bytes:
    """Make a document of pandoc's `xml` format."""
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<Pandoc api-version="1,23,1,1">'
    return f"{head}<meta>{meta}</meta>\n<blocks>{blocks}</blocks></Pandoc>".encode()


DOCUMENTS = {
    "empty": ast(),
    "untitled": ast("<Para>x</Para>", meta=""),
    "table": ast(RICH_TABLE),
    "lists": ast(LISTS),
    "inlines": ast(INLINES),
    "unicode": ast(UNICODE),
    "right-to-left": ast(UNICODE, meta=TITLE + RTL),
    "metadata": ast(LISTS, meta=TITLE + MORE),
    "long": ast(LONG),
    "styled": ast('<Div custom-style="Unheard Of" class="x" id="y"><Para>x</Para></Div>'),
}
PLAIN = ast("<Para>Counted twice.</Para>")


def job(document: bytes, *formats: Format, epoch: int = 1_772_668_800, seconds: float = 60) -> Job:
    """Make a job for one document in several formats."""
    outputs = tuple(Output(format=wanted, ast=document) for wanted in formats or FORMATS)
    return Job(name="roads-2026", outputs=outputs, epoch=epoch, deadline_seconds=seconds)


def house(*, template: str = TEMPLATE) -> House:
    """Read the Word and OpenDocument house files, beside a template of our own."""
    files = ROOT / "pipeline" / "minutebook" / "house"
    return House(
        template=template,
        reference_docx=(files / "reference.docx").read_bytes(),
        reference_odt=(files / "reference.odt").read_bytes(),
    )
