"""Record ids: which of them are one and the same, and which a note that is not read may have.

Nothing in this module knows a record.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

Entry = TypeVar("Entry")

# Also the ids of sessions and items: what is wanted is every id that the note may have.
_ID = re.compile(
    rb"(?:^|[{,])[ \t]*[\"']?id[\"']?[ \t]*:[ \t]*[\"']?([A-Za-z0-9][A-Za-z0-9._-]*)",
    re.MULTILINE,
)


def groups_of_one_id(entries: Iterable[tuple[str, Entry]]) -> list[list[Entry]]:
    """
    Find what has one id, letter case put aside.

    Args:
        entries: Each with its id.

    Returns:
        A list for each id that is there more than once, in the order of the entries.
    """
    by_id: dict[str, list[Entry]] = {}
    for key, entry in entries:
        by_id.setdefault(key.casefold(), []).append(entry)
    return [group for group in by_id.values() if len(group) > 1]


def ids_in(data: bytes) -> frozenset[str]:
    """
    Give every id that a note may have, without reading it as YAML or JSON.

    Args:
        data: The bytes of a note, sound or not.

    Returns:
        The ids of the record, its sessions and its items.
    """
    return frozenset(match[1].decode("ascii") for match in _ID.finditer(data))
