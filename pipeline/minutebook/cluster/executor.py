"""The cluster as an executor: notes are handed out to Dask workers, and what came of them taken in.

A note goes to a worker with its bytes; what is made of it the worker writes into the folder that
all machines share. A worker that ends loses no note: the scheduler gives it to another one.
"""

from __future__ import annotations

import contextlib
import importlib.util
import logging
import os
import secrets
import time
import warnings
from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from minutebook.batch import Outcome, Plan, refused
from minutebook.cluster.bench import Order, clear, make, no_press, see_fit
from minutebook.cluster.errors import ClusterError, NoteLostError
from minutebook.cluster.kit import kit
from minutebook.errors import MinutebookError, ProgramError
from minutebook.files import clear_unfinished, write_whole
from minutebook.progress import UNWATCHED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Self

    from distributed import Client, Future

    from minutebook.cluster.bench import Presses
    from minutebook.files import Seen
    from minutebook.inputs import Input, Inputs
    from minutebook.progress import Watcher

_AHEAD = 16
"""Notes for each thread that may be out or done before the first one missing."""
_TURN_SECONDS = 2.0
"""How often it is seen whether there still are workers."""


def require_distributed() -> None:
    """
    See that a scheduler can be spoken to.

    Raises:
        ProgramError: The package distributed is not installed.
    """
    if importlib.util.find_spec("distributed") is None:
        raise ProgramError(
            "the package `distributed`, which speaks to a Dask scheduler, is not installed",
            hint="`pip install 'minutebook[cluster]'` brings it along",
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Cluster:
    """Workers of a Dask scheduler, on this machine and on others."""

    scheduler: str
    """Its address, such as ``tcp://10.0.0.1:8786``."""
    presses: Presses
    """Opens what renditions are made with; it goes to the workers, so it can be pickled."""
    folders: tuple[Path, ...] = ()
    """Absolute: the folders of house files and of fonts that the user named."""
    answer_seconds: float = 10.0
    """How long a scheduler may take to answer for the first time."""
    patience_seconds: float = 30.0
    """How long it may be without any worker."""

    def outcomes(
        self,
        inputs: Inputs,
        plan: Plan,
        watcher: Watcher = UNWATCHED,  # noqa: ARG002 - only the scheduler knows what is where
    ) -> Iterator[Outcome]:
        """
        See `minutebook.executor.Executor.outcomes`.

        Raises:
            ClusterError: The scheduler or its workers cannot be reached, or a worker is not fit.
        """
        if plan.to is None:
            raise ValueError("a cluster works for notes that are written")
        run = secrets.token_hex(16)  # it is in no output
        to = plan.to.absolute()
        order = Order(
            run=run,
            plan=_for_workers(plan, to),
            presses=self.presses,
            kit=kit(),
            mark=to / f".minutebook-run-{run}",
            folders=self.folders,
        )
        clear_unfinished(to)
        write_whole(order.mark, run.encode())
        try:
            with _Crew(self, order) as crew:
                for outcome in crew.outcomes(inputs, plan):
                    yield _as_named(outcome, to, plan.to)
        finally:
            order.mark.unlink(missing_ok=True)


class _Crew:
    """The workers of one run."""

    def __init__(self, cluster: Cluster, order: Order) -> None:
        self._cluster = cluster
        self._order = order
        self._client: Client = _client(cluster.scheduler, cluster.answer_seconds)
        self._out: deque[tuple[Input, Outcome | Future]] = deque()
        self._seen: dict[str, Seen | None] = {}
        self._alone_since = time.monotonic()
        self._counted_at = 0.0
        self._counted = 0

    def __enter__(self) -> Self:
        """Wait for a worker, and see that each that is there is fit."""
        try:
            while not self._threads():
                self._see_patience()
                time.sleep(0.1)
            self._see_fit()
        except BaseException:
            self._client.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Call back what is out, let each worker finish the note in hand, and say goodbye."""
        with contextlib.suppress(Exception):  # whatever has gone needs no goodbye
            if self._client.status == "running":
                self._client.cancel([one for _, one in self._out if not isinstance(one, Outcome)])
                self._client.run(clear, self._order.run, on_error="ignore")
        self._client.close(timeout=_TURN_SECONDS)

    def outcomes(self, inputs: Inputs, plan: Plan) -> Iterator[Outcome]:
        """Hand out the notes, never more than can be held, and give what came of them in order."""
        settled = refused(inputs.notes, plan)
        notes = iter(inputs.notes)
        is_over = False
        while self._out or not is_over:
            while not is_over and len(self._out) < max(self._threads(), 1) * _AHEAD:
                note = next(notes, None)
                is_over = note is None
                if note is not None:
                    self._out.append((note, settled.get(note.name) or self._handed_out(note)))
            if self._out:
                yield self._taken_in(*self._out[0])
                self._out.popleft()

    def _handed_out(self, note: Input) -> Outcome | Future:
        try:
            data, self._seen[note.name] = note.look()
        except MinutebookError as error:
            return Outcome(name=note.name, error=error)
        try:
            return self._client.submit(make, self._order, replace(note, data=data), pure=False)
        except OSError as error:
            raise self._gone() from error

    def _taken_in(self, note: Input, one: Outcome | Future) -> Outcome:
        from distributed import CancelledError, KilledWorker

        while not isinstance(one, Outcome):
            try:
                made = one.result(timeout=_TURN_SECONDS)
            except KilledWorker:
                return Outcome(name=note.name, error=_lost(note))
            except (CancelledError, Exception) as error:
                if one.status == "error":
                    raise  # the worker's own
                if not isinstance(error, TimeoutError):
                    raise self._gone() from error
                self._threads()
                self._see_patience()
            else:
                one = made if made is not None else Outcome(name=note.name, error=_lost(note))
                # A worker is given the bytes, and does not see the file.
                one = replace(one, seen=self._seen.pop(note.name, None))
        return one

    def _threads(self) -> int:
        """Count the threads of the workers that are there, as of a moment ago."""
        now = time.monotonic()
        if now < self._counted_at + _TURN_SECONDS and self._counted:
            return self._counted
        self._counted, self._counted_at = 0, now
        with contextlib.suppress(Exception):  # the connection may be down for a moment
            workers: dict[str, Any] = self._client.scheduler_info()["workers"]
            self._counted = sum(int(worker["nthreads"]) for worker in workers.values())
        if self._counted:
            self._alone_since = now
        return self._counted

    def _see_patience(self) -> None:
        if time.monotonic() > self._alone_since + self._cluster.patience_seconds:
            raise ClusterError(
                "E725",
                f"the scheduler at {self._cluster.scheduler} has no workers",
                hint=f"start one with `dask worker {self._cluster.scheduler}`; "
                "what was written is whole",
            )

    def _see_fit(self) -> None:
        answers = self._client.run(see_fit, self._order, on_error="return")
        for address, answer in sorted(answers.items()):
            if isinstance(answer, MinutebookError):
                raise answer
            if isinstance(answer, Exception):
                raise ClusterError(
                    "E726",
                    f"the worker {address} has not what is needed: {type(answer).__name__}",
                    hint="install minutebook there, and start the worker again",
                ) from answer

    def _gone(self) -> ClusterError:
        return ClusterError(
            "E725",
            f"the scheduler at {self._cluster.scheduler} does not answer any more",
            hint="start it and its workers again; what was written is whole",
        )


def _for_workers(plan: Plan, to: Path) -> Plan:
    """Give the part of a plan that goes to another machine: what is open here stays here."""
    return Plan(
        until=plan.until,
        to=to,
        keep_xml=plan.keep_xml,
        to_archive=plan.to_archive,
        protect_approved=plan.protect_approved,
        across=plan.across,
        press=no_press,
        wanted=no_press,
        prepare=dict,
        is_settled=plan.is_settled,
        clock=plan.clock,
    )


def _client(address: str, seconds: float) -> Client:
    from distributed import Client

    _be_quiet()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of versions; the kit says what matters
            return Client(address, timeout=seconds, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise ClusterError(
            "E725",
            f"there is no scheduler at {address}",
            hint="start one with `dask scheduler`; it says its address",
        ) from error


def _be_quiet() -> None:
    """Leave the library's log to those who run the cluster, who have it on the workers."""
    for name in logging.root.manager.loggerDict:
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _lost(note: Input) -> NoteLostError:
    return NoteLostError(
        f"every worker that took {note.name} ended",
        hint="run it alone; if that fails too, divide the record",
    )


def _as_named(outcome: Outcome, absolute: Path, named: Path) -> Outcome:
    """Spell the output folder as the user did."""
    if outcome.error is not None:
        message = outcome.error.message.replace(f"{absolute}{os.sep}", f"{named}{os.sep}")
        outcome.error.message = message
    if outcome.folder is None:
        return outcome
    return replace(
        outcome,
        folder=named / outcome.folder.relative_to(absolute),
        written=tuple(named / path.relative_to(absolute) for path in outcome.written),
        made=tuple(
            replace(one, path=named / one.path.relative_to(absolute)) for one in outcome.made
        ),
    )
