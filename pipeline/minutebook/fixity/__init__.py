"""
Fixity: whether what is kept is still what was put there, and can still be read.

Nothing in this package speaks to the terminal or reads the clock; only a repair that was asked for
writes a file.
"""

from __future__ import annotations

from minutebook.fixity.checked import Checked
from minutebook.fixity.extent import Extent
from minutebook.fixity.record_check import check_record
from minutebook.fixity.repair import put_back_records, repair_record
from minutebook.fixity.targets import Target, check_target, target_of
from minutebook.fixity.written_report import WrittenReport

__all__ = [
    "Checked",
    "Extent",
    "Target",
    "WrittenReport",
    "check_record",
    "check_target",
    "put_back_records",
    "repair_record",
    "target_of",
]
