"""The table of commands; each is imported only when it is used."""

from __future__ import annotations

from importlib import import_module

import click

from minutebook import __version__
from minutebook.errors import UsageError
from minutebook.wording import did_you_mean

COMMANDS = {
    "validate": "Say what is wrong in notes, with the line and the remedy.",
    "tidy": "Bring notes into their normal spelling.",
    "build": "Validate, archive and render the notes of an office.",
    "watch": "Build, and build again what changes as it is saved.",
    "archive": "Write notes as archival XML.",
    "deposit": "Place records into a store that keeps every version.",
    "log": "List the versions of a record in a store.",
    "show": "Show a version of a record in a store.",
    "diff": "Say how two versions of a record differ.",
    "transfer": "Pack records of a store into a bag for an archive.",
    "export": "Write a record of a store in the form of others.",
    "verify": "See that a store, a bag or an archive is whole and unchanged.",
    "restore": "Turn an archived record, or a version in a store, back into a note.",
    "render": "Make HTML, Word and text of notes or archived records.",
    "init": "Start an office.",
    "house": "Write the house files, to change how renditions look.",
    "import": "Make drafts of records of minutes written elsewhere.",
    "new": "Write the form of the next note.",
    "register": "Make a register of archived records, in which all is found again.",
    "actions": "Find actions as they stood on a day.",
    "decisions": "Find what was decided.",
    "questions": "Find what was asked, and whether it was answered.",
    "feedback": "Find what participants gave as feedback.",
    "attendance": "Count who came, by sector, organisation or person.",
    "timeline": "Follow a strand through the meetings.",
    "search": "Find words in every record.",
    "close": "Close an action in the note of a draft.",
    "explain": "Explain the code of a finding.",
    "schema": "Print the JSON Schema of a note, or install it for your editor.",
    "doctor": "Check the programs that minutebook stands on.",
}
"""Each command and what it does, in the order of the help."""


_MODULES = {"import": "importing"}
"""The modules of commands whose names Python keeps for itself."""


class _Commands(click.Group):
    """Commands that are imported when they are called, so that the others cost no time."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = _MODULES.get(cmd_name, cmd_name)
        command = import_module(f"minutebook.cli.{module}").command
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = did_you_mean(args[0], COMMANDS)
            raise UsageError(
                f"there is no command `{args[0]}`", hint=near or "`minutebook --help` lists them"
            )
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="`minutebook COMMAND --help` explains a command. To begin, run `minutebook init`.",
)
@click.version_option(__version__, message="minutebook %(version)s")
def cli() -> None:
    """Validate meeting notes, archive them as XML, and render them to HTML, Word and text."""


def examples(*lines: str) -> str:
    """Lay out the examples of a command's help."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)
