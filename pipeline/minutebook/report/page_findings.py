"""Findings on the page of a run: what is wrong, the line that it is in, and the remedy."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from minutebook.errors import Severity
from minutebook.report.excerpt import quoted_line
from minutebook.wording import counted, printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minutebook.errors import Finding
    from minutebook.report.report import Part

MOST_OF_A_NOTE = 20
"""More findings of one note than anybody reads on a page; the rest are counted."""
MOST_LOOSE = 200
"""The most notes that were built and have warnings, that a page tells of."""

_LONGEST = 600
"""A message may name each of a thousand notes."""

_LITERAL = re.compile("`([^`]+)`")


def words(text: str) -> str:
    """Write words from outside so that they are words and nothing else."""
    return escape(printable(text))


def sentence(text: str) -> str:
    """Write a message, in which the author's own words stand in backticks."""
    short = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return _LITERAL.sub(r"<code>\1</code>", words(short))


def failed_part(part: Part) -> str:
    """Tell why a note failed."""
    inner = _failure(part) + _findings(part.findings)
    return (
        f'<article class="failed">\n<h3 class="file">{words(part.file)}</h3>\n{inner}</article>\n'
    )


def loose_part(parts: Sequence[Part]) -> str:
    """Tell what was found that kept no note from being built."""
    shown = "".join(
        f'<article class="warned">\n<h3 class="file">{words(part.file)}</h3>\n'
        f"{_findings(part.findings)}</article>\n"
        for part in parts[:MOST_LOOSE]
    )
    more = len(parts) - MOST_LOOSE
    if more <= 0:
        return shown
    files = counted(more, "more file", grouped=True)
    return f"{shown}<p>There are findings of {files}; <code>minutebook validate</code> tells.</p>\n"


def _failure(part: Part) -> str:
    if part.failure is None:
        return ""
    failure = part.failure
    lines = [f"<p>{sentence(failure.message)}</p>"]
    lines += [f"<p>What to do: {sentence(failure.hint)}</p>"] if failure.hint else []
    lines += [_see(failure.code)] if failure.code else []
    return "\n".join(lines) + "\n"


def _findings(findings: Sequence[Finding]) -> str:
    if not findings:
        return ""
    # What keeps a note from being built goes before what does not.
    ordered = sorted(findings, key=lambda one: one.severity is not Severity.ERROR)
    items = "".join(map(_finding, ordered[:MOST_OF_A_NOTE]))
    more = len(findings) - MOST_OF_A_NOTE
    rest = f"<p>And {counted(more, 'more finding', grouped=True)}.</p>\n" if more > 0 else ""
    return f"<ul>\n{items}</ul>\n{rest}"


def _finding(finding: Finding) -> str:
    kind = "Error" if finding.severity is Severity.ERROR else "Warning"
    place = f"{kind} in line {finding.line}, column {finding.column}:"
    lines = [f'<p><span class="where">{place}</span> {sentence(finding.message)}</p>']
    lines += _quoted(finding)
    lines += [f"<p>Right would be: {sentence(finding.expected)}</p>"] if finding.expected else []
    lines += [f"<p>What to do: {sentence(finding.hint)}</p>"] if finding.hint else []
    lines.append(_see(finding.code))
    return '<li class="finding">\n' + "\n".join(lines) + "\n</li>\n"


def _quoted(finding: Finding) -> list[str]:
    line = quoted_line(finding)
    if line is None:
        return []
    number = f'<span class="number">{finding.line}</span>'
    wrong = f"<mark>{words(line.wrong)}</mark>" if line.wrong else ""
    before, after = words(line.before), words(line.after)
    return [f'<pre class="quoted">{number} {before}{wrong}{after}</pre>']


def _see(code: str) -> str:
    return f'<p class="meta"><code>minutebook explain {words(code)}</code> says more.</p>'
