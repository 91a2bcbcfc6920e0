"""A report as SARIF: rules, results and regions; paths as URIs; faults that are known again."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.unit.reports import (
    FAULTY,
    STATUS,
    WHOLE,
    report,
    run_of,
)

from minutebook.batch import Outcome
from minutebook.catalogue import catalogue
from minutebook.errors import Excerpt, Finding
from minutebook.report import FORMATS


def test_a_finding_as_sarif() -> None:
    """Stretch, words at fault, line, place in the record, severity and the code's rule."""
    run = run_of(WHOLE)
    result = run["results"][1]
    fingerprint = result.pop("partialFingerprints")["minutebook/v1"]
    assert re.fullmatch("[0-9a-f]{32}", fingerprint)
    assert result == {
        "ruleId": "E204",
        "ruleIndex": 0,
        "level": "error",
        "message": {
            "text": "`aproved` is not a value of `status`\n"
            "expected: one of `draft`, `final`\nhint: did you mean `approved`?"
        },
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "notes/b.yaml", "uriBaseId": "%SRCROOT%"},
                    "region": {
                        "startLine": 3,
                        "startColumn": 9,
                        "endLine": 3,
                        "endColumn": 16,
                        "snippet": {"text": "aproved"},
                    },
                    "contextRegion": {
                        "startLine": 3,
                        "startColumn": 1,
                        "endLine": 3,
                        "endColumn": 16,
                        "snippet": {"text": "status: aproved"},
                    },
                },
                "logicalLocations": [{"fullyQualifiedName": "/status"}],
            }
        ],
    }
    assert run["columnKind"] == "unicodeCodePoints"


def test_the_rules_of_sarif_are_the_codes_that_were_used() -> None:
    """In the order of the catalogue, with its words; every result points at its own."""
    run = run_of(WHOLE)
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["E204", "W317", "W702"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [
        result["ruleId"] for result in run["results"]
    ]
    entry = catalogue()["E204"]
    assert rules[0]["shortDescription"] == {"text": entry.title}
    assert rules[0]["fullDescription"] == {"text": entry.meaning.strip()}
    assert entry.remedy.strip() in rules[0]["help"]["text"]
    assert "helpUri" not in rules[0]
    assert (run["tool"]["driver"]["name"], run["tool"]["driver"]["version"]) == (
        "minutebook",
        "1.2.3",
    )


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_every_code_makes_a_rule(code: str) -> None:
    """No page breaks out of the fences of its examples."""
    said = report([Outcome(name=STATUS.file, findings=(replace(STATUS, code=code),))])
    (rule,) = run_of(said)["tool"]["driver"]["rules"]
    fences = re.findall(r"^(`{3,})(?:yaml)?$", rule["help"]["markdown"], re.MULTILINE)
    outer = max(fences, key=len)
    assert fences.count(outer) in {2, 4}
    assert rule["defaultConfiguration"]["level"] == ("error" if code[0] == "E" else "warning")


def test_a_code_without_a_page_is_a_rule_too() -> None:
    """What is not in the catalogue has a number and a severity."""
    said = report([Outcome(name=STATUS.file, findings=(replace(STATUS, code="E999"),))])
    assert run_of(said)["tool"]["driver"]["rules"] == [
        {"id": "E999", "defaultConfiguration": {"level": "error"}}
    ]
    assert "title=E999::" in FORMATS["github"](said)


def test_notes_that_could_not_be_read_are_notifications() -> None:
    """The run was then not successful; a run that found faults was."""
    (invocation,) = run_of(WHOLE)["invocations"]
    assert invocation == {
        "executionSuccessful": False,
        "exitCode": 3,
        "toolExecutionNotifications": [
            {
                "level": "error",
                "message": {"text": "cannot read gone.yaml: there is no such file"},
                "locations": [
                    {
                        "physicalLocation": {
                            "artifactLocation": {"uri": "gone.yaml", "uriBaseId": "%SRCROOT%"}
                        }
                    }
                ],
            },
            {
                "level": "note",
                "message": {
                    "text": "stopped at the first file with errors; 1 note was not looked at"
                },
            },
        ],
    }
    (faulty,) = run_of(report([FAULTY]))["invocations"]
    assert faulty == {
        "executionSuccessful": True,
        "exitCode": 1,
        "toolExecutionNotifications": [],
    }


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("notes/a.yaml", "notes/a.yaml"),
        ("./notes//a.yaml", "notes/a.yaml"),
        ("../a b.yaml", "../a%20b.yaml"),
        ("a:b.yaml", "a%3Ab.yaml"),
        ("50%#?.yaml", "50%25%23%3F.yaml"),
        ("会議.yaml", "%E4%BC%9A%E8%AD%B0.yaml"),
        ("\udcff.yaml", "%FF.yaml"),
        ("-", "-"),
    ],
)
def test_paths_become_uris(file: str, uri: str) -> None:
    """Relative to where the run began, and escaped byte by byte."""
    said = report([Outcome(name=file, findings=(replace(STATUS, file=file),))])
    location = run_of(said)["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": uri, "uriBaseId": "%SRCROOT%"}


def test_a_path_from_the_root_stands_by_itself() -> None:
    """It has no base."""
    path = Path.cwd().root + "some folder/a.yaml"
    said = report([Outcome(name=path, findings=(replace(STATUS, file=path),))])
    location = run_of(said)["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": Path(path).as_uri()}


def fingerprints(*findings: Finding) -> list[str]:
    """The fingerprints of the findings of a run."""
    said = report([Outcome(name=STATUS.file, findings=findings)])
    return [result["partialFingerprints"]["minutebook/v1"] for result in run_of(said)["results"]]


def test_a_fault_is_known_again() -> None:
    """When lines move or words are put better, and is not taken for another one."""
    moved = replace(STATUS, line=30, end_line=30, column=1, message="put better", hint=None)
    assert fingerprints(STATUS) == fingerprints(moved)
    others = [replace(STATUS, code="E205"), replace(STATUS, path="/title")]
    assert len({*fingerprints(STATUS), *(fingerprints(one)[0] for one in others)}) == 3
    first, second = fingerprints(STATUS, moved)
    assert first != second
    assert first == fingerprints(STATUS)[0]


@pytest.mark.parametrize(
    ("changes", "region", "context"),
    [
        ({"end_line": 0, "end_column": 0}, {"startLine": 3, "startColumn": 9}, None),
        (
            {"end_line": 4, "end_column": 2},
            {"startLine": 3, "startColumn": 9, "endLine": 4, "endColumn": 2},
            None,
        ),
        (
            {"excerpt": Excerpt(text="x: aproved y", start=5)},
            {
                "startLine": 3,
                "startColumn": 9,
                "endLine": 3,
                "endColumn": 16,
                "snippet": {"text": "aproved"},
            },
            {
                "startLine": 3,
                "startColumn": 6,
                "endLine": 3,
                "endColumn": 18,
                "snippet": {"text": "x: aproved y"},
            },
        ),
        (
            {"excerpt": Excerpt(text="aproved"), "column": 1, "end_column": 8},
            {
                "startLine": 3,
                "startColumn": 1,
                "endLine": 3,
                "endColumn": 8,
                "snippet": {"text": "aproved"},
            },
            None,
        ),
        (
            {"excerpt": Excerpt(text="", start=0)},
            {"startLine": 3, "startColumn": 9, "endLine": 3, "endColumn": 16},
            None,
        ),
    ],
)
def test_the_regions_of_sarif(
    changes: dict[str, Any], region: dict[str, Any], context: dict[str, Any] | None
) -> None:
    """An end only where it is known; words only where they are; a context that holds more."""
    said = report([Outcome(name=STATUS.file, findings=(replace(STATUS, **changes),))])
    place = run_of(said)["results"][0]["locations"][0]["physicalLocation"]
    assert (place["region"], place.get("contextRegion")) == (region, context)


def test_words_are_no_placeholders_and_no_links() -> None:
    """In SARIF braces are doubled, and what would make a link of words is not one."""
    finding = replace(STATUS, message="`{0} [a](b)`", expected=None, hint=None)
    said = report([Outcome(name=STATUS.file, findings=(finding,))])
    assert run_of(said)["results"][0]["message"]["text"] == "`{{0}} [a\\](b)`"
