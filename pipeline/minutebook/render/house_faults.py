"""What can be wrong with an office's own house files, said in plain words before a note is read.

Nothing in this module knows a record.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

from minutebook.errors import FileError
from minutebook.labels import DEFAULT_LANGUAGE, known_languages, labels_for
from minutebook.wording import cut, did_you_mean

if TYPE_CHECKING:
    from pathlib import Path

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_POLICY = re.compile(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>")
_LOADS = re.compile(r"<\s*(?:style|link|script|img|iframe|object|embed|base|body)\b", re.IGNORECASE)
_STYLES_PLACE = "<style></style>"
_PLACES = ("$body$", "$lang$", "$title$", "$pagetitle$")
_PARTIAL = re.compile(r"\$\{?\s*(?:[\w.]+:)?[\w./-]+\(\)")
_BLOCKS = {"if": "endif", "for": "endfor"}

_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")
_OUTSIDE = {
    "</style": re.compile(r"</style", re.IGNORECASE),
    "@import": re.compile(r"@import", re.IGNORECASE),
    "url(": re.compile(r"url\(\s*[\"']?\s*(?!data:|#|[\"'\s])", re.IGNORECASE),
    "image-set(": re.compile(r"image-set\(", re.IGNORECASE),
}


class HouseFileError(FileError):
    """An office's house file is not what it should be; the message names it."""

    def __init__(self, code: str, message: str, *, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.code = code
        """Which of the findings E520 to E525 it is."""

    def __reduce__(self) -> tuple[type[HouseFileError], tuple[str, str], dict[str, str | None]]:
        """Let it go from one process to another, which an error with a code of its own cannot."""
        return type(self), (self.code, self.message), {"hint": self.hint}


def see_text(data: bytes, name: str) -> str:
    """
    Read a house file as text.

    Args:
        data: The bytes of the file.
        name: What it is called.

    Raises:
        HouseFileError: It is not UTF-8; E520.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise HouseFileError(
            "E520",
            f"the house file `{name}` is not text in UTF-8",
            hint="save it as UTF-8, or take it anew with `minutebook house init`",
        ) from error


def see_page(text: str, name: str, *, packaged: str) -> None:
    """
    See that a page template is one, and that it keeps the page shut.

    Args:
        text: The template.
        name: What its file is called.
        packaged: The package's own, whose policy must stand in every other.

    Raises:
        HouseFileError: E522.

    Source:
        SECURITY.md: a page asks for nothing from anywhere.
    """
    shown = _COMMENT.sub("", text)
    for place in (*_PLACES, _STYLES_PLACE):
        if shown.count(place) == 0:
            _refuse(name, f"has no `{place}`", "put it back where it stood")
    policy = _POLICY.search(packaged)
    loads = _LOADS.search(shown)
    if policy and policy.group() not in shown[: loads.start() if loads else None]:
        _refuse(
            name,
            "lacks the line that keeps a page from loading anything",
            f"put `{cut(policy.group())}` back at the top of the head, as in the file that"
            " `minutebook house init` writes",
        )
    if found := _PARTIAL.search(shown):
        _refuse(name, f"takes in another file with `{cut(found.group())}`", "write it out instead")
    for opens, closes in _BLOCKS.items():
        if shown.count(f"${opens}(") != shown.count(f"${closes}$"):
            _refuse(
                name,
                f"has a `${opens}(` without its `${closes}$`",
                f"add or take away a `${closes}$`",
            )


def _refuse(name: str, what: str, hint: str) -> None:
    raise HouseFileError("E522", f"the house file `{name}` {what}", hint=hint)


def see_style_sheet(text: str, name: str) -> None:
    """
    See that a style sheet stays where it is put, and reaches for nothing outside.

    Args:
        text: The style sheet.
        name: What its file is called.

    Raises:
        HouseFileError: E522.

    Source:
        CSS Syntax Level 3, section 4.3.7: letters may be written as figures.
    """
    for version in (text, _plain(text)):
        for sign, pattern in _OUTSIDE.items():
            if pattern.search(version):
                hint = "a page holds all it needs: take it away, or put the data in with `data:`"
                _refuse(name, f"reaches out of the page with `{sign}`", hint)


def _plain(text: str) -> str:
    def letter(found: re.Match[str]) -> str:
        number = int(found.group(1), 16)
        return chr(number) if 0 < number < 0x110000 else ""

    unescaped = _CSS_ESCAPE.sub(letter, _CSS_COMMENT.sub("", text))
    return re.sub(r"\\(.)", r"\1", unescaped)


def read_labels(folder: Path) -> dict[str, dict[str, str]]:
    """
    Read an office's own words.

    Args:
        folder: With a file for each language, such as ``en.toml``; it may be missing.

    Returns:
        By language and key; only what the office changes.

    Raises:
        HouseFileError: A file cannot be read (E520), or is no list of words that there are (E523).
    """
    found = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            table = tomllib.loads(see_text(path.read_bytes(), f"{folder.name}/{path.name}"))
        except OSError as error:
            reason = (error.strerror or "unknown reason").lower()
            raise HouseFileError(
                "E520", f"cannot read the house file `{path}`: {reason}"
            ) from error
        except tomllib.TOMLDecodeError as error:
            message = f"the house file `{folder.name}/{path.name}` is not written right: {error}"
            hint = 'each line is a name, an equals sign and words, as in `"status" = "State"`'
            raise HouseFileError("E523", message, hint=hint) from error
        found[path.stem.lower()] = _words(table, f"{folder.name}/{path.name}")
    return found


def _words(table: dict[str, object], name: str) -> dict[str, str]:
    language = name.rpartition("/")[2].removesuffix(".toml").lower()
    known = labels_for(language if language in known_languages() else DEFAULT_LANGUAGE).words
    words = {}
    for key, value in table.items():
        if isinstance(value, dict):
            message = f"the house file `{name}` has `{cut(key)}` without quotes around the name"
            hint = 'write the name in quotes, as in `"action.owner" = "Who"`'
            raise HouseFileError("E523", message, hint=hint)
        if key not in known:
            message = (
                f"the house file `{name}` has words for `{cut(key)}`, which is no name there is"
            )
            hint = did_you_mean(key, known) or "`minutebook house init` writes a file with them all"
            raise HouseFileError("E523", message, hint=hint)
        if not isinstance(value, str) or not value.strip() or not value.isprintable():
            message = f"the house file `{name}` has no words in one line for `{cut(key)}`"
            hint = "write words in quotes, or take the line away to keep those of minutebook"
            raise HouseFileError("E523", message, hint=hint)
        words[key] = value
    return words
