"""The images of a source as papers of a record: their names, and the digest of their bytes.

Nothing in this module opens a file, and no image is looked into.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from typing import TYPE_CHECKING, Any

from minutebook.drafts.packages import part_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.drafts.blocks import Picture

_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_INLINE = re.compile(
    r"data:(?P<type>image/[a-z0-9.+-]+);base64,(?P<data>[A-Za-z0-9+/=\s]+)", re.IGNORECASE
)
_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "svg": "image/svg+xml",
    "webp": "image/webp",
    "emf": "image/emf",
    "wmf": "image/wmf",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "bmp": "image/bmp",
}
_MOST = 500
"""How many images become papers."""


def papers_of(pictures: tuple[Picture, ...], data: bytes, suffix: str) -> dict[str, dict[str, Any]]:
    """
    Make papers of images.

    Args:
        pictures: As the source names them.
        data: The source, which may be a package that has their bytes.
        suffix: What it is.

    Returns:
        A paper for each image, once, by its key; with the digest where the bytes are in the source,
        and the address where it leads to a server.
    """
    papers: dict[str, dict[str, Any]] = {}
    seen: set[str] = set()
    for picture in pictures:
        if picture.target in seen or len(papers) >= _MOST:
            continue
        seen.add(picture.target)
        number = len(papers) + 1
        papers[f"image-{number}"] = dict(_paper(picture, number, data, suffix))
    return papers


def _paper(picture: Picture, number: int, data: bytes, suffix: str) -> Iterator[tuple[str, Any]]:
    inline = _INLINE.fullmatch(picture.target)
    name = "" if inline else picture.target.rsplit("/", 1)[-1]
    yield "title", picture.title or name or f"Image {number}"
    if _ADDRESS.fullmatch(picture.target):
        yield "href", picture.target
    yield "kind", "image"
    content, media_type = _content(picture, inline, data, suffix)
    if content is None and not inline and not _ADDRESS.fullmatch(picture.target) and name:
        yield "description", picture.target
    if media_type:
        yield "media_type", media_type
    if content is not None:
        yield "digest", f"sha256:{hashlib.sha256(content).hexdigest()}"


def _content(
    picture: Picture, inline: re.Match[str] | None, data: bytes, suffix: str
) -> tuple[bytes | None, str]:
    """Give an image's bytes where the source has them, and what kind of image it is."""
    if inline:
        try:
            return base64.b64decode(inline["data"]), inline["type"].lower()
        except binascii.Error:
            return None, inline["type"].lower()
    ending = picture.target.rsplit(".", 1)[-1].lower()
    content = part_of(data, picture.target) if suffix in {".docx", ".odt"} else None
    return content, _TYPES.get(ending, "")
