"""The pages of every example record, before programs that know nothing of ours."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nh3
import pytest
from lxml import html as lxml_html
from tests.conftest import IN_CI, ROOT
from tests.judges.hostile_records import PAYLOADS, crowd, hostile_records

from minutebook.batch import Plan, process
from minutebook.inputs import gather
from minutebook.pandoc import open_engine
from minutebook.render import Manner, load_house, render
from minutebook.stages import Press

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = [pytest.mark.pandoc, pytest.mark.slow]

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
AXE_AND_KEYS = HERE / "page_judge.mjs"
NU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"

_VIOLATES = "violates Content Security Policy (meta tag): blocked by"
_WITHOUT = "directive (missing “\u2018unsafe-inline\u2019” or nonce/hash)."
_NO_HEADING = (
    "Section lacks heading. Consider using “h2”-“h6” elements to add identifying headings to all"
    " sections, or else use a “div” element instead for any cases where no heading is needed."
)
NOT_FAULTS = {
    # Newer than the checker; where a browser does not know them either, nothing is lost.
    "CSS: Unknown pseudo-element or pseudo-class “:target-current”",
    "CSS: “scroll-target-group”: Property “scroll-target-group” doesn't exist.",
    # It takes data for a script that runs, and no digest for one: Chromium, below, reports neither.
    f"Inline script {_VIOLATES} “script-src” {_WITHOUT}",
    f"Inline style {_VIOLATES} “style-src” {_WITHOUT}",
    # pandoc's list of footnotes is a section without a heading, with a role that says what it is.
    _NO_HEADING,
}

HARMFUL = {"hostile-0", "hostile-1", "hostile-2", "crowd"}

ELEMENTS = {
    *("a", "blockquote", "br", "caption", "code", "col", "colgroup", "dd", "del", "details"),
    *("div", "dl", "dt", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre"),
    *("section", "span", "strong", "summary", "sup", "table", "tbody", "td", "th", "thead"),
    *("tr", "ul"),
}
EVERYWHERE = {"id", "class", "role", "lang", "dir", "aria-label", "tabindex"}
ATTRIBUTES = {
    "*": EVERYWHERE,
    "a": {"href", "title"},
    "ol": {"start", "type"},
    "td": {"scope"},
    "th": {"scope"},
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The page of each example record, of a crowd, and of records that mean harm, by name."""
    folder = tmp_path_factory.mktemp("pages")
    house = load_house()
    with open_engine("worker", house.pandoc_house()) as engine:
        press = Press(engine=engine, house=house, formats=("html",), manner=Manner())
        plan = Plan(until="render", to=folder, press=lambda _: press)
        outcomes = process(gather([str(ROOT / "records")], stdin=lambda: b""), plan)
        assert [outcome.name for outcome in outcomes if outcome.exit_code] == []
        made = hostile_records(ROOT / "tests" / "golden") | {"crowd": crowd()}
        for name, xml in made.items():
            page = render(xml, formats=("html",), engine=engine, house=house).outputs["html"]
            (folder / f"{name}.html").write_bytes(page)
    return {path.stem: path for path in sorted(folder.rglob("*.html"))}


@pytest.fixture(scope="module")
def modules() -> Path:
    """What `npm ci --ignore-scripts` puts beside the tests; without it they skip, or fail in CI."""
    if not MODULES.is_dir():
        what = "`npm ci --ignore-scripts` in tests/judges"
        (pytest.fail if IN_CI else pytest.skip)(f"{what} is needed")
    return MODULES


Seen = dict[str, list[str]]


@pytest.fixture(scope="module")
def seen(
    pages: dict[str, Path],
    modules: Path,
    require: Callable[[str], str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Seen:
    """What Chromium found, by the page's name; one start for all of them, and for a bad one."""
    assert modules.is_dir()
    bad = tmp_path_factory.mktemp("bad") / "bad.html"
    bad.write_text(BAD, encoding="utf-8")
    paths = [*pages.values(), bad]
    command = [require("node"), str(AXE_AND_KEYS), require("chromium"), *map(str, paths)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=300)
    found = json.loads(done.stdout)
    return {path.stem: found[str(path)] for path in paths}


BAD = (
    """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Bad</title>
<meta http-equiv="Content-Security-Policy" content="script-src 'none'">
<script>document.title = "Worse"</script><style>p { color: #ccc }</style></head><body><h1>Bad</h1>
<img src="http://192.0.2.1/x.png"><p style="width: 2000px">pale</p>
<a href="#a" tabindex="-1">never reached</a><a href="#b" style="outline: none">b</a>
<pre>"""
    + "wide" * 400
    + "</pre></body></html>"
)


def test_the_judge_sees_what_is_wrong(seen: Seen) -> None:
    """A bad page is found to be so, in each of the ways that are looked for."""
    found = "\n".join(seen["bad"])
    for word in ("axe html-has-lang", "axe image-alt", "axe color-contrast", "wider than"):
        assert word in found
    for word in ("request:", "console:", "are never reached", "no sign of focus"):
        assert word in found


def test_pages_are_accessible_and_stay_at_home(seen: Seen) -> None:
    """
    Nothing that axe knows of in WCAG 2.2 A and AA, light and dark, on a phone and on a desk; no
    page scrolls sideways; the keyboard reaches every link, and shows it; no page asks for anything.
    """
    assert {name: faults for name, faults in seen.items() if faults and name != "bad"} == {}


def printed(page: Path, pdftotext: str) -> list[str]:
    """Read what Chromium printed, one text a sheet."""
    command = [pdftotext, "-layout", str(page.with_suffix(".pdf")), "-"]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    return done.stdout.decode("utf-8").removesuffix("\f").split("\f")


def test_sheets_have_heads_and_numbers(
    seen: Seen, pages: dict[str, Path], require: Callable[[str], str]
) -> None:
    """Each its number, and each but the first the record's title, reference and status."""
    assert "transport-2026-03-05-quarterly" in seen
    sheets = printed(pages["transport-2026-03-05-quarterly"], require("pdftotext"))
    assert len(sheets) > 3
    head = re.compile(
        r"\s*Quarterly meeting of the transport data group\s+"
        r"transport-2026-03-05-quarterly · Approved"
    )
    assert [bool(head.match(sheet)) for sheet in sheets] == [False, *[True] * (len(sheets) - 1)]
    for number, sheet in enumerate(sheets, start=1):
        assert re.search(rf"\b{number} ?/ ?{len(sheets)}\s*\Z", sheet)


def test_what_is_folded_is_printed(
    seen: Seen, pages: dict[str, Path], require: Callable[[str], str]
) -> None:
    """Every name of a long list, though the list was closed; and no sign of a link to a place."""
    assert "crowd" in seen
    text = "\n".join(printed(pages["crowd"], require("pdftotext")))
    assert [n for n in range(30) if f"Person {n}" not in text] == []
    assert "List of names" not in text
    assert not re.search("[#\u2191]", text)


def test_pages_are_html(
    pages: dict[str, Path], modules: Path, require: Callable[[str], str]
) -> None:
    """The Nu HTML checker has nothing to say but what is known not to be a fault."""
    assert modules.is_dir()
    command = [require("java"), "-jar", str(NU), "--format", "json", *map(str, pages.values())]
    done = subprocess.run(command, capture_output=True, check=False, timeout=300)
    messages: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    said = {
        (Path(m["url"]).stem, m["message"])
        for m in messages
        if m["type"] == "error" or m.get("subType") == "warning"
    }
    faults = {(name, message) for name, message in said if message not in NOT_FAULTS}
    # Hostile words are in no language, and what is no address is written where it can do no harm.
    of_the_words = re.compile("for attribute “href”|appears to be written in")
    assert {f for f in faults if not (f[0] in HARMFUL and of_the_words.search(f[1]))} == set()


def body_of(page: Path) -> lxml_html.HtmlElement:
    """Parse the part of a page that comes from the record."""
    return lxml_html.document_fromstring(page.read_text(encoding="utf-8")).find(".//main")


def cleaned(body: lxml_html.HtmlElement) -> lxml_html.HtmlElement:
    """Have it cleaned by a sanitiser that lets in what the house style makes and nothing else."""
    source = lxml_html.tostring(body, encoding="unicode", with_tail=False)
    clean = nh3.clean(
        source,
        tags=ELEMENTS | {"main"},
        attributes={**ATTRIBUTES, "main": {"id", "tabindex"}},
        url_schemes={"http", "https", "mailto", "tel"},
        generic_attribute_prefixes={"data-"},
        link_rel=None,
    )
    return lxml_html.document_fromstring(clean).find(".//main")


def facts_of(body: lxml_html.HtmlElement) -> Iterator[tuple[object, ...]]:
    """Read a tree as facts that can be compared."""
    for element in body.iter():
        yield element.tag, sorted(element.attrib.items()), element.text, element.tail


def test_a_sanitiser_finds_nothing_to_remove(pages: dict[str, Path]) -> None:
    """Of what a record says, in every page, the hostile ones too."""
    for name, page in pages.items():
        body = body_of(page)
        body.tail = None
        assert list(facts_of(body)) == list(facts_of(cleaned(body))), name


def test_hostile_words_are_words(pages: dict[str, Path]) -> None:
    """Each payload is read on the page, and none of it has become an element or an address."""
    hostile = [page for name, page in pages.items() if name.startswith("hostile-")]
    assert len(hostile) == 3
    for page in hostile:
        root = lxml_html.document_fromstring(page.read_text(encoding="utf-8"))
        text = re.sub(r"\s+", " ", body_of(page).text_content())
        for payload in PAYLOADS:
            assert re.sub(r"\s+", " ", payload) in text
        scripts = [
            (e.get("type"), json.loads(e.text or "{}")["@type"]) for e in root.iter("script")
        ]
        assert scripts == [("application/ld+json", "Event")]
        addresses = {str(e.get("href")).split(":")[0] for e in root.iter("a")}
        assert {a for a in addresses if not a.startswith("#")} <= {"http", "https", "mailto", "tel"}
        assert not [a for e in root.iter() for a in e.attrib if str(a).startswith("on")]
