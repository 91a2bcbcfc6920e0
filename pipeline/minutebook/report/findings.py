"""Findings as JSON: the same facts as in words.

Nothing in this module prints.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minutebook.errors import Finding


def findings_json(findings: Sequence[Finding]) -> str:
    """Write findings as a JSON array, a finding each, keys in one order."""
    return json.dumps([finding.as_dict() for finding in findings], ensure_ascii=False, indent=2)
