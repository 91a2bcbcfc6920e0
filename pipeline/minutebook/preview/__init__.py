"""
The preview: what was made last, shown in a browser on this machine, and shown anew when it changes.

`board` says what is shown, `pages` writes it, `server` is the only module that answers a browser.
Files on the disk are read and never changed.
"""

from __future__ import annotations

from minutebook.preview.board import Board, Sheet, board_of
from minutebook.preview.server import Preview

__all__ = ["Board", "Preview", "Sheet", "board_of"]
