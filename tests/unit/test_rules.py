"""Each rule: what keeps it, what breaks it, and where the author finds the fault."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent, indent
from typing import TYPE_CHECKING

import pytest

from minutebook.load import load
from minutebook.record import normalise, shorten
from minutebook.rules import RULES, check_rules
from minutebook.rules.visit import visit
from minutebook.turns import speaker_lines
from minutebook.validate import validate

if TYPE_CHECKING:
    from minutebook.errors import Finding

PACKAGE = Path(__file__).resolve().parents[2] / "pipeline" / "minutebook"
HEAD = "schema: meeting-record/1.0\nid: parks-2026-03-05\ntitle: Meeting of the parks group\n"
MEETING = "meeting:\n  date: 2026-03-05\n"
PEOPLE = "people:\n  AP: Asha Patel\n  JM: Jo Marsh\n"
BACKGROUND = "background: The swings are safe.\n"


def found(body: str) -> tuple[Finding, ...]:
    """The findings for a note, its head put before it."""
    return validate(load((HEAD + body).encode(), name="note.yaml")).findings


def codes(body: str) -> list[str]:
    """The codes of the findings, in the order of the lines."""
    return [finding.code for finding in found(body)]


def at(body: str) -> list[tuple[str, str]]:
    """The code of each finding, and the line from its column on."""
    lines = (HEAD + body).split("\n")
    return [(one.code, lines[one.line - 1][one.column - 1 :]) for one in found(body)]


def session(text: str, *, before: str = MEETING + PEOPLE) -> str:
    """A note with one session that has these fields."""
    fields = indent(dedent(text).strip("\n"), "    ").removeprefix("    ")
    return f"{before}sessions:\n  - title: Playgrounds\n    {fields}\n"


def items(text: str, *, before: str = MEETING + PEOPLE) -> str:
    """A note with one session that has these items."""
    listed = indent(dedent(text).strip("\n"), "  ")
    return session(f"items:\n{listed}", before=before)


def test_a_count_says_which_spelling_it_is_compared_with() -> None:
    """Voters under another letter case are of the same choice, and the hint says so."""
    (one,) = found(items("- motion: M.\n  vote: {for: 1, voters: {For: [AP, JM]}}"))
    assert one.message == "`for` counts 1, but 2 are named"
    assert one.hint == "correct the count or the names; `For` is the same choice as `for`"


# References


@pytest.mark.parametrize(
    "field",
    [
        "led_by: [{}]",
        "to: [{}]",
        "papers:\n  - title: A report\n    by: {}",
        "items:\n  - statement: Yes.\n    by: {}",
        "items:\n  - statement: Yes.\n    to: [{}]",
        "items:\n  - decision: Yes.\n    dissent: [{}]",
        "items:\n  - decision: Yes.\n    vote:\n      voters:\n        for: [{}]",
        "items:\n  - motion: That it be so.\n    moved: {}",
        "items:\n  - motion: That it be so.\n    seconded: {}",
        "items:\n  - action: Do it.\n    owners: [{}]",
        "items:\n  - election: Chair\n    candidates: [{}]",
        "items:\n  - election: Chair\n    elected: [{}]",
        "items:\n  - decision: Yes.\n    papers:\n      - title: A report\n        by: {}",
        "items:\n  - decision: Yes.\n    notes:\n      - text: Sent.\n        by: {}",
        "notes:\n  - text: Sent.\n    by: {}",
        "sessions:\n  - title: Swings\n    led_by: [{}]",
        "items:\n  - transcript: |\n      {}: Is it safe?",
    ],
)
def test_a_person_is_looked_up_wherever_named(field: str) -> None:
    """A key that is there gives no finding; one that is not gives one, at the key itself."""
    assert codes(session(field.format("AP"))) == []
    ((code, rest),) = at(session(field.format("AX")))
    assert (code, rest[:2]) == ("E301", "AX")


@pytest.mark.parametrize(
    "body",
    [
        "approval:\n  date: 2026-06-04\n  by: {}\n",
        "approval:\n  signatures:\n    - by: {}\n",
        "strands:\n  trees:\n    title: Trees\n    lead: [{}]\n",
        "papers:\n  p1:\n    title: A report\n    by: {}\n",
        "publication:\n  by: {}\n",
        "management:\n  authors: [{}]\n",
        "management:\n  reviewers: [{}]\n",
        "management:\n  history:\n    - version: 0.1\n      by: {}\n",
        "next_steps:\n  - title: Swings\n    led_by: [{}]\n",
        "closing:\n  items:\n    - statement: Thanks.\n      by: {}\n",
        "principles:\n  items:\n    - principle: Play is free.\n      by: {}\n",
    ],
)
def test_a_person_is_looked_up_in_every_part_of_the_record(body: str) -> None:
    """The head and the fixed parts name people by the same keys as the sessions do."""
    before = MEETING + PEOPLE + BACKGROUND
    assert codes(before + body.format("AP")) == []
    assert codes(before + body.format("Asha Patel")) == []
    ((code, rest),) = at(before + body.format("AX"))
    assert (code, rest[:2]) == ("E301", "AX")


def test_a_proxy_is_looked_up() -> None:
    """People may name people."""
    body = MEETING + "people:\n  AP:\n    name: Asha Patel\n    proxy: {}\n" + BACKGROUND
    assert codes(body.format("AP")) == []
    assert at(body.format("JM")) == [("E301", "JM")]


def test_names_in_words_are_not_looked_up() -> None:
    """Text with a space, and `name:`, name somebody who has no key."""
    body = "items:\n  - action: Do it.\n    owners: [Ann Okoro, {name: ONS}]"
    assert codes(session(body)) == []


@pytest.mark.parametrize("space", [" ", "\\u00a0", "\\u2009", "\\t", "\\n"])
def test_any_white_space_makes_a_name(space: str) -> None:
    """A name pasted with another space than the common one is no key."""
    assert codes(session(f'items:\n  - statement: Yes.\n    by: "Ann{space}B"')) == []


@pytest.mark.parametrize("name", ["Ann\u00a0B", "Ann\tB", "Ann\nB", "Ann", "Ann B"])
def test_a_name_stays_a_name_in_its_short_form(name: str) -> None:
    """Reading and shortening tell names from keys by the same white space."""
    data = {"sessions": [{"items": [{"statement": "Yes.", "by": {"name": name}}]}]}
    record = normalise(data).record
    short = shorten(record)
    assert normalise(short).record == record
    by = short["sessions"][0]["items"][0]["by"]
    assert by == ({"name": name} if name == "Ann" else name)


def test_keys_are_looked_up_as_they_are_written() -> None:
    """Another letter case is another word; the hint names the right one."""
    (finding,) = found(session("led_by: [ap]"))
    assert (finding.code, finding.hint) == ("E301", "did you mean `AP`?")


def test_without_people_each_key_is_a_finding() -> None:
    """Each place has its own finding, as each may be meant to be words."""
    body = "led_by: [AP]\nitems:\n  - question: Is it safe?\n    by: AP"
    assert codes(session(body, before=MEETING)) == ["E301", "E301"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("strand: {}", "E302"),
        ("items:\n  - question: Who?\n    strand: {}", "E302"),
        ("sessions:\n  - strand: {}", "E302"),
        ("papers: [{}]", "E303"),
        ("items:\n  - decision: Yes.\n    papers: [{}]", "E303"),
    ],
)
def test_strands_and_papers_are_looked_up(body: str, code: str) -> None:
    """A strand's and a paper's key is there, or there is a finding at it."""
    before = MEETING + "strands:\n  trees: Trees\npapers:\n  trees: A report\n"
    assert codes(session(body.format("trees"), before=before)) == []
    ((found_code, rest),) = at(session(body.format("bushes"), before=before))
    assert (found_code, rest[:6]) == (code, "bushes")


def test_ids_are_unique_over_sessions_and_items() -> None:
    """The second use is the fault, and it names the line of the first; the record's id is apart."""
    body = session(
        "id: a\nitems:\n  - text: One.\n    id: parks-2026-03-05\n  - text: x\n    id: a"
    )
    (finding,) = found(body)
    assert (finding.code, finding.line) == ("E304", 16)
    assert "first on line 11" in finding.message


def test_keys_differ_in_more_than_case() -> None:
    """The second of two such keys is the fault, in each of the three lists."""
    for group in ("people", "strands", "papers"):
        body = f"{MEETING}{group}:\n  a: One here\n  A: Two here\n  b: Three here\n{BACKGROUND}"
        assert at(body) == [("E305", "A: Two here")]


@pytest.mark.parametrize(
    ("field", "target"),
    [("answers", "question"), ("amends", "motion"), ("regarding", ""), ("arises_from", "")],
)
def test_ids_that_are_named_exist_and_are_of_the_right_kind(field: str, target: str) -> None:
    """A question for an answer, a motion for an amendment, anything for the others."""
    owner = {"answers": "answer", "amends": "motion", "regarding": "declaration"}
    kind = owner.get(field, "action")
    text = f"- {{}}: One.\n  id: X1\n- {kind}: Two.\n  {field}: {{}}"
    if kind == "answer":
        text = "- question: First.\n" + text
    assert codes(items(text.format(target or "decision", "X1"))) == []
    assert [code for code, _ in at(items(text.format(target or "decision", "X2")))] == ["E312"]
    wrong = codes(items(text.format("decision", "X1")))
    assert wrong == (["E312"] if target else [])


def test_an_id_may_be_a_sessions() -> None:
    """An action arises from the session that it stands in."""
    body = "id: swings\nitems:\n  - action: Oil the chains.\n    arises_from: swings"
    assert codes(session(body)) == []


# Days and times


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("end_date: 2026-03-05", []),
        ("end_date: 2026-03-06", []),
        ("end_date: 2026-03-04", [("E306", "2026-03-04")]),
        ("starts: 10:00\n  ends: 10:00", []),
        ("starts: 10:00\n  ends: 10:00:30", []),
        ("starts: 10:00:30\n  ends: 10:00", [("E306", "10:00")]),
        ("starts: 14:00\n  ends: 11:30", [("E306", "11:30")]),
        ("starts: 20:00\n  ends: 00:30\n  end_date: 2026-03-06", []),
        ("starts: 20:00\n  ends: 00:30\n  end_date: 2026-03-05", [("E306", "00:30")]),
        ("starts: 20:00\n  ends: 00:30\n  end_date: 2026-03-04", [("E306", "2026-03-04")]),
        ("ends: 11:30", []),
        ("next:\n    starts: 14:00\n    ends: 15:00", []),
        ("next:\n    starts: 14:00\n    ends: 13:00", [("E306", "13:00")]),
    ],
)
def test_a_meeting_ends_after_it_starts(fields: str, expected: list[tuple[str, str]]) -> None:
    """Times are compared on one day, unless there is a later last day."""
    assert at(f"meeting:\n  date: 2026-03-05\n  {fields}\n{BACKGROUND}") == expected


@pytest.mark.parametrize(
    ("days", "fields", "expected"),
    [
        ("", "starts: 10:20\nends: 10:45", []),
        ("", "starts: 10:20\nends: 10:05", ["E306"]),
        ("  end_date: 2026-03-06\n", "starts: 23:20\nends: 00:05", []),
        ("  end_date: 2026-03-06\n", "date: 2026-03-05\nstarts: 23:20\nends: 00:05", []),
        ("  end_date: 2026-03-06\n", "date: 2026-03-06\nstarts: 23:20\nends: 00:05", ["E306"]),
        (
            "  end_date: 2026-03-06\n",
            "date: 2026-03-06\nsessions:\n  - title: Swings\n    starts: 14:00\n    ends: 13:00",
            ["E306"],
        ),
    ],
)
def test_a_session_ends_after_it_starts(days: str, fields: str, expected: list[str]) -> None:
    """On the last day of a meeting, a session's own or its session's, nothing passes midnight."""
    assert codes(session(fields, before=MEETING + days)) == expected


def test_people_leave_after_they_arrive() -> None:
    """On one day nobody leaves before arriving."""
    person = "people:\n  AP:\n    name: Asha Patel\n    arrived: 22:40\n    left: 00:15\n"
    assert at(MEETING + person + BACKGROUND) == [("E306", "00:15")]
    assert codes(MEETING + "  end_date: 2026-03-06\n" + person + BACKGROUND) == []
    assert codes(MEETING + person.replace("00:15", "23:00") + BACKGROUND) == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("due: 2026-03-05", []),
        ("due: 2025-03-20", ["E307"]),
        ("due: 2025-03-20\n  due_text: in spring", ["W307"]),
        ("due: 2025-03-20\n  carried_from: A1", []),
        ("due: 2025-03-20\n  origin: parks-2025-01-01", []),
        ("due: 2025-03-20\n  given: 2025-01-01", []),
        ("due: 2025-03-20\n  status: done", []),
        ("due: 2025-03-20\n  status: dropped", []),
        ("due: 2025-03-20\n  status: carried\n  carried_from: A1", []),
        ("due: 2025-03-20\n  status: open", ["E307"]),
    ],
)
def test_an_action_is_not_due_before_the_meeting(fields: str, expected: list[str]) -> None:
    """Older and settled actions are not judged; words beside the day make it a warning."""
    assert codes(items(f"- action: Oil the chains.\n  {fields}")) == expected


def test_the_last_day_of_the_calendar_is_a_day_like_others() -> None:
    """What has no end and nothing due is judged on no day."""
    body = items("- action: Oil the chains.", before="meeting:\n  date: 9999-12-31\n")
    assert codes(body) == []


# The record's life


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("status: final\n", []),
        ("status: approved\n", [("E308", "approved")]),
        ("status: approved\napproval: {date: 2026-06-04, by: AP}\n", []),
        ("status: approved\napproval: {date: 2026-06-04, at: parks-2026-06-04}\n", []),
        (
            "status: approved\napproval: {date: 2026-06-04}\n",
            [("E308", "approval: {date: 2026-06-04}")],
        ),
        ("status: approved\napproval: {by: AP}\n", [("E308", "approval: {by: AP}")]),
        ("status: superseded\n", []),
    ],
)
def test_an_approved_record_says_by_whom(head: str, expected: list[tuple[str, str]]) -> None:
    """A date, and an approver or an approving meeting."""
    assert at(head + MEETING + PEOPLE + BACKGROUND) == expected


def test_what_the_approval_lacks_is_named_once() -> None:
    """An approval that has neither lacks both, in one finding."""
    (finding,) = found("status: approved\napproval: {corrections: None.}\n" + MEETING + BACKGROUND)
    assert finding.message == "the record is approved, but `approval` lacks `date` and `by` or `at`"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("status: carried", ["E310"]),
        ("status: carried\n  carried_from: A1", []),
        ("status: carried\n  origin: parks-2025-12-04", []),
        ("status: open", []),
    ],
)
def test_a_carried_action_names_its_origin(fields: str, expected: list[str]) -> None:
    """The id it had, or the record it was given in."""
    assert codes(items(f"- action: Oil the chains.\n  {fields}")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- question: Why?\n- answer: So.", []),
        ("- question: Why?\n- Words.\n- answer: So.\n- answer: And so.", []),
        ("- answer: So.\n- question: Why?", ["W317"]),
        ("- answer: So.\n  answers: Q1\n- question: Why?\n  id: Q1", []),
        ("- {question: Why?, answer: So.}\n- answer: So.", ["E209"]),
        ("- 14\n- answer: So.", ["E203"]),
    ],
)
def test_answers_follow_questions(text: str, expected: list[str]) -> None:
    """An answer has a question before it; an item that cannot be told may be it."""
    assert codes(items(text)) == expected


@pytest.mark.parametrize("key", ["con", "NUL", "com1.2026", "aux.b.c"])
def test_a_record_id_is_a_folder_name(key: str) -> None:
    """Names that Windows keeps are refused, with and without an ending."""
    text = (HEAD + MEETING + BACKGROUND).replace("parks-2026-03-05", key)
    (finding,) = validate(load(text.encode(), name="note.yaml")).findings
    assert (finding.code, finding.line, finding.column) == ("E313", 2, 5)


@pytest.mark.parametrize("key", ["console", "com10", "a.con", "nul-2026"])
def test_other_record_ids_are_taken(key: str) -> None:
    """Only the names themselves are kept by Windows."""
    text = (HEAD + MEETING + BACKGROUND).replace("parks-2026-03-05", key)
    assert validate(load(text.encode(), name="note.yaml")).findings == ()


# Sessions


@pytest.mark.parametrize(
    "empty", ["sessions: []\n", "background: {}\n", "background: {text: ''}\n"]
)
def test_a_record_says_something(empty: str) -> None:
    """What is empty is as good as missing, and the finding is at it."""
    assert at(MEETING + empty) == [("E210", empty.strip())]
    assert codes(MEETING + empty + "closing: Thanks.\n") == ["E210"]


@pytest.mark.parametrize("first", ["sessions", "next_steps", "background", "closing", "principles"])
def test_sessions_are_four_deep_at_most(first: str) -> None:
    """The fifth level is the fault, once, wherever the first one stands."""
    listed = first in {"sessions", "next_steps"}

    def nested(levels: int) -> str:
        text = f"{first}:\n" + ("  - title: L1\n    " if listed else "  title: L1\n  ")
        pad = "    " if listed else "  "
        for level in range(2, levels + 1):
            text += f"sessions:\n{pad}  - title: L{level}\n{pad}    "
            pad += "    "
        others = "" if first in {"sessions", "background"} else BACKGROUND
        return MEETING + others + text.rstrip(" ")

    assert codes(nested(4)) == []
    assert at(nested(5)) == [("E314", "title: L5")]
    assert at(nested(7)) == [("E314", "title: L5")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("sessions:\n  - text: Words.\n", [("E315", "text: Words.")]),
        ("sessions:\n  - strand: trees\n", []),
        ("background: {text: Words.}\nclosing: {text: Words.}\nprinciples: {text: Words.}\n", []),
        ("background: Words.\nnext_steps:\n  - text: Words.\n", [("E315", "text: Words.")]),
        ("background:\n  sessions:\n    - text: Words.\n", [("E315", "text: Words.")]),
        ("sessions:\n  - {}\n", [("E315", "{}")]),
    ],
)
def test_sessions_in_a_list_have_a_heading(body: str, expected: list[tuple[str, str]]) -> None:
    """A title or a strand; the sessions in fixed places have their own."""
    assert at(MEETING + "strands:\n  trees: Trees\n" + body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("items:\n  - principle: Play is free.", []),
        ("sessions:\n  - title: Play\n    items:\n      - principle: Play is free.", []),
        ("items:\n  - decision: Play is free.", ["W319"]),
        ("text: Play is free.", ["W319"]),
        ("items:\n  - prinsiple: Play is free.", ["E208"]),
        ("items: Play is free.", ["E203"]),
    ],
)
def test_a_stance_holds_for_principles(body: str, expected: list[str]) -> None:
    """Its own or those of its sessions; what cannot be told may be one."""
    assert codes(session(f"stance: upheld\n{body}")) == expected


# Counts


@pytest.mark.parametrize(
    ("vote", "expected"),
    [
        ("{for: 2, voters: {for: [AP, JM]}}", []),
        ("{for: 1, voters: {for: [AP, JM]}}", [("E309", "for: [AP, JM]}}")]),
        ("{for: 3, voters: {for: [AP, JM]}}", [("W309", "for: [AP, JM]}}")]),
        ("{abstain: 0, voters: {abstain: [AP]}}", [("E309", "abstain: [AP]}}")]),
        (
            "{tally: {strongly: 1}, voters: {strongly: [AP, JM]}}",
            [("E309", "strongly: [AP, JM]}}")],
        ),
        ("{against: 2, voters: {for: [AP]}}", []),
        ("{voters: {for: [AP]}}", []),
        ("{for: 2}", []),
        ("{for: 2, voters: {for: []}}", []),
        ("{voters: {for: [AP], against: [AP]}}", [("W316", "AP]}}")]),
        ("{voters: {for: [Ann Okoro, Ann Okoro]}}", [("W316", "Ann Okoro]}}")]),
        ("{voters: {for: [AP], against: [{name: AP}]}}", []),
        ("{for: 1, voters: {For: [AP, JM]}}", [("E309", "For: [AP, JM]}}")]),
        ("{against: 3, voters: {AGAINST: [AP, JM]}}", [("W309", "AGAINST: [AP, JM]}}")]),
        ("{for: 2, voters: {For: [AP, JM]}}", []),
        (
            "{tally: {Strongly: 1}, voters: {strongly: [AP, JM]}}",
            [("E309", "strongly: [AP, JM]}}")],
        ),
        ("{for: 1, tally: {for: 5}}", [("E321", "for: 5}}")]),
        ("{for: 1, tally: {For: 1}}", [("E321", "For: 1}}")]),
        ("{tally: {yes: 1, Yes: 2}}", [("E321", "Yes: 2}}")]),
        ("{voters: {for: [AP], For: [JM]}}", [("E321", "For: [JM]}}")]),
        ("{tally: {for: 5, strongly: 2}}", []),
    ],
)
def test_voters_agree_with_the_count(vote: str, expected: list[tuple[str, str]]) -> None:
    """Too many is an error, too few a warning; nobody is named twice."""
    for kind in ("decision", "motion", "election"):
        assert at(items(f"- {kind}: Words.\n  vote: {vote}")) == expected


@pytest.mark.parametrize(
    ("person", "total", "expected"),
    [
        ("attendance: present", 1, []),
        ("attendance: present", 0, [("W318", "0")]),
        ("attendance: partial", 0, [("W318", "0")]),
        ("attendance: apologies", 0, []),
        ("role: member", 0, []),
        ("{attendance: present, kind: group}", 0, []),
    ],
)
def test_a_headcount_holds_the_named(
    person: str, total: int, expected: list[tuple[str, str]]
) -> None:
    """People who are named as present are part of their sector's total."""
    fields = person.strip("{}").replace(", ", "\n    ")
    people = f"people:\n  AP:\n    name: Asha Patel\n    sector: trade\n    {fields}\n"
    assert at(f"{MEETING}{people}headcount:\n  trade: {total}\n{BACKGROUND}") == expected


# Transcripts


def test_speakers_are_found_at_their_turn() -> None:
    """Only lines that begin a turn are turns, and program code has none."""
    text = """
        - transcript: |
            AP: Is it safe?
            XX: is not a turn.

            ```
            JX: is code
            ```

            JX: Not yet.

            AP:

            XX: And now?
    """
    assert at(items(text)) == [("E301", "JX: Not yet."), ("E301", "XX: And now?")]


def test_a_speaker_needs_an_empty_line_above() -> None:
    """A line that begins with somebody's key and goes on with another's words is a warning."""
    text = "- transcript: |\n    AP: Is it safe?\n    JM: Not yet.\n    Note: nobody is called so."
    assert at(items(text)) == [("W311", "JM: Not yet.")]


ANOTHER_FORM = "these words go to the speaker above"


@pytest.mark.parametrize(
    "line",
    [
        "JM : yes",
        "JM\u00a0: yes",
        "jm: yes",
        "**JM:** yes",
        "**JM**: yes",
        "_JM_: yes",
        "JM:\u00a0yes",
        "JM:Yes",
        "JM\uff1a yes",
        "Jo Marsh: yes",
        "JO  MARSH: yes",
        "Dr Marsh: yes",
        "Jo\u00a0Marsh : yes",
    ],
)
def test_what_looks_like_a_speaker_is_not_taken_for_words(line: str) -> None:
    """A paragraph is an error and a line a warning, each at its place, with what to write."""
    people = MEETING + "people:\n  AP: Asha Patel\n  JM: {name: Jo Marsh, aliases: [Dr Marsh]}\n"
    text = "- transcript: |\n    AP: Is it safe?\n{}    " + line + "\n"
    code = "E301" if line.startswith("jm:") else "E320"
    assert at(items(text.format("\n"), before=people)) == [(code, line)]
    assert at(items(text.format(""), before=people)) == [("W311", line)]
    (finding,) = found(items(text.format(""), before=people))
    assert ANOTHER_FORM in finding.message
    assert "`JM: words`" in (finding.hint or "")


@pytest.mark.parametrize(
    "text",
    [
        "- JM: yes",
        "1. JM: yes",
        "> JM: yes",
        "- **JM**: yes",
        "- One\n\n      JM: yes",
        "-   jm : a",
    ],
)
def test_a_speaker_in_a_list_is_a_warning(text: str) -> None:
    """The list may be the speaker's own, or turns with a mark before each."""
    body = items(f"- transcript: |\n    AP: Is it safe?\n\n    {text}\n\n    JM: Not yet.")
    start = min(text.lower().find(words) for words in ("jm", "**jm") if words in text.lower())
    assert at(body) == [("W311", text[start:])]


@pytest.mark.parametrize(
    "line",
    [
        "Open question: nobody is called so.",
        "We met JM: a pleasure.",
        "JM said: yes.",
        "JM:s view is known.",
        "https://example.org: a page",
        "`JM: code`",
        "Is it? Yes: it is.",
        ": alone",
    ],
)
def test_other_words_before_a_colon_are_words(line: str) -> None:
    """Only known people are speakers, and only at the beginning."""
    assert codes(items(f"- transcript: |\n    AP: Is it safe?\n    {line}\n\n    {line}")) == []


def test_a_long_line_is_read_once() -> None:
    """Megabytes of spaces or marks take no longer than their length."""
    for text in (" " * 10**6 + "x", "> " * 10**5 + "x", "- " * 10**5, "x" * 10**6 + ": y"):
        assert [line for line in speaker_lines(text) if line.exact] == []


def test_a_transcript_with_other_faults_is_judged_as_well() -> None:
    """A fault of the rich text hides no speaker, and is none."""
    body = items("- transcript: |\n    AP: Is it *safe*?<br>\n\n    JX: Not yet.")
    assert [code for code, _ in at(body)] == ["E362", "E301"]
    assert codes(items("- transcript: '<br>'")) == ["E362"]


def test_a_unicode_line_separator_is_no_line() -> None:
    """What is within a line of Markdown begins no turn."""
    text = '- transcript: "AP: Is it safe?\\u2028JM: Not yet."'
    assert codes(items(text)) == []


# One fault, one finding


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            MEETING + "poeple:\n  AP: Asha\n" + "sessions:\n  - title: T\n    led_by: [AP]\n",
            ["E201"],
        ),
        (MEETING + "people: Asha\n" + "sessions:\n  - title: T\n    led_by: [AP]\n", ["E203"]),
        (MEETING + "people:\n  AP: 14\n" + "sessions:\n  - title: T\n    led_by: [AP]\n", ["E203"]),
        (
            MEETING + "people:\n  AP: {role: chair}\nsessions:\n  - title: T\n    led_by: [AP]\n",
            ["E202"],
        ),
        (
            MEETING + "people:\n  A.P: Asha\nsessions:\n  - title: T\n    led_by: [A.P]\n",
            ["E212"],
        ),
        ("meeting:\n  date: soon\n  starts: 14:00\n  ends: 13\n" + BACKGROUND, ["E205", "E203"]),
        ("meeting: {starts: 14:00, ends: 2.30 pm}\n" + BACKGROUND, ["E202", "E205"]),
        ("meeting: {starts: 14:00, ends: 10:00}\n" + BACKGROUND, ["E202", "E306"]),
        (MEETING + "session:\n  - title: T\n", ["E201"]),
        (MEETING + "sessions: Words.\n", ["E203"]),
        ("status: aproved\napproval: {by: AP AP}\n" + MEETING + BACKGROUND, ["E204"]),
        ("status: approved\napproval: Words.\n" + MEETING + BACKGROUND, ["E203"]),
        (
            "status: approved\napproval: {date: 2026-06-04, bye: A B}\n" + MEETING + BACKGROUND,
            ["E201"],
        ),
        (items("- action: A.\n  due: 2025-01-01\n  status: opn"), ["E204"]),
        (items("- action: A.\n  due: 2025-01-01\n  due_text: 14"), ["W307", "E203"]),
        (items("- action: A.\n  due: 2025-01-01\n  carried: A1"), ["E201"]),
        (items("- action: A.\n  status: carried\n  origin: 14"), ["E203"]),
        (items("- question: Q.\n  id: a b\n- answer: A.\n  answers: ab"), ["E205"]),
        (items("- question: ''\n  id: Q1\n- answer: A.\n  answers: Q1"), ["E206"]),
        (items("- motion: M.\n  vote: {for: one, voters: {for: [AP]}}"), ["E203"]),
        (items("- motion: M.\n  vote: {for: 1, voters: {for: [14]}}"), ["E203"]),
        (items("- transcript: ' '"), ["E206"]),
    ],
)
def test_what_the_schema_finds_is_not_found_again(body: str, expected: list[str]) -> None:
    """A broken value is neither judged by a rule nor taken for missing."""
    assert codes(body) == expected


def test_faults_side_by_side_are_all_found() -> None:
    """A fault of the schema hides no fault of a rule that has nothing to do with it."""
    body = items("- motion: M.\n  moved: AX\n  result: passed\n- action: A.\n  due: 2025-01-01")
    assert codes(body) == ["E301", "E204", "E307"]
    broken = "people:\n  AP:\n    role: chair\n    proxy: XX\n"
    assert codes(MEETING + broken + BACKGROUND) == ["E202", "E301"]


# The table


def test_the_table_names_the_codes_of_each_rule() -> None:
    """
    What a rule may give is said beside it, and each code in the source is a rule's.

    What an office asks of its own notes is no rule of every record.
    """
    names = " ".join(names for names, _ in RULES).split()
    used: set[str] = set()
    for path in PACKAGE.glob("rules/*.py"):
        if path.name not in {"__init__.py", "asked.py"}:
            used |= set(re.findall(r'"([EW]\d{3})"', path.read_text(encoding="utf-8")))
    assert set(names) == used
    assert len({rule for _, rule in RULES}) == len(RULES)
    assert all(rule.__doc__ for _, rule in RULES)


def test_rules_can_be_asked_without_the_authors_text() -> None:
    """A record that comes from elsewhere is judged as well."""
    data = {"id": "con", "status": "approved", "sessions": [{"text": "Words."}]}
    problems = check_rules(normalise(data).record)
    assert [problem.code for problem in problems] == ["E308", "E313", "E315"]


def test_a_visit_of_nothing_is_empty() -> None:
    """An empty record has its own block and nothing else."""
    seen = visit({})
    assert [part.shape.name for part in seen.parts] == ["record"]
    assert (seen.references, seen.transcripts, seen.misfits) == ([], [], set())


def test_an_item_whose_words_are_broken_is_of_no_kind() -> None:
    """It is passed over, and its neighbours are not."""
    data = {"sessions": [{"title": "T", "items": [{"decision": "Yes."}, {"answer": "So."}]}]}
    seen = visit(normalise(data).record, broken=[("sessions", 0, "items", 0, "decision")])
    assert seen.misfits == {("sessions", 0, "items", 0)}
    assert [part.shape.name for part in seen.parts] == ["record", "session", "answer"]
