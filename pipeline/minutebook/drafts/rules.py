"""The table of rules: what each looks for, what it makes of it, and how sure it is.

Each example is a note that the tests import: they see that the rule makes what stands beside it.
Nothing in this module reads a source.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """One rule."""

    name: str
    languages: str
    """The codes of the word lists that it uses; ``any`` where it uses none."""
    looks_for: str
    makes: str
    """The field or the kind of item."""
    confidence: float
    """1 where the source says what it is; less where it is guessed."""
    examples: tuple[tuple[str, str, Any], ...]
    """The text of a note, a field's path, and what is there; a path may count list entries."""


_ALL = "en, cy, fr, de"


def _rule(
    name: str,
    confidence: float,
    looks_for: str,
    makes: str,
    *examples: tuple[str, str, Any],
    languages: str = _ALL,
) -> Rule:
    return Rule(
        name=name,
        languages=languages,
        looks_for=looks_for,
        makes=makes,
        confidence=confidence,
        examples=examples,
    )


_HEAD = "# Parks meeting\n\nDate: 5 March 2026\n\n"
_PEOPLE = f"{_HEAD}## Present\n\n- Jo Marsh (JM)\n- Asha Patel (AP)\n\n"

_TABLE = (
    _rule(
        "title",
        0.9,
        "the first heading, or the first short line",
        "title",
        (f"{_HEAD}We met.\n", "title", "Parks meeting"),
        languages="any",
    ),
    _rule(
        "date-label",
        1,
        "a date behind `Date:` and its like, or in the cell beside it",
        "meeting.date",
        ("# Parks\n\nDate: 5 March 2026\n\nWe met.\n", "meeting.date", "2026-03-05"),
        ("# Parc\n\nDyddiad: 5 Mawrth 2026\n\nCyfarfod.\n", "meeting.date", "2026-03-05"),
        ("# Parcs\n\nDate : 1er mars 2026\n\nRien.\n", "meeting.date", "2026-03-01"),
        ("# Parks\n\nDatum: 5. März 2026\n\nNichts.\n", "meeting.date", "2026-03-05"),
    ),
    _rule(
        "date-line",
        0.9,
        "a line at the head that is a date",
        "meeting.date",
        ("# Parks\n\nThursday 5th March 2026\n\nWe met.\n", "meeting.date", "2026-03-05"),
    ),
    _rule(
        "date-in-title",
        0.85,
        "a date in the title",
        "meeting.date",
        ("# Parks meeting, 5 March 2026\n\nWe met.\n", "meeting.date", "2026-03-05"),
    ),
    _rule(
        "date-in-head",
        0.85,
        "a date in a sentence at the head that speaks of a meeting",
        "meeting.date",
        (
            "# Parks\n\nMinutes of the meeting held on 5 March 2026 in the Mill\n\nWe met.\n",
            "meeting.date",
            "2026-03-05",
        ),
    ),
    _rule(
        "time-in-head",
        0.8,
        "times in the same sentence",
        "meeting.starts, meeting.ends",
        ("# Parks\n\nMeeting of 5 March 2026 at 7.30pm\n\nWe met.\n", "meeting.starts", "19:30"),
    ),
    _rule(
        "front-matter",
        1,
        "`date:` before the text of a Markdown note",
        "meeting.date",
        ("---\ntitle: Parks\ndate: 2026-03-05\n---\n\nWe met.\n", "meeting.date", "2026-03-05"),
        languages="any",
    ),
    _rule(
        "date-in-file-name",
        0.7,
        "a date in the name of the file",
        "meeting.date",
        languages="any",
    ),
    _rule(
        "date-in-text",
        0.5,
        "the first date in the first lines of the text",
        "meeting.date",
        ("# Parks\n\nThe group met on 5 March 2026 in Leeds and talked.\n", "meeting.date", "2026-03-05"),
    ),
    _rule(
        "time-label",
        1,
        "times behind `Time:`, `Start:`, `End:` and their like",
        "meeting.starts, meeting.ends",
        (f"{_HEAD}Time: 10:00-12:30\n\nWe met.\n", "meeting.ends", "12:30"),
        (f"{_HEAD}Time: 2-4pm\n\nWe met.\n", "meeting.starts", "14:00"),
    ),
    _rule(
        "time-line",
        0.9,
        "a line at the head that is one or two times",
        "meeting.starts, meeting.ends",
        ("# Parks\n\n10:00 to 13:00, 5 March 2026\n\nWe met.\n", "meeting.starts", "10:00"),
    ),
    _rule(
        "opened",
        0.8,
        "a sentence that says when the meeting began",
        "meeting.starts",
        (f"{_HEAD}The meeting was called to order at 7:05 pm.\n", "meeting.starts", "19:05"),
    ),
    _rule(
        "closed",
        0.8,
        "a sentence that says when the meeting ended",
        "meeting.ends",
        (f"{_HEAD}We met.\n\nThe meeting closed at 21.10.\n", "meeting.ends", "21:10"),
        ("# PV\n\nDate : 5 mars 2026\n\nLa séance est levée à 16h30.\n", "meeting.ends", "16:30"),
    ),
    _rule(
        "place-label",
        1,
        "a place behind `Venue:`, `Location:` and their like",
        "meeting.venue",
        (f"{_HEAD}Venue: Town Hall, Leeds\n\nWe met.\n", "meeting.venue.name", "Town Hall"),
    ),
    _rule(
        "place-line",
        0.6,
        "a line with commas below the date and times",
        "meeting.venue",
        (
            "# Parks\n\n10:00, 5 March 2026\nTown Hall, Market Street, Leeds\n\nWe met.\n",
            "meeting.venue.name",
            "Town Hall",
        ),
        languages="any",
    ),
    _rule(
        "held-at",
        0.7,
        "a sentence that says where the meeting was held",
        "meeting.venue",
        (f"{_HEAD}Held at Town Hall, Leeds.\n\nWe met.\n", "meeting.venue.name", "Town Hall"),
    ),
    _rule(
        "online",
        1,
        "an address behind `Zoom:` and its like",
        "meeting.venue.online",
        (f"{_HEAD}Zoom: https://example.org/j/1\n\nWe met.\n", "meeting.venue.online", "https://example.org/j/1"),
    ),
    _rule(
        "recording",
        1,
        "an address behind `Recording:` and its like",
        "meeting.recording",
        (f"{_HEAD}Recording: https://example.org/v\n\nWe met.\n", "meeting.recording", "https://example.org/v"),
    ),
    _rule(
        "next-meeting",
        0.8,
        "a later date behind `next meeting`",
        "meeting.next",
        (f"{_HEAD}We met.\n\nThe next meeting is on 2 April.\n", "meeting.next.date", "2026-04-02"),
    ),
    _rule(
        "control",
        1,
        "author, reviewer, version and dates of a document, with their labels",
        "management, approval",
        (f"{_HEAD}Version: 0.6\n\nWe met.\n", "management.version", "0.6"),
    ),
    _rule(
        "role-label",
        1,
        "names behind `Chair:`, `Scribe:` and their like",
        "people.*.role",
        (f"{_HEAD}Chair: Jo Marsh\n\nWe met.\n", "people.marsh.role", "chair"),
    ),
    _rule(
        "attendance-list",
        1,
        "a list or lines of names below `Present` and its like",
        "people.*.attendance",
        (f"{_PEOPLE}## Swings\n\nSafe.\n", "people.JM.attendance", "present"),
    ),
    _rule(
        "apologies-told",
        0.85,
        "a sentence that says from whom apologies were received",
        "people.*.attendance",
        (
            f"{_HEAD}## Apologies\n\nApologies were received from Jo Marsh.\n",
            "people.marsh.attendance",
            "apologies",
        ),
        languages="en",
    ),
    _rule(
        "also-present",
        1,
        "a count of people without names among those present",
        "also_present",
        (f"{_HEAD}Present: Jo Marsh, 4 members of the public\n\nWe met.\n", "also_present.0.count", "4"),
        languages="any",
    ),
    _rule(
        "attendance-line",
        1,
        "names behind `Present:`, `Apologies:` and their like",
        "people.*.attendance",
        (f"{_HEAD}Apologies: Jo Marsh, Asha Patel\n\nWe met.\n", "people.marsh.attendance", "apologies"),
        (f"{_HEAD}Excusés : Jo Marsh et Asha Patel\n\nRien.\n", "people.patel.attendance", "apologies"),
        (f"{_HEAD}Anwesend: Jo Marsh, Asha Patel\n\nNichts.\n", "people.patel.attendance", "present"),
        (f"{_HEAD}Ymddiheuriadau: Jo Marsh\n\nDim.\n", "people.marsh.attendance", "apologies"),
    ),
    _rule(
        "attendance-box",
        1,
        "names behind boxes, ticked for those who were there",
        "people.*.attendance",
        (f"{_HEAD}## Attendees\n\n- [ ] Jo Marsh\n- [x] Asha Patel\n\nWe met.\n", "people.marsh.attendance", "absent"),
        languages="any",
    ),
    _rule(
        "attendance-table",
        1,
        "a table with a column of names and one of roles, bodies or presence",
        "people.*",
        (
            f"{_HEAD}## Present\n\n| Name | Organisation |\n|---|---|\n| Jo Marsh | Parks office |\n\nWe met.\n",
            "people.marsh.organisation",
            "Parks office",
        ),
    ),
    _rule(
        "page-foot",
        0.7,
        "what a web page says of its category and author below a note",
        "publication",
        languages="en",
    ),
    _rule(
        "action-label",
        1,
        "`Action:`, `ACTION 12:`, `TODO` and their like",
        "action",
        (f"{_PEOPLE}## Swings\n\nAction: JM to paint them.\n", "sessions.0.items.0.action", "JM to paint them."),
        (f"{_PEOPLE}## Swings\n\nACTION 3: JM to paint them.\n", "sessions.0.items.0.number", "3"),
    ),
    _rule(
        "action-section",
        0.9,
        "an item of a list below `Actions` and its like",
        "action",
        (f"{_PEOPLE}## Actions\n\n- JM: paint the swings\n", "sessions.0.items.0.owners", ["JM"]),
    ),
    _rule(
        "action-table",
        1,
        "a row of a table with columns of actions and owners",
        "action",
        (
            f"{_PEOPLE}## Actions\n\n| Action | Owner |\n|---|---|\n| Paint the swings | JM |\n",
            "sessions.0.items.0.action",
            "Paint the swings",
        ),
    ),
    _rule(
        "somebody-to",
        0.7,
        "a list item that says who of those named is to do something",
        "action",
        (f"{_PEOPLE}## Swings\n\n- JM to paint them\n", "sessions.0.items.0.owners", ["JM"]),
    ),
    _rule(
        "task-box",
        0.75,
        "a list item with a box, where it is no list of people",
        "action",
        (f"{_PEOPLE}## Swings\n\n- [ ] paint them\n", "sessions.0.items.0.action", "☐ paint them"),
        languages="any",
    ),
    _rule(
        "decision-label",
        1,
        "`Decision:`, `RESOLVED:`, `Conclusion:` and their like",
        "decision",
        (f"{_HEAD}## Swings\n\nDecision: They are painted.\n", "sessions.0.items.0.outcome", "agreed"),
        (f"{_HEAD}## Schaukel\n\nBeschluss: Sie wird gestrichen.\n", "sessions.0.items.0.outcome", "agreed"),
    ),
    _rule(
        "decision-section",
        0.85,
        "an item of a list below `Decisions` and its like",
        "decision",
        (f"{_HEAD}## Decisions\n\n- The swings are painted\n", "sessions.0.items.0.decision", "The swings are painted"),
    ),
    _rule(
        "agreed",
        0.7,
        "a sentence that says that something was agreed",
        "decision",
        (f"{_HEAD}## Swings\n\nIt was agreed to paint them.\n", "sessions.0.items.0.outcome", "agreed"),
        (f"{_HEAD}## Siglenni\n\nCytunwyd i'w paentio.\n", "sessions.0.items.0.outcome", "agreed"),
    ),
    _rule(
        "approved",
        0.8,
        "a sentence that says that minutes or the like were approved",
        "decision",
        (f"{_HEAD}## Minutes\n\nApproved unanimously\n", "sessions.0.items.0.basis", "unanimous"),
    ),
    _rule(
        "tally",
        0.9,
        "the counts of a vote",
        "decision with a vote",
        (f"{_HEAD}## Swings\n\nIn favour: 7, against: 1.\n", "sessions.0.items.0.vote.for", "7"),
        (f"{_HEAD}## Bancs\n\nAdopté à 7 voix contre 0 ; 1 abstention.\n", "sessions.0.items.0.vote.abstain", "1"),
    ),
    _rule(
        "motion-label",
        1,
        "`Motion:` and its like",
        "motion",
        (f"{_PEOPLE}## Swings\n\nMotion: That they be painted.\n", "sessions.0.items.0.motion", "That they be painted."),
    ),
    _rule(
        "moved",
        0.9,
        "who moved something, and who seconded it",
        "motion",
        (f"{_PEOPLE}## Swings\n\nMoved by JM, seconded by AP. Carried.\n", "sessions.0.items.0.seconded", "AP"),
    ),
    _rule(
        "question-label",
        1,
        "`Q:`, `Question:` and their like",
        "question",
        (f"{_HEAD}## Swings\n\nQ: Are they safe?\n\nA: Yes.\n", "sessions.0.items.0.question", "Are they safe?"),
    ),
    _rule(
        "answer-label",
        1,
        "`A:`, `Answer:` and their like",
        "answer",
        (f"{_HEAD}## Swings\n\nQ: Are they safe?\n\nA: Yes, all are.\n", "sessions.0.items.1.answer", "Yes, all are."),
    ),
    _rule(
        "question-section",
        0.8,
        "an item of a list below `Questions` and its like",
        "question",
        (f"{_HEAD}## Questions\n\n- Are they safe?\n", "sessions.0.items.0.question", "Are they safe?"),
    ),
    _rule(
        "question-told",
        0.7,
        "a sentence that says that somebody asked",
        "question",
        (f"{_PEOPLE}## Swings\n\nJM asked whether they are safe.\n", "sessions.0.items.0.by", "JM"),
    ),
    _rule(
        "answer-told",
        0.7,
        "a sentence that says that somebody answered",
        "answer",
        (f"{_PEOPLE}## Swings\n\nJM asked if so.\n\nAP answered that they are.\n", "sessions.0.items.1.by", "AP"),
    ),
    _rule(
        "speaker",
        0.9,
        "a name that is known, or comes again and again, before a colon",
        "statement",
        (f"{_PEOPLE}## Swings\n\nJM: They are safe.\n", "sessions.0.items.0.statement", "They are safe."),
        languages="any",
    ),
    _rule(
        "feedback",
        0.7,
        "a paragraph that says what a group felt or suggested, where feedback was asked for",
        "feedback",
        (
            f"{_HEAD}## Feedback\n\nThe group felt that the paths are too narrow.\n",
            "sessions.0.items.0.feedback",
            "The group felt that the paths are too narrow.",
        ),
    ),
    _rule(
        "principles-section",
        0.7,
        "a list below a line that speaks of principles and ends with a colon",
        "principle",
        (
            f"{_HEAD}## Swings\n\nThe principles of the work are:\n\n- Nobody is hurt.\n",
            "principles.items.0.principle",
            "Nobody is hurt.",
        ),
    ),
    _rule(
        "principle-section",
        0.8,
        "an item of a list below `Principles` and its like",
        "principle",
        (f"{_HEAD}## Principles\n\n- Nobody is hurt.\n", "principles.items.0.principle", "Nobody is hurt."),
    ),
)

RULES: Mapping[str, Rule] = MappingProxyType({rule.name: rule for rule in _TABLE})
"""Every rule by its name, in the order in which a note is read."""
