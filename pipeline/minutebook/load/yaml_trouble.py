"""
Where a YAML parser gave up, and what the text is like there.

Nothing in this module may know a particular mistake.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Self

import yaml

from minutebook.load.faults import Fault, quote

if TYPE_CHECKING:
    from minutebook.load.places import Lines, Node
    from minutebook.load.reading import Builder


_TABS = re.compile(r"\t[ \t]*")


class Column(NamedTuple):
    """Where the lines of a block begin."""

    column: int
    """Counted from 1."""
    is_list: bool
    start: int
    """Where its first line begins."""
    length: int
    """How many keys or items it has so far."""
    is_hollow: bool
    """Whether the first of them has no value."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Trouble:
    """Where and why a parser gave up."""

    lines: Lines
    """The text."""
    problem: str
    """The parser's own words; never shown."""
    at: int
    """Where it gave up."""
    since: int
    """Where that began which it was reading."""
    last: Node | None
    """The last key or value that it had read."""
    value: Node | None = None
    """The last whole value in the innermost block."""
    opening: int | None = None
    """Where the outermost open bracket stands."""
    awaiting: int | None = None
    """Where the key stands whose value is due."""
    columns: tuple[Column, ...] = ()
    """Those of the blocks round the place, from the outermost inwards."""

    @classmethod
    def of(cls, error: Exception, *, builder: Builder, last: Node | None) -> Self:
        """Take from a parser's error what matters here."""
        lines = builder.lines
        at = last.end if last else 0
        since = at
        problem = str(error)
        if isinstance(error, yaml.MarkedYAMLError):
            problem = f"{error.context or ''}: {error.problem or ''}"
            at = error.problem_mark.index if error.problem_mark else at
            since = error.context_mark.index if error.context_mark else at
        at = min(at, len(lines.text))
        chain = builder.reading().positions.around(at)
        return cls(
            lines=lines,
            problem=problem,
            at=at,
            since=min(since, at),
            last=last,
            value=builder.latest(),
            opening=builder.opening(),
            awaiting=builder.awaiting(),
            columns=tuple(
                Column(
                    lines.place(node.start).column,
                    isinstance(node.children, list),
                    node.start,
                    len(node.children),
                    _is_hollow(node),
                )
                for _, node in chain
                if node.children is not None
                and node.start == node.end
                and lines.text[node.start : node.start + 1] not in ("[", "{")
            ),
        )

    @property
    def before(self) -> str:
        """What stands on the line before the place."""
        return self.lines.text[self.lines.start(self.at) : self.at]

    @property
    def rest(self) -> str:
        """What stands on the line from the place on."""
        return self.lines.line(self.at)[len(self.before) :]

    @property
    def rest_end(self) -> int:
        """Where that ends."""
        return self.at + len(self.rest.rstrip())

    def line_number(self, index: int) -> int:
        """Count the line of an index, from 1."""
        return self.lines.place(index).line


def _is_hollow(node: Node) -> bool:
    """Say whether the first value of a block is empty."""
    children = node.children
    first = next(iter(children.values() if isinstance(children, dict) else children or ()), None)
    return first is not None and first.children is None and first.start == first.end


def tab_fault(index: int, lines: Lines) -> Fault:
    """Say that a tab is used for indentation."""
    run = _TABS.match(lines.text, index)
    return Fault(
        code="E116",
        index=index,
        end=run.end() if run else None,
        message="a tab stands where the line is indented, and only spaces can be used there",
        hint="replace it with two spaces a level",
    )


def cannot_begin(index: int, char: str) -> Fault:
    """Say that no value begins with a sign."""
    name = "a backtick" if char == "`" else quote(char)
    return Fault(
        code="E126",
        index=index,
        message=f"a value cannot begin with {name}",
        hint="put the whole value in quotes, or after `|` on the next line",
    )


def empty_key(index: int) -> Fault:
    """Say that a colon has no key."""
    return Fault(
        code="E115",
        index=index,
        message="no key stands before the colon",
        hint="write a key before it; put words that begin with a colon in quotes",
    )


def unclear(trouble: Trouble) -> Fault:
    """Explain what is left: say where, and the commonest remedy."""
    rest = trouble.rest.strip()
    if rest[:1] in ("]", "}", ","):
        return cannot_begin(trouble.at, rest[0])
    return Fault(
        code="E139",
        index=trouble.at,
        end=trouble.rest_end,
        message=f"the note cannot be read from {quote(rest)} on"
        if rest
        else "the note cannot be read from here on",
        hint="put a value that holds signs such as `:`, `#` or brackets after `|`, or in quotes",
    )
