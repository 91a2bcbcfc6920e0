"""House files as they are stored: an office's own, and the package's where it has none.

Nothing in this module compiles one, so that a file can be had without XML.
"""

from __future__ import annotations

from pathlib import Path

from minutebook.render.house_faults import HouseFileError, see_style_sheet, see_text

PACKAGED = Path(__file__).parent.parent / "house"

STYLES = "house.css"
"""The style sheet of every page."""


def read_house_file(name: str, folder: Path | None) -> bytes:
    """
    Read a house file.

    Args:
        name: What it is called.
        folder: An office's own files; what it lacks is taken from the package.

    Raises:
        HouseFileError: It cannot be read; E520.
    """
    for place in (folder, PACKAGED):
        if place is None:
            continue
        path = place / name
        try:
            return path.read_bytes()
        except FileNotFoundError:
            continue
        except OSError as error:
            reason = (error.strerror or "unknown reason").lower()
            message = f"cannot read the house file `{path}`: {reason}"
            raise HouseFileError("E520", message) from error
    raise HouseFileError(
        "E520", f"the house file `{name}` is missing", hint="install minutebook again"
    )


def house_style_sheet(folder: Path | None, name: str = STYLES) -> bytes:
    """
    Read what stands in the `style` element of every page.

    Args:
        folder: As for `read_house_file`.
        name: What the file is called.

    Raises:
        HouseFileError: It cannot be read (E520), or reaches out of the page (E522).
    """
    text = see_text(read_house_file(name, folder), name)
    see_style_sheet(text, name)
    return text.encode("utf-8")
