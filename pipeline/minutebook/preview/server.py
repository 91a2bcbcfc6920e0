"""What answers a browser on this machine, and nobody else: the only module that opens a port.

It answers what is on the board, to GET and HEAD, where the browser asked this machine by its own
name; another site that has its name lead here is refused, and so is every other program's page.
"""

from __future__ import annotations

import threading
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from minutebook.errors import MinutebookError, UsageError
from minutebook.files import read_bytes
from minutebook.preview.board import Notices
from minutebook.preview.pages import (
    EVENTS,
    LIST_POLICY,
    fresh_page,
    list_page,
    shown_of_list,
    shown_of_page,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType
    from typing import Self

    from minutebook.preview.board import Board

HOST = "127.0.0.1"
"""This machine, as only itself can reach it."""
DEFAULT_PORT = 8000
_TRIED = 20
"""How many ports are tried where the user named none."""
_MOST_LISTENERS = 48
"""More pages than a person has open."""
_BEAT_SECONDS = 10.0
"""How often a page is written to though nothing changed, so that one that went away is missed."""
_PATIENCE_SECONDS = 30
_TURN_SECONDS = 0.05
"""How often it looks whether it is to end."""
_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/plain; charset=utf-8",
    ".xml": "text/xml; charset=utf-8",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".epub": "application/epub+zip",
}
_ALWAYS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Preview:
    """
    Shows a board to browsers on this machine; to be used in a `with` block.

    Args:
        port: ``None`` for the first free one from 8000 on, 0 for any.

    Raises:
        UsageError: The port is taken, or may not be had.
    """

    def __init__(self, *, port: int | None) -> None:
        self._notices = Notices()
        self._server = _bound(self._notices, port)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": _TURN_SECONDS}, daemon=True
        )

    @property
    def address(self) -> str:
        """Where it is to be found."""
        return f"http://{HOST}:{self._server.server_port}/"

    @property
    def board(self) -> Board:
        """What is shown."""
        return self._notices.board

    def show(self, board: Board) -> None:
        """Show another board. The first one begins it: until then browsers wait."""
        self._notices.put_up(board)
        if not self._thread.ident:
            self._thread.start()

    def __enter__(self) -> Self:
        """Give the preview, which answers as soon as it has something to show."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Answer no more, and let every page go."""
        self._notices.end()
        if self._thread.is_alive():
            self._server.shutdown()
        self._server.server_close()


def _bound(notices: Notices, port: int | None) -> _Server:
    ports = range(DEFAULT_PORT, DEFAULT_PORT + _TRIED) if port is None else (port,)
    reason = ""
    for one in ports:
        try:
            return _Server(notices, one)
        except OSError as error:
            reason = (error.strerror or "unknown reason").lower()
    raise UsageError(
        f"the preview cannot have port {ports[0]}: {reason}", hint="name another: `--serve 8123`"
    )


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True

    def __init__(self, notices: Notices, port: int) -> None:
        self.notices = notices
        self.listeners = threading.BoundedSemaphore(_MOST_LISTENERS)
        super().__init__((HOST, port), partial(_Handler))
        self.names = {f"{host}:{self.server_port}" for host in (HOST, "localhost")}

    def server_bind(self) -> None:
        """Take the port, without asking anybody for the name of this machine."""
        import socketserver

        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that went away in the middle."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    server_version = "minutebook"
    sys_version = ""
    timeout = _PATIENCE_SECONDS
    error_message_format = "%(message)s\n"
    error_content_type = "text/plain; charset=utf-8"

    def do_GET(self) -> None:
        """Answer with what is at an address."""
        self._answer()

    def do_HEAD(self) -> None:
        """Answer as to GET, without the content."""
        self._answer()

    def __getattr__(self, name: str) -> Callable[[], None]:
        """Refuse every other method, which the library looks for under its name."""
        if name.startswith("do_"):
            return self._refuse
        raise AttributeError(name)

    def _refuse(self) -> None:
        allowed = {"Allow": "GET, HEAD"}
        self._say(HTTPStatus.METHOD_NOT_ALLOWED, b"only GET and HEAD are answered\n", allowed)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's signature
        """Leave the terminal to the findings."""

    def version_string(self) -> str:
        """Say as little as can be said."""
        return self.server_version

    def _answer(self) -> None:
        hosts = self.headers.get_all("Host") or []
        if len(hosts) != 1 or hosts[0].strip().lower() not in self.server.names:
            # Source: RFC 9110, 7.4. A name of another site that leads here is not ours.
            self._say(HTTPStatus.MISDIRECTED_REQUEST, b"this is not the place asked for\n")
            return
        address = urlsplit(self.path)
        board = self.server.notices.board
        if address.path == "/":
            policy = {"Content-Security-Policy": LIST_POLICY}
            self._say(HTTPStatus.OK, list_page(board), policy, kind=_KINDS[".html"])
        elif address.path == EVENTS:
            self._tell(parse_qs(address.query).get("of", ["/"])[0])
        elif address.path in board.files:
            self._show(address.path)
        else:
            self._say(HTTPStatus.NOT_FOUND, b"there is no such page; the list is at /\n")

    def _show(self, address: str) -> None:
        sheet, path = self.server.notices.board.files[address]
        try:
            data = read_bytes(path)
        except MinutebookError:
            self._say(HTTPStatus.NOT_FOUND, b"the file is not there any more\n")
            return
        if path.suffix == ".html":
            data = fresh_page(data, sheet)
        self._say(HTTPStatus.OK, data, kind=_KINDS.get(path.suffix, "application/octet-stream"))

    def _say(
        self,
        status: HTTPStatus,
        content: bytes,
        more: dict[str, str] | None = None,
        *,
        kind: str = "text/plain; charset=utf-8",
    ) -> None:
        self.send_response(status)
        for name, value in {**_ALWAYS, **(more or {}), "Content-Type": kind}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _tell(self, address: str) -> None:
        """Tell a page of each change of its own, until it goes away."""
        if not self.server.listeners.acquire(blocking=False):
            self._say(HTTPStatus.SERVICE_UNAVAILABLE, b"too many pages are open\n")
            return
        try:
            self.send_response(HTTPStatus.OK)
            for name, value in {**_ALWAYS, "Content-Type": "text/event-stream"}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                for words in self._changes(address):
                    self.wfile.write(words)
                    self.wfile.flush()
        finally:
            self.server.listeners.release()

    def _changes(self, address: str) -> Iterator[bytes]:
        """
        Give what is sent to a page.

        Source:
            HTML, 9.2 (server-sent events).
        """
        notices = self.server.notices
        number, told = notices.number, ""
        yield b"retry: 1000\n\n"
        while not notices.is_over:
            shown = self._shown(address)
            yield b": still here\n\n" if shown == told else f"data: {shown}\n\n".encode()
            told = shown
            number = notices.wait(number, seconds=_BEAT_SECONDS)

    def _shown(self, address: str) -> str:
        board = self.server.notices.board
        if address == "/":
            return shown_of_list(board)
        if address not in board.files:
            return "gone"
        sheet, path = board.files[address]
        try:
            return shown_of_page(read_bytes(path), sheet)
        except MinutebookError:
            return "gone"
