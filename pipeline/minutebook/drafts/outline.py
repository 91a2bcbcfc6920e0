"""From blocks to sections one within another, as headings or their look have them.

Nothing in this module knows the record; it makes parts with a title of what is between titles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from minutebook.drafts.blocks import Block, has_words, paragraph
from minutebook.drafts.days import find_days
from minutebook.drafts.vocabulary import bare, meaning_of
from minutebook.markdown.tree import Node

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NUMBER = re.compile(
    r"((?:TOP|Item|Agenda item|Point|Punkt|Eitem|Pwynt|Art\.?|\u00a7)\s*)?"
    r"(\d{1,3}(?:\.\d{1,3})*[a-z]?[.):]?|\d{1,4}/\d{1,4}|[IVX]{1,5}(?:\.[A-Z0-9]{1,2})?[.)]"
    r"|[A-Z]\d{0,2}[.)])(?:\s*[:\u2013-])?\s+(?=\S)",
)
_PLAIN_NUMBER = re.compile(r"\d{1,3}$")
_LABELLED = re.compile(r"\s*([^:]{1,40}?)\s*:\s*(\S.*)?$", re.DOTALL)
_LONGEST = 90


@dataclass(kw_only=True, slots=True)
class Section:
    """A part of a source: what stands under one heading."""

    title: str
    """Without its number; empty for the whole source."""
    line: int = 0
    level: int = 0
    number: str = ""
    """As it was written."""
    heading: Block | None = None
    blocks: list[Block] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """What its title means, by the word lists; empty where it is a topic."""
        return kind_of_title(self.title)

    def walk(self) -> Iterator[Section]:
        """Give this section and all below it, in order."""
        yield self
        for section in self.sections:
            yield from section.walk()


def kind_of_title(title: str) -> str:
    """
    Say what kind of section a title announces.

    Args:
        title: Without its number.
    """
    words = re.sub(r"\s*[\[(].*?[\])]\s*$", "", title)
    return meaning_of("headings", words) or meaning_of(
        "headings", re.split(r"[:|\u2013]", words)[0]
    )


def outline(blocks: Sequence[Block]) -> Section:
    """
    Nest what a source holds.

    Args:
        blocks: In their order.

    Returns:
        A section without a title that holds all others; its own blocks are those before them.
    """
    blocks = [_as_it_is(block) for block in blocks]
    if sum(block.level > 0 for block in blocks) < 2:
        blocks = list(_with_likely_headings(blocks))
    root = Section(title="")
    open_sections = [root]
    for block in blocks:
        if not block.level:
            open_sections[-1].blocks.append(block)
            continue
        while open_sections[-1].level >= block.level:
            open_sections.pop()
        section = _section(block)
        open_sections[-1].sections.append(section)
        open_sections.append(section)
    return root


def _as_it_is(block: Block) -> Block:
    """A heading such as `Date: 5 March` is a line of the head, whatever its size."""
    if not block.level:
        return block
    found = _LABELLED.match(block.text)
    if found and found[2] and meaning_of("labels", found[1]):
        return paragraph(block.node.children, block.line, block.notes)
    return block


def _section(block: Block) -> Section:
    text = " ".join(block.text.split())
    found = _NUMBER.match(text)
    number = found[0].strip() if found and has_words(text[found.end() :]) else ""
    if number and (_is_amount(number, text) or any(not day.start for day in find_days(text))):
        number = ""  # `2 days in Leeds` has no number, and `5 March 2026` has none
    title = text[found.end() :] if found and number else text
    number = re.sub(r"\s*[:\u2013-]$", "", number)
    return Section(title=title, line=block.line, level=block.level, number=number, heading=block)


def _is_amount(number: str, text: str) -> bool:
    rest = text[len(number) :].lstrip()
    return _PLAIN_NUMBER.match(number) is not None and rest[:1].islower()


def _with_likely_headings(blocks: Sequence[Block]) -> Iterator[Block]:
    """Take short lines in bold or with a number for headings, where a source has no others."""
    for index, block in enumerate(blocks):
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        if block.level or not _may_be_heading(block, after):
            yield block
            continue
        yield replace(block, kind="heading", level=2, node=_unwrapped(block.node))


def _may_be_heading(block: Block, after: Block | None) -> bool:
    text = block.text.strip()
    if block.kind != "p" or "\n" in text or len(text) > _LONGEST or not has_words(text):
        return False
    label = _LABELLED.match(text)
    if label and (label[2] or meaning_of("labels", label[1])):
        return False
    if label and meaning_of("markers", label[1]):
        return False
    bold = len(block.node.children) == 1 and _is_strong(block.node.children[0])
    known = kind_of_title(_NUMBER.sub("", text, count=1)) != ""
    numbered = _NUMBER.match(text) is not None and text[-1] not in ".;,"
    return after is not None and (bold or known or numbered) and text[-1] not in "!?;,"


def _is_strong(node: Node | str) -> bool:
    return isinstance(node, Node) and node.name == "strong"


def _unwrapped(node: Node) -> Node:
    only = node.children[0]
    return Node("p", (), only.children) if isinstance(only, Node) else node


def same_title(one: str, other: str) -> bool:
    """Say whether two titles have the same words, whatever the signs between them."""
    return title_words(one) == title_words(other)


def title_words(title: str) -> tuple[str, ...]:
    """Give the words of a title that tell it from others."""
    words = re.findall(r"[^\W_]+", bare(title))
    return tuple(word for word in words if word not in {"and", "the", "et", "und", "a", "ac"})


def group_alike(sections: list[Section]) -> list[Section]:
    """
    Nest sections of which nothing but their order tells that they belong together.

    Args:
        sections: Of one level, of a source without levels of headings.

    Returns:
        The same; those that a title without text of its own stands before are set below it, up to
        the last that has its like under another such title.
    """
    titles = [title_words(section.title) for section in sections]
    repeated = {title for title in titles if titles.count(title) > 1}
    grouped: list[Section] = []
    at = 0
    while at < len(sections):
        section = sections[at]
        end = _end_of_group(sections, titles, repeated, at)
        section.sections += sections[at + 1 : end]
        grouped.append(section)
        at = end
    return grouped


def _end_of_group(
    sections: list[Section],
    titles: list[tuple[str, ...]],
    repeated: set[tuple[str, ...]],
    at: int,
) -> int:
    section = sections[at]
    if section.blocks or section.sections or titles[at] in repeated:
        return at + 1
    last = at
    for index in range(at + 1, len(sections)):
        if titles[index] in repeated and titles[index] not in titles[at + 1 : index]:
            last = index
        elif last > at or index > at + 3 or not sections[index].blocks:
            break
    return last + 1
