"""Notes that hold what YAML readers disagree on, each with its verdict.

Knows what a note may say, and neither who judges it nor how.
"""

from __future__ import annotations

HEAD = "schema: meeting-record/1.0\nid: traps\ntitle: Traps\n"
"""What each trap stands below, unless it has a head of its own."""

MEETING = "meeting:\n  date: 2026-03-05\n"
BODY = "background: Why the group met.\n"
WHOLE = HEAD + MEETING + BODY


def _meeting(line: str) -> str:
    return f"{HEAD}{MEETING}  {line}\n{BODY}"


def _person(lines: str) -> str:
    return f"{WHOLE}people:\n  AP:\n    {lines}\n"


def _item(lines: str) -> str:
    return f"{WHOLE}sessions:\n  - title: Session\n    items:\n      - {lines}\n"


RIGHT = {
    # numbers where words are wanted, kept as written
    "number bare": _meeting("number: 14"),
    "number with a nought last": _meeting("number: 1.10"),
    "number with a nought first": _meeting("number: 007"),
    "number in quotes": _meeting('number: "14"'),
    "number in words": _meeting("number: TOP 7.2"),
    "number below nought": _meeting("number: -3"),
    "number with an exponent": _meeting("number: 1e3"),
    "number in base sixteen": _meeting("number: 0x1F"),
    "number in base eight": _meeting("number: 0o17"),
    "number that is a fraction": _meeting("number: .5"),
    "number with a point last": _meeting("number: 14."),
    "number with lines between": _meeting("number: 1_000"),
    "number of many digits": _meeting("number: 123456789012345678901234567890"),
    "number like a day": _meeting("number: 2026-03-05"),
    "number like a time": _meeting("number: 10:30"),
    "version bare": f"{WHOLE}management:\n  version: 1.0\n",
    "count with an exponent that is whole": f"{WHOLE}headcount:\n  public: 1e1\n",
    "count with a fraction of nought": f"{WHOLE}headcount:\n  public: 4.0\n",
    # days and times, which are words to us
    "time bare": _meeting("starts: 10:30"),
    "time in quotes": _meeting('starts: "10:30"'),
    "time with seconds": _meeting("starts: 10:30:15"),
    "time before one o'clock": _meeting("starts: 00:05"),
    "day in quotes": f'{HEAD}meeting:\n  date: "2026-03-05"\n{BODY}',
    "day with a comment": f"{HEAD}meeting:\n  date: 2026-03-05 # a Thursday\n{BODY}",
    "leap day": f"{HEAD}meeting:\n  date: 2024-02-29\n{BODY}",
    # words that other readers take for yes and no
    "no as a title": f"schema: meeting-record/1.0\nid: traps\ntitle: no\n{MEETING}{BODY}",
    "yes as a venue": _meeting("venue: yes"),
    "on as a kind": _meeting("kind: on"),
    "off as a background": f"{HEAD}{MEETING}background: off\n",
    "n as a name": f"{WHOLE}people:\n  N: n\n",
    "no as a language": f"{HEAD}language: no\n{MEETING}{BODY}",
    "no as a key": f"{WHOLE}people:\n  no: Nora Olsen\n",
    "on as a key": f"{WHOLE}headcount:\n  on: 3\n",
    "capital True": _meeting("quorum:\n    met: True"),
    "whole TRUE": _meeting("quorum:\n    met: TRUE"),
    # long and short forms
    "person in a word": f"{WHOLE}people:\n  AP: Asha\n",
    "person at length": _person("name: Asha Patel"),
    "person in braces": f"{WHOLE}people: {{AP: {{name: Asha Patel}}}}\n",
    "venue in words": _meeting("venue: Town Hall"),
    "venue at length": _meeting("venue:\n    name: Town Hall"),
    "access in a word": f"{WHOLE}access: open\n",
    "access at length": f"{WHOLE}access:\n  level: closed\n",
    "background at length": f"{HEAD}{MEETING}background:\n  text: Why the group met.\n",
    "item in words": _item("Words between items."),
    "item like a number in quotes": _item('"14"'),
    "item of a kind": _item("question: Who pays?"),
    "item whose kind comes last": _item("id: Q1\n        question: Who pays?"),
    "strand in words": f"{WHOLE}strands:\n  counts: Traffic counts\n",
    "paper in words": f"{WHOLE}papers:\n  p1: Draft policy\n",
    "somebody by a key": _item("statement: Now.\n        by: AP") + "people:\n  AP: Asha Patel\n",
    "somebody in words": _item("statement: Now.\n        by: Ann Okoro"),
    "somebody at length": _item("statement: Now.\n        by: {name: ONS}"),
    "extension of any kind": f"{WHOLE}extensions:\n  office: {{cost: 1.5, list: [1, no, ~]}}\n",
    # the ways to write words
    "words after a bar": f"{HEAD}{MEETING}background: |\n  One: two - three.\n",
    "words after a bar without the line end": f"{HEAD}{MEETING}background: |-\n  One.\n",
    "words folded": f"{HEAD}{MEETING}background: >\n  One\n  two.\n",
    "words on two lines": f"{HEAD}{MEETING}background: One\n  two.\n",
    "words in single quotes": f"{HEAD}{MEETING}background: 'It''s so'\n",
    "words with a sign for a comment": f"{HEAD}{MEETING}background: No.#14 stays\n",
    "words in another script": f"{HEAD}{MEETING}background: 会議 ありがとう 🎉\n",
    "a key in quotes": f'{HEAD}{MEETING}"background": One.\n',
    "the sign of a document": f"---\n{WHOLE}",
    "the end of a document": f"{WHOLE}...\n",
    "lines that end as on Windows": WHOLE.replace("\n", "\r\n"),
    "a byte order mark": f"\ufeff{WHOLE}",
    "all in braces": (
        '{"schema": "meeting-record/1.0", "id": "traps", "title": "Traps", '
        '"meeting": {"date": "2026-03-05"}, "background": "One."}\n'
    ),
    "text of lengths": f"{HEAD}{MEETING}background: {'a long word ' * 4000}\n",
}
"""Without an error."""

WRONG = {
    # what a field cannot hold
    "title a number": f"schema: meeting-record/1.0\nid: traps\ntitle: 2026\n{MEETING}{BODY}",
    "title of truth": f"schema: meeting-record/1.0\nid: traps\ntitle: true\n{MEETING}{BODY}",
    "title empty": f"schema: meeting-record/1.0\nid: traps\ntitle:\n{MEETING}{BODY}",
    "title a tilde": f"schema: meeting-record/1.0\nid: traps\ntitle: ~\n{MEETING}{BODY}",
    "title of nothing": f"schema: meeting-record/1.0\nid: traps\ntitle: null\n{MEETING}{BODY}",
    "title in empty quotes": f'schema: meeting-record/1.0\nid: traps\ntitle: ""\n{MEETING}{BODY}',
    "title of blanks": f'schema: meeting-record/1.0\nid: traps\ntitle: "  "\n{MEETING}{BODY}',
    "id a number": f"schema: meeting-record/1.0\nid: 14\ntitle: Traps\n{MEETING}{BODY}",
    "another version": f"schema: meeting-record/2.0\nid: traps\ntitle: T\n{MEETING}{BODY}",
    "number of truth": _meeting("number: true"),
    "number a list": _meeting("number: [14]"),
    "number without end": _meeting("kind: .inf"),
    "kind not a number": _meeting("kind: .nan"),
    "kind a number": _meeting("kind: 4"),
    "quorum met with yes": _meeting("quorum:\n    met: yes"),
    "quorum met in quotes": _meeting('quorum:\n    met: "true"'),
    "count in quotes": f'{WHOLE}headcount:\n  public: "4"\n',
    "count a half": f"{WHOLE}headcount:\n  public: 4.5\n",
    "count below nought": f"{WHOLE}headcount:\n  public: -1\n",
    "count with a comma": f"{WHOLE}headcount:\n  public: 1,000\n",
    "count without a value": f"{WHOLE}headcount:\n  public:\n",
    # days and times
    "time of one digit": _meeting("starts: 9:30"),
    "time with a point": _meeting("starts: 10.30"),
    "time a number": _meeting("starts: 1030"),
    "time past the day": _meeting("starts: 24:00"),
    "time of noon": _meeting("starts: 12 noon"),
    "day with a clock": f"{HEAD}meeting:\n  date: 2026-03-05T10:00:00\n{BODY}",
    "day with the day first": f"{HEAD}meeting:\n  date: 05-03-2026\n{BODY}",
    "day with slashes": f"{HEAD}meeting:\n  date: 2026/03/05\n{BODY}",
    "day without noughts": f"{HEAD}meeting:\n  date: 2026-3-5\n{BODY}",
    "day a number": f"{HEAD}meeting:\n  date: 20260305\n{BODY}",
    "day in words": f"{HEAD}meeting:\n  date: 5 March 2026\n{BODY}",
    "day in month thirteen": f"{HEAD}meeting:\n  date: 2026-13-05\n{BODY}",
    "day with a line end": f'{HEAD}meeting:\n  date: "2026-03-05\\n"\n{BODY}',
    "day after a bar": f"{HEAD}meeting:\n  date: |\n    2026-03-05\n{BODY}",
    # enumerations
    "status with a capital": f"{HEAD}status: Draft\n{MEETING}{BODY}",
    "status unknown": f"{HEAD}status: minuted\n{MEETING}{BODY}",
    "access by no": f"{WHOLE}access: no\n",
    "role of two": _person("name: Asha\n    role: [chair, minutes]"),
    # keys
    "key misspelt": f"{WHOLE}atendees: []\n",
    "key with a capital": f"{HEAD}{MEETING}Background: One.\n",
    "key of digits": f"{WHOLE}people:\n  12: Ann Okoro\n",
    "key of a person with a blank": f"{WHOLE}people:\n  A P: Asha Patel\n",
    "person without a name": _person("role: chair"),
    "person without anything": f"{WHOLE}people:\n  AP:\n",
    "person a number": f"{WHOLE}people:\n  AP: 7\n",
    "people a list": f"{WHOLE}people:\n  - Asha Patel\n",
    # items
    "item a number": _item("14"),
    "item a fraction": _item("1.5"),
    "item of truth": _item("true"),
    "item of nothing": _item(""),
    "item a list": _item("- Words."),
    "item of no kind": _item("by: AP"),
    "item of two kinds": _item("question: Who?\n        answer: Me."),
    "item of a kind unknown": _item("decison: Now."),
    "item with a field of another": _item("question: Who?\n        moved: AP"),
    "action owned by a word": _item("action: Write.\n        owners: AP"),
    "action in a list": _item("action: [Write.]"),
    "items one text": f"{WHOLE}sessions:\n  - title: S\n    items: Words.\n",
    "sessions a text": f"{HEAD}{MEETING}sessions: Words.\n",
    "session a text": f"{HEAD}{MEETING}sessions:\n  - Words.\n",
    "nothing to tell": f"{HEAD}{MEETING}",
    "no meeting": f"{HEAD}{BODY}",
    "meeting without a day": f"{HEAD}meeting:\n  kind: Board\n{BODY}",
    # YAML itself
    "a key twice": f"{WHOLE}background: Again.\n",
    "a tab": f"{HEAD}meeting:\n\tdate: 2026-03-05\n{BODY}",
    "a colon in words": f"{HEAD}{MEETING}background: Swings: safe\n",
    "two documents": f"{WHOLE}---\n{WHOLE}",
    "a copy": f"{HEAD}{MEETING}background: &a One.\nclosing: *a\n",
    "a merge": f"{WHOLE}people:\n  AP: {{<<: {{role: chair}}, name: Asha}}\n",
    "a type mark": f"{HEAD}{MEETING}background: !!str One.\n",
    "nothing at all": "",
    "one word": "minutes\n",
    "a list": "- minutes\n",
}
"""With an error."""
