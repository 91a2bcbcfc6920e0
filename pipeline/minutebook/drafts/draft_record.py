"""From a source to the draft of a record: every rule in its turn, and the text in its place.

Nothing in this module writes YAML or touches a file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from minutebook.drafts.action_fields import Setting
from minutebook.drafts.attendance import (
    Standing,
    cells_of,
    columns_of,
    read_people,
    read_table,
    standing_of,
)
from minutebook.drafts.blocks import (
    Block,
    has_words,
    split_at_line_ends,
    walk,
)
from minutebook.drafts.days import find_days
from minutebook.drafts.facts import Ledger
from minutebook.drafts.frame import (
    Frame,
    read_date,
    read_meeting_line,
    read_plain_head,
    read_title,
)
from minutebook.drafts.frame_labels import read_labelled
from minutebook.drafts.frame_prose import read_sentence
from minutebook.drafts.head import HeadReader, links_of
from minutebook.drafts.items import ItemReader
from minutebook.drafts.outline import Section, group_alike, outline, title_words
from minutebook.drafts.page_foot import read_page_foot
from minutebook.drafts.person_lines import person_of
from minutebook.drafts.roster import Roster
from minutebook.drafts.strands import strands_of
from minutebook.drafts.title import MEETING_WORDS, TitleFinder
from minutebook.drafts.vocabulary import language_of, meaning_of, phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from minutebook.drafts.item import Item
    from minutebook.drafts.source_note import SourceNote

_FRONT_KEYS = {"title": "title", "date": "date", "lang": "language", "language": "language"}
_HEAD_KINDS = {"attendance", "roles"}


@dataclass(kw_only=True, slots=True)
class Part:
    """A section of the draft."""

    title: str
    line: int
    number: str = ""
    kind: str = ""
    strand: str = ""
    stance: str = ""
    minutes: int = 0
    """Allotted; 0 where the title does not say it."""
    links: tuple[tuple[str, str], ...] = ()
    """Addresses that the title led to, with their words."""
    items: list[Item] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    rule: str = ""


@dataclass(kw_only=True, slots=True)
class DraftRecord:
    """All that is known of a meeting."""

    frame: Frame
    roster: Roster
    ledger: Ledger
    opening: list[Item]
    """What stands before the first section."""
    parts: list[Part]
    front: tuple[tuple[str, str], ...]
    """What stands before the text and has no field of its own."""
    papers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """The images of the source."""
    strands: dict[str, str] = field(default_factory=dict)
    """The titles of strands by their keys."""


def draft_of(source: SourceNote, *, min_confidence: float = 0.5, date: str = "") -> DraftRecord:
    """
    Make the draft of a record.

    Args:
        source: The note that was read.
        min_confidence: Which rules are asked; what less sure ones would make stays text.
        date: The meeting's date, where the user knows it.

    Returns:
        The draft; its frame may lack a date, and nothing else that a record must have.
    """
    return _Drafting(source, min_confidence, date).draft()


class _Drafting:
    def __init__(self, source: SourceNote, min_confidence: float, date: str) -> None:
        self._source = source
        self._ledger = Ledger(min_confidence=min_confidence)
        self._roster = Roster()
        language = _language(source)
        self._frame = Frame(ledger=self._ledger, roster=self._roster, language=language)
        if date:
            self._frame.meeting["date"] = date
        self._reader = ItemReader(self._roster, self._ledger)

    def draft(self) -> DraftRecord:
        """Ask every rule in its turn."""
        for kind, remarks in (("page", self._source.furniture), ("hidden", self._source.hidden)):
            for remark in remarks:
                fate: Any = kind
                self._ledger.aside(remark.line, remark.text, fate, _FATES[kind])
        self._ledger.listed += [(one.line, one.text) for one in self._source.changes]
        front = tuple(self._front_matter())
        blocks = read_page_foot(list(self._source.blocks), self._frame)
        root = outline(TitleFinder(self._source, self._frame).without_title(blocks))
        if self._source.suffix == ".txt":
            root.sections = group_alike(root.sections)
        self._head(root)
        self._people(root)
        self._date_elsewhere()
        self._sentences(root)
        self._see_that_it_ends_after_it_starts()
        self._reader.learn_speakers(_lines_of(root))
        return self._record(root, front)

    def _see_that_it_ends_after_it_starts(self) -> None:
        """Leave out an end before the start: another time was meant, or the next day."""
        meeting = self._frame.meeting
        if meeting.get("ends", "99") < meeting.get("starts", "") and "end_date" not in meeting:
            line = self._frame.lines["meeting.ends"][0]
            words = f"the meeting would end at {meeting.pop('ends')}, before it starts"
            self._ledger.check(line, f"{words}; the end is left out")

    def _front_matter(self) -> Iterator[tuple[str, str]]:
        """Take title, date and language from the lines before the text; the others are kept."""
        for key, value in self._source.front:
            meaning = _FRONT_KEYS.get(key.casefold())
            if meaning == "title" and value and not self._frame.title:
                read_title(self._frame, value, 1)
            elif meaning == "date" and read_date(self._frame, value, 1, rule="front-matter"):
                pass
            elif meaning == "language" and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*", value):
                self._frame.language = value
            yield key, value

    def _head(self, root: Section) -> None:
        """Read the lines before the first section, and small sections that belong to them."""
        for block in [one for one in self._source.blocks[:7] if one.kind in {"p", "heading"}][:5]:
            if len(block.text) < 400 and (block.level or MEETING_WORDS.search(block.text)):
                read_meeting_line(self._frame, block.text, block.line)
        root.blocks = HeadReader(self._frame, self._ledger).blocks(root.blocks)
        for section in root.walk():
            if section is root:
                continue
            if section.kind in _HEAD_KINDS or self._is_head(root, section):
                section.blocks = HeadReader(self._frame, self._ledger).labelled(section.blocks)
        root.sections = [one for one in root.sections if not self._is_date_heading(one)]

    def _is_head(self, root: Section, section: Section) -> bool:
        """Sections before the first topic: logistics, links, date and time."""
        early = root.sections[:2] + [
            inner for one in root.sections[:1] for inner in one.sections[:3]
        ]
        return any(section is one for one in early) or section.kind in {"recording", "opening"}

    def _is_date_heading(self, section: Section) -> bool:
        if section.blocks or section.sections or section.number:
            return False
        return read_plain_head(self._frame, section.title, section.line)

    def _people(self, root: Section) -> None:
        """Read attendance wherever it stands; sections of nothing else go."""
        root.blocks = self._labelled_people(root.blocks)
        for section in list(root.walk()):
            if section is not root:
                self._people_of_section(section)
        _prune(root, self._ledger)

    def _people_of_section(self, section: Section) -> None:
        for inner in section.sections:
            standing = standing_of(inner.title)
            if section.kind == "attendance" and standing and inner.kind != "attendance":
                inner.blocks = read_people(inner.blocks, self._roster, self._ledger, standing)
        if section.kind == "attendance":
            standing = standing_of(section.title) or Standing()
            section.blocks = read_people(section.blocks, self._roster, self._ledger, standing)
        else:
            section.blocks = self._labelled_people(section.blocks)

    def _labelled_people(self, blocks: list[Block]) -> list[Block]:
        """`Present: A, B`, and a label with a list below it, among other blocks."""
        kept: list[Block] = []
        at = 0
        while at < len(blocks):
            block = blocks[at]
            if block.kind == "table" and self._table_of_people(block):
                at += 1
                continue
            taken = 2 if at + 1 < len(blocks) and _may_be_people(blocks[at + 1]) else 1
            if block.kind == "p" and _names_people(block, has_list=taken == 2):
                taken = 1 if re.search(r":[*_\s]*\S*[^\W_]", block.text) else taken
                span = blocks[at : at + taken]
                kept += read_people(span, self._roster, self._ledger, Standing())
                at += taken
                continue
            kept.append(block)
            at += 1
        return kept

    def _table_of_people(self, block: Block) -> bool:
        """A table with names and with who was there stands for a list of people anywhere."""
        columns = columns_of(cells_of(block)[0])
        is_list = "name" in columns and {"presence", "initials"} & columns.keys()
        return bool(is_list) and read_table(block, self._roster, self._ledger, Standing())

    def _sentences(self, root: Section) -> None:
        for section in root.walk():
            if section.kind == "next":
                words = " ".join(block.text for block in section.blocks)
                read_labelled(self._frame, f"next meeting: {words[:300]}", section.line)
            if find_days(section.title, near=self._frame.meeting.get("date", "")):
                read_sentence(self._frame, section.title, section.line)
            for block in walk(section.blocks):
                if block.kind == "p":
                    read_sentence(self._frame, block.text, block.line)

    def _date_elsewhere(self) -> None:
        """Look for the date in the name of the file, and then in the first lines of the text."""
        if "date" in self._frame.meeting:
            return
        name = re.sub(r"[_]", "-", self._source.name.replace("\\", "/").rsplit("/", 1)[-1])
        name = re.sub(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)", r"\1-\2-\3", name)
        if read_date(self._frame, name, 1, rule="date-in-file-name"):
            return
        for block in self._source.blocks[:12]:
            if read_date(self._frame, block.text, block.line, rule="date-in-text"):
                return

    def _record(self, root: Section, front: tuple[tuple[str, str], ...]) -> DraftRecord:
        strands = strands_of(root)
        opening = self._reader.items_of(root.blocks, self._setting(""))
        parts = [self._part(section, strands, 1) for section in root.sections]
        return DraftRecord(
            frame=self._frame,
            roster=self._roster,
            ledger=self._ledger,
            opening=opening,
            parts=parts,
            front=front,
            papers=self._source.papers,
            strands={key: title for key, (title, _) in strands.items()},
        )

    def _setting(
        self, kind: str, *, gives_feedback: bool = False, has_lists: bool = False
    ) -> Setting:
        number = re.search(
            r"(?i)\b(?:meeting|call|sitzung|s\u00e9ance|#)\s*#?(\d{1,4})\b", self._frame.title
        )
        return Setting(
            kind=kind,
            date=self._frame.meeting.get("date", ""),
            number=number[1] if number else "",
            language=self._frame.language,
            gives_feedback=gives_feedback,
            has_lists=has_lists,
        )

    def _part(
        self, section: Section, strands: dict[str, tuple[str, set[tuple[str, ...]]]], depth: int
    ) -> Part:
        words = title_words(section.title)
        strand = next((key for key, (_, titles) in strands.items() if words in titles), "")
        kind = _part_kind(section)
        if depth > 1 and kind == "closing" and meaning_of("markers", section.title) == "decision":
            kind = "decisions"  # the conclusion of a topic, and not of the meeting
        feedback = bool(strand) or kind == "feedback" or _opens_feedback(section)
        lists = any(block.kind in {"list", "table"} for block in section.blocks)
        setting = self._setting(kind, gives_feedback=feedback, has_lists=lists)
        part = Part(
            title=section.title,
            line=section.line,
            number=section.number,
            kind=_RECORD_KINDS.get(kind, kind),
            strand=strand,
            minutes=_minutes(section.title),
            links=links_of(section.heading) if section.heading else (),
            items=self._reader.items_of(section.blocks, setting),
        )
        deeper = depth < 4
        for inner in section.sections:
            made = self._part(inner, strands, depth + 1 if deeper else depth)
            part.parts.append(made)
        return part


_FATES = {"page": "page furniture", "hidden": "a comment that no reader sees"}
_RECORD_KINDS = {
    "roles": "opening",
    "agenda": "other",
    "actions": "next-steps",
    "decisions": "decision",
    "next": "other",
    "recording": "other",
}


def _part_kind(section: Section) -> str:
    kind = section.kind
    if kind:
        return kind
    first = title_words(section.title)[:1]
    if first in {("questions",), ("fragen",), ("cwestiynau",)}:
        return "questions"
    return ""


def _minutes(title: str) -> int:
    """Find the minutes allotted to a topic, such as `(10 minutes)`."""
    found = re.search(r"[(\[]\s*(\d{1,3})\s*(?:min(?:ute)?s?|Minuten|munud)\.?\s*[)\]]", title)
    return int(found[1]) if found else 0


def _opens_feedback(section: Section) -> bool:
    return any(
        pattern.search(block.text.strip())
        for block in section.blocks
        if block.kind == "p"
        for pattern in phrases("feedback_opens")
    )


def _language(source: SourceNote) -> str:
    told = next((value for key, value in source.front if key.casefold() == "lang"), "")
    if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*", told):
        return told
    return language_of(" ".join(source.words[:20000])) or "en"


def _lines_of(root: Section) -> Iterator[Block]:
    for section in root.walk():
        for block in walk(section.blocks):
            if block.kind == "p":
                yield from split_at_line_ends(block)


def _may_be_people(block: Block) -> bool:
    """A list, or lines that each are somebody."""
    if block.kind != "p":
        return block.kind in {"list", "table"}
    lines = split_at_line_ends(block)
    return all(person_of(line.text, line.line, alone=False) for line in lines)


def _names_people(block: Block, *, has_list: bool) -> bool:
    """Say whether a line begins with a label for people, and has them behind or below it."""
    found = re.match(r"\s*[*_]*([^:\n]{1,60}?)[*_]*\s*:[*_]*\s*(\S?)", block.text)
    if found:
        return standing_of(found[1]) is not None and bool(found[2] or has_list)
    return has_list and "\n" not in block.text and standing_of(block.text) is not None


def _prune(section: Section, ledger: Ledger) -> None:
    """Take away sections of people that have nothing left in them."""
    kept: list[Section] = []
    for inner in section.sections:
        _prune(inner, ledger)
        is_people = inner.kind in _HEAD_KINDS or standing_of(inner.title) is not None
        if is_people and not inner.blocks and not inner.sections and not inner.number:
            ledger.aside(inner.line, inner.title, "label", "the list of people")
        else:
            kept.append(inner)
    section.sections = kept


def has_text(draft: DraftRecord) -> bool:
    """Say whether there is anything in a draft but its frame."""
    return bool(draft.parts) or any(
        has_words(block.text) or block.kind == "code-block"
        for item in draft.opening
        for block in item.blocks
    )
