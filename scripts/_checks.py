"""Run every check of the checkout, in one order, and say at the end which of them failed.

Knows which tools there are and how they are called; their settings are in pyproject.toml.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent

Command = tuple[str, ...]

PYTEST: Command = ("-m", "pytest")
ALL_TESTS: Command = (
    *PYTEST,
    *("--dist", "worksteal"),  # the tests are of very different length
    *("-n", "2"),  # the tests start pandoc and LibreOffice, which fill a small machine
    *("--timeout", "300"),  # a worker that hangs fails its test, not the whole run
    *("--cov", "--cov-report", "term"),
)


def steps(root: Path) -> list[tuple[str, Command]]:
    """
    Every check before the tests, in order.

    Args:
        root: The checkout.

    Returns:
        A name and a command each; the generated files are compared once there is a generator.
    """
    python = sys.executable
    table: list[tuple[str, Command]] = [
        ("format", (python, "-m", "ruff", "format", "--check", ".")),
        ("lint", (python, "-m", "ruff", "check", ".")),
        ("types", (python, "-m", "mypy", *_typed(root))),
        ("layers", ("lint-imports",)),
    ]
    generate = root / "scripts" / "_generate.py"
    if generate.is_file():
        table.append(("generated files", (python, str(generate), "--check")))
    return table


def _typed(root: Path) -> list[str]:
    """The folders that hold Python."""
    return [name for name in ("pipeline", "scripts", "tests") if any((root / name).rglob("*.py"))]


def variables(caller: Mapping[str, str]) -> dict[str, str]:
    """
    The variables that the checks see.

    Args:
        caller: The caller's variables.

    Returns:
        The same with one language and encoding; the order of sets stays random on purpose.
    """
    kept = {name: value for name, value in caller.items() if name != "PYTHONHASHSEED"}
    return {**kept, "LC_ALL": "C.UTF-8"}


def _passes(name: str, command: Command) -> bool:
    """Run one check, under its name."""
    print(f"--- {name}", flush=True)
    return subprocess.call(command, cwd=ROOT, env=variables(os.environ)) == 0


def main(arguments: Sequence[str]) -> int:
    """
    Run all checks, or only pytest where arguments are given.

    Args:
        arguments: For pytest; paths are the checkout's.

    Returns:
        0 when all passed.
    """
    if arguments:
        command = (sys.executable, *PYTEST, *arguments)
        return subprocess.call(command, cwd=ROOT, env=variables(os.environ))
    failed = [name for name, command in steps(ROOT) if not _passes(name, command)]
    tests = (sys.executable, *ALL_TESTS)
    failed += [] if _passes("tests", tests) else ["tests"]
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
