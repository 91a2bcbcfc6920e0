"""What every test may ask for, and the one thing that none may do: open a connection."""

from __future__ import annotations

import os
import shutil
import socket
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import hypothesis
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent
IN_CI = os.environ.get("CI") == "true"

# No deadlines: on a busy machine they fail tests that are right.
hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, max_examples=150, print_blob=True)
hypothesis.settings.load_profile("ci" if IN_CI else "here")


class ConnectionRefusedByTestError(RuntimeError):
    """A test tried to leave the machine; not an OSError, so that no code takes it for a fault."""


def _missing(what: str) -> NoReturn:
    """End the test: a gap may stay unseen on a desk, and not in CI."""
    if IN_CI:
        pytest.fail(f"{what} is needed in CI and is not there", pytrace=False)
    pytest.skip(f"{what} is not there")


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Refuse every connection but those to a socket file of this machine."""
    patched = pytest.MonkeyPatch()
    for name in ("connect", "connect_ex", "sendto"):
        patched.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
    yield
    patched.undo()


def _guarded(original: Callable[..., object]) -> Callable[..., object]:
    def guard(self: socket.socket, *arguments: object) -> object:
        if self.family != getattr(socket, "AF_UNIX", None):
            raise ConnectionRefusedByTestError(f"a test tried to connect to {arguments[-1]!r}")
        return original(self, *arguments)

    return guard


@contextmanager
def as_a_common_user(folder: Path) -> Iterator[None]:
    """
    Be somebody who may not write everywhere, as root may.

    Args:
        folder: A test's own; whoever it is gets as far as that.
    """
    for parent in (folder, *folder.parents):
        if parent.name.startswith(("test_", "pytest-", "popen-")):  # pytest's own, and no other
            parent.chmod(0o755)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.fixture(scope="session")
def require() -> Callable[[str], str]:
    """Give the path of an outside program; without it the test skips, or fails in CI."""

    def find(program: str) -> str:
        return shutil.which(program) or _missing(f"the program `{program}`")

    return find


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The root of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder `shared` beside the checkout; without it the test skips, or fails in CI."""
    folder = ROOT.parent / "shared"
    return folder if folder.is_dir() else _missing("the folder `shared` beside the checkout")
