"""Two records of one meeting, one a translation of the other, side by side in one rendition.

Each is drawn by the stylesheet by itself, as it would be alone; what this package adds is the
order: part by part, the original first. It reads no record but from its XML, and knows no file.
"""

from __future__ import annotations

from minutebook.bilingual.rendition import FORMATS, Together, render_together, suffix_of

__all__ = ["FORMATS", "Together", "render_together", "suffix_of"]
