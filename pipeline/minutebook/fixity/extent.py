"""How much is checked: all or a sample, and how deep."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

_WHOLE = 100.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Extent:
    """What is to be checked of a store or folder."""

    percent: float = _WHOLE
    """How many records of a hundred, more than 0."""
    seed: str = ""
    """Another one draws another sample; the day of the check."""
    deep: bool = False
    """Whether each record is restored and archived again, and both compared."""
    done: frozenset[str] = frozenset()
    """Names of what was checked before."""

    def takes(self, name: str) -> bool:
        """Say whether a record is to be checked."""
        if name in self.done:
            return False
        if self.percent >= _WHOLE:
            return True
        drawn = int(hashlib.sha256(f"{self.seed} {name}".encode()).hexdigest()[:12], 16)
        return drawn < self.percent / _WHOLE * 16**12
