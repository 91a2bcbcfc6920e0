"""The fixtures that every other test leans on."""

from __future__ import annotations

import socket
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize("address", [("127.0.0.1", 9), ("192.0.2.1", 80)])
def test_no_test_opens_a_connection(address: tuple[str, int]) -> None:
    """A connection is refused with an error that no handler for lost connections swallows."""
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        with socket.socket(socket.AF_INET, kind) as one:
            for tries in (one.connect, one.connect_ex, partial(one.sendto, b"x")):
                with pytest.raises(RuntimeError, match="tried to connect"):
                    tries(address)


@pytest.mark.skipif(sys.platform == "win32", reason="no socket files there")
def test_a_socket_file_is_no_connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers on the same machine may speak to each other."""
    monkeypatch.chdir(tmp_path)  # the path of a socket file may have 107 bytes at most
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind("s")
        server.listen()
        client.connect("s")


def test_a_missing_program_ends_the_test(require: Callable[[str], str]) -> None:
    """Without its program a test skips, or fails in CI; it never passes."""
    with pytest.raises((pytest.skip.Exception, pytest.fail.Exception), match="no-such-program"):
        require("no-such-program")


def test_a_program_is_given_by_its_path(require: Callable[[str], str]) -> None:
    """With its program a test gets the path to start it by."""
    assert Path(require("git")).is_absolute()
