"""What libxml2 says of XML against its grammar, in words that a records clerk can follow.

Nothing in this module knows the grammar.
"""

from __future__ import annotations

import re

from minutebook.schemas import NAMESPACE

_ELEMENT = r"^Element '(?P<element>[^']+)'"
_ATTRIBUTE = rf"{_ELEMENT}, attribute '(?P<attribute>[^']+)'"

_WORDINGS: tuple[tuple[str, str], ...] = (
    (
        r"No matching global declaration available for the validation root",
        "the file is no meeting record of this version",
    ),
    (
        rf"{_ELEMENT}: This element is not expected\. Expected is (?:one of )?\( (?P<wanted>.+) \)",
        "`{element}` does not belong here; expected is {wanted}",
    ),
    (rf"{_ELEMENT}: This element is not expected", "`{element}` does not belong here"),
    (
        rf"{_ELEMENT}: Missing child element\(s\)\. Expected is (?:one of )?\( (?P<wanted>.+) \)",
        "`{element}` lacks {wanted}",
    ),
    (
        rf"{_ELEMENT}: Character content other than whitespace is not allowed",
        "`{element}` holds words, and may hold elements only",
    ),
    (rf"{_ATTRIBUTE}: The attribute '[^']+' is not allowed", "`{element}` has no `{attribute}`"),
    (
        rf"{_ELEMENT}: The attribute '(?P<attribute>[^']+)' is required but missing",
        "`{element}` lacks its `{attribute}`",
    ),
    (
        rf"{_ATTRIBUTE}: \[facet '\w+'\] The value '(?P<value>.*)' ",
        "`{value}` cannot be the `{attribute}` of `{element}`",
    ),
    (
        rf"{_ELEMENT}: \[facet '\w+'\] The value '(?P<value>.*)' ",
        "`{value}` cannot be what `{element}` holds",
    ),
    (
        rf"{_ELEMENT}: No match found for key-sequence \['(?P<value>[^']*)'\]",
        "`{element}` names `{value}`, which is not there",
    ),
    (
        rf"{_ELEMENT}: Duplicate key-sequence \['(?P<value>[^']*)'\]",
        "`{value}` stands twice where it may stand once",
    ),
)
"""What libxml2 writes, and what is said instead; the first that fits is taken."""

_LONGEST = 80


def plain_words(message: str) -> str:
    """
    Say what is wrong with an XML file.

    Args:
        message: As libxml2 words it.

    Returns:
        One sentence, lower case, without a full stop; values are cut to 80 characters.
    """
    text = message.replace(f"{{{NAMESPACE}}}", "")
    for pattern, wording in _WORDINGS:
        found = re.search(pattern, text, re.DOTALL)
        if found:
            return wording.format_map(
                {key: _cut(value) for key, value in found.groupdict().items()}
            )
    return f"the XML does not keep to its grammar: {text[:1].lower()}{text[1:].rstrip('.')}"


def _cut(value: str) -> str:
    line = " or ".join(part.strip() for part in value.split(",")) if ", " in value else value
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
