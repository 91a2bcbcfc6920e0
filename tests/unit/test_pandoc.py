from __future__ import annotations

import io
import os
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.unit.pandoc_documents import DOCUMENTS, ENGINES, FORMATS, PLAIN, ast, house, job

from minutebook.pandoc import Job, Output, PipedEngine, open_engine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.pandoc import EngineName

pytestmark = pytest.mark.pandoc


@pytest.fixture(scope="module")
def worker() -> Iterator[PipedEngine]:
    """One worker for all tests."""
    with open_engine("worker", house()) as engine:
        yield engine


@pytest.fixture(scope="module")
def plain() -> Iterator[PipedEngine]:
    """One plain engine for all tests."""
    with open_engine("pypandoc", house()) as engine:
        yield engine


@pytest.fixture(params=ENGINES)
def either(request: pytest.FixtureRequest, worker: PipedEngine, plain: PipedEngine) -> PipedEngine:
    """Each engine in turn."""
    return worker if request.param == "worker" else plain


def part(docx: bytes, name: str) -> str:
    """Read a part of a Word file."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return package.read(name).decode()


class TestSameBytes:
    @pytest.mark.parametrize("name", DOCUMENTS)
    def test_both_engines_give_the_same_bytes(
        self, name: str, worker: PipedEngine, plain: PipedEngine
    ) -> None:
        """The worker is checked by the plainest use of pandoc, and may be replaced by it."""
        wanted = job(DOCUMENTS[name])
        assert worker.write(wanted) == plain.write(wanted)

    def test_a_job_does_not_see_the_jobs_before_it(self, worker: PipedEngine) -> None:
        """A record's renditions do not depend on its neighbours in a batch."""
        for document in DOCUMENTS.values():
            worker.write(job(document))
        seasoned = {name: worker.write(job(DOCUMENTS[name])) for name in reversed(DOCUMENTS)}
        with open_engine("worker", house()) as fresh:
            assert {name: fresh.write(job(DOCUMENTS[name])) for name in DOCUMENTS} == seasoned

    def test_one_document_a_format_is_the_same_as_one_for_all(self, worker: PipedEngine) -> None:
        """That equal documents are read once is not to be seen in the bytes."""
        together = worker.write(job(DOCUMENTS["inlines"]))
        alone = [worker.write(job(DOCUMENTS["inlines"], one)) for one in FORMATS]
        assert together == {name: data for one in alone for name, data in one.items()}

    def test_each_format_may_have_its_own_document(self, either: PipedEngine) -> None:
        """The renderer gives each format a document that suits it."""
        outputs = tuple(Output(format=one, ast=ast(f"<Para>for {one}</Para>")) for one in FORMATS)
        written = either.write(Job(name="x", outputs=outputs, epoch=0))
        assert tuple(written) == FORMATS
        assert b"for html" in written["html"]
        assert written["txt"] == b"for txt\n"
        assert "for docx" in part(written["docx"], "word/document.xml")

    @pytest.mark.parametrize("name", ENGINES)
    def test_the_callers_surroundings_do_not_matter(
        self,
        name: EngineName,
        worker: PipedEngine,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """Another language, time zone, user and private pandoc files give the same bytes."""
        expected = worker.write(job(DOCUMENTS["metadata"]))
        for folder in (tmp_path / "pandoc", tmp_path / ".pandoc"):
            (folder / "translations").mkdir(parents=True)
            (folder / "reference.docx").write_bytes(b"no zip")
            (folder / "init.lua").write_text("error('started')", encoding="utf-8")
        for variable in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
            monkeypatch.setenv(variable, str(tmp_path))
        changed = {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR", "USERNAME": "clerk"}
        for variable, value in {**changed, "SOURCE_DATE_EPOCH": "1", "LUA_INIT": "x("}.items():
            monkeypatch.setenv(variable, value)
        with open_engine(name, house()) as engine:
            assert engine.write(job(DOCUMENTS["metadata"])) == expected

    def test_the_callers_variables_and_folder_are_left_alone(self, plain: PipedEngine) -> None:
        """The package pypandoc changes its own process's folder, so it runs in another process."""
        before = (dict(os.environ), Path.cwd())
        plain.write(job(PLAIN))
        assert (dict(os.environ), Path.cwd()) == before


class TestWhatIsWritten:
    def test_text_keeps_its_lines_and_its_line_end(self, either: PipedEngine) -> None:
        """No line is broken but where the document breaks it; it ends as a text file does."""
        words = f"<Para>{'word ' * 99}<LineBreak/>word</Para>"
        text = either.write(job(ast(words), "txt"))["txt"].decode()
        assert [len(line.split()) for line in text.splitlines()] == [99, 1]
        assert text.endswith("word\n")
        assert "\r" not in text

    def test_html_has_nothing_of_pandocs_own_style(self, either: PipedEngine) -> None:
        """The house's template is all there is around the words."""
        page = either.write(job(DOCUMENTS["unicode"], "html"))["html"].decode()
        assert page.startswith("<!DOCTYPE html>")
        assert "<style" not in page
        assert "sourceCode" not in page

    def test_a_page_without_a_title_is_named_for_its_record(self, either: PipedEngine) -> None:
        """A page never lacks a title, which a reader's programs show."""
        page = either.write(job(DOCUMENTS["untitled"], "html"))["html"]
        assert b"<title>roads-2026</title>" in page

    @pytest.mark.parametrize(
        ("epoch", "date", "stamp"),
        [
            (1_772_668_800, "2026-03-05T00:00:00Z", (2026, 3, 5)),
            (-315_619_200, "1960-01-01T00:00:00Z", (1980, 1, 1)),
            (0, "1970-01-01T00:00:00Z", (1980, 1, 1)),
        ],
    )
    def test_a_word_file_bears_the_date_it_is_given(
        self, either: PipedEngine, epoch: int, date: str, stamp: tuple[int, int, int]
    ) -> None:
        """A Word file is dated by its meeting, before 1970 too, and never by the clock."""
        docx = either.write(job(PLAIN, "docx", epoch=epoch))["docx"]
        assert part(docx, "docProps/core.xml").count(date) == 2
        with zipfile.ZipFile(io.BytesIO(docx)) as package:
            stamps = {entry.date_time[:3] for entry in package.infolist()}
        assert stamps <= {stamp, (1980, 1, 1)}

    def test_a_word_file_keeps_the_houses_header_and_footer(self, either: PipedEngine) -> None:
        """The title stands at the head and page of pages at the foot."""
        docx = either.write(job(PLAIN, "docx"))["docx"]
        assert "{title}" in part(docx, "word/header1.xml")
        assert "{pages}" in part(docx, "word/footer1.xml")
        shown = re.findall(
            r'<w:(?:header|footer)Reference [^>]*w:type="(\w+)"', part(docx, "word/document.xml")
        )
        assert sorted(shown) == ["default", "default", "first", "first"]
        assert "<dc:title>The counters</dc:title>" in part(docx, "docProps/core.xml")

    def test_no_outputs_start_nothing(self) -> None:
        """A job without outputs gives none, and no process."""
        with open_engine("worker", house()) as engine:
            assert engine.write(Job(name="x", outputs=(), epoch=0)) == {}
            assert engine._program.child is None
