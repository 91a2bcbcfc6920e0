"""What is asked, for whom, and how the answer is written."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.unit.register_records import CLOSED, asked, made, record

from minutebook.archive import write_xml
from minutebook.errors import ProgramError
from minutebook.labels import labels_for
from minutebook.load import load
from minutebook.places import anchors
from minutebook.record import normalise
from minutebook.register.answers import Answer
from minutebook.register.attendance import attendance
from minutebook.register.build import build
from minutebook.register.due_days import as_calendar
from minutebook.register.form import tables
from minutebook.register.opened import open_register
from minutebook.register.questions import Narrowed, actions, feedback, questions
from minutebook.register.search import expression, search
from minutebook.register.sifted import ArchivedFile
from minutebook.register.words import folded
from minutebook.register.written import as_csv, as_json, as_text, as_xlsx, is_like_a_formula
from minutebook.render.access import is_restricted
from minutebook.render.public import public_part
from minutebook.xml_parser import parse_xml

OFFICE = Path(__file__).resolve().parents[2] / "records"
NOTES = sorted(path for path in OFFICE.glob("2*/*.yaml") if path.parent.name.isdigit())


def _archived(note: Path) -> bytes:
    return write_xml(normalise(load(note.read_bytes(), name=note.name).data).record)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register of the example office."""
    path = tmp_path_factory.mktemp("register") / "register.db"
    files = [ArchivedFile(name=note.name, data=_archived(note)) for note in NOTES]
    assert build(path, files).findings == []
    return path


class TestPublic:
    @pytest.mark.parametrize("note", NOTES, ids=lambda note: note.stem)
    def test_no_withheld_word_is_in_a_public_view(self, note: Path, tmp_path: Path) -> None:
        """What stands in withheld parts only is in no view; what is public is in one."""
        path, xml = tmp_path / "register.db", _archived(note)
        build(path, [ArchivedFile(name=note.name, data=xml)])
        root = parse_xml(xml)
        public = public_part(root, labels_for(root.get("language")).words).root
        open_words = set() if public is None else _words(public)
        hidden = {word for part in root.iter() if is_restricted(part) for word in _words(part)}
        with closing(sqlite3.connect(path)) as database:
            shown = {
                word
                for table in tables()
                for row in database.execute(f"SELECT * FROM public_{table.name}")
                for value in row
                if isinstance(value, str)
                for word in folded(value).split()
            }
        assert (hidden - open_words - _SAID_BY_US) & shown == set()
        assert public is None or open_words & shown

    def test_public_answers_lead_to_the_public_page(self, office: Path) -> None:
        """Anchors are those of the page from which restricted parts were left out."""
        note = next(one for one in NOTES if "housing" in one.name)
        root = parse_xml(_archived(note))
        public = public_part(root, labels_for("en-GB").words)
        assert public.root is not None
        there = set(anchors(public.root))
        with open_register(office, public=True) as register:
            query = """
            SELECT anchor FROM {p}items WHERE record = 'housing-2026-04-21'
            UNION SELECT anchor FROM {p}sessions WHERE record = 'housing-2026-04-21'
            """
            found = {row[0] for row in register.rows(query, {})}
        assert found
        assert found <= there

    def test_a_closed_record_is_left_out_as_a_whole(self, tmp_path: Path) -> None:
        """Not even its title, its day or its head count is in an answer for the public."""
        path = tmp_path / "register.db"
        made(
            path,
            record(
                "2026-03-05",
                {"question": "Who pays?"},
                {"feedback": "Too loud."},
                access={**CLOSED, "public_title": "A meeting"},
                headcount={"government": 4},
            ),
        )
        everything = Narrowed()
        for ask in (
            lambda register: questions(register, everything),
            lambda register: feedback(register, everything),
            lambda register: attendance(register, "sector"),
            lambda register: search(register, ["parks"], most=9),
        ):
            assert asked(path, ask)
            assert asked(path, ask, public=True) == []

    def test_a_closed_record_has_no_public_page(self, tmp_path: Path) -> None:
        """Without a public title there is not even a notice to link to."""
        path = tmp_path / "register.db"
        made(path, record("2026-03-05", {"feedback": "Too loud."}, access=CLOSED))
        with open_register(path) as register:
            anchors_found = register.rows("SELECT anchor, public_anchor FROM items", {})
        assert anchors_found == [("_2", None)]

    def test_a_withheld_name_in_words_is_withheld(self, tmp_path: Path) -> None:
        """An author may have written the name of somebody who is listed as closed."""
        path = tmp_path / "register.db"
        people = {"QV": {"name": "Quillon Vexley", "aliases": ["Quag"], "access": CLOSED}}
        items = [
            {"feedback": "One.", "by": {"name": "Quillon  VEXLEY"}},
            {"feedback": "Two.", "by": {"name": "quag"}},
            {"feedback": "Three.", "by": "QV"},
            {"feedback": "Four.", "by": {"name": "Jo Marsh"}},
        ]
        made(path, record("2026-03-05", *items, people=people))
        rows = asked(path, lambda register: feedback(register, Narrowed()), public=True)
        assert [row["by"] for row in rows] == [None, None, None, "Jo Marsh"]


_SAID_BY_US = {"answered", "text", "open", "person", "publication", "management", "title"}
"""Words of the register itself, which may stand in a record too."""


def _words(element: Any) -> set[str]:
    texts = [*element.itertext(), *(value for one in element.iter() for value in one.values())]
    return {word for text in texts for word in folded(str(text)).split()}


class TestQuestions:
    def test_an_answer_is_joined_to_the_question_that_it_names(self, tmp_path: Path) -> None:
        """Not to the nearest one."""
        path = tmp_path / "register.db"
        items = (
            {"question": "Who?", "id": "Q1", "to": ["AP"]},
            {"question": "When?"},
            {"answer": "The board.", "answers": "Q1"},
            {"answer": "The  county.", "answers": "Q1"},
        )
        made(path, record("2026-03-05", *items))
        rows = asked(path, lambda register: questions(register, Narrowed()))
        assert [(row["status"], row["to"], row["answers"]) for row in rows] == [
            ("answered", "Asha Patel", "The board.\nThe county."),
            ("open", None, None),
        ]

    @pytest.mark.parametrize(
        ("strand", "found"),
        [("c1", 1), ("C1", 1), ("traffic counts", 1), ("COUNTS", 1), ("count", 0), ("traffic", 1)],
    )
    def test_a_strand_is_known_by_key_or_words(
        self, tmp_path: Path, strand: str, found: int
    ) -> None:
        """Letter case makes no difference; a part of a word is no word."""
        path = tmp_path / "register.db"
        strands = {"c1": "Traffic counts", "other": "Data"}
        items = [{"feedback": "Good."}, {"feedback": "So.", "strand": "other"}]
        inner = {"title": "B", "items": items}
        session = {"title": "A", "strand": "c1", "sessions": [inner]}
        made(path, record("2026-03-05", strands=strands, sessions=[session]))
        rows = asked(path, lambda register: feedback(register, Narrowed(strand=strand)))
        assert [row["feedback"] for row in rows] == ["Good."] * found

    @pytest.mark.parametrize("public", [False, True], ids=["internal", "public"])
    def test_a_session_without_a_title_has_that_of_its_strand(
        self, tmp_path: Path, public: bool
    ) -> None:
        """As on the page; but not to the public where the strand is closed."""
        path = tmp_path / "register.db"
        strands = {"a": "Counts", "b": {"title": "Leaks", "access": CLOSED}}
        steps = [{"strand": key, "items": [{"feedback": "Good."}]} for key in strands]
        made(path, record("2026-03-05", strands=strands, next_steps=steps))
        rows = asked(path, lambda register: feedback(register, Narrowed()), public=public)
        hidden = None if public else "Leaks"
        titles = [(row["session"], row["strand"]) for row in rows]
        assert titles == [("Counts", "Counts"), (hidden, hidden)]
        found = asked(path, lambda register: search(register, ["good"], most=9), public=public)
        assert {row["session"] for row in found} == {"Counts", hidden}

    def test_groups_and_others_are_counted_as_they_are(self, tmp_path: Path) -> None:
        """A group is no head; others have the count given, or that of their names."""
        path = tmp_path / "register.db"
        came = {"attendance": "present", "sector": "government", "organisation": "Council"}
        people = {
            "A": {"name": "A B", **came},
            "G": {"name": "The board", "kind": "group", **came},
            "P": {"name": "P Q", **came, "attendance": "partial"},
            "N": {"name": "N O", **came, "attendance": "absent"},
        }
        others = [
            {"title": "Public", "count": 4},
            {"title": "Staff", "names": ["X Y", "Z W"], "organisation": "Council"},
            {"title": "Some"},
        ]
        made(path, record("2026-03-05", people=people, also_present=others))
        by_sector = asked(path, lambda register: attendance(register, "sector"))
        assert [(row["sector"], row["count"]) for row in by_sector] == [
            ("government", 2),
            (None, 6),
        ]
        by_body = asked(path, lambda register: attendance(register, "organisation"))
        assert [(row["organisation"], row["count"]) for row in by_body] == [
            ("Council", 4),
            (None, 4),
        ]


class TestSearch:
    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            (["road"], '"road"'),
            (["two words", "one"], '"two words" "one"'),
            (["coun*"], '"coun"*'),
            (['say "no"'], '"say ""no"""'),
            (
                ["AND", "NOT", "NEAR(a", "text:b", "^c", "-d"],
                '"AND" "NOT" "NEAR(a" "text:b" "^c" "-d"',
            ),
            (["*", "_", "!"], ""),
        ],
    )
    def test_no_word_is_taken_for_the_language_of_searches(
        self, words: list[str], expected: str
    ) -> None:
        """Whatever is typed is searched for."""
        assert expression(words) == expected

    @pytest.mark.parametrize("words", [["AND"], ['"'], ["a OR"], ["NEAR(swings, 2)"], ["x" * 5000]])
    def test_any_words_can_be_searched_for(self, tmp_path: Path, words: list[str]) -> None:
        """Nothing that is typed is an error of the database."""
        path = tmp_path / "register.db"
        made(path, record("2026-03-05"))
        if expression(words):
            assert asked(path, lambda register: search(register, words, most=5)) == []

    def test_accents_and_letter_case_are_passed_over(self, office: Path) -> None:
        """A name is found however it is typed."""
        plain = asked(office, lambda register: search(register, ["sian", "DAVIES"], most=99))
        accented = asked(office, lambda register: search(register, ["Siân", "Davies"], most=99))
        assert plain
        assert [row["page"] for row in plain] == [row["page"] for row in accented]

    @pytest.mark.parametrize(
        ("words", "kind"),
        [
            ("electricity company has to move", "action"),
            ("Five of the seven stand", "action"),
            ("Who pays for the counters", "question"),
            ("destroys the data", "feedback"),
            ("Is there a date", "transcript"),
            ("six counters", "approval"),
            ("Castle Street", "meeting"),
            ("Leave out the row for Pottergate", "note"),
        ],
    )
    def test_every_kind_of_text_is_found(self, office: Path, words: str, kind: str) -> None:
        """The words of items, notes, approvals and places lead to their record."""
        rows = asked(office, lambda register: search(register, [words], most=9))
        assert kind in {row["kind"] for row in rows}


ANSWER = Answer(
    noun="person",
    columns=("name", "count", "page"),
    rows=[("=1+1", 2, "a#b"), ("é,\n“x”", None, "a")],
    head="name",
    facts={"count": "{} times"},
)


class TestWritten:
    @pytest.mark.parametrize(
        ("text", "is_formula"),
        [
            ("=1+1", True),
            ("+1", True),
            ("-1", True),
            ("@SUM(A1)", True),
            (" =1", True),
            ("\t=1", True),
            ("\uff1d1", True),
            ("a=1", False),
            ("", False),
        ],
    )
    def test_formulas_are_known(self, text: str, is_formula: bool) -> None:
        """What a spreadsheet may run is told from what it shows."""
        assert is_like_a_formula(text) is is_formula

    def test_text_says_each_row_and_how_many(self) -> None:
        """A row begins with its words, and ends with its page."""
        assert as_text(ANSWER) == "=1+1\n    2 times\n    a#b\n\né, “x”\n    a\n\n2 people\n"

    def test_json_and_csv_hold_the_same_rows(self) -> None:
        """But for the apostrophe that keeps a formula from being one."""
        rows = list(csv.DictReader(io.StringIO(as_csv(ANSWER))))
        assert [{**row, "count": row["count"] or None} for row in rows] == [
            {"name": "'=1+1", "count": "2", "page": "a#b"},
            {"name": "é,\n“x”", "count": None, "page": "a"},
        ]
        assert json.loads(as_json(ANSWER)) == ANSWER.records()

    def test_a_spreadsheet_holds_text_and_no_formula(self) -> None:
        """It has the same rows, runs nothing, and has the same bytes each time."""
        openpyxl = pytest.importorskip("openpyxl")
        data = as_xlsx(ANSWER)
        assert as_xlsx(ANSWER) == data
        sheet = openpyxl.load_workbook(io.BytesIO(data)).active
        assert [tuple(cell.value for cell in row) for row in sheet.rows] == [
            ANSWER.columns,
            *ANSWER.rows,
        ]
        assert {cell.data_type for row in sheet.rows for cell in row} == {"s", "n"}
        assert sheet["A2"].quotePrefix
        assert not sheet["A3"].quotePrefix

    def test_a_cell_takes_so_many_letters(self) -> None:
        """A text that is longer than a cell is cut, so that the file can be opened."""
        openpyxl = pytest.importorskip("openpyxl")
        answer = Answer(noun="item", columns=("text",), rows=[("x" * 40_000,)], head="text")
        sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(answer))).active
        assert len(sheet["A2"].value) == 32_767

    def test_a_calendar_has_an_event_for_each_day(self, tmp_path: Path) -> None:
        """Other programs read it; the bytes are the same each time, and only days are in it."""
        icalendar = pytest.importorskip("icalendar")
        path = tmp_path / "register.db"
        items = (
            {"action": "Paint; then,\n\nrest é" + "." * 90, "id": "A1", "due": "2026-05-01"},
            {"action": "Rest."},
            {"action": "End.", "due": "9999-12-31"},
        )
        made(path, record("2026-03-05", *items))
        with open_register(path) as register:
            answer = actions(register, "2026-04-01", Narrowed())
        data = as_calendar(answer)
        assert as_calendar(answer) == data
        assert all(len(line) <= 75 for line in data.split(b"\r\n"))
        events = icalendar.Calendar.from_ical(data).walk("VEVENT")
        assert [str(event["uid"]) for event in events] == [
            "parks-2026-03-05#A1@minutebook",
            "parks-2026-03-05#_4@minutebook",
        ]
        assert [event.decoded("dtstart").isoformat() for event in events] == [
            "2026-05-01",
            "9999-12-31",
        ]
        assert str(events[0]["summary"]).startswith("A1 Paint; then,")

    @pytest.mark.parametrize("write", [as_xlsx, as_calendar])
    def test_a_package_that_is_missing_is_named(
        self, write: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The remedy is a command."""
        monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
        monkeypatch.setitem(__import__("sys").modules, "icalendar", None)
        with pytest.raises(ProgramError, match="not installed") as caught:
            write(ANSWER)
        assert "pip install" in (caught.value.hint or "")
