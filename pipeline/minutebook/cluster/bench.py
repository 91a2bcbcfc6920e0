"""What runs on a worker: one note at a time, on a bench that is set up once for a run.

A bench is pandoc and the house files. A worker has one, and it is cleared away when the run ends.
"""

from __future__ import annotations

import threading
import time
import traceback
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from minutebook.batch import Outcome, Plan, process_one
from minutebook.cluster.errors import ClusterError, WorkerFaultError
from minutebook.cluster.kit import difference, kit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from minutebook.inputs import Input
    from minutebook.stages import Press

    Press_of = Callable[[Input], Press | None]
    Presses = Callable[[], AbstractContextManager[Press_of]]

_SEEN_SECONDS = 10.0
"""How long a shared folder may take to show on one machine what another wrote into it."""
_TURN_SECONDS = 0.2


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """What a worker is told of a run."""

    run: str
    """Tells one run from another."""
    plan: Plan
    """With absolute paths, and without its press."""
    presses: Presses
    """Opens what renditions are made with."""
    kit: tuple[tuple[str, str], ...]
    """That of the machine that gives the order."""
    mark: Path
    """A file in the output folder that holds the name of the run."""
    folders: tuple[Path, ...] = ()
    """Folders of house files and of fonts that the user named."""


def no_press(_: Input) -> None:
    """Stand for a press in a plan that goes to another machine, where one is opened."""


@dataclass(slots=True)
class _Bench:
    run: str = ""
    opened: ExitStack | None = None
    press: Press_of = no_press
    over: str = ""
    """The last run that has ended: what is still on its way of it is not begun."""

    def clear(self) -> None:
        """End pandoc."""
        if self.opened is not None:
            self.opened.close()
        self.opened, self.run, self.press = None, "", no_press


_BENCH = _Bench()
_ONE_AT_A_TIME = threading.Lock()


def see_fit(order: Order) -> None:
    """
    See that this worker would make the very files that the one who orders would make.

    Args:
        order: Of the run.

    Raises:
        ClusterError: Another version of something is installed, or the folder is not shared.
    """
    words = difference(order.kit, kit())
    if words is not None:
        raise differs(words)
    until = time.monotonic() + _SEEN_SECONDS
    while not _is_seen(order):
        if time.monotonic() > until:
            raise not_shared(order.mark.parent)
        time.sleep(_TURN_SECONDS)


def _is_seen(order: Order) -> bool:
    try:
        return order.mark.read_text(encoding="utf-8") == order.run
    except OSError:
        return False


def differs(words: str) -> ClusterError:
    """Say in which way this worker differs from the machine that gives the order."""
    return ClusterError(
        "E726",
        f"the worker {_own_name()} {words}",
        hint="install the same versions on every machine, and start its workers again",
    )


def not_shared(folder: Path) -> ClusterError:
    """Say that this worker does not see a folder that all should share."""
    return ClusterError(
        "E727",
        f"the worker {_own_name()} does not see the folder {folder}",
        hint="share the folder under the same path on every machine",
    )


def _own_name() -> str:
    from distributed import get_worker

    try:
        return str(get_worker().address)
    except ValueError:
        return "here"


def make(order: Order, note: Input) -> Outcome | None:
    """
    Take one note through the pipeline.

    Args:
        order: Of the run.
        note: With its bytes.

    Returns:
        Its outcome, with absolute paths; ``None`` where the run has ended.

    Raises:
        ClusterError: This worker is not fit for the work.
    """
    with _ONE_AT_A_TIME:
        if order.run == _BENCH.over:
            return None
        if order.run != _BENCH.run:
            _set_up(order)
        house = (*order.folders, note.office.house, note.office.fonts)
        for folder in house:
            if folder is not None and not folder.is_dir():
                raise not_shared(folder)
        outcome = process_one(note, replace(order.plan, press=_BENCH.press))
        if outcome.bug is None:
            return outcome
        words = "".join(traceback.format_exception(outcome.bug))
        return replace(outcome, bug=WorkerFaultError(words))


def _set_up(order: Order) -> None:
    _BENCH.clear()
    see_fit(order)
    stack = ExitStack()
    _BENCH.press = stack.enter_context(order.presses())
    _BENCH.opened, _BENCH.run = stack, order.run


def clear(run: str) -> None:
    """End a run on this worker: the note in hand is finished, what waits is not begun."""
    with _ONE_AT_A_TIME:
        _BENCH.over = run
        if _BENCH.run == run:
            _BENCH.clear()
