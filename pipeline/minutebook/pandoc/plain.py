"""How the plain engine is started: a Python that calls pypandoc, one pandoc for every document.

A process of its own gives pypandoc, which takes its folder and variables from the process that it
runs in and waits for ever, a folder, variables and a deadline. What it does is in `plain_child.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from minutebook.errors import ProgramError
from minutebook.pandoc.probe import pypandoc_folder
from minutebook.pandoc.process import Command

if TYPE_CHECKING:
    from minutebook.pandoc.job import Limits


def command(pandoc: Path, folder: Path, limits: Limits) -> Command:
    """
    Say how the plain engine's program is started.

    Args:
        pandoc: The program.
        folder: Holds the house files; it is the program's folder and home.
        limits: What a document may cost.

    Raises:
        ProgramError: The package pypandoc is not installed.
    """
    package = pypandoc_folder()
    if package is None:
        raise ProgramError("pypandoc is not installed", hint="`pip install pypandoc_binary`")
    child = Path(__file__).with_name("plain_child.py")
    return Command(
        words=[
            *(sys.executable, "-I", "-B", str(child), str(folder), str(package.parent)),
            f"{limits.heap_megabytes}",
        ],
        folder=folder,
        data_bytes=limits.data_bytes,
        more_variables={"PYPANDOC_PANDOC": str(pandoc)},
    )
