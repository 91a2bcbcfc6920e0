"""The fixed words of a rendition, one file a language.

Nothing in this package knows a record; it only looks words up.
"""

from __future__ import annotations

from minutebook.labels.labels import (
    DEFAULT_LANGUAGE,
    Labels,
    known_languages,
    label_text,
    labels_for,
)

__all__ = ["DEFAULT_LANGUAGE", "Labels", "known_languages", "label_text", "labels_for"]
