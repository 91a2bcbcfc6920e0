"""
Notes that are made again when they are saved: what changed, what that makes stale, what came of it.

Nothing in this package prints, and nothing in it knows of the preview.
"""

from __future__ import annotations

from minutebook.watch.changes import Changes, Places, is_passing, require_watchfiles
from minutebook.watch.session import Due, Session

__all__ = ["Changes", "Due", "Places", "Session", "is_passing", "require_watchfiles"]
