"""The table of rules: what each looks for, what it makes of it, and how sure it is.

Each example is a note that the tests import: they see that the rule makes what stands beside it.
Nothing in this module reads a source.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from minutebook.drafts.rules_of_frame import FRAME_RULES
from minutebook.drafts.rules_of_items import ITEM_RULES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from minutebook.drafts.rule import Rule

RULES: Mapping[str, Rule] = MappingProxyType(
    {rule.name: rule for rule in (*FRAME_RULES, *ITEM_RULES)}
)
"""Every rule by its name, in the order in which a note is read."""
