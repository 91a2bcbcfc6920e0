"""Which codes an office may lower or turn off: those without which a record can still be held.

Nothing in this module knows an office or a finding.
"""

from __future__ import annotations

LOWERED = {
    "E305": "keys of two spellings are two keys in the XML too",
    "E307": "the archive keeps both days as they were written",
    "E315": "a session without a heading has its place all the same",
    "E320": "the words are kept, with the speaker above",
    "E321": "both counts are kept",
    "E330": "it is the office that asks for it",
    "E331": "it is the office that asks for it",
    "E332": "it is the office that asks for it",
}
"""Errors that may become warnings or be turned off, each with the reason why nothing is lost."""

LOWERED_RANGE = "E6"
"""Checks across records: each of the records is whole by itself."""

FIXED = {
    "E601": "the archive has one folder for each id",
    "W704": "it is about the office's own file, which is the same for all notes",
    "W410": "the digest that was noted is no longer that of the file",
}
"""Codes that stay as they are although their letter or range would let them go."""


def is_adjustable(code: str) -> bool:
    """
    Say whether an office may lower a code or turn it off.

    Args:
        code: As it stands in the catalogue.

    Returns:
        Whether the record could still be held in the archive. Warnings stop nothing, so each of
        them but those in `FIXED` may go; errors of reading, of the schema, of the rich text, of
        keys and references, of the archive and of renditions never.
    """
    if code in FIXED:
        return False
    return code.startswith(("W", LOWERED_RANGE)) or code in LOWERED
