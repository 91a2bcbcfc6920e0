"""
What is wrong with a text that is not YAML: the table from a parser's words to an explanation.

Nothing in this module may show those words: they only choose where to look.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from minutebook.load import yaml_lines, yaml_values
from minutebook.load.faults import Fault
from minutebook.load.yaml_levels import quote_above
from minutebook.load.yaml_trouble import Trouble, unclear

_Explanation = Callable[[Trouble], Fault]
# The first that fits is used. libyaml's words come first, PyYAML's own scanner's after `|`.
_EXPLANATIONS: tuple[tuple[re.Pattern[str], _Explanation], ...] = tuple(
    (re.compile(pattern), explain)
    for pattern, explain in (
        ("mapping values are not allowed", yaml_lines.colon),
        ("block sequence entries are not allowed", yaml_lines.list_beside_key),
        ("simple key", yaml_lines.no_colon),
        ("a tab character", yaml_values.tab),
        ("cannot start any token", yaml_values.start_of_value),
        ("quoted scalar: found unexpected", yaml_values.unclosed_quote),
        ("(quoted|double-quoted) scalar|chr\\(\\)|C int", yaml_values.escape),
        ("block scalar", yaml_values.block_sign),
        ("anchor|alias|undefined tag handle|a tag", yaml_values.sign),
        ("block node", yaml_values.start_of_value),
        ("directive|incompatible", yaml_lines.directive),
        ("flow (sequence|mapping|node)", yaml_values.bracket),
        ("<document start>", yaml_lines.after_note),
        ("block (mapping|collection|sequence)", yaml_lines.misplaced),
    )
)


def diagnose(trouble: Trouble) -> Fault:
    """
    Say what an author did wrong where a parser gave up.

    Args:
        trouble: Where that was.

    Returns:
        One fault, with a remedy, at the place where the author can mend it.
    """
    opening = quote_above(trouble)
    if opening is not None:
        return yaml_values.open_quote(opening, trouble)
    for pattern, explain in _EXPLANATIONS:
        if pattern.search(trouble.problem):
            return explain(trouble)
    return unclear(trouble)
