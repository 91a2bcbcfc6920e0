"""The fixed words: every language has each one, and each one is used."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

import minutebook
from minutebook.labels import DEFAULT_LANGUAGE, known_languages, labels_for
from minutebook.schemas import meeting_schema

PACKAGE = Path(minutebook.__file__).parent
STYLESHEETS = "\n".join(
    re.sub(r"<!--.*?-->", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for path in sorted((PACKAGE / "house").glob("*.xsl"))
)

MODULES = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted((PACKAGE / "render").glob("*.py"))
)

# Labels that a stylesheet names in two parts: the schema's words, and those of its own.
OF_A_SCHEMA_FIELD = {
    "access.": ("access", "level"),
    "action.priority.": ("action", "priority"),
    "action.status.": ("action", "status"),
    "attendance.": ("person", "attendance"),
    "attendance.record.": ("meeting", "attendance"),
    "basis.": ("decision", "basis"),
    "declaration.": ("declaration", "kind"),
    "disposal.": ("disposal", "action"),
    "event.": ("event", "kind"),
    "feedback.": ("feedback", "kind"),
    "feedbacks.": ("feedback", "kind"),
    "medium.": ("person", "medium"),
    "next.": ("next_meeting", "status"),
    "note.": ("note", "kind"),
    "notice.": ("notice", "kind"),
    "outcome.": ("decision", "outcome"),
    "paper.kind.": ("paper", "kind"),
    "profile.": ("management", "profile"),
    "question.status.": ("question", "status"),
    "report.": ("report", "kind"),
    "result.": ("motion", "result"),
    "role.": ("person", "role"),
    "session.": ("session", "kind"),
    "stance.": ("principle", "stance"),
    "state.": ("meeting", "state"),
    "statement.": ("statement", "kind"),
    "status.": ("", "status"),
}
OF_ITS_OWN = {
    "attendance.named",
    "notice.next",
    "notice.withheld",
    *(f"document.{kind}" for kind in ("agenda", "actions", "decisions")),
    *(f"document.no_{kind}" for kind in ("agenda", "actions", "decisions")),
    *(f"withheld.{one}{s}" for one in ("item", "note", "paper", "strand") for s in ("", "s")),
    *(
        f"withheld.count.{kind}"
        for kind in ("people", "sessions", "items", "papers", "strands", "notes")
    ),
    "declaration.withdrew.true",
    "declaration.withdrew.false",
    "quorum.met.true",
    "quorum.met.false",
    "vote.for",
    "vote.against",
    "vote.abstain",
    "vote.absent",
    "background",
    "closing",
    "principles",
    "notes",
    "approval",
    "publication",
    *(
        f"item.{kind}"
        for kind in (
            *("statement", "feedback", "question", "answer", "decision", "motion", "action"),
            *("event", "election", "report", "declaration", "withheld"),
        )
    ),
}


def _values(definition: str, field: str) -> list[str]:
    schema: dict[str, Any] = meeting_schema()
    if definition:
        schema = schema["$defs"][definition]
    return list(schema["properties"][field]["enum"])


def _needed() -> set[str]:
    of_fields = {
        prefix + value
        for prefix, (definition, field) in OF_A_SCHEMA_FIELD.items()
        for value in _values(definition, field)
    }
    return of_fields | OF_ITS_OWN


def _words(language: str) -> dict[str, str]:
    text = (PACKAGE / "labels" / f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@pytest.mark.parametrize("language", known_languages())
def test_no_language_lacks_a_word(language: str) -> None:
    """Each language has the keys of the default one, in the same order, and words for each."""
    words = _words(language)
    assert list(words) == list(_words(DEFAULT_LANGUAGE))
    assert not [key for key, value in words.items() if not value.strip()]


@pytest.mark.parametrize("key", sorted(_needed()))
def test_every_word_of_the_schema_has_a_label(key: str) -> None:
    """No word of a closed list is ever shown as the schema spells it, for want of a label."""
    assert key in labels_for("en").words


def test_no_label_is_unused() -> None:
    """Each label is named in a stylesheet or a module, as a whole or by its parts."""
    named = set(re.findall(r"'([a-z][a-z0-9_.-]*)'", STYLESHEETS))
    named |= set(re.findall(r"\[\"([a-z][a-z0-9_.-]*)\"\]", MODULES))
    named |= {"table.columns", "table.rows"}  # of tables in Word files, taken in a loop
    assert sorted(set(labels_for("en").words) - named - _needed()) == []


def test_no_label_is_asked_for_in_vain() -> None:
    """Each label that a stylesheet names as a whole is there."""
    named = re.findall(r"key\('label', '([^']+)'\)", STYLESHEETS)
    named += re.findall(r"name=\"label\" select=\"'([^']+)'\"", STYLESHEETS)
    assert len(named) > 100
    assert sorted(set(named) - set(labels_for("en").words)) == []


def test_each_part_of_a_label_is_known_here() -> None:
    """A stylesheet that names labels by a new prefix must be added to the tables above."""
    prefixes = set(re.findall(r"key\('label', concat\('([^']+)'", STYLESHEETS))
    prefixes |= set(re.findall(r"select=\"concat\('([a-z.]+)', \$status\)\"", STYLESHEETS))
    known = {*OF_A_SCHEMA_FIELD, "quorum.met.", "declaration.withdrew.", "vote.", "item."}
    assert sorted(prefixes - known) == []


def test_french_sets_a_blank_before_the_colon_that_does_not_break() -> None:
    """A line never begins with a colon, and no label brings its own blank."""
    words = _words("fr")
    assert words["colon"] == "\u00a0: "
    assert not [
        value for key, value in words.items() if key != "colon" and re.search("[:;?!]", value)
    ]


@pytest.mark.parametrize("language", known_languages())
def test_labels_are_words_alone(language: str) -> None:
    """Blanks and colons between words come from one place."""
    values = {key: value for key, value in _words(language).items() if key != "colon"}
    assert not [key for key, value in values.items() if value != value.strip()]
    assert not [key for key, value in values.items() if value.endswith(":")]


@pytest.mark.parametrize(
    ("tag", "language"),
    [("cy", "cy"), ("CY-gb", "cy"), ("fr-Latn-CA", "fr"), ("en-GB", "en"), (None, "en")],
)
def test_the_first_part_of_a_tag_chooses(tag: str | None, language: str) -> None:
    """Case, script and region do not matter; no tag means the default."""
    labels = labels_for(tag)
    assert (labels.language, labels.is_asked_for) == (language, True)


@pytest.mark.parametrize("tag", ["tlh", "cym", "x", "../en", "en_GB", "*"])
def test_an_unknown_language_is_said_to_be_so(tag: str) -> None:
    """English stands in, and the caller can see that it does."""
    labels = labels_for(tag)
    assert (labels.language, labels.is_asked_for) == (DEFAULT_LANGUAGE, False)
