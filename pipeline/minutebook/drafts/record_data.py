"""The draft of a record as data in the schema's order, with a comment for each guess.

Nothing in this module recognises anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from anyascii import anyascii

from minutebook.drafts.blocks import Block, markdown_of
from minutebook.drafts.roster import Person, person_fields
from minutebook.drafts.rules import RULES
from minutebook.drafts.vocabulary import phrases
from minutebook.load.comments import Attached, Comments, Trailing
from minutebook.load.scalars import resolve
from minutebook.yaml_text import Row, is_plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minutebook.drafts.draft_record import DraftRecord, Part
    from minutebook.drafts.item import Item
    from minutebook.errors import Path

_FIELDS = (
    *("number", "by", "kind", "owners", "due", "due_text", "status", "carried_from", "progress"),
    *("outcome", "basis", "moved", "seconded", "vote", "result"),
)
_LOCAL_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")
_MEETING = ("date", "end_date", "starts", "ends", "timezone", "venue", "recording", "next")
_MANAGEMENT = ("issued", "version", "authors", "reviewers")
_LONGEST_WORDS = 100


@dataclass(kw_only=True, slots=True)
class RecordData:
    """A draft as it is to be written."""

    data: dict[str, Any]
    comments: Comments


@dataclass(kw_only=True, slots=True)
class _Places:
    """Comments by their paths while the data grows."""

    unit: str
    by_path: dict[Path, Attached] = field(default_factory=dict)

    def above(self, path: Path, words: str) -> None:
        self.by_path.setdefault(path, Attached()).above.append(f"# {words}")

    def behind(self, path: Path, words: str) -> None:
        attached = self.by_path.setdefault(path, Attached())
        attached.trailing.append(Trailing(f"# {words}", 0, False))


class _Writer:
    def __init__(self, draft: DraftRecord, unit: str) -> None:
        self._draft = draft
        self._keys = draft.roster.keys()
        self.places = _Places(unit=unit)

    def refer(self, who: Person | str) -> Any:
        """Name somebody: by key, or in words."""
        person = who if isinstance(who, Person) else self._draft.roster.find(who)
        if person is not None:
            return self._keys[id(person)]
        words = " ".join(str(who).split())
        return words if " " in words else {"name": words}

    def refer_all(self, people: Iterable[Person | str]) -> list[Any]:
        """Name several, in a row where that can be read."""
        named = [self.refer(one) for one in people]
        plain = all(isinstance(one, str) and " " not in one and is_plain(one) for one in named)
        return Row(named) if plain else named

    def guess(self, path: Path, rule: str, line: int) -> None:
        """Say above an item that it is a guess."""
        if RULES[rule].confidence < 1:
            self.places.above(path, f"guessed from {self.places.unit} {line}")

    def head(self) -> dict[str, Any]:
        """Write everything before the sessions."""
        frame = self._draft.frame
        meeting: dict[str, Any] = {}
        for key in _MEETING:
            if key in frame.meeting:
                meeting[key] = frame.meeting[key]
                self.say(("meeting", key), f"meeting.{key}")
        self.say(("title",), "title")
        return meeting

    def say(self, path: Path, where: str) -> None:
        """Say where a field of the frame comes from, with the source's own words."""
        told = self._draft.frame.lines.get(where)
        if told is None:
            return
        line, text, is_guess = told
        words = " ".join(re.sub(r"[^ -~\u00a1-\u024f\u0370-\uffdc]", " ", text).split())
        words = words if len(words) <= _LONGEST_WORDS else f"{words[: _LONGEST_WORDS - 1]}\u2026"
        how = "guessed from" if is_guess else "from"
        said = f"{how} {self.places.unit} {line}: {words}"
        if where in {"meeting.venue", "meeting.next"}:
            self.places.above(path, said)
        elif where == "title":
            self.places.behind(path, said.split(":", maxsplit=1)[0])
        else:
            self.places.behind(path, said)

    def people(self) -> dict[str, Any]:
        """Write everybody on the roster."""
        written: dict[str, Any] = {}
        for person in self._draft.roster.people:
            key = self._keys[id(person)]
            fields = person_fields(person, refer=self.refer)
            if "note" in fields:
                fields["note"] = _prose(fields["note"])
            written[key] = fields["name"] if list(fields) == ["name"] else fields
            if person.rule in RULES and RULES[person.rule].confidence < 1:
                where = f"guessed from {self.places.unit} {person.line}"
                self.places.above(("people", key), where)
            elif person.spelled:
                words = " ".join(person.text.split())[:_LONGEST_WORDS]
                self.places.above(("people", key), f"{self.places.unit} {person.line}: {words}")
        return written

    def session(self, part: Part, path: Path) -> dict[str, Any]:
        """Write a section."""
        written: dict[str, Any] = {"title": part.title}
        if part.number:
            written["number"] = _number(part.number)
        if part.kind:
            written["kind"] = part.kind
        if part.strand:
            written["strand"] = part.strand
        if part.minutes:
            written["minutes_allotted"] = part.minutes
        if part.stance:
            written["stance"] = part.stance
        if part.links:
            written["papers"] = [
                {"title": words or href, "href": href} for href, words in part.links
            ]
        written |= self.body(part.items, path)
        if part.parts:
            written["sessions"] = [
                self.session(inner, (*path, "sessions", n)) for n, inner in enumerate(part.parts)
            ]
        return written

    def body(self, items: list[Item], path: Path) -> dict[str, Any]:
        """Write what stands in a section: text alone, or items in their order."""
        if not items:
            return {}
        if len(items) == 1 and items[0].kind == "text":
            return {"text": markdown_of(items[0].blocks)}
        opens = items[0].kind == "text"
        before = {"text": markdown_of(items[0].blocks)} if opens else {}
        written = [self.item(item, (*path, "items", n)) for n, item in enumerate(items[opens:])]
        return {**before, "items": written}

    def item(self, item: Item, path: Path) -> Any:
        """Write one item."""
        text = markdown_of(item.blocks)
        if item.kind == "text":
            return text
        written: dict[str, Any] = {item.kind: text}
        for key in _FIELDS:
            if key in item.fields:
                written[key] = self._field(key, item.fields[key])
        if written.get("status") == "carried" and not _LOCAL_ID.match(
            str(item.fields.get("carried_from", ""))
        ):
            del written["status"]
        if not _LOCAL_ID.match(str(item.fields.get("carried_from", "x"))):
            written.pop("carried_from", None)
        self.guess(path, item.rule, item.line)
        return written

    def _field(self, key: str, value: Any) -> Any:
        if key == "owners":
            return self.refer_all(value)
        if key in {"by", "moved", "seconded"}:
            return self.refer(value)
        if key == "progress":
            return _prose(value)
        return _number(value) if key == "number" else value


def _prose(text: str) -> str:
    """Write plain words as the Markdown that means them."""
    from minutebook.drafts.blocks import paragraph

    blocks = [paragraph((part,), 1) for part in text.split("\n\n") if part.strip()]
    return markdown_of(blocks)


def _number(text: str) -> Any:
    """Give a number where the text is one, so that it is written without quotes."""
    try:
        return resolve(text)
    except ValueError:
        return text


def record_data(draft: DraftRecord, *, record_id: str, unit: str, heading: str = "") -> RecordData:
    """
    Write a draft as data.

    Args:
        draft: With a date.
        record_id: The record's id.
        unit: What the source's places are counted in, ``line`` or ``paragraph``.
        heading: The first comment line.

    Returns:
        Data in the order of the schema, and its comments.
    """
    writer = _Writer(draft, unit)
    meeting = writer.head()
    frame = draft.frame
    data: dict[str, Any] = {
        "schema": "meeting-record/1.0",
        "id": record_id,
        "title": frame.title,
        "language": frame.language,
        "status": "final" if frame.approval else "draft",
    }
    if frame.approval:
        data["approval"] = dict(frame.approval)
        writer.say(("approval", "date"), "approval.date")
    data["meeting"] = meeting
    people = writer.people()
    data |= {"people": people} if people else {}
    data |= _others(draft)
    data |= {"strands": dict(draft.strands)} if draft.strands else {}
    if draft.papers:
        data["papers"] = {key: dict(paper) for key, paper in draft.papers.items()}
    _write_parts(draft, writer, data)
    if frame.publication:
        publication = dict(frame.publication)
        if "by" in publication:
            publication["by"] = writer.refer(publication["by"])
        data["publication"] = {
            key: publication[key] for key in ("by", "category") if key in publication
        }
    _write_management(draft, writer, data)
    if draft.front:
        data["extensions"] = {"front-matter": {key: value for key, value in draft.front if value}}
        if not data["extensions"]["front-matter"]:
            del data["extensions"]
    header = (heading,) if heading else ()
    return RecordData(data=data, comments=Comments(header=header, by_path=writer.places.by_path))


def _others(draft: DraftRecord) -> dict[str, Any]:
    """Write who was counted and not named."""
    others = [{"title": who, "count": count} for who, count, _ in draft.roster.others]
    return {"also_present": others} if others else {}


def _write_management(draft: DraftRecord, writer: _Writer, data: dict[str, Any]) -> None:
    management: dict[str, Any] = {}
    for key in _MANAGEMENT:
        value = draft.frame.management.get(key)
        if value:
            management[key] = writer.refer_all(value) if isinstance(value, list) else value
            if key == "version":
                management[key] = _number(value)
    if management:
        data["management"] = management


def _write_parts(draft: DraftRecord, writer: _Writer, data: dict[str, Any]) -> None:
    """Write the sessions; the last of them in their own places where the order stays the same."""
    if draft.opening:
        body = writer.body(draft.opening, ("background",))
        data["background"] = body["text"] if list(body) == ["text"] else body
    parts, steps, closing, principles = _tail(draft)
    if parts:
        data["sessions"] = [writer.session(part, ("sessions", n)) for n, part in enumerate(parts)]
    if steps is not None:
        data["next_steps"] = [
            writer.session(part, ("next_steps", n)) for n, part in enumerate(steps.parts)
        ]
        draft.ledger.aside(steps.line, steps.title, "label", "next_steps")
    if closing is not None:
        data["closing"] = writer.session(closing, ("closing",))
        data["closing"].pop("kind", None)
    if principles is not None:
        data["principles"] = writer.session(principles, ("principles",))
        data["principles"].pop("kind", None)
        if not principles.title:
            del data["principles"]["title"]
    if "sessions" not in data and "background" not in data:
        data["background"] = draft.frame.title


def _tail(draft: DraftRecord) -> tuple[list[Part], Part | None, Part | None, Part | None]:
    """Part the last sections from the others, as far as they are in the record's own order."""
    parts = list(draft.parts)
    principles = closing = steps = None
    last = parts[-1] if parts else None
    if last is not None and last.kind == "principles" and _is_of_principles(last.items):
        principles = parts.pop()
        principles.stance = principles.stance or ""
    elif last is not None and not last.parts:
        principles = _principles_of(last)
    if parts and parts[-1].kind == "closing" and not parts[-1].parts:
        closing = parts.pop()
    last = parts[-1] if parts else None
    if last and last.kind == "next-steps" and last.parts and not (last.items or last.number):
        steps = parts.pop()
    return parts, steps, closing, principles


def _is_of_principles(items: list[Item]) -> bool:
    return any(item.kind == "principle" for item in items)


def _principles_of(part: Part) -> Part | None:
    """Cut off a last list of principles, and the line above it."""
    from minutebook.drafts.draft_record import Part as NewPart
    from minutebook.drafts.item import Item as NewItem

    kinds = [item.kind for item in part.items]
    if "principle" not in kinds or kinds[-1] != "principle":
        return None
    first = kinds.index("principle")
    if kinds[first:] != ["principle"] * (len(kinds) - first) or first == 0:
        return None
    before = part.items[first - 1]
    opening = before.blocks[-1]
    if before.kind != "text" or not _opens_principles(opening):
        return None
    text = opening.text
    stance = "excluded" if any(one.search(text) for one in phrases("excluded")) else ""
    lead = NewItem(kind="text", blocks=(opening,), line=opening.line)
    made = NewPart(
        title="",
        line=opening.line,
        kind="principles",
        stance=stance,
        items=[lead, *part.items[first:]],
    )
    kept = [NewItem(kind="text", blocks=before.blocks[:-1], line=before.line)]
    part.items = [*part.items[: first - 1], *(kept if before.blocks[:-1] else [])]
    return made


def _opens_principles(block: Block) -> bool:
    text = block.text.strip()
    return any(pattern.search(text) for pattern in phrases("principles_open"))


def record_id_of(name: str, date: str) -> str:
    """
    Make the id of a record from the name of its file.

    Args:
        name: The file's name or path.
        date: The meeting's date, which the id has in it.

    Returns:
        Letters, digits and hyphens.
    """
    stem = re.sub(r"\.[A-Za-z0-9]{1,8}$", "", name.replace("\\", "/").rsplit("/", 1)[-1])
    words = re.sub(r"[^A-Za-z0-9]+", "-", anyascii(stem)).strip("-").lower()[:80].strip("-")
    words = words or "minutes"
    return words if date in words else f"{words}-{date}"
