"""What an engine is given, what it gives back, and how it says that it cannot.

Nothing in this module starts a program or reads a file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

from minutebook.errors import RenderError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType
    from typing import Self

Format = Literal["html", "docx", "txt", "pdf", "odt", "md", "epub"]
BOOK_FILES = ("default.typ", "default.xhtml", "book.css")
"""pandoc's template for the typesetter, its template of a book's page, and a book's style sheet."""
EngineName = Literal["worker", "pypandoc"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Output:
    """One rendition that is wanted."""

    format: Format
    ast: bytes
    """The document in pandoc's `xml` format, as UTF-8; it holds no raw block, raw inline or image.

    HTML takes `title`, `lang` and `author` from its metadata, Word the title block; text takes its
    blocks alone.
    """


@dataclass(frozen=True, kw_only=True, slots=True)
class House:
    """The house files that renditions are made with, read once."""

    template: str
    """For pandoc's html5 writer; it has no partials and does not use `sourcefile`."""
    reference_docx: bytes
    """Gives a Word file its styles, page, header and footer."""
    reference_odt: bytes
    """Gives the same to an OpenDocument text."""
    books: Mapping[str, str] = field(default_factory=dict)
    """The files that PDF and EPUB are made with, by name: `BOOK_FILES`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """The renditions of one record, made together or not at all."""

    name: str
    """The record's id: in messages, and the page's title where the document has none."""
    outputs: tuple[Output, ...]
    """One a format; equal documents are read once."""
    epoch: int
    """Seconds since 1970, which becomes the date in a Word file; negative before 1970."""
    deadline_seconds: float = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """What a document may cost; the greatest note allowed stays well below."""

    ast_bytes: int = 10_000_000
    """The size of one document as it is given to pandoc, which takes 160 times as much for it."""
    data_bytes: int = 2_000_000_000
    """What the system lets pandoc have: it ends at once when it wants more."""
    heap_megabytes: int = 2500
    """Where that cannot be said to the system: near this pandoc gets very slow, and then ends."""
    answer_bytes: int = 500_000_000
    """The size of one rendition."""


class Written(dict[str, bytes]):
    """
    Renditions by format.

    Args:
        outputs: The bytes.
        unset: The characters that a PDF shows another sign for, since no font has them.
    """

    def __init__(self, outputs: Mapping[str, bytes] | None = None, *, unset: str = "") -> None:
        super().__init__(outputs or {})
        self.unset = unset


class PandocError(RenderError):
    """A rendition could not be made; pandoc goes on with the next job."""

    def __init__(self, code: str, message: str, *, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.code = code
        """Which of the findings E501 to E507 it is."""

    def __reduce__(self) -> tuple[type[PandocError], tuple[str, str], dict[str, str | None]]:
        """Let it go from one process to another, which an error with a code of its own cannot."""
        return type(self), (self.code, self.message), {"hint": self.hint}


class Engine(Protocol):
    """Something that writes documents; it is used by one thread at a time."""

    def write(self, job: Job) -> Written:
        """
        Write all outputs of a job.

        Args:
            job: What is wanted; the same job always gives the same bytes.

        Returns:
            Bytes by format, in the order of the job's outputs.

        Raises:
            PandocError: A document cannot be written, or not within the limits; the engine can
                be used again.
            ProgramError: pandoc cannot be started any more.
        """
        ...

    def close(self) -> None:
        """End every process and remove every file of the engine; a second call does nothing."""
        ...

    def __enter__(self) -> Self:
        """Give the engine itself."""
        ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the engine."""
        ...
