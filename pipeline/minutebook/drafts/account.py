"""The account of an import: what was recognised, what became of every word, and what to check.

Nothing in this module reads a source or writes a file.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from minutebook.drafts.rules import RULES
from minutebook.wording import cut, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from minutebook.drafts.facts import Fact
    from minutebook.drafts.imported import Imported

_FATES = {
    "moved": "moved to its own place",
    "data": "spelled as data",
    "label": "said by the name of a field",
    "page": "page furniture, left out",
    "hidden": "hidden in the file, left out",
}


def account_text(imported: Imported, *, explain: bool = False) -> str:
    """
    Give the account of one file in words.

    Args:
        imported: The file.
        explain: Whether each fact stands by itself, with its rule and its words.

    Returns:
        Lines, each with a line end.
    """
    return "".join(f"{printable(line)}\n" for line in _lines(imported, explain=explain))


def _lines(imported: Imported, *, explain: bool) -> Iterator[str]:
    yield imported.name
    proof = imported.proof
    if proof is None:
        for finding in imported.findings:
            yield f"  {finding.code}: {finding.message}"
        return
    yield f"  record: {imported.record_id}, {imported.date}, {cut(imported.title)}"
    told = f"{proof.kept:,} in the text, {max(0, proof.total - proof.kept):,} listed below"
    yield f"  words: {proof.total:,} in the file: {told}, {len(proof.lost):,} lost"
    yield "  recognised:"
    yield from _explained(imported) if explain else _counted(imported.facts)
    yield from _asides(imported)
    checks = [(line, words) for line, words in imported.checks]
    guesses = [one for one in imported.facts if RULES[one.rule].confidence < 0.8]
    if checks or guesses:
        yield "  to check:"
    for line, words in checks:
        yield f"    {imported.unit} {line}: {words}"
    for one in guesses:
        yield f"    {imported.unit} {one.line}: {one.field} guessed from `{cut(one.evidence)}`"
    for finding in imported.findings:
        yield f"  {finding.code}: {finding.message}"


def _counted(facts: Sequence[Fact]) -> Iterator[str]:
    """Say how often each rule found something, in the order of the rules."""
    for name, rule in RULES.items():
        found = [one for one in facts if one.rule == name]
        if found:
            places = ", ".join(str(one.line) for one in found[:6])
            more = ", \u2026" if len(found) > 6 else ""
            yield f"    {len(found):>4} {name} -> {rule.makes} ({places}{more})"


def _explained(imported: Imported) -> Iterator[str]:
    for one in imported.facts:
        rule = RULES[one.rule]
        sure = f"{rule.confidence:.0%}"
        yield f"    {imported.unit} {one.line}: {one.field} = {cut(one.value)}"
        yield f"      by {one.rule} ({rule.looks_for}; {sure}) from `{cut(one.evidence)}`"


def _asides(imported: Imported) -> Iterator[str]:
    for fate, words in _FATES.items():
        found = [one for one in imported.asides if one.fate == fate]
        if found:
            yield f"  {words}:"
        for one in found:
            yield f"    {imported.unit} {one.line}: `{cut(one.text)}` ({one.became})"


def account_json(files: Iterable[Imported]) -> str:
    """
    Give the account of all files as JSON.

    Args:
        files: In their order.

    Returns:
        One object with a list of `files`, each with its facts, asides, findings and counts.
    """
    told = {"files": [_file(one) for one in files]}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _file(imported: Imported) -> dict[str, Any]:
    proof = imported.proof
    return {
        "file": imported.name,
        "record": imported.record_id,
        "places": imported.unit,
        "words": None
        if proof is None
        else {
            "total": proof.total,
            "in_text": proof.kept,
            "lost": list(proof.lost),
            "out_of_order": list(proof.out_of_order),
        },
        "facts": [
            {
                "field": one.field,
                "value": one.value,
                "rule": one.rule,
                "confidence": RULES[one.rule].confidence,
                "place": one.line,
                "evidence": one.evidence,
            }
            for one in imported.facts
        ],
        "words_elsewhere": [
            {"place": one.line, "text": one.text, "fate": one.fate, "became": one.became}
            for one in imported.asides
        ],
        "to_check": [{"place": line, "words": words} for line, words in imported.checks],
        "findings": [
            {"code": one.code, "line": one.line, "message": one.message, "hint": one.hint}
            for one in imported.findings
        ],
    }
