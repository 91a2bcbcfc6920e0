"""The plain engine's program: answers requests by calling pypandoc, one pandoc for every document.

It runs by itself and imports nothing of minutebook; `frames` describes how it is asked.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from pathlib import Path
from typing import IO

WRITERS = {
    "html": "html5",
    "docx": "docx",
    "txt": "plain",
    "pdf": "typst",
    "odt": "odt",
    "md": "commonmark-raw_html+pipe_tables+strikeout+footnotes",
    "epub": "epub3",
}
DATED = {"docx", "odt", "epub"}
"""In the sandbox pandoc does not see SOURCE_DATE_EPOCH, which these need."""
UNREADABLE = re.compile(r'exitcode "(44|64)"')
"""pandoc's exit codes for bad XML and for a document that cannot be parsed."""


def arguments(wanted: str, folder: Path, name: str, heap: str) -> list[str]:
    """
    The options of one output; those of `worker.lua` in the words of the command line.

    Args:
        wanted: The format.
        folder: Where the house files are.
        name: The page's title where the document has none.
        heap: Megabytes.
    """
    private = [f"--data-dir={folder / 'none'}", "--preserve-tabs", "--eol=lf"]
    private += ["+RTS", f"-M{heap}M", "-RTS"]
    if wanted == "html":
        template = f"--template={folder / 'template.html'}"
        options = [
            template,
            "--wrap=none",
            "--email-obfuscation=none",
            f"--variable=sourcefile:{name}",
        ]
        return [*options, "--syntax-highlighting=none", *private]
    if wanted == "docx":
        reference = f"--reference-doc={folder / 'reference.docx'}"
        return [reference, "--syntax-highlighting=none", *private]
    if wanted == "txt":
        return ["--wrap=none", *private]
    return [*more(wanted, folder), *private]


def more(wanted: str, folder: Path) -> list[str]:
    """Those of the formats that are made only when asked for."""
    if wanted == "md":
        return ["--wrap=none"]
    if wanted == "odt":
        return [f"--reference-doc={folder / 'reference.odt'}", "--syntax-highlighting=none"]
    if wanted == "pdf":
        template = f"--template={folder / 'default.typ'}"
        return [template, "--wrap=none", "--syntax-highlighting=none"]
    return [
        f"--template={folder / 'default.xhtml'}",
        f"--variable=css:{folder / 'book.css'}",
        "--wrap=none",
        "--email-obfuscation=none",
        "--syntax-highlighting=none",
    ]


def convert(wanted: str, ast: bytes, folder: Path, name: str, heap: str) -> bytes:
    """
    Write one output.

    Raises:
        RuntimeError: pandoc cannot.
    """
    import pypandoc  # type: ignore[import-untyped]

    target = folder / f"output-{os.getpid()}"  # the folder may be that of several processes
    pypandoc.convert_text(
        ast.decode("utf-8"),
        WRITERS[wanted],
        format="xml",
        extra_args=arguments(wanted, folder, name, heap),
        outputfile=target,
        verify_format=False,
        sandbox=wanted not in DATED,
    )
    return target.read_bytes()


def read_request(stdin: IO[bytes]) -> tuple[str, str, list[tuple[str, bytes]]] | None:
    """Read a job: its epoch, its name, and its outputs; ``None`` when there are no more."""
    line = stdin.readline()
    if not line:
        return None
    _, epoch, count, name = line.decode().rstrip("\n").split(" ", 3)
    outputs: list[tuple[str, bytes]] = []
    for _ in range(int(count)):
        wanted, size = stdin.readline().decode().split()
        again = size.startswith("=")
        outputs.append((wanted, outputs[int(size[1:]) - 1][1] if again else stdin.read(int(size))))
    return epoch, name, outputs


def answer(stdout: IO[bytes], kind: str, content: bytes) -> None:
    """Send one answer."""
    stdout.write(b"%b %d\n" % (kind.encode(), len(content)))
    stdout.write(content)


def serve(stdin: IO[bytes], stdout: IO[bytes], folder: Path, heap: str) -> None:
    """Answer requests until there are no more."""
    while request := read_request(stdin):
        epoch, name, outputs = request
        os.environ["SOURCE_DATE_EPOCH"] = epoch
        for wanted, ast in outputs:
            try:
                answer(stdout, "done", convert(wanted, ast, folder, name, heap))
            except RuntimeError as error:
                kind = "unreadable" if UNREADABLE.search(str(error)) else "failed"
                words = str(error).partition("during conversion: ")[2] or str(error)
                words = words.replace(f"{folder}{os.sep}", "")  # it has another name on each run
                answer(stdout, kind, words.encode("utf-8", "replace"))
                break
        stdout.flush()


def main() -> None:
    """Answer on the true stdout, and send to stderr what anything else prints."""
    folder, packages, heap = sys.argv[1:]
    if packages not in sys.path:
        sys.path.append(packages)
    logging.getLogger("pypandoc").addHandler(logging.NullHandler())
    with os.fdopen(os.dup(1), "wb") as stdout:
        os.dup2(2, 1)
        serve(sys.stdin.buffer, stdout, Path(folder), heap)


if __name__ == "__main__":
    main()
