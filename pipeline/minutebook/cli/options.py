"""Options that several commands share."""

from __future__ import annotations

from typing import Any

import click

paths_argument = click.argument("paths", nargs=-1, required=True, metavar="PATH...")

engine_option = click.option(
    "--engine",
    type=click.Choice(["worker", "pypandoc"]),
    default="worker",
    show_default=True,
    help="How pandoc is run: one long-lived worker, or one process for each rendition.",
)

build_engine_option = click.option(
    "--engine",
    type=click.Choice(["worker", "pypandoc", "dask"]),
    default="worker",
    show_default=True,
    help="How pandoc is run: one long-lived worker, or one process for each rendition; or by the "
    "workers of a Dask cluster.",
)

scheduler_option = click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="The scheduler of the Dask cluster, such as tcp://10.0.0.1:8786, for --engine dask.",
)

jobs_option = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="The most processes to work with. Default: as many as there are cores to use.",
)

fail_fast_option = click.option(
    "--fail-fast", is_flag=True, help="Stop at the first file with errors."
)


class FormatList(click.ParamType[tuple[str, ...]]):
    """Formats with commas between them."""

    name = "formats"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Cut the list, and refuse what is no format."""
        from minutebook.office import FORMATS

        names = tuple(dict.fromkeys(name.strip() for name in str(value).split(",") if name.strip()))
        for name in names:
            if name not in FORMATS:
                self.fail(f"`{name}` is not one of {', '.join(FORMATS)}", param, ctx)
        if not names:
            self.fail("name at least one format", param, ctx)
        return names


formats_option = click.option(
    "--formats",
    type=FormatList(),
    metavar="LIST",
    help="Any of html,docx,txt,pdf,odt,md,epub. Default: the office's, or the first three.",
)

store_option = click.option(
    "--store",
    metavar="ROOT",
    help="The folder of the store. Default: the office's, or store.",
)
