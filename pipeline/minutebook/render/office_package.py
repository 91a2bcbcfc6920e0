"""Files of office programs, taken apart and put together again.

Nothing in this module knows what the parts of a file say.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from minutebook.render.house_faults import HouseFileError

Stamp = tuple[int, int, int, int, int, int]
"""A day and a time, as a package has them."""

_LEVEL = 6
"""How hard a part is packed; the same everywhere, so that the bytes are."""
_MIMETYPE = "mimetype"
_MOST_BYTES = 50_000_000
"""Of all parts of a house file, unpacked."""


def parts_of(own: bytes, refusal: Callable[[str], HouseFileError]) -> dict[str, bytes]:
    """
    Take a file apart.

    Args:
        own: The file of the office.
        refusal: Makes the error that says why it cannot be used.

    Returns:
        Every part by its name, in the order of the file.

    Raises:
        HouseFileError: As *refusal* makes it; the file is too large, of another kind, or damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(own)) as package:
            entries = package.infolist()
            if sum(entry.file_size for entry in entries) > _MOST_BYTES:
                raise refusal("it is too large")
            return {entry.filename: package.read(entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError) as error:
        raise refusal("it is of another kind, or damaged") from error


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Put a file together; nothing is compressed, so that its bytes are the same everywhere."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0)), content)
    return whole.getvalue()


def unpacked(package: bytes, *, dated_by: str) -> tuple[dict[str, bytes], Stamp]:
    """
    Take a file apart that pandoc wrote.

    Args:
        package: The file.
        dated_by: The part whose stamp is that of the file.

    Returns:
        Every part by its name, in the order of the file; and the stamp.
    """
    with zipfile.ZipFile(io.BytesIO(package)) as old:
        parts = {entry.filename: old.read(entry) for entry in old.infolist()}
        return parts, old.getinfo(dated_by).date_time


def repacked(parts: Mapping[str, bytes], stamp: Stamp) -> bytes:
    """Put a file together as small as it was; its mark, where it has one, is not compressed."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as new:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, date_time=stamp)
            entry.create_system = 0
            # What kind of file it is must be readable without unpacking.
            is_mark = name == _MIMETYPE
            entry.compress_type = zipfile.ZIP_STORED if is_mark else zipfile.ZIP_DEFLATED
            new.writestr(entry, content, compresslevel=_LEVEL)
    return whole.getvalue()
