"""Whatever the records, a register says what they say, and is the same however it came about."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import random
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scripts._registries import archived, registry
from tests.property.naive_register import Archived, Meetings, counting, is_owned, name_of, words_in
from tests.property.records import records

from minutebook.register.answers import Answer
from minutebook.register.attendance import attendance
from minutebook.register.build import build
from minutebook.register.opened import open_register
from minutebook.register.questions import (
    Narrowed,
    actions,
    decisions,
    feedback,
    questions,
    timeline,
)
from minutebook.register.search import expression, search
from minutebook.register.sifted import ArchivedFile
from minutebook.register.written import as_csv, as_json, as_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from minutebook.register.opened import Register

pytestmark = pytest.mark.property

STRANDS = st.sampled_from((None, "counts", "ACCESS", "data", "traffic counts"))
SERIES = st.sampled_from((None, "group", "Group 1", "group 0"))
_EXAMPLES = settings.get_profile(settings.get_current_profile_name()).max_examples
SEEDS = st.integers(0, 2**32)


def _xmls(seed: int, *, odd: float = 0.05) -> list[bytes]:
    chance = random.Random(seed)
    size = {"series": chance.randint(1, 3), "meetings": chance.randint(1, 6), "sessions": 2}
    return [archived(data) for data in registry(seed, odd=odd, **size)]


def _files(xmls: Iterable[bytes]) -> list[ArchivedFile]:
    return [ArchivedFile(name=f"{n}.xml", data=xml) for n, xml in enumerate(xmls)]


class _Asked:
    """A register of some records, in a folder of its own."""

    def __init__(self, xmls: list[bytes]) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "register.db"
        built = build(self.path, _files(xmls))
        assert (built.failed, built.count) == (0, len(xmls))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.folder.cleanup()

    def rows(self, ask: Callable[[Any], Answer]) -> list[dict[str, Any]]:
        with open_register(self.path) as register:
            return ask(register).records()


def _sorted(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: [str(value) for value in row.values()])


@given(
    seed=SEEDS,
    days=st.integers(-10, 500),
    owner=st.sampled_from((None, "P1", "p2", "patel", "Rhys O'Brien", "nobody")),
    strand=STRANDS,
    series=SERIES,
    which=st.sampled_from(("all", "open", "overdue")),
)
@settings(max_examples=max(_EXAMPLES // 4, 1))
def test_actions_are_as_the_meetings_left_them(
    *, seed: int, days: int, owner: str | None, strand: str | None, series: str | None, which: str
) -> None:
    """On any day, for any owner, strand and series, each action stands as the records say."""
    xmls = _xmls(seed)
    day = (dt.date(2015, 1, 1) + dt.timedelta(days=days)).isoformat()
    expected = [
        row
        for row, record, item in Meetings(xmls).on(day)
        if (which == "all" or row["status"] == "open")
        and (which != "overdue" or row["overdue"])
        and (owner is None or is_owned(record, item, owner))
        and record.matches(item, strand=strand, series=series)
    ]
    narrowed = Narrowed(strand=strand, series=series)
    with _Asked(xmls) as asked:
        found = asked.rows(
            lambda register: actions(
                register,
                day,
                narrowed,
                only_open=which == "open",
                overdue=which == "overdue",
                owner=owner,
            )
        )
    assert _sorted(expected and [{key: one[key] for key in found[0]} for one in expected]) == (
        _sorted(found)
    )
    dues = [row["due"] or "9999" for row in found]
    assert dues == sorted(dues)


def _placed(
    xmls: list[bytes], *kinds: str, strand: str | None, series: str | None
) -> Iterator[tuple[Archived, Any]]:
    for record in counting(xmls):
        for item in record.items(*kinds):
            if record.matches(item, strand=strand, series=series):
                yield record, item


@given(seed=SEEDS, strand=STRANDS, series=SERIES)
@settings(max_examples=max(_EXAMPLES // 4, 1))
def test_items_are_found_in_the_order_of_the_meetings(
    seed: int, strand: str | None, series: str | None
) -> None:
    """Decisions, feedback and all of a strand are given with their words and places, in order."""
    xmls = _xmls(seed)
    narrowed, wanted = Narrowed(strand=strand, series=series), {"strand": strand, "series": series}
    with _Asked(xmls) as asked:
        decided = asked.rows(lambda register: decisions(register, narrowed))
        given_back = asked.rows(lambda register: feedback(register, narrowed))
        told = asked.rows(lambda register: timeline(register, narrowed))
    assert decided == [
        {
            "ref": item.get("id"),
            "decision": record.text(item),
            "outcome": item.get("outcome"),
            "basis": item.get("basis"),
            "decided": item.get("date") or record.date,
            **{key: record.place(item)[key] for key in list(decided[0])[5:]},
        }
        for record, item in _placed(xmls, "decision", **wanted)
    ]
    assert [(row["feedback"], row["kind"], row["by"], row["page"]) for row in given_back] == [
        (record.text(item), item.get("kind"), "; ".join(record.named(item, "by")) or None, page)
        for record, item in _placed(xmls, "feedback", **wanted)
        for page in [record.place(item)["page"]]
    ]
    assert [(row["kind"], row["text"], row["page"]) for row in told] == [
        (name_of(item), record.text(item), record.place(item)["page"])
        for record, item in _placed(xmls, **wanted)
        if record.strand(item)
    ]


@given(seed=SEEDS, strand=STRANDS, only_open=st.booleans())
@settings(max_examples=max(_EXAMPLES // 4, 1))
def test_questions_have_the_answers_that_follow(
    seed: int, strand: str | None, only_open: bool
) -> None:
    """A question without a word on its status is answered where an answer comes before the next."""
    xmls = _xmls(seed)
    expected = []
    for record, item in _placed(xmls, "question", strand=strand, series=None):
        following = []
        for later in item.itersiblings():
            if name_of(later) == "question":
                break
            following += [record.text(later)] if name_of(later) == "answer" else []
        status = item.get("status") or ("answered" if following else "open")
        if not only_open or status in {"open", "deferred"}:
            expected.append((record.text(item), status, "\n".join(following) or None))
    with _Asked(xmls) as asked:
        found = asked.rows(
            lambda register: questions(register, Narrowed(strand=strand), only_open=only_open)
        )
    assert [(row["question"], row["status"], row["answers"]) for row in found] == expected


def _there(record: Archived, field: str) -> Iterator[tuple[str | None, int]]:
    for person in record.people.values():
        if person.get("attendance") in {"present", "partial"} and person.get("kind") != "group":
            yield person.get(field) or record.words(person, f"m:{field}") or None, 1
    for others in record.find(record.root, "m:also-present/m:others"):
        if others.get("count"):
            yield None, int(others.get("count"))


@given(seed=SEEDS, series=SERIES)
@settings(max_examples=max(_EXAMPLES // 4, 1))
def test_heads_are_counted_as_the_records_say(seed: int, series: str | None) -> None:
    """A sector has its head count, or the people named; an organisation those who came for it."""
    xmls = _xmls(seed)
    sectors: dict[tuple[str, str | None], int] = {}
    bodies: dict[tuple[str, str | None], int] = {}
    people: dict[str, list[int]] = {}
    for record in counting(xmls):
        if series is not None and not Meetings._is_in_line(record, record):
            continue
        if series is not None and not any(
            words_in(record.series)[at : at + len(words_in(series))] == words_in(series)
            for at in range(len(words_in(record.series)))
        ):
            continue
        heads = {
            one.get("sector"): int(one.text) for one in record.find(record.root, "m:headcount/*")
        }
        sectors |= {(record.id, sector): count for sector, count in heads.items()}
        for sector, count in _there(record, "sector"):
            if sector not in heads:
                key = record.id, sector
                sectors[key] = sectors.get(key, 0) + count
        for body, count in _there(record, "organisation"):
            bodies[record.id, body] = bodies.get((record.id, body), 0) + count
        for person in record.people.values():
            came = people.setdefault(record.words(person, "m:name"), [0, 0])
            came[0] += person.get("attendance") in {"present", "partial"}
            came[1] += person.get("attendance") == "apologies"
    with _Asked(xmls) as asked:
        by_sector = asked.rows(lambda register: attendance(register, "sector", series))
        by_body = asked.rows(lambda register: attendance(register, "organisation", series))
        by_person = asked.rows(lambda register: attendance(register, "person", series))
    assert {(row["record"], row["sector"]): row["count"] for row in by_sector} == sectors
    assert {(row["record"], row["organisation"]): row["count"] for row in by_body} == bodies
    assert {row["person"]: [row["present"], row["apologies"]] for row in by_person} == people


@given(seed=SEEDS, word=st.sampled_from(("road", "Budget", "counters", "public", "Asha", "cymru")))
@settings(max_examples=max(_EXAMPLES // 4, 1))
def test_every_text_with_a_word_is_found(seed: int, word: str) -> None:
    """A search finds every session, item and record in whose text a word stands, and no other."""
    xmls = _xmls(seed)
    expected = set()
    for record in map(Archived, xmls):
        for element in record.root.iter():
            if word.casefold() not in words_in(element.text or ""):
                continue
            around = (one for one in (element, *element.iterancestors()) if one in record.anchors)
            place = next(around, None)
            expected.add(record.id if place is None else f"{record.id}#{record.anchors[place]}")
    with _Asked(xmls) as asked:
        found = asked.rows(lambda register: search(register, [word], most=10_000))
    assert {
        row["record"] if row["item"] is None else f"{row['record']}#{row['item']}" for row in found
    } == expected
    assert all(f"[{word.casefold()}]" in row["words"].casefold() for row in found)


def dump(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All that a register holds, but for the numbers of texts."""
    with closing(sqlite3.connect(path)) as database:
        database.execute(
            "INSERT INTO words_of_texts (words_of_texts, rank) VALUES ('integrity-check', 1)"
        )
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        named = database.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
        tables = sorted(name for (name,) in named if "words_of_texts" not in name)
        return {table: sorted(_rows(database, table), key=repr) for table in tables}


def _rows(database: sqlite3.Connection, table: str) -> Iterator[tuple[Any, ...]]:
    columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
    kept = [name for name in columns if table not in {"texts", "public_texts"} or name != "n"]
    yield from database.execute(f"SELECT {', '.join(kept)} FROM {table}")


@given(seed=SEEDS, steps=st.lists(st.integers(0, 2**32), min_size=1, max_size=4))
@settings(max_examples=max(_EXAMPLES // 4, 1))
def test_what_changed_leads_to_what_is_made_anew(seed: int, steps: list[int]) -> None:
    """However records come, change and go, the register is the one made of what is there now."""
    xmls = _xmls(seed, odd=0.1)
    with tempfile.TemporaryDirectory() as folder:
        path, anew = Path(folder, "register.db"), Path(folder, "anew.db")
        build(path, _files(xmls))
        for step in steps:
            chance = random.Random(step)
            now = [xml for xml in xmls if chance.random() < 0.9]
            if now and chance.random() < 0.5:
                at = chance.randrange(len(now))
                now[at] = now[at].replace(b'status="carried"', b'status="done"')
            chance.shuffle(now)
            build(path, _files(now))
            anew.unlink(missing_ok=True)
            build(anew, _files(now))
            assert dump(path) == dump(anew)


def _everything(register: Register) -> Iterator[Answer]:
    wide = Narrowed()
    yield actions(register, "9999-12-31", wide)
    yield from (ask(register, wide) for ask in (decisions, questions, feedback, timeline))
    yield from (attendance(register, by) for by in ("sector", "organisation", "person"))
    yield search(register, ["e*"], most=100)


@given(words=st.lists(st.text(st.characters(), max_size=12), min_size=1, max_size=3))
@settings(max_examples=max(_EXAMPLES // 4, 1))
def test_any_words_can_be_asked_for(words: list[str]) -> None:
    """Whatever was typed, a question has an answer and no error of the database."""
    with _Asked([archived(next(registry(1, series=1, meetings=1)))]) as asked:
        asked.rows(lambda register: search(register, words, most=5) if expression(words) else NONE)
        narrowed = Narrowed(strand=words[0], series=words[0])
        asked.rows(lambda register: actions(register, "2020-01-01", narrowed, owner=words[0]))


NONE = Answer(noun="place", columns=(), rows=[], head="")


@given(drawn=st.lists(records(), min_size=1, max_size=3))
@settings(max_examples=max(_EXAMPLES // 4, 1))
def test_any_record_can_be_registered(drawn: list[Any]) -> None:
    """Whatever fields a record has, it goes in with rows that only speak of rows that are there."""
    xmls = {archived(data) for data in drawn}
    ids = [Archived(xml).id for xml in xmls]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "register.db")
        built = build(path, _files(sorted(xmls)))
        assert built.count + built.failed == len(xmls)
        held = [row[0] for row in dump(path)["records"]]
        for public in (False, True):
            with open_register(path, public=public) as register:
                for answer in _everything(register):
                    rows = list(csv.reader(io.StringIO(as_csv(answer))))
                    assert len(rows) == len(json.loads(as_json(answer))) + 1
                    assert as_text(answer)
        assert sorted(held) == sorted(one for one in ids if ids.count(one) == 1)


def _marked(data: dict[str, Any]) -> Iterator[str]:
    """Put a word of its own into every text of a record, and give those that are public."""
    numbers = iter(range(10_000))
    closed = data["access"] == "closed"

    def word(block: dict[str, Any], key: str, *, is_closed: bool) -> Iterator[str]:
        mark = f"{'zzclosed' if is_closed else 'zzopen'}{next(numbers)}"
        block[key] = f"{block[key]} {mark}"
        if not is_closed:
            yield mark

    yield from word(data, "title", is_closed=closed)
    data["people"] = {key: dict(person) for key, person in data["people"].items()}
    for person in data["people"].values():
        yield from word(person, "name", is_closed=closed or "access" in person)
    for session in data["sessions"]:
        within = closed or session.get("access") == "restricted"
        yield from word(session, "title", is_closed=within)
        for item in session["items"]:
            kind = next(key for key in item if key in _KINDS)
            yield from word(item, kind, is_closed=within or "access" in item)


_KINDS = ("action", "question", "answer", "decision", "feedback", "text")


@given(seed=SEEDS)
@settings(max_examples=max(_EXAMPLES // 4, 1))
def test_no_closed_word_is_public(seed: int) -> None:
    """No view for the public has a word of what is closed, and each open word is in one."""
    drawn = list(registry(seed, series=2, meetings=3, sessions=3, odd=0.3))
    marks = [mark for data in drawn for mark in list(_marked(data))]
    xmls = [archived(data) for data in drawn]
    with _Asked(xmls) as asked:
        tables = dump(asked.path)
    public = repr([rows for table, rows in tables.items() if table.startswith("public_")])
    private = repr([rows for table, rows in tables.items() if not table.startswith("public_")])
    assert "zzclosed" not in public
    assert [mark for mark in marks if mark not in public] == []
    assert ("zzclosed" in private) == any(b"zzclosed" in xml for xml in xmls)
