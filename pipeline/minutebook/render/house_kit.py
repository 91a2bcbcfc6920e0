"""The files of a house style as an office begins with them.

Nothing in this module writes a file.
"""

from __future__ import annotations

import re

from minutebook.labels import known_languages, label_text
from minutebook.render.house_sources import PACKAGED

_COPIED = (
    "default.html",
    "house.css",
    "reference.docx",
    "reference.odt",
    "default.typ",
    "default.xhtml",
    "book.css",
    "bilingual.css",
)
_WORDS_HEAD = """\
# Words of your own, in place of those of minutebook. Take the number sign away from a line and
# change what stands between the second pair of quotes; all other lines may be left or deleted.
"""


def house_kit() -> dict[str, bytes]:
    """
    Give the files that an office edits.

    Returns:
        By name below the house folder: a text on what each is for, the page, its style sheet, the
        Word file, the page of a PDF, those of an EPUB, what is added to a page of two languages,
        and the fixed words of each language with every line out of force.
    """
    kit = {"README.md": (PACKAGED / "house-readme.md").read_bytes()}
    kit.update({name: (PACKAGED / name).read_bytes() for name in _COPIED})
    for language in known_languages():
        kit[f"labels/{language}.toml"] = _out_of_force(label_text(language)).encode("utf-8")
    return kit


def _out_of_force(text: str) -> str:
    lines = re.sub(r'^(?=")', "# ", text, flags=re.MULTILINE).splitlines(keepends=True)
    return _WORDS_HEAD + "".join(lines[1:])
