"""Every command that a transcript or the documentation shows does what stands below it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.cli.transcripts import Command, agrees, blocks, rewritten, run, steps

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[2]
WRITES = os.environ.get("MINUTEBOOK_GOLDEN") == "write" and os.environ.get("CI") != "true"
DOCUMENTS = [
    path
    for path in (
        *sorted((ROOT / "tests" / "cli").glob("*.md")),
        ROOT / "README.md",
        *sorted((ROOT / "docs").rglob("*.md")),
    )
    if any(block.info.startswith("console") for block in blocks(path.read_text(encoding="utf-8")))
]


@pytest.fixture(scope="session", autouse=True)
def _banner(request: pytest.FixtureRequest) -> None:
    """Say loudly that nothing is compared."""
    if WRITES:
        capture = request.config.pluginmanager.getplugin("capturemanager")
        with capture.global_and_fixture_disabled():
            print("\n*** MINUTEBOOK_GOLDEN=write: transcripts are written, not compared ***")  # noqa: T201


@pytest.mark.slow
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_is_shown_is_what_happens(path: Path, tmp_path: Path) -> None:
    """The commands of a document say what stands below them, with that exit code."""
    text = path.read_text(encoding="utf-8")
    found = steps(text)
    commands = [step for step in found if isinstance(step, Command)]
    actual = run(found, tmp_path)
    assert not any("=> 70" in said for said in actual), "minutebook has a fault"
    if WRITES:
        path.write_text(rewritten(text, commands, actual), encoding="utf-8")
        return
    name = path.relative_to(ROOT)
    wrong = [
        f"{name}:{command.line}: $ {command.words}\n{_shown(command.said, said)}"
        for command, said in zip(commands, actual, strict=True)
        if not agrees(command.said, said)
    ]
    assert not wrong, "\n\n".join(wrong)


def _shown(expected: Sequence[str], actual: Sequence[str]) -> str:
    left = "\n".join(f"  - {line}" for line in expected)
    right = "\n".join(f"  + {line}" for line in actual)
    return f"{left}\n{right}"


TRANSCRIPT = """\
# A document

```text file=a/b.txt
one
two
```

```console
$ cat a/b.txt
one
...
$ printf 'x\\n' >&2; printf 'y'
y
2> x
$ (exit 3)
=> 3
$ cat <<END
> here
> END
here
```
"""


def test_a_transcript_is_read_and_run(tmp_path: Path) -> None:
    """Files are written, and output, errors and exit codes are told apart."""
    found = steps(TRANSCRIPT)
    commands = [step for step in found if isinstance(step, Command)]
    actual = run(found, tmp_path)
    assert actual == [("one", "two"), ("y", "2> x"), ("=> 3",), ("here",)]
    assert [agrees(c.said, said) for c, said in zip(commands, actual, strict=True)] == [True] * 4
    assert rewritten(TRANSCRIPT, commands, actual) == TRANSCRIPT


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        ((), ("a",)),
        (("a",), ()),
        (("a",), ("b",)),
        (("a", "..."), ("b",)),
        (("...", "a"), ("a", "b")),
        (("a",), ("a", "=> 1")),
    ],
)
def test_a_difference_is_seen(expected: tuple[str, ...], actual: tuple[str, ...]) -> None:
    """The comparison can fail."""
    assert not agrees(expected, actual)


def test_rewriting_puts_in_what_was_said() -> None:
    """Only the lines below a command that said something else change."""
    text = "a\n```console\n$ one\nold\n$ two\nsame\n...\n```\nb\n"
    commands = [step for step in steps(text) if isinstance(step, Command)]
    new = rewritten(text, commands, [("new", "=> 1"), ("same", "more")])
    assert new == "a\n```console\n$ one\nnew\n=> 1\n$ two\nsame\n...\n```\nb\n"
