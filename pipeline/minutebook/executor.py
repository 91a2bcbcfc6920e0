"""Executors: who takes the notes of a batch through the pipeline, one seam for all of them.

This process itself does here, several of this machine in `workers`, those of others in `cluster`.
Whoever it is, the outcomes are the same, and so are the files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from minutebook.batch import process
from minutebook.progress import UNWATCHED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.batch import Outcome, Plan
    from minutebook.inputs import Inputs
    from minutebook.progress import Watcher


class Executor(Protocol):
    """Takes notes through the pipeline."""

    def outcomes(
        self, inputs: Inputs, plan: Plan, watcher: Watcher = UNWATCHED
    ) -> Iterator[Outcome]:
        """
        Take notes through the pipeline.

        Args:
            inputs: As `minutebook.batch.gather` gives them.
            plan: What to do with each.
            watcher: Is told which notes are being worked on, where that is known.

        Returns:
            An outcome for each note, in their order, as soon as it and those before it are known;
            whatever becomes of one note or of whoever works on it, the others are as they would be.
            When the caller stops asking, the work ends.
        """
        ...


class InProcess:
    """One note after the other, in this process."""

    def outcomes(
        self, inputs: Inputs, plan: Plan, watcher: Watcher = UNWATCHED
    ) -> Iterator[Outcome]:
        """See `Executor.outcomes`."""
        results = process(inputs, plan)
        for note in inputs.notes:
            watcher.begun((note.name,))
            outcome = next(results)
            watcher.ended((note.name,))
            yield outcome
