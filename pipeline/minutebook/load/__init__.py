"""
From the bytes of a note to its data, with the place of every key, value and character.

Nothing in this package may know the schema, or touch a file, the terminal or the clock.
"""

from __future__ import annotations

from minutebook.load.doubts import Doubts
from minutebook.load.scalars import Decimal, Integer
from minutebook.load.source import Source, load

__all__ = ["Decimal", "Doubts", "Integer", "Source", "load"]
