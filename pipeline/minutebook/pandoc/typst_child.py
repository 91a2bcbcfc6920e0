"""The typesetter's program: answers requests by having typst set a page, until stdin ends.

It runs by itself and imports nothing of minutebook. A request is a line ``set EPOCH SIZE`` and that
many bytes of markup; the answer a line ``unset SIZE`` with the characters that no font has, a line
``untagged SIZE`` with the reason why screen readers find no marks (mostly empty), and a line
``done SIZE`` with the PDF, or a line ``failed SIZE`` with words.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import IO, Any

STANDARDS = ["a-2b", "ua-1"]
UNTAGGED = ["a-2b"]
"""The standard that is kept where the other cannot be."""
ROUNDS = 12
"""How often a page is set again, without the characters that were found to be missing."""
NARROWER = range(6)
"""By how many millimetres a page is narrowed, one after the other, where typst is at fault."""
FAULT = "internal error"
MARKS = re.compile("PDF/UA-1|document structure|internal error")
"""What typst speaks of when it cannot mark a page for screen readers."""
STAND_IN = "\ufffd"
MISSING = re.compile(r'the text `"(.*?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-fA-F]{1,6})\}")


def compiler(folder: Path, fonts: list[str]) -> Any:
    """
    Make a compiler that sees one empty folder and the fonts.

    Args:
        folder: Is empty.
        fonts: Folders of fonts besides the package's.
    """
    import typst

    return typst.Compiler(
        root=folder,
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=fonts),
        ignore_system_fonts=True,
        package_path=folder,
        package_cache_path=folder,
    )


def missing(diagnostic: str) -> set[str]:
    """Take the characters out of what typst says of text that no font can show."""
    found: set[str] = set()
    for quoted in MISSING.findall(diagnostic):
        found |= set(ESCAPED.sub(lambda match: chr(int(match[1], 16)), quoted))
    return {character for character in found if character > "~"} - {STAND_IN}


def page(maker: Any, source: str, epoch: int) -> tuple[str, str, bytes]:
    """
    Set a page, with a sign in place of each character that cannot be shown.

    Returns:
        The characters that cannot be shown, in order; why it has no marks for screen readers, or
        nothing; and the PDF.

    Raises:
        RuntimeError: typst cannot.
    """
    unset: set[str] = set()
    untagged = ""
    for _ in range(ROUNDS):
        make = tagged if not untagged else plain
        try:
            return "".join(sorted(unset)), untagged, make(maker, source, epoch)
        except RuntimeError as error:
            words = str(getattr(error, "message", error))
            found = missing(str(getattr(error, "diagnostic", error))) - unset
            if not found and (untagged or not MARKS.search(words)):
                raise
            untagged = untagged if found else words
            unset |= found
            source = source.translate({ord(character): STAND_IN for character in found})
    raise RuntimeError("too many characters are in none of the fonts")


def tagged(maker: Any, source: str, epoch: int) -> bytes:
    """
    Set a page once, or again where typst fails of itself.

    typst 0.15 ends with an internal error where a line breaks at the end of a link and a word goes
    on after it; in a page a little narrower the line breaks elsewhere.

    Raises:
        RuntimeError: typst cannot.
    """
    for narrower in NARROWER:
        try:
            return made(maker, source, epoch, narrower=narrower, pdf_standards=STANDARDS)
        except RuntimeError as error:
            if narrower == NARROWER[-1] or FAULT not in str(getattr(error, "message", error)):
                raise
    raise AssertionError


def plain(maker: Any, source: str, epoch: int) -> bytes:
    """
    Set a page without marks for screen readers.

    Raises:
        RuntimeError: typst cannot.
    """
    return made(maker, source, epoch, pdf_standards=UNTAGGED, pdf_tags=False)


def made(maker: Any, source: str, epoch: int, *, narrower: int = 0, **options: Any) -> bytes:
    """
    Set a page once.

    Raises:
        RuntimeError: typst cannot.
    """
    pdf = maker.compile(
        input=source.encode(),
        format="pdf",
        sys_inputs={"narrower": str(narrower)},
        timestamp=epoch,
        **options,
    )
    return bytes(pdf)


def answer(stdout: IO[bytes], kind: str, content: bytes) -> None:
    """Send one part of an answer."""
    stdout.write(b"%b %d\n" % (kind.encode(), len(content)))
    stdout.write(content)


def serve(stdin: IO[bytes], stdout: IO[bytes], maker: Any) -> None:
    """Answer requests until there are no more."""
    while line := stdin.readline():
        _, epoch, size = line.split()
        source = stdin.read(int(size)).decode("utf-8")
        try:
            unset, untagged, pdf = page(maker, source, int(epoch))
            answer(stdout, "unset", unset.encode("utf-8"))
            answer(stdout, "untagged", untagged.encode("utf-8", "replace"))
            answer(stdout, "done", pdf)
        except RuntimeError as error:
            words = str(getattr(error, "message", error))
            answer(stdout, "failed", words.encode("utf-8", "replace"))
        stdout.flush()


def main() -> None:
    """Answer on the true stdout, and send to stderr what anything else prints."""
    folder, packages, *fonts = sys.argv[1:]
    if packages not in sys.path:
        sys.path.append(packages)
    with os.fdopen(os.dup(1), "wb") as stdout:
        os.dup2(2, 1)
        serve(sys.stdin.buffer, stdout, compiler(Path(folder), fonts))


if __name__ == "__main__":
    main()
