"""
What an earlier run has made, so that the next one makes only what has changed.

The state is one small file in the output folder. It can be deleted at any time: then everything is
made again. Nothing in this package judges or renders a note; it says which ones need it, and why.
"""

from __future__ import annotations

from minutebook.state.leftovers import Leftover
from minutebook.state.rebuild import Rebuild, Task
from minutebook.state.store import Store, open_store

__all__ = ["Leftover", "Rebuild", "Store", "Task", "open_store"]
