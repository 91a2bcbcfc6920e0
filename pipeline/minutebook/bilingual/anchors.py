"""The places of the second record given names of their own, and its links led to them.

Nothing in this module knows what stands at a place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree


def set_apart(second: etree._Element, first: etree._Element, tag: str) -> str:
    """
    Rename the places of the second draft, so that no two of a document have one name.

    Args:
        second: The ``Pandoc`` element of the translation; it is changed.
        first: That of the original, whose places keep their names.
        tag: The translation's language.

    Returns:
        What was put behind each name: the language, and more where that is not enough.
    """
    own = {name for element in second.iter() if (name := element.get("id"))}
    taken = {name for element in first.iter() if (name := element.get("id"))}
    end = f"-{tag}"
    while any(f"{name}{end}" in taken for name in own):
        end += "-"
    for element in second.iter():
        if name := element.get("id"):
            element.set("id", f"{name}{end}")
        href = element.get("href") or ""
        if href.startswith("#") and href[1:] in own:
            element.set("href", f"{href}{end}")
    return end
