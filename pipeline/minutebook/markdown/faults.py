"""What the subset does not hold, in words for the author.

Nothing in this module reads Markdown: it is told what was found and where.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from minutebook.wording import cut

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One thing in a rich text that a record cannot hold."""

    code: str
    start: int
    """Character offset in the field's value."""
    end: int
    """The offset after the last character; 0 where the whole text is meant."""
    message: str
    hint: str | None = None


_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "E360": (
            "`{0}` makes a heading, and a text has none",
            "give the part a session of its own, or write `\\#` for the sign itself",
        ),
        "E361": (
            "`{0}` is an image, and a text holds none",
            "list the image under `papers`, with its file",
        ),
        "E362": (
            "`{0}` is HTML, which a text does not hold",
            "write `\\<` for the sign itself, or use `*`, `**`, lists and tables",
        ),
        "E363": (
            "`{0}` is an HTML comment or instruction, which nobody would see",
            "take it out, or write `\\<` for the sign itself",
        ),
        "E364": (
            "`{0}` is not an address that a link may have",
            "begin it with `https://`, `mailto:`, `tel:` or `#`, or write `\\[` for the bracket",
        ),
        "E365": (
            "the link to `{0}` has no words to show",
            "write the words between the brackets, or the address alone between `<` and `>`",
        ),
        "E366": (
            "`{0}` stands in a link and is a link itself",
            "end the one link before the other begins",
        ),
        "E367": (
            "`{0}` stands beyond the last column of the table's head",
            "add a column to the head, or write `\\|` for a bar within a cell",
        ),
        "E368": (
            "the footnote `{0}` is not referred to",
            "put `{0}` where it belongs in the text, or take the note out",
        ),
        "E369": (
            "the footnote `{0}` is given twice",
            "give the second one another mark",
        ),
        "E370": (
            "there is no footnote `{0}`",
            "add a line `{0}: ...` at the end of this text, or write `\\[` for the bracket itself",
        ),
        "E371": (
            "the footnote `{0}` says nothing",
            "write the note after the colon, or indent its lines by four spaces",
        ),
        "E372": (
            "`{0}` is a footnote in the middle of a sentence",
            "write `[^1]` here and `[^1]: ...` at the end of this text, or `\\^` for the sign",
        ),
        "E373": (
            "`{0}` cannot be the mark of a footnote",
            "use letters, digits, `-`, `_` and `.`, or write `\\[` for the bracket itself",
        ),
        "E374": (
            "`{0}` is indented by four spaces or a tab, which makes it program code",
            "take the spaces out, or put the lines between two lines of ```",
        ),
        "E375": (
            "the code that begins here has no end, so all that follows is taken for code",
            "close it with a line like the one that it begins with",
        ),
        "E376": (
            "the list goes from {1} to `{0}`",
            "number it {2}, or write `{3}` if it is no number of the list",
        ),
        "E377": (
            "lists, quotes and notes stand one in another more than {1} deep",
            "take some of the levels out",
        ),
        "E378": (
            "`{0}` stands for a character that a record cannot hold",
            "take it out, or write `\\&` for the sign itself",
        ),
        "E379": (
            "a character that a record cannot hold stands here ({0})",
            "take it out, or write the sign that was meant, which often is a quotation mark",
        ),
        "E380": (
            "two pieces of code touch here",
            "put a space between them, or make them one",
        ),
        "E381": (
            "a line of `{0}` right below words makes them a heading, and a text has none",
            "leave an empty line above it, or write `\\{0}`",
        ),
        "E382": (
            (
                "the texts up to here have more than {1} signs and lines that may mean something, "
                "and this one is beyond them"
            ),
            "divide the record, or give the longest lists and tables as papers",
        ),
        "W360": (
            "`{0}` looks like a table's second line, but this is no table",
            "give the line above it as many columns, or write `\\{0}` if no table is meant",
        ),
    }
)
"""Message and hint by code; ``{0}`` is what the author wrote there."""


@dataclass(slots=True)
class Faults:
    """The faults of one text, as they are found."""

    text: str
    found: list[Fault] = field(default_factory=list)
    tags: Counter[str] = field(default_factory=Counter)
    """The HTML elements that have been told of and not been closed since."""

    def add(self, code: str, start: int, end: int, *more: object, said: str | None = None) -> None:
        """
        Note a fault.

        Args:
            code: Which.
            start: Where it begins in the text.
            end: Where it ends.
            more: Further values for the message and the hint.
            said: What to show in place of the text between *start* and *end*.
        """
        shown = cut(self.text[start:end].partition("\n")[0] if said is None else said)
        message, hint = _WORDS[code]
        self.found.append(
            Fault(
                code=code,
                start=start,
                end=end,
                message=message.format(shown, *more),
                hint=hint.format(shown, *more),
            )
        )

    def in_order(self) -> tuple[Fault, ...]:
        """Give the faults by the place where they begin."""
        return tuple(sorted(self.found, key=lambda fault: (fault.start, fault.end, fault.code)))
