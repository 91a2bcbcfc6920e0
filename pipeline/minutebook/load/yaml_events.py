"""
From YAML text to data and places, in one pass over libyaml's events.

Nothing in this module may know the schema; `yaml_faults` puts libyaml's complaints into words.

Source:
    YAML 1.2.2; the subset is the one of `docs/reference/findings.md`, codes E109 to E119.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

import yaml

from minutebook.load.faults import CURLY, quote
from minutebook.load.reading import Builder, Frame, Reading, Stop, TooManyValuesError
from minutebook.load.scalars import NotFiniteError, TooLargeError, resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from minutebook.load.faults import Fault
    from minutebook.load.places import Lines, Node

Loader = type[yaml.CSafeLoader] | type[yaml.SafeLoader]
FASTEST: Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's loader, or PyYAML's own where libyaml is absent."""

_SWALLOWED = re.compile(r"[ \t]*(#[^\s#!][^\r\n]*)")
_MAY_SWALLOW = re.compile(r"[ \t'\"]#[^\s#!]")
_TAG = re.compile(r"!\S*")
_TAG_DIRECTIVE = re.compile(r"^%TAG", re.MULTILINE)
_YAML_1_2 = (1, 2)


def read_yaml(lines: Lines, *, loader: Loader = FASTEST) -> Reading:
    """
    Read a YAML text.

    Args:
        lines: The text, without characters that YAML cannot hold.
        loader: Where the events come from.

    Returns:
        The data: None where the text is empty, anything that YAML's core schema knows at the root.
    """
    walk = _Walk(lines)
    try:
        walk.run(yaml.parse(lines.text, Loader=loader))
    except TooManyValuesError:
        pass
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # The last two: PyYAML's own scanner on an escape beyond U+10FFFF.
        walk.break_off(error)
    return walk.builder.reading()


class _Walk:
    """One pass over the events of a text."""

    def __init__(self, lines: Lines) -> None:
        self.text = lines.text
        self.builder = Builder(lines=lines)
        self.last: Node | None = None
        self._is_over = False
        self._documents = 0
        self._merged = 0
        self._may_swallow = _MAY_SWALLOW.search(self.text) is not None
        self._steps: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._mapping,
            yaml.SequenceStartEvent: self._sequence,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }

    def run(self, events: Iterator[Any]) -> None:
        """Take the events one by one until there are no more, or no more is worth reading."""
        steps = self._steps
        for event in events:
            step = steps.get(type(event))
            if step is not None:
                step(event)
                if self._is_over:
                    break

    def break_off(self, error: Exception) -> None:
        """Note where the text stops being YAML, unless a fault on that line says why."""
        # Loaded where something is wrong: most notes are sound.
        from minutebook.load.yaml_faults import diagnose
        from minutebook.load.yaml_repairs import repair
        from minutebook.load.yaml_trouble import Trouble

        trouble = Trouble.of(error, builder=self.builder, last=self.last)
        fault = diagnose(trouble)
        line = self.builder.lines.place(fault.index).line
        told = (
            self.builder.lines.place(known.index).line == line
            for known in self.builder.faults.kept
            if known.code in ("E110", "E111", "E113", "E116")
        )
        way = partial(repair, trouble, fault)
        self.builder.break_off(Stop(fault=fault, is_told=any(told), repair=way))

    def _document(self, event: Any) -> None:
        """Begin the note; a second one ends it."""
        self._documents += 1
        start = event.start_mark.index
        if self._documents > 1:
            self._is_over = True
            self.builder.fault(
                "E114",
                start,
                "a second document begins here, and a file holds one note",
                hint="delete the line if it is only a divider, or give the rest a file of its own; "
                "what stands below has not been read",
                end=event.end_mark.index,
            )
            return
        version: tuple[int, int] | None = event.version
        if version is not None and version != _YAML_1_2:
            self._other_version(start, version)
        if event.tags and (match := _TAG_DIRECTIVE.search(self.text)):
            self._tag(match.start(), "%TAG")

    def _scalar(self, event: Any) -> None:
        """Take a value, or a key where one is due."""
        builder = self.builder
        value: str = event.value
        start: int = event.start_mark.index
        style: str = event.style or ""
        end: int = event.end_mark.index
        node = builder.node(start, end, style)
        self.last = node
        if event.anchor is not None or event.tag is not None:
            self._properties(event, start)
        if style == '"':
            value = builder.holdable(value, node)
        if builder.frames and builder.frames[-1].expects_key:
            is_plain = not style and event.tag is None and event.anchor is None
            self._key(value, node, is_plain=is_plain)
            return
        if self._may_swallow and style not in ("|", ">"):
            self._check_comment(value, node)
        if style or event.tag is not None:
            builder.add(value, node)
        else:
            if event.end_mark.line > event.start_mark.line:
                self._of_several_lines(node)
            self._plain(value, node)

    def _plain(self, word: str, node: Node) -> None:
        """Take a value without quotes: a number, true, false, nothing, or else text."""
        value: Any = word
        if word[:1] in CURLY:
            self._in_curly_quotes(word, node)
        try:
            value = resolve(word)
        except NotFiniteError:
            hint = "write the number, or leave the key out"
            self.builder.fault(
                "E118", node.start, f"{quote(word)} is not a number", end=node.end, hint=hint
            )
        except TooLargeError:
            hint = "if it is a reference and not a count, put it in quotes"
            message = f"the number {quote(word)} is too large"
            self.builder.fault("E119", node.start, message, end=node.end, hint=hint)
        self.builder.add(value, node)

    def _of_several_lines(self, node: Node) -> None:
        from minutebook.load.yaml_traps import item_in_words

        self._warn(item_in_words(self.text, node))

    def _in_curly_quotes(self, word: str, node: Node) -> None:
        from minutebook.load.yaml_traps import half_curly

        self._warn(half_curly(word, node))

    def _warn(self, fault: Fault | None) -> None:
        """Take what is allowed, and most likely not meant."""
        if fault is not None:
            self.builder.faults.add(replace(fault, path=self.builder.path()))

    def _key(self, key: str, node: Node, *, is_plain: bool) -> None:
        """Take a key, which has to be text and stand after spaces."""
        start = node.start
        if self.builder.frames[-1].is_flow:
            self._check_question_mark(start)
        if is_plain and key == "<<":
            self._merge(start)
            return
        self.builder.key(key, start, node.end)
        if is_plain and not key:
            from minutebook.load.yaml_trouble import empty_key

            self.builder.faults.add(empty_key(start))
        elif is_plain and not _is_text(key):
            hint = "put it in quotes: " + quote(f'"{key}":')
            message = f"the key {quote(key)} is not text"
            self.builder.fault("E115", start, message, end=node.end, hint=hint)

    def _mapping(self, event: Any) -> None:
        """Begin a block of keys."""
        value: dict[str, Any] = {}
        children: dict[str, Node] = {}
        frame = Frame(value=value, children=children, is_block=True, expects_key=True)
        self._open(event, frame)

    def _sequence(self, event: Any) -> None:
        """Begin a list."""
        value: list[Any] = []
        children: list[Node] = []
        self._open(event, Frame(value=value, children=children, is_block=False))

    def _open(self, event: Any, frame: Frame) -> None:
        start: int = event.start_mark.index
        frame.is_flow = bool(event.flow_style)
        if event.anchor is not None or event.tag is not None:
            self._properties(event, start)
        builder = self.builder
        if builder.frames and builder.frames[-1].expects_key:
            message = "a list or a block of keys stands where a key is due"
            hint = "write a key of plain words; put words that begin with a bracket in quotes"
            builder.fault("E115", start, message, hint=hint)
        if not builder.open(frame, start):
            self._is_over = True

    def _end(self, event: Any) -> None:
        self.builder.close(event.end_mark.index)

    def _alias(self, event: Any) -> None:
        """Refuse a copy of another value."""
        start: int = event.start_mark.index
        name = quote(self.text[start : event.end_mark.index])
        if start >= self._merged:  # what stands on the line of a merge key is told of with it
            self.builder.fault(
                "E111",
                start,
                f"{name} stands for a copy of another value, which a note does not have",
                end=event.end_mark.index,
                hint="write the value out; if `*` begins words of the text, put them after `|`",
            )
        if self.builder.frames and self.builder.frames[-1].expects_key:
            self.builder.drop_key(start)
            return
        self.builder.add(None, self.builder.node(start, start))

    def _properties(self, event: Any, start: int) -> None:
        """Refuse an anchor or a tag; the value itself is read as if it had none."""
        if event.anchor is not None:
            mark = max(start, self.text.find("&", start))
            self.builder.fault(
                "E110",
                mark,
                f"{quote('&' + event.anchor)} marks a value to be copied, which a note does not do",
                end=mark + len(event.anchor) + 1,
                hint="delete it; if `&` begins words of the text, put them after `|`",
            )
        if event.tag is not None:
            match = _TAG.search(self.text, start)
            self._tag(match.start() if match else start, match.group() if match else "!")

    def _tag(self, index: int, written: str) -> None:
        self.builder.fault(
            "E113",
            index,
            f"{quote(written)} is a type mark, which a note does not have",
            end=index + len(written),
            hint="delete it; if `!` begins words of the text, put them in quotes or after `|`",
        )

    def _merge(self, start: int) -> None:
        self.builder.fault(
            "E112",
            start,
            "`<<` copies keys from another place, which a note does not do",
            end=start + len("<<"),
            hint="write the keys out",
        )
        self.builder.drop_key(start)
        self._merged = self.builder.lines.line_end(start)

    def _other_version(self, start: int, version: tuple[int, int]) -> None:
        written = ".".join(str(part) for part in version)
        self.builder.fault(
            "W102",
            start,
            f"`%YAML {written}` has no effect: every note is read by the rules of YAML 1.2",
            end=self.builder.lines.line_end(start),
            hint="delete the line",
        )

    def _check_question_mark(self, start: int) -> None:
        """Look for a question mark that libyaml takes off the words in brackets behind it."""
        if self.text.startswith("?", start - 1) and start:
            from minutebook.load.yaml_trouble import cannot_begin

            self.builder.faults.add(cannot_begin(start - 1, "?"))

    def _check_comment(self, words: str, node: Node) -> None:
        """Look for words that a value loses because they come after ` #`."""
        match = _SWALLOWED.match(self.text, node.end)
        if match:
            rest = f"after {quote(words)} " if words else ""
            self.builder.fault(
                "W101",
                match.start(1),
                f"{quote(match[1])} {rest}is taken for a comment, so it is not in the note",
                end=match.end(1),
                hint="put the whole value in quotes; in a comment, leave a space after `#`",
            )


@lru_cache(maxsize=512)
def _is_text(key: str) -> bool:
    """Say whether a plain key stands for itself."""
    try:
        return isinstance(resolve(key), str)
    except ValueError:
        return False
