"""`minutebook explain`."""

from __future__ import annotations

import click

from minutebook.catalogue import catalogue
from minutebook.cli.commands import examples
from minutebook.errors import UsageError
from minutebook.report import entry_text
from minutebook.wording import did_you_mean


@click.command(epilog=examples("minutebook explain E201", "minutebook explain"))
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Explain the code of a finding: what is wrong, an example, and the remedy.

    Without CODE, list every code.
    """
    entries = catalogue()
    if code is None:
        for entry in entries.values():
            click.echo(f"{entry.code}  {entry.title}")
        return
    code = code[:1].upper() + code[1:].upper().replace("O", "0")
    found = entries.get(code)
    if found is None:
        raise UsageError(
            f"there is no code `{code}`",
            hint=did_you_mean(code, entries) or "`minutebook explain` lists them",
        )
    click.echo(entry_text(found))
