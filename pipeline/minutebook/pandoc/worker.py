"""How the worker is started: one `pandoc lua` that reads a document once and writes every format.

What it does is in `worker.lua`; the options there and in `plain_child.py` say the same.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from minutebook.pandoc.process import Command

if TYPE_CHECKING:
    from minutebook.pandoc.job import Limits


def command(pandoc: Path, folder: Path, limits: Limits) -> Command:
    """
    Say how the worker is started.

    Args:
        pandoc: The program.
        folder: Holds the house files; it is the worker's folder and home.
        limits: What a document may cost.
    """
    return Command(
        words=[
            *(str(pandoc), "lua", "-E", str(Path(__file__).with_name("worker.lua")), str(folder)),
            *("+RTS", f"-M{limits.heap_megabytes}M", "-RTS"),
        ],
        folder=folder,
        data_bytes=limits.data_bytes,
        more_variables={},
    )
