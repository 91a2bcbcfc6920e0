"""One archived record as the rows of the register's tables.

Nothing in this module looks at a second record, or at a database.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from minutebook.places import M, anchors, is_restricted, places, public_title
from minutebook.register.item_rows import children_of, item_rows, text_in
from minutebook.register.named import Named, named_in
from minutebook.register.words import all_text, folded, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

Row = tuple[Any, ...]
Tables = dict[str, list[Row]]

_SECTIONS = ("background", "sessions", "next-steps", "closing", "principles")
_ACCESS = f"{M}access"


def rows_of(root: etree._Element, *, digest: str) -> Tables:
    """
    Make the rows of one record.

    Args:
        root: The ``meeting-record`` element, valid.
        digest: SHA-256 of its file.

    Returns:
        The rows of each table, in the order of its columns; of ``texts`` without the first one.
        What only other records tell (`counts`, and the lives of actions) is left open.

    Source:
        `migrations/0001.sql`.
    """
    reading = _Reading(
        root=root,
        record=str(root.get("id")),
        is_closed=is_restricted(root),
        names=named_in(root),
        anchors=dict(zip(places(root), anchors(root), strict=True)),
        public=_public_anchors(root),
    )
    reading.record_rows(digest)
    reading.list_rows()
    reading.paper_rows()
    reading.other_texts()
    for name in _SECTIONS:
        found = root.find(f"{M}{name}")
        if found is not None:
            sessions = list(found) if name in {"sessions", "next-steps"} else [found]
            for session in sessions:
                reading.session_rows(session, _Above(section=name, restricted=reading.is_closed))
    reading.join_answers()
    return reading.tables


def _public_anchors(root: etree._Element) -> dict[etree._Element, str] | None:
    """Give the anchors on the page for the public; ``None`` where it has the same ones."""
    if all(access.get("level") == "open" for access in root.iter(_ACCESS)):
        return None
    from minutebook.labels import labels_for
    from minutebook.render.public import public_part

    public = public_part(root, labels_for(root.get("language")).words)
    if public.root is None:
        return {}
    pairs = zip(places(public.root), anchors(public.root), strict=True)
    return {public.originals[one]: anchor for one, anchor in pairs if one in public.originals}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Above:
    """What a session takes from what it stands in."""

    section: str
    restricted: bool
    session: str | None = None
    strand: str | None = None
    stance: str | None = None


@dataclass(kw_only=True, slots=True)
class _Reading:
    """One walk over a record."""

    root: etree._Element
    record: str
    is_closed: bool
    names: Named
    anchors: dict[etree._Element, str]
    public: dict[etree._Element, str] | None
    tables: Tables = field(default_factory=lambda: defaultdict(list))
    texts: int = 0
    parts: int = 0
    papers: int = 0

    def text(
        self,
        kind: str,
        text: str,
        *,
        restricted: bool,
        session: str | None = None,
        item: str | None = None,
    ) -> None:
        """Add a text that is to be found, unless it is empty."""
        if text:
            row = (self.record, self.texts, kind, session, item, text, restricted or self.is_closed)
            self.tables["texts"].append(row)
            self.texts += 1

    def record_rows(self, digest: str) -> None:
        root, meeting = self.root, self.root.find(f"{M}meeting")
        assert meeting is not None
        title, approval = plain_text(root.find(f"{M}title")), root.find(f"{M}approval")
        record = (self.record, digest, title, root.get("language"), root.get("status"))
        approved = None if approval is None else approval.get("date")
        page = f"{self.record}/{self.record}.html"
        more = (approved, public_title(root), self.is_closed, 1, page)
        self.tables["records"].append((*record, *more))
        self._meeting(meeting)
        pairs = {
            *_relations(root, meeting),
            *(("resumes", one.get("record")) for one in root.iter(f"{M}resumes")),
            *(("approves", one.get("approves")) for one in root.iter(f"{M}decision")),
        }
        found = sorted((kind, other) for kind, other in pairs if other)
        self.tables["relations"] += ((self.record, *pair) for pair in found)
        self.text("title", title, restricted=False)

    def _meeting(self, meeting: etree._Element) -> None:
        announced, venue = meeting.find(f"{M}next"), meeting.find(f"{M}venue")
        series = plain_text(meeting.find(f"{M}series"))
        row = (
            self.record,
            *((folded(series) or series, series) if series else (None, None)),
            *(meeting.get(name) for name in ("date", "end-date", "starts")),
            plain_text(meeting.find(f"{M}kind")) or None,
            *(meeting.get(name) for name in ("number", "state")),
            (None if venue is None else ", ".join(map(plain_text, venue))) or None,
            None if announced is None else announced.get("date"),
        )
        self.tables["meetings"].append(row)

    def list_rows(self) -> None:
        """Give the people, the strands and the counts of heads."""
        for person in self.root.iterfind(f"{M}people/{M}person"):
            self._person(person)
        for strand in self.root.iterfind(f"{M}strands/{M}strand"):
            key, title = str(strand.get("key")), plain_text(strand.find(f"{M}title"))
            hidden = self.is_closed or is_restricted(strand)
            row = (f"{self.record}/{key}", self.record, key, title, folded(title), hidden)
            self.tables["strands"].append(row)
            words = "\n".join(filter(None, (title, plain_text(strand.find(f"{M}description")))))
            self.text("strand", words, restricted=hidden)
        for count in self.root.iterfind(f"{M}headcount/{M}count"):
            total = int(count.text or 0)
            self.tables["headcounts"].append((self.record, count.get("sector"), total))
        for n, others in enumerate(self.root.iterfind(f"{M}also-present/{M}others")):
            self._others(n, others)

    def _others(self, n: int, others: etree._Element) -> None:
        title, body = (plain_text(others.find(f"{M}{x}")) for x in ("title", "organisation"))
        names = [plain_text(name) for name in others.iterfind(f"{M}name")]
        given = others.get("count")
        count = (len(names) or None) if given is None else int(given)
        self.tables["others_present"].append((self.record, n, title, body or None, count))
        words = "\n".join(filter(None, (title, body)))
        self.text("others", words, restricted=False)
        for name in names:
            self.text("others", name, restricted=self.names.is_withheld(name))

    def _person(self, person: etree._Element) -> None:
        key, hidden = str(person.get("key")), self.is_closed or is_restricted(person)
        name, post, body = (plain_text(person.find(f"{M}{x}")) for x in _OF_PERSON)
        row = (
            *(f"{self.record}/{key}", self.record, key, name, folded(name)),
            *(person.get("kind", "person"), person.get("role"), post or None, body or None),
            *(person.get("sector"), person.get("attendance"), hidden),
        )
        self.tables["people"].append(row)
        aliases = map(plain_text, person.iterfind(f"{M}alias"))
        note = plain_text(person.find(f"{M}note"))
        words = "\n".join(filter(None, (name, *aliases, post, body, note)))
        self.text("person", words, restricted=hidden)

    def paper_rows(self) -> None:
        for paper in self.root.iterfind(f"{M}papers/{M}paper"):
            self.paper(paper, f"{self.record}/{paper.get('key')}", restricted=self.is_closed)

    def paper(
        self, paper: etree._Element, own: str, *, restricted: bool, **place: str | None
    ) -> str:
        """Add a paper, and give its id."""
        hidden = restricted or is_restricted(paper)
        title = plain_text(paper.find(f"{M}title"))
        more = (paper.get(name) for name in ("kind", "number", "href"))
        self.tables["papers"].append((own, self.record, title, *more, hidden))
        said = plain_text(paper.find(f"{M}description"))
        words = "\n".join(filter(None, (title, said)))
        self.text("paper", words, restricted=hidden, **place)
        return own

    def paper_of(self, paper: etree._Element, *, restricted: bool, **place: str | None) -> str:
        """Give the id of a paper that a session or an item names, which may stand in place."""
        key = paper.get("paper")
        if key is not None:
            return f"{self.record}/{key}"
        self.papers += 1
        own = f"{self.record}/+{self.papers}"  # no key of an author begins so
        return self.paper(paper, own, restricted=restricted, **place)

    def other_texts(self) -> None:
        """Give the texts that stand in no session."""
        for section in _OTHER:
            for part in self.root.iterfind(f"{M}{section}/*"):
                self.text(section, all_text(part), restricted=False)
        self.notes(self.root, restricted=self.is_closed)

    def notes(self, parent: etree._Element, *, restricted: bool, **place: str | None) -> None:
        """Add the notes of a record, a session or an item."""
        for note in parent.iterfind(f"{M}notes/{M}note"):
            hidden = restricted or is_restricted(note)
            self.text("note", plain_text(note.find(f"{M}body")), restricted=hidden, **place)

    def session_rows(self, session: etree._Element, above: _Above) -> None:
        """Add a session with all that stands in it."""
        here = self._session(session, above)
        nearest: str | None = None
        for item in session.iterfind(f"{M}items/*"):
            nearest = self._item(item, here, nearest)
        for inner in session.iterfind(f"{M}sessions/{M}session"):
            self.session_rows(inner, here)

    def _session(self, session: etree._Element, above: _Above) -> _Above:
        anchor, hidden = self.anchors[session], above.restricted or is_restricted(session)
        key, own = session.get("strand"), f"{self.record}#{anchor}"
        strand = above.strand if key is None else f"{self.record}/{key}"
        title, text = (plain_text(session.find(f"{M}{x}")) for x in ("title", "body"))
        row = (
            *(own, self.record, above.session, self.parts, anchor, self._public(session, anchor)),
            *(above.section, title or None, session.get("number"), session.get("kind")),
            *(strand, text or None, hidden),
        )
        self.tables["sessions"].append(row)
        self.parts += 1
        purpose = plain_text(session.find(f"{M}purpose"))
        words = "\n".join(filter(None, (title, purpose, text)))
        self.text("session", words, restricted=hidden, session=own)
        for paper in session.iterfind(f"{M}paper"):
            self.paper_of(paper, restricted=hidden, session=own)
        self.notes(session, restricted=hidden, session=own)
        stance = session.get("stance", above.stance)
        return _Above(
            section=above.section, restricted=hidden, session=own, strand=strand, stance=stance
        )

    def _public(self, element: etree._Element, anchor: str) -> str | None:
        return anchor if self.public is None else self.public.get(element)

    def _item(self, item: etree._Element, here: _Above, nearest: str | None) -> str | None:
        """Add an item, and give the question that an answer after it answers."""
        anchor, children = self.anchors[item], children_of(item)
        hidden = here.restricted or (_ACCESS in children and is_restricted(item))
        own, kind, key = (
            f"{self.record}#{anchor}",
            str(item.tag).removeprefix(M),
            item.get("strand"),
        )
        strand = here.strand if key is None else f"{self.record}/{key}"
        text = text_in(children, "body")
        row = (
            *(own, self.record, here.session, self.parts, kind, item.get("id")),
            *(item.get("number"), anchor, self._public(item, anchor), strand, text, hidden),
        )
        self.tables["items"].append(row)
        self.parts += 1
        place = {"session": here.session, "item": own}
        more = (text_in(children, name) for name in _MORE)
        self.text(kind, "\n".join(filter(None, (text, *more))), restricted=hidden, **place)
        papers = [
            self.paper_of(paper, restricted=hidden, **place)
            for paper in children.get(f"{M}paper", ())
        ]
        self.tables["item_papers"] += ((own, paper) for paper in dict.fromkeys(papers))
        if f"{M}notes" in children:
            self.notes(item, restricted=hidden, **place)
        stance = item.get("stance", here.stance)
        rows = item_rows(item, children, names=self.names, nearest=nearest, stance=stance)
        for table, values in rows:
            self.tables[table].append((own, *values))
        return own if kind == "question" else nearest

    def join_answers(self) -> None:
        """Say which questions were answered; an answer may name what is no question."""
        by_id = {one.get("id"): f"{self.record}#{anchor}" for one, anchor in self.anchors.items()}
        asked = {own for own, _ in self.tables["questions"]}
        answered = []
        for own, key, nearest in self.tables["answers"]:
            question = nearest if key is None else by_id.get(key)
            answered.append((own, question if question in asked else None))
        self.tables["answers"] = answered
        found = {question for _, question in answered}
        self.tables["questions"] = [
            (own, status or ("answered" if own in found else "open"))
            for own, status in self.tables["questions"]
        ]


_OF_PERSON = ("name", "post", "organisation")
_MORE = ("progress", "due-text", "outcome-text", "result-text", "basis")
_OTHER = ("approval", "meeting", "publication", "management")
"""Where the record has words outside of sessions and lists."""


def _relations(root: etree._Element, meeting: etree._Element) -> Iterator[tuple[str, str | None]]:
    for name in ("translation-of", "supersedes", "superseded-by"):
        yield name.replace("-", "_"), root.get(name)
    approval, announced = root.find(f"{M}approval"), meeting.find(f"{M}next")
    yield "approved_at", None if approval is None else approval.get("at")
    yield "next", None if announced is None else announced.get("record")
    yield "previous", meeting.get("previous")
