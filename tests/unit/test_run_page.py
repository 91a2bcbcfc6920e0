"""The report of a run as a page: what it tells, that its links lead somewhere, and its bytes."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from lxml import html as lxml_html
from tests.unit.reports import FAULTY, GONE, OFFICE, SOUND, STATUS, WHOLE, report

from minutebook.batch import Outcome
from minutebook.cli.main import main
from minutebook.errors import Excerpt
from minutebook.progress import run_times
from minutebook.render import load_house
from minutebook.report.page import PAGE, run_page
from minutebook.report.page_findings import MOST_LOOSE, MOST_OF_A_NOTE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.progress import RunTimes
    from minutebook.report import Report

STYLES = load_house().style_sheet
TO = Path("out")
BUILT = Outcome(
    name="notes/a.yaml",
    record_id="a-1",
    folder=TO / "a-1",
    written=tuple(TO / "a-1" / f"a-1.{kind}" for kind in ("xml", "html", "docx", "txt")),
    seconds={"load": 0.5, "pandoc html": 1.0},
)
HARM = "<script>alert(1)</script>\x1b[2J\u202e\"'&amp;"

NOTE = """\
schema: meeting-record/1.0
id: parks-2026-03-05
title: Meeting of the parks group
language: en
status: draft
access: open
meeting:
  date: 2026-03-05
background: The swings are safe.
management:
  created: 2026-03-06
  creator: Parks office
  rights: Free to copy
  classification:
    code: P/1
  disposal:
    class: M
"""


def page(said: Report, times: RunTimes | None = None) -> lxml_html.HtmlElement:
    """The page of a run, read."""
    data = run_page(said, to=TO, style_sheet=STYLES, times=times)
    return lxml_html.document_fromstring(data.decode("utf-8"))


def words(element: lxml_html.HtmlElement) -> str:
    """What is to be read in an element."""
    return re.sub(r"\s+", " ", element.text_content()).strip()


def sections(root: lxml_html.HtmlElement) -> dict[str, lxml_html.HtmlElement]:
    """The sections of a page by id."""
    return {str(one.get("id")): one for one in root.iter("section")}


def test_a_page_tells_what_became_of_all() -> None:
    """Counts, what to do, notes that failed with why, what was noticed besides, links."""
    root = page(report([BUILT, FAULTY, GONE], findings=[OFFICE], unseen=["notes/z.yaml"]))
    assert words(root.find(".//header")) == (
        "What was built 4 notes: 1 built, 2 failed, 1 not looked at"
    )
    assert words(root.find('.//div[@class="banner"]')) == (
        "2 notes failed. Their files are as they were before the run, or not there. Mend what is "
        "said below and run the same command again. The run stopped at the first file with "
        "errors; 1 note was not looked at."
    )
    found = sections(root)
    assert list(found) == ["failed", "noticed", "built"]
    assert [words(one) for one in found["failed"].iter("h3")] == ["notes/b.yaml", "gone.yaml"]
    text = words(found["failed"])
    assert "Error in line 3, column 9: aproved is not a value of status 3 status: aproved" in text
    assert "Right would be: one of draft, final What to do: did you mean approved?" in text
    assert "minutebook explain E204 says more." in text
    assert "cannot read gone.yaml: there is no such file" in text
    assert "there is no key nmae in office" in words(found["noticed"])
    assert [one.get("href") for one in found["built"].iter("a")] == [
        f"a-1/a-1.{kind}" for kind in ("xml", "html", "docx", "txt")
    ]
    assert words(found["built"].find(".//tbody")) == "a-1notes/a.yamlXML HTML Word Text"


def test_errors_stand_before_warnings() -> None:
    """What keeps a note from being built is what its author looks for."""
    found = sections(page(WHOLE))["failed"]
    kinds = [words(one).split()[0] for one in found.iter("span") if one.get("class") == "where"]
    assert kinds == ["Error", "Warning"]


def test_what_is_wrong_is_marked_in_its_line() -> None:
    """The words at fault and no others."""
    found = sections(page(WHOLE))["failed"]
    assert [words(one) for one in found.iter("mark")] == ["aproved", "answer: Green."]


def test_a_page_of_a_sound_run_has_nothing_to_mend() -> None:
    """No banner, no failures, no times."""
    root = page(report([BUILT, SOUND]))
    assert root.find('.//div[@class="banner"]') is None
    assert list(sections(root)) == ["built"]
    assert words(root.find(".//header")) == (
        "What was built 2 notes: 1 built, 1 sound, and nothing of them to write"
    )


def test_the_contents_lead_to_the_sections() -> None:
    """Each of them, in their order; and every label names an element of the page."""
    times = run_times([BUILT], whole=1.0)
    root = page(report([BUILT, FAULTY]), times)
    assert [one.get("href") for one in root.find(".//nav").iter("a")] == [
        "#failed",
        "#built",
        "#times",
    ]
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    labels = [key for one in root.iter() for key in (one.get("aria-labelledby") or "").split()]
    assert set(labels) <= set(ids)


def test_times_are_drawn_and_written() -> None:
    """A bar for each row, as long as its share; the same numbers in a table; slow notes."""
    other = replace(BUILT, name="notes/c.yaml", seconds={"load": 0.5})
    root = page(report([BUILT, other]), run_times([BUILT, other], whole=1.25))
    found = sections(root)["times"]
    assert [one.get("width") for one in found.iter("rect")] == ["100.0%", "100.0%"]
    stages, slowest = found.findall(".//table")
    assert [words(row) for row in stages.find("tbody")] == [
        "Reading YAML and JSON1.000 s50%",
        "HTML by pandoc1.000 s50%",
        "All processes together2.000 s100%",
    ]
    assert [words(row) for row in slowest.find("tbody")] == [
        "notes/a.yaml1.500 sHTML by pandoc",
        "notes/c.yaml0.500 sReading YAML and JSON",
    ]
    assert "1.250 s by the clock" in words(found)


def test_times_of_nothing_are_no_fault() -> None:
    """A run in which nothing was measured."""
    found = sections(page(report([GONE]), run_times([GONE], whole=0.1)))["times"]
    assert found.findall(".//rect") == []


def test_many_findings_are_counted() -> None:
    """A page that names them all would be read by nobody."""
    many = tuple(replace(STATUS, line=line, code="W317") for line in range(1, MOST_OF_A_NOTE + 6))
    outcomes = [replace(BUILT, name=f"{n}.yaml", findings=()) for n in range(MOST_LOOSE + 3)]
    outcomes = [
        replace(one, findings=tuple(replace(found, file=one.name) for found in many))
        for one in outcomes
    ]
    found = sections(page(report(outcomes)))["noticed"]
    articles = found.findall("article")
    assert len(articles) == MOST_LOOSE
    assert len(articles[0].findall(".//li")) == MOST_OF_A_NOTE
    assert "And 5 more findings." in words(articles[0])
    assert "There are findings of 3 more files" in words(found)


def test_a_message_that_names_hundreds_is_cut() -> None:
    """It is told in full on the terminal."""
    long = replace(STATUS, message=", ".join(f"`{n}.yaml`" for n in range(1000)))
    text = words(sections(page(report([replace(FAULTY, findings=(long,))])))["failed"])
    assert len(text) < 1200
    assert "…" in text


def hostile() -> Report:
    """A run in which every word from outside means harm."""
    finding = replace(
        STATUS,
        file=HARM,
        message=f"`{HARM}` is {HARM}",
        hint=HARM,
        expected=HARM,
        excerpt=Excerpt(text=f"status: {HARM}"),
    )
    names = (f"javascript:{HARM}", f"..{HARM}", "\udcff")
    return report(
        [
            Outcome(name=HARM, findings=(finding,)),
            *(replace(BUILT, name=name, record_id=name, written=(TO / name,)) for name in names),
        ]
    )


def test_words_from_outside_are_words() -> None:
    """They make no element, no attribute and no address with a scheme."""
    root = page(hostile())
    assert root.findall(".//script") == []
    assert not [name for one in root.iter() for name in one.attrib if name.startswith("on")]
    assert "\x1b" not in root.text_content()
    assert "<script>alert(1)</script>" in words(sections(root)["failed"])
    hrefs = [str(one.get("href")) for one in sections(root)["built"].iter("a")]
    assert len(hrefs) == 3
    assert not [href for href in hrefs if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//", href)]


def test_a_page_asks_for_nothing() -> None:
    """Its policy lets in its own styles, by their digest, and nothing in it has another address."""
    data = run_page(WHOLE, to=TO, style_sheet=STYLES).decode("utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', data)
    assert policy is not None
    assert re.fullmatch(
        r"default-src 'none'; script-src 'none'; style-src 'sha256-[^']*'; "
        r"base-uri 'none'; form-action 'none'",
        policy[1],
    )
    assert " style=" not in data
    assert not re.search(r"(?:src|srcset|action)=|https?:|url\(", data)


@pytest.fixture(name="here")
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a sound note and a faulty one, which is the current one."""
    (tmp_path / "a.yaml").write_text(NOTE)
    (tmp_path / "b.yaml").write_text(NOTE.replace("title:", "titel:").replace("parks", "roads"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def build(*more: str) -> int:
    """Build both notes."""
    return main(["build", "a.yaml", "b.yaml", "--formats", "txt", *more])


def links(path: Path) -> Iterator[Path]:
    """The files that a page leads to."""
    root = lxml_html.document_fromstring(path.read_text(encoding="utf-8"))
    for one in sections(root)["built"].iter("a"):
        yield path.parent / unquote(str(one.get("href")))


@pytest.mark.pandoc
def test_a_build_leaves_its_report(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its links lead to what was built, and a second run gives the same bytes."""
    assert build() == 1
    assert f"report: {Path('out') / PAGE}" in capsys.readouterr().err.splitlines()
    target = here / "out" / PAGE
    found = list(links(target))
    assert [path.name for path in found] == ["parks-2026-03-05.xml", "parks-2026-03-05.txt"]
    assert all(path.is_file() for path in found)
    first = target.read_bytes()
    assert build("-j", "1") == 1
    assert target.read_bytes() == first
    assert b"Where the time went" not in first
    assert build("--timings", "-q") == 1
    assert b"Where the time went" in target.read_bytes()
    assert "time by stage" in capsys.readouterr().err


@pytest.mark.pandoc
def test_a_report_is_left_out_where_it_is_not_wanted(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor is it written for the public unless somebody asks: it quotes the notes."""
    build("--no-report")
    build("--audience", "public", "--to", "public")
    assert "report: " not in capsys.readouterr().err
    assert not (here / "out" / PAGE).exists()
    assert not (here / "public" / PAGE).exists()
    build("--audience", "public", "--to", "public", "--report")
    assert (here / "public" / PAGE).is_file()


@pytest.mark.pandoc
def test_a_report_looks_as_the_house_does(here: Path) -> None:
    """The office's own style sheet is its own too."""
    (here / "house").mkdir()
    own = STYLES.decode().replace("--ink: #12365c", "--ink: #123456", 1)
    (here / "house" / "house.css").write_text(own)
    build("--house", "house")
    assert "--ink: #123456" in (here / "out" / PAGE).read_text(encoding="utf-8")


@pytest.mark.pandoc
def test_a_report_that_cannot_be_written_is_said(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The notes are built all the same."""
    (here / "out" / PAGE).mkdir(parents=True)
    assert build() == 3
    *_, counts, hint, error = capsys.readouterr().err.splitlines()
    assert counts == "2 notes: 1 ok, 1 failed, 1 error"
    assert hint.startswith("next: ")
    assert error == f"error: cannot write {Path('out') / PAGE}: it is a folder"
    assert (here / "out" / "parks-2026-03-05" / "parks-2026-03-05.txt").is_file()
