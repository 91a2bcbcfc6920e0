"""The one normal spelling of a note: same record, same comments, one order and one way to write.

Nothing in this package reads or writes a file; a note comes in as bytes and goes out as bytes.
"""

from __future__ import annotations

from minutebook.tidy.tidied import Tidied, tidy

__all__ = ["Tidied", "tidy"]
