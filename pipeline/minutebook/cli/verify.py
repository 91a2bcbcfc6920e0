"""`minutebook verify`."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from minutebook.cli.clock import now_text
from minutebook.cli.commands import examples
from minutebook.cli.options import jobs_option
from minutebook.cli.reporting import Reporting, show_findings
from minutebook.cli.stores import store_root
from minutebook.errors import ExitCode, UsageError
from minutebook.fixity import (
    Checked,
    Extent,
    Target,
    WrittenReport,
    check_record,
    check_target,
    put_back_records,
    repair_record,
    target_of,
)
from minutebook.report import printable
from minutebook.store import open_store, writable_store
from minutebook.wording import counted
from minutebook.workers import cores

if TYPE_CHECKING:
    from minutebook.store import Store

_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,6})?)%?")


class _Percent(click.ParamType[float]):
    """A share such as ``5%``."""

    name = "percent"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        found = _PERCENT.fullmatch(str(value).strip())
        if found is None or not 0 < float(found[1]) <= 100:
            self.fail(f"`{value}` is no share such as 5%", param, ctx)
        return float(found[1])


@click.command(
    epilog=examples(
        "minutebook verify store",
        "minutebook verify store --sample 5% --deep",
        "minutebook verify bag",
    )
)
@click.argument("path", metavar="[PATH]", required=False)
@click.option("--sample", type=_Percent(), metavar="N%", help="About so many records of a hundred.")
@click.option("--deep", is_flag=True, help="Also restore each record, and archive it again.")
@click.option("--resume", is_flag=True, help="Go on with the newest check, if it was broken off.")
@click.option(
    "--report",
    metavar="DIR",
    help="Where the dated report goes. Default for a store: beside it, in ROOT-reports.",
)
@jobs_option
@click.option(
    "--repair-from", metavar="DIR", help="Put back what is damaged from another copy of the store."
)
def command(
    path: str | None,
    *,
    sample: float | None,
    deep: bool,
    resume: bool,
    report: str | None,
    jobs: int | None,
    repair_from: str | None,
) -> int:
    """See that what is kept is whole, unchanged and still to be read.

    PATH is a store, a bag of any origin, a folder of archived records, or one of them; without one,
    the office's store, or the folder store. Each file is read and compared with its digest, and
    each record is checked by the grammar and rules of the archival XML. Damage is told and the
    check goes on.

    The exit code is 1 where anything is damaged or missing, and not repaired.
    """
    target = target_of(store_root(None) if path is None else Path(path))
    repair = None if repair_from is None else _copy_of(target, repair_from)
    run = _begun(target, report, resume=resume, sample=sample, deep=deep)
    holding = contextlib.nullcontext() if repair is None else writable_store(target.path)
    with holding as store:
        for checked in check_target(target, run.extent, jobs=jobs or cores()):
            run.take(_mended(checked, store, repair, deep=deep) if store and repair else checked)
        for found in put_back_records(store, repair) if store and repair else ():
            run.take(found)
    return run.end()


def _copy_of(target: Target, other: str) -> Path:
    """Take the folder of another copy."""
    folder = Path(other)
    if target.kind != "store":
        raise UsageError("only a store is repaired", hint="take a bag or file from another copy")
    if folder.resolve() == target.path.resolve():
        raise UsageError("a store is not repaired from itself", hint="name another copy of it")
    return open_store(folder).root


@dataclass(slots=True)
class _Run:
    """What was checked so far."""

    target: Target
    extent: Extent
    written: WrittenReport | None
    records: int = 0
    files: int = 0
    damaged: set[str] = field(default_factory=set)

    def take(self, checked: Checked) -> None:
        """Tell of a record."""
        self.records += bool(checked.key)
        self.files += checked.files
        show_findings(checked.findings, Reporting())
        for file in checked.repaired:
            click.echo(f"repaired {printable(str(file))}", err=True)
        if checked.is_damaged:
            self.damaged.add(checked.name)
            many = counted(len(checked.findings), "fault")
            click.echo(f"damaged {printable(checked.name)}: {many}", err=True)
        if self.written is not None:
            self.written.add(checked)

    def end(self) -> int:
        """Say what was seen, and give the exit code."""
        what = "file" if self.target.kind == "files" else "record"
        seen = [] if self.target.kind == "bag" else [counted(self.records, what, grouped=True)]
        seen += [counted(self.files, "file", grouped=True)] if self.target.kind != "files" else []
        verdict = f"{len(self.damaged)} damaged" if self.damaged else "all sound"
        click.echo(f"{', '.join(seen)}: {verdict}", err=True)
        if self.written is not None:
            self.written.write({"ended": now_text(), "damaged": sorted(self.damaged)})
            click.echo(f"wrote {printable(str(self.written.file))}", err=True)
        return ExitCode.FINDINGS if self.damaged else ExitCode.CLEAN


def _begun(
    target: Target, report: str | None, *, resume: bool, sample: float | None, deep: bool
) -> _Run:
    now, percent = now_text(), sample or 100.0
    folder = _reports(target, report)
    if resume and folder is None:
        raise UsageError("there is no report to go on with", hint="name its folder with --report")
    extent: dict[str, Any] = {"percent": percent, "deep": deep}
    written = None
    if folder is not None:
        name = str(target.path)
        found = WrittenReport.to_go_on_with(folder, target=name, extent=extent) if resume else None
        written = found or WrittenReport.begun(folder, target=name, now=now, extent=extent)
    return _Run(
        target=target,
        extent=Extent(
            percent=percent,
            seed=written.day if written else now[:10],
            deep=deep,
            done=written.done if written else frozenset(),
        ),
        written=written,
        damaged=set(written.damaged) if written else set(),
    )


def _reports(target: Target, report: str | None) -> Path | None:
    """Say where reports go."""
    if report is not None:
        if not report.strip():
            raise UsageError("the folder of reports is empty", hint="name it; here is .")
        return Path(report)
    if target.kind != "store":
        return None
    root = target.path.resolve()
    return (
        target.path.with_name(f"{root.name}-reports")
        if target.path.name
        else root.with_name(f"{root.name}-reports")
    )


def _mended(checked: Checked, store: Store, other: Path, *, deep: bool) -> Checked:
    """Repair a record where it is damaged, and check it again."""
    if not checked.is_damaged or checked.folder is None:
        return checked
    show_findings(checked.findings, Reporting())
    files = repair_record(store, checked.folder, other)
    again = check_record(store, checked.folder, deep=deep)
    again.repaired = files
    return again
