"""The report of a run as a page: what was built, what failed and why, where the time went.

The page stands by itself in the folder that the run wrote to, and looks like the renditions there.
Nothing in it tells of the day or the hour, so that the same notes give the same bytes; only a run
that was asked for its times tells of them.
"""

from __future__ import annotations

import os
import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from minutebook.render.page import dressed_page
from minutebook.report.page_findings import failed_part, loose_part, words
from minutebook.report.page_times import times_part
from minutebook.report.report import parts
from minutebook.report.text import rest_line
from minutebook.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from minutebook.batch import Outcome
    from minutebook.progress import RunTimes
    from minutebook.report.report import Part, Report

PAGE = "report.html"
"""The name of the page."""

_FORMATS = {
    "html": "HTML",
    "docx": "Word",
    "txt": "Text",
    "pdf": "PDF",
    "odt": "OpenDocument",
    "md": "Markdown",
    "epub": "EPUB",
    "xml": "XML",
}
_PLAIN = re.compile(r"[A-Za-z0-9._/-]+")
"""An address that is written as the file is called."""
_HEAD = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'none'; \
style-src 'house-styles'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Report of the run</title>
<style></style>
</head>
<body>
<a class="skip" href="#_main">Skip to the report</a>
"""


def run_page(
    report: Report, *, to: Path, style_sheet: bytes, times: RunTimes | None = None
) -> bytes:
    """
    Write the report of a run that wrote files.

    Args:
        report: What the run has to say.
        to: The folder that it wrote to, in which the page is to stand.
        style_sheet: The house's, without its element.
        times: Where the time went; ``None`` for a page that is the same on each run.

    Returns:
        HTML as UTF-8. It asks for nothing from outside, and its links lead into *to*.
    """
    told = list(parts(report))
    sections = list(_sections(report, told, to, times))
    contents = "".join(f'<li><a href="#{key}">{title}</a></li>\n' for key, title, _ in sections)
    body = "".join(
        f'<section id="{key}" aria-labelledby="{key}-title">\n'
        f'<h2 id="{key}-title">{title}</h2>\n{inner}</section>\n'
        for key, title, inner in sections
    )
    page = (
        f"{_HEAD}<header>\n<h1>What was built</h1>\n"
        f'<p class="subtitle">{escape(_counts(report))}</p>\n</header>\n'
        f'<nav aria-labelledby="_contents">\n<h2 id="_contents">On this page</h2>\n'
        f"<ul>\n{contents}</ul>\n</nav>\n"
        f'<main id="_main" tabindex="-1">\n{_banner(report)}{body}</main>\n'
        f"<footer>\n<p>minutebook {escape(report.version)}. This page tells of the last run "
        "that came to its end; the next one replaces it.</p>\n</footer>\n</body>\n</html>\n"
    )
    extra = Path(__file__).with_name("page.css").read_bytes()
    # A lone surrogate of a file name is shown as a program would spell it.
    return dressed_page(page.encode("utf-8", "backslashreplace"), style_sheet + b"\n" + extra)


def _counts(report: Report) -> str:
    # Files that a run before this one wrote count as built: the page is the same on each run.
    sound = [outcome for outcome in report.outcomes if not outcome.exit_code]
    built = sum(bool(outcome.written) for outcome in sound)
    counts = (
        (built, "built"),
        (len(sound) - built, "sound, and nothing of them to write"),
        (len(report.outcomes) - len(sound), "failed"),
        (len(report.unseen), "not looked at"),
    )
    said = ", ".join(f"{number:,} {what}" for number, what in counts if number)
    total = len(report.outcomes) + len(report.unseen)
    return f"{counted(total, 'note', grouped=True)}: {said}"


def _banner(report: Report) -> str:
    """Say what to do next, where there is anything to do."""
    failed = sum(bool(outcome.exit_code) for outcome in report.outcomes)
    lines = []
    if failed:
        notes = "1 note" if failed == 1 else f"{failed:,} notes"
        its = "Its files are" if failed == 1 else "Their files are"
        lines.append(
            f"{notes} failed. {its} as they were before the run, or not there. "
            "Mend what is said below and run the same command again."
        )
    rest = rest_line(report)
    if rest:
        lines.append(f"The run {rest}.")
    if not lines:
        return ""
    inner = "".join(f"<p>{escape(line)}</p>\n" for line in lines)
    return f'<div class="banner">\n{inner}</div>\n'


def _sections(
    report: Report, told: Sequence[Part], to: Path, times: RunTimes | None
) -> Iterator[tuple[str, str, str]]:
    """Give the sections that have something to say: an id, a title, and what stands in each."""
    outcomes = {outcome.name: outcome for outcome in report.outcomes}
    failed = [part for part in told if part.file in outcomes and outcomes[part.file].exit_code]
    loose = [part for part in told if part not in failed and part.findings]
    built = [outcome for outcome in report.outcomes if not outcome.exit_code]
    if failed:
        yield "failed", "Notes that failed", "".join(failed_part(part) for part in failed)
    if loose:
        yield "noticed", "What was noticed besides", loose_part(loose)
    if built:
        yield "built", "Notes that were built", _built(built, to)
    if times is not None:
        yield "times", "Where the time went", times_part(times)


def _built(outcomes: Sequence[Outcome], to: Path) -> str:
    inside = f"{to}{os.sep}"
    rows = "".join(_row(outcome, inside) for outcome in outcomes)
    caption = counted(len(outcomes), "note", grouped=True)
    return (
        f'<table class="notes">\n<caption>{caption}, in the order of the run</caption>\n'
        '<thead><tr><th scope="col">Record</th><th scope="col">Files</th></tr></thead>\n'
        f"<tbody>\n{rows}</tbody>\n</table>\n"
    )


def _row(outcome: Outcome, inside: str) -> str:
    name = words(outcome.record_id or outcome.name)
    links = " ".join(_link(str(path), inside, name) for path in outcome.written)
    return (
        f'<tr><td><strong>{name}</strong><br><span class="file">{words(outcome.name)}</span></td>'
        f"<td>{links or 'nothing to write'}</td></tr>\n"
    )


def _link(path: str, inside: str, name: str) -> str:
    """Lead to a file; of ten thousand notes that is done often, so it makes no paths."""
    place = path.removeprefix(inside).replace(os.sep, "/")
    file = place.rpartition("/")[2]
    kind = file.rpartition(".")[2] if "." in file else ""
    title = _FORMATS.get(kind) or words(kind or file)
    # An address may not begin with what looks like a scheme, which an id cannot hold.
    address = place if _PLAIN.fullmatch(place) else escape(quote(place, errors="surrogateescape"))
    return f'<a href="{address}" aria-label="{title} of {name}">{title}</a>'
