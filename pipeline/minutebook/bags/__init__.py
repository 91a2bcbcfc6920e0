"""
Bags as BagIt defines them: any bag judged, and bags of our own written.

Nothing in this package fetches what a bag says is elsewhere, and nothing leaves the bag's folder.
"""

from __future__ import annotations

from minutebook.bags.judged import BagJudged, judge_bag
from minutebook.bags.looks import is_bag
from minutebook.bags.written import write_bag

__all__ = ["BagJudged", "is_bag", "judge_bag", "write_bag"]
