"""Records of a batch beside their translations: which are paired, and what is said of the rest."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.unit.render_notes import Paper

from minutebook.batch import Outcome, Plan, process
from minutebook.errors import ExitCode
from minutebook.inputs import gather
from minutebook.pairs import pairs
from minutebook.pandoc import Job, Written
from minutebook.render import Manner, load_house
from minutebook.stages import Press

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TEXT = """\
schema: meeting-record/1.0
id: {key}
title: {title}
language: {language}
status: draft
access: open
{more}meeting:
  date: 2026-03-05
sessions:
  - title: {title}
    items:
      - {item}: {title}
management:
  creator: Parks
"""


def note(
    key: str,
    language: str = "cy",
    *,
    of: str | None = None,
    item: str = "decision",
    title: str = "Glas",
) -> str:
    """Write a note; a translation names its original."""
    more = f"translation_of: {of}\n" if of else ""
    return TEXT.format(key=key, language=language, more=more, item=item, title=title)


class Text(Paper):
    """An engine that writes text alone."""

    def write(self, job: Job) -> Written:
        """Give each document back as text."""
        return Written({output.format: b"made" for output in job.outputs})


def paired(
    folder: Path,
    notes: dict[str, str],
    *,
    formats: tuple[str, ...] = ("txt",),
    audience: str = "internal",
) -> list[Outcome]:
    """Write notes, render them, and set them side by side."""
    for name, text in notes.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    inputs = gather([str(folder / f"{name}.yaml") for name in notes], stdin=lambda: b"")
    manner = Manner(audience="public" if audience == "public" else "internal")
    press = Press(engine=Text(), house=load_house(), formats=formats, manner=manner)
    plan = Plan(until="render", to=folder / "out", pairs=True, press=lambda _: press)
    return list(pairs(inputs, list(process(inputs, plan)), plan))


def said(outcomes: Sequence[Outcome]) -> list[tuple[str, int, str]]:
    """What was found: the code, the line and the message."""
    return [(f.code, f.line, f.message) for one in outcomes for f in one.findings]


def test_a_pair_is_written_in_the_folder_of_its_original(tmp_path: Path) -> None:
    """Whichever of the two was named first; by the languages of both."""
    for names in (("cy", "en"), ("en", "cy")):
        notes = {"cy": note("r-cy"), "en": note("r-en", "en-GB", of="r-cy")}
        (one,) = paired(tmp_path, {name: notes[name] for name in names})
        assert one.findings == ()
        assert one.exit_code is ExitCode.CLEAN
        assert one.name == f"{tmp_path}/cy.yaml with {tmp_path}/en.yaml"
        assert one.written == (tmp_path / "out" / "r-cy" / "r-cy.cy-en.txt",)
        assert one.written[0].read_bytes() == b"made"


def test_one_for_the_public_has_another_name(tmp_path: Path) -> None:
    """So that it is never taken for one for the office."""
    notes = {"cy": note("r-cy"), "en": note("r-en", "en", of="r-cy")}
    (one,) = paired(tmp_path, notes, audience="public")
    assert [path.name for path in one.written] == ["r-cy.cy-en.public.txt"]


def test_each_translation_of_a_record_is_set_beside_it(tmp_path: Path) -> None:
    """Two translations make two renditions."""
    notes = {
        "cy": note("r-cy"),
        "en": note("r-en", "en", of="r-cy"),
        "ga": note("r-ga", "ga", of="r-cy"),
        "other": note("other"),
    }
    names = [path.name for one in paired(tmp_path, notes) for path in one.written]
    assert names == ["r-cy.cy-en.txt", "r-cy.cy-ga.txt"]


def test_two_that_are_no_translations_of_each_other(tmp_path: Path) -> None:
    """Said of the second, by the id of the first."""
    (one,) = paired(tmp_path, {"a": note("a"), "b": note("b", "en")})
    assert one.exit_code is ExitCode.FINDINGS
    message = "`a` and this record are no translations of each other"
    assert said([one]) == [("E540", 2, message)]
    assert one.findings[0].excerpt is not None


@pytest.mark.parametrize("count", [1, 3])
def test_no_translation_at_all(tmp_path: Path, count: int) -> None:
    """It is said once, and each has been rendered."""
    outcomes = paired(tmp_path, {f"n{n}": note(f"n-{n}") for n in range(count)})
    message = "no record here is a translation of another, so none are set side by side"
    assert said(outcomes) == [("E540", 2, message)]


def test_a_translation_without_its_original(tmp_path: Path) -> None:
    """A warning at the name of the original; one with errors counts as not there."""
    message = (
        "the original, `r-cy`, is not among these records, or has errors, so the translation"
        " stands alone"
    )
    english = note("r-en", "en", of="r-cy")
    (one,) = paired(tmp_path, {"en": english})
    assert said([one]) == [("W540", 7, message)]
    assert one.exit_code is ExitCode.CLEAN
    broken = note("r-cy").replace("meeting:", "meting:")
    assert said(paired(tmp_path, {"cy": broken, "en": english})) == [("W540", 7, message)]


def test_a_translation_that_is_not_alike(tmp_path: Path) -> None:
    """The first difference is said at its line, and nothing is written."""
    notes = {"cy": note("r-cy"), "en": note("r-en", "en", of="r-cy", item="question")}
    (one,) = paired(tmp_path, notes)
    ((code, line, message),) = said([one])
    assert (code, line) == ("E541", 13)
    assert message.startswith("`question` stands here, and `decision` in `r-cy` (")
    assert one.written == ()
    assert not list((tmp_path / "out" / "r-cy").glob("*cy-en*"))


def test_what_is_found_of_a_pair_stands_at_its_line(tmp_path: Path) -> None:
    """A language that is the same at the language, a mark that the other lacks at the mark."""
    notes = {"cy": note("r-cy"), "en": note("r-en", "cy", of="r-cy")}
    assert said(paired(tmp_path, notes)) == [
        ("E542", 4, "the translation is in `cy`, as `r-cy` is")
    ]
    closed = note("r-en", "en", of="r-cy").replace("    items:", "    access: closed\n    items:")
    (one,) = paired(tmp_path, {"cy": note("r-cy"), "en": closed})
    assert said([one]) == [("E543", 12, "this is closed, and in `r-cy` it is not")]
    assert one.findings[0].file == f"{tmp_path}/en.yaml"
    marked = note("r-cy").replace("    items:", "    access: closed\n    items:")
    (one,) = paired(tmp_path, {"cy": marked, "en": note("r-en", "en", of="r-cy")})
    assert one.findings[0].file == f"{tmp_path}/cy.yaml"


def test_archived_records_are_paired_as_their_notes_are(tmp_path: Path) -> None:
    """From the XML alone, with findings that have a place in it."""
    notes = {"cy": note("r-cy"), "en": note("r-en", "en", of="r-cy", item="question")}
    for name, text in notes.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    inputs = gather([str(tmp_path)], stdin=lambda: b"")
    plan = Plan(until="archive", to=tmp_path / "xml", keep_xml=True)
    assert [one.exit_code for one in process(inputs, plan)] == [0, 0]
    files = sorted((tmp_path / "xml").rglob("*.xml"))
    inputs = gather(list(map(str, files)), stdin=lambda: b"")
    press = Press(engine=Text(), house=load_house(), formats=("txt",), manner=Manner())
    plan = replace(plan, until="render", keep_xml=False, pairs=True, press=lambda _: press)
    (one,) = pairs(inputs, list(process(inputs, plan)), plan)
    assert [finding.code for finding in one.findings] == ["E541"]


def test_formats_that_none_can_be_made_in(tmp_path: Path) -> None:
    """Said as a rendition that could not be made, with what can be."""
    notes = {"cy": note("r-cy"), "en": note("r-en", "en", of="r-cy")}
    (one,) = paired(tmp_path, notes, formats=("md",))
    assert one.exit_code is ExitCode.RENDER
    assert one.error is not None
    assert one.error.message == "the office's formats are none of html, docx, txt"


def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    """The pair fails by itself."""
    notes = {"cy": note("r-cy"), "en": note("r-en", "en", of="r-cy")}
    paired(tmp_path, notes)
    folder = tmp_path / "out" / "r-cy"
    (folder / "r-cy.cy-en.txt").unlink()
    (folder / "r-cy.cy-en.txt").mkdir()
    (one,) = paired(tmp_path, notes)
    assert one.exit_code is ExitCode.FILE
