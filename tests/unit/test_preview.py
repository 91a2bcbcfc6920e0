"""What a browser on this machine is shown, and what nobody is."""

from __future__ import annotations

import base64
import hashlib
import re
import socket
import threading
from dataclasses import replace
from http.client import HTTPResponse
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from minutebook.batch import Outcome
from minutebook.errors import FileError, Finding, UsageError
from minutebook.files import write_whole
from minutebook.preview import Board, Preview, board_of
from minutebook.preview.board import Notices, address_of
from minutebook.preview.pages import fresh_page, list_page, shown_of_page
from minutebook.render.page import dressed_page

if TYPE_CHECKING:
    from collections.abc import Iterator

TEMPLATE = (
    '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    "script-src 'none'; style-src 'house-styles'; base-uri 'none'; form-action 'none'\">\n"
    '<title>A</title>\n<style></style>\n</head>\n<body class="x">\n<main>Words</main>\n</body>\n'
)
PAGE = dressed_page(TEMPLATE.encode(), b"p { color: black }")
FAULT = Finding(
    file="a.yaml", line=1, column=1, code="E101", path="", message="<b>`x`</b> & more", hint="no"
)


@pytest.fixture(name="outcome")
def _outcome(tmp_path: Path) -> Outcome:
    """A note whose page and text were made."""
    folder = tmp_path / "out" / "a-1"
    folder.mkdir(parents=True)
    (folder / "a-1.html").write_bytes(PAGE)
    (folder / "a-1.txt").write_text("Wörds\n", encoding="utf-8")
    (folder / "secret.html").write_text("not on the board", encoding="utf-8")
    return Outcome(name="a.yaml", written=(folder / "a-1.html", folder / "a-1.txt"), folder=folder)


@pytest.fixture(name="preview")
def _preview(outcome: Outcome) -> Iterator[Preview]:
    """A preview of that note."""
    with Preview(port=0) as preview:
        preview.show(board_of([outcome]))
        yield preview


def port_of(preview: Preview) -> int:
    """The port that a preview has."""
    return int(preview.address.rstrip("/").rpartition(":")[2])


def asked(preview: Preview, request: bytes) -> socket.socket:
    """Hand a request to the server, as a connection of this machine would bring it."""
    ours, theirs = socket.socketpair()
    ours.settimeout(10)
    preview._server.process_request(theirs, ("127.0.0.1", 1))
    ours.sendall(request)
    return ours


def answer(
    preview: Preview, address: str = "/", *, method: str = "GET", host: str | None = None
) -> tuple[HTTPResponse, bytes]:
    """Ask for an address, and read all that comes back."""
    host = f"127.0.0.1:{port_of(preview)}" if host is None else host
    request = f"{method} {address} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode("latin-1")
    with asked(preview, request) as connection:
        response = HTTPResponse(connection, method=method)
        response.begin()
        return response, response.read()


def test_the_list_leads_to_every_rendition(preview: Preview) -> None:
    """Each note with its state, and links that are answered."""
    response, page = answer(preview)
    assert response.status == 200
    assert b"Preview: 1 note</h1>" in page
    assert b'<span class="state">OK</span>a.yaml' in page
    links = re.findall(rb'href="([^"]*)"', page)
    assert links == [b"/a-1/a-1.html", b"/a-1/a-1.txt"]
    kinds = [answer(preview, link.decode())[0].headers["Content-Type"] for link in links]
    assert kinds == ["text/html; charset=utf-8", "text/plain; charset=utf-8"]
    assert answer(preview, "/a-1/a-1.txt")[1] == "Wörds\n".encode()


def test_the_files_on_the_disk_stay_as_they_are(preview: Preview, outcome: Outcome) -> None:
    """The page that is shown has a script more; the file has none."""
    _, shown = answer(preview, "/a-1/a-1.html")
    assert shown.count(b"EventSource") == 1
    assert outcome.written[0].read_bytes() == PAGE


def digests(policy: str, directive: str) -> set[str]:
    """The digests that a policy lets in."""
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    return set(re.findall(r"'sha256-([^']+)'", parts[directive]))


def digest(content: bytes) -> str:
    """As a policy writes it."""
    return base64.b64encode(hashlib.sha256(content).digest()).decode()


def contents(page: bytes, tag: str) -> set[str]:
    """The digests of what stands in elements of one name."""
    found = re.findall(rf"<{tag}(?:\s[^>]*)?>(.*?)</{tag}>".encode(), page, re.DOTALL)
    return {digest(content) for content in found}


@pytest.mark.parametrize("said", ["", "a.yaml:1:1: error"])
def test_the_policy_of_a_page_lets_in_what_is_added(said: str) -> None:
    """The one script by its digest, the page's own styles and ours, and nothing else is eased."""
    sheet = replace(board_of([Outcome(name="a.yaml")]).sheets[0], said=said)
    page = fresh_page(PAGE, sheet)
    policy = re.search(rb'Content-Security-Policy" content="([^"]*)"', page)[1].decode()  # type: ignore[index]
    assert digests(policy, "script-src") == contents(page, "script")
    assert len(contents(page, "script")) == 1
    assert digests(policy, "style-src") >= contents(page, "style")
    assert "'unsafe" not in policy
    for part in ("default-src 'none'", "connect-src 'self'", "base-uri 'none'"):
        assert part in policy
    assert f'data-shown="{shown_of_page(PAGE, sheet)}"'.encode() in page
    assert page.index(b'<body class="x">') < page.index(b"<script")


def test_a_page_of_another_policy_is_left_alone() -> None:
    """A house may have scripts of its own; what its policy means is for the house to know."""
    other = PAGE.replace(b"script-src 'none'", b"script-src 'self'")
    sheet = board_of([Outcome(name="a.yaml")]).sheets[0]
    assert fresh_page(other, sheet) == other
    assert fresh_page(b"no page", sheet) == b"no page"


def test_the_list_has_a_policy_of_its_own(preview: Preview) -> None:
    """Its script and its style by their digests."""
    response, page = answer(preview)
    policy = response.headers["Content-Security-Policy"]
    assert digests(policy, "script-src") == contents(page, "script")
    assert digests(policy, "style-src") == contents(page, "style")
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("address", ["/", "/a-1/a-1.html", "/nowhere", "/a-1/a-1.txt"])
def test_every_answer_is_for_its_own_page_only(preview: Preview, address: str) -> None:
    """Nothing is kept, guessed, framed or lent to another site."""
    headers = answer(preview, address)[0].headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize(
    "address",
    [
        "/../../etc/passwd",
        "/a-1/../a-1/secret.html",
        "/a-1/secret.html",
        "/a-1/",
        "/a-1/%2e%2e/%2e%2e/etc/passwd",
        "/a-1/..%2fa-1%2fa-1.html",
        "//a-1/a-1.html/..",
        "/a-1\\a-1.html",
        "/a-1/a-1.html%00.txt",
        "/etc/passwd",
    ],
)
def test_only_what_is_on_the_board_is_shown(preview: Preview, address: str) -> None:
    """No way leads out of it, and none to another file in the same folder."""
    response, content = answer(preview, address)
    assert response.status == 404
    assert content == b"there is no such page; the list is at /\n"


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "", "127.0.0.1", "127.0.0.1:1"]
)
@pytest.mark.parametrize("address", ["/", "/a-1/a-1.html", "/.changes?of=/"])
def test_a_foreign_name_is_refused(preview: Preview, host: str, address: str) -> None:
    """A site that has its name lead to this machine sees nothing."""
    response, content = answer(preview, address, host=host)
    assert (response.status, content) == (421, b"this is not the place asked for\n")


def test_one_name_is_given_and_no_more(preview: Preview) -> None:
    """Without one, or with two, it is not known who asks; `localhost` is this machine."""
    port = port_of(preview)
    assert answer(preview, host=f"LocalHost:{port}")[0].status == 200
    for lines in ("", f"Host: 127.0.0.1:{port}\r\nHost: evil.example\r\n"):
        with asked(preview, f"GET / HTTP/1.1\r\n{lines}\r\n".encode()) as connection:
            assert connection.recv(100).startswith(b"HTTP/1.0 421 ")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
def test_only_reading_is_answered(preview: Preview, method: str) -> None:
    """Every other method is refused, known or not."""
    response, _ = answer(preview, method=method)
    assert (response.status, response.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("address", ["/", "/a-1/a-1.html", "/.changes", "/nowhere"])
def test_head_says_what_get_would(preview: Preview, address: str) -> None:
    """And gives no content; it ends, also where GET would go on."""
    response, content = answer(preview, address, method="HEAD")
    assert content == b""
    assert response.status == (404 if address == "/nowhere" else 200)


def test_a_note_that_fails_keeps_its_page(preview: Preview, outcome: Outcome) -> None:
    """With its faults above it, as words; a note that was never made has its faults in the list."""
    preview.show(
        board_of(
            [
                Outcome(name="a.yaml", findings=(FAULT,)),
                Outcome(name="b<i>.yaml", error=FileError("gone", hint="look & see")),
            ],
            before=preview.board,
        )
    )
    _, page = answer(preview, "/a-1/a-1.html")
    assert b"This is the page as it was made last." in page
    assert b"&lt;b&gt;`x`&lt;/b&gt; &amp; more" in page
    _, listed = answer(preview)
    assert b"2 notes, 2 with errors" in listed
    assert b"b&lt;i&gt;.yaml" in listed
    assert b"hint: look &amp; see" in listed
    assert b"<i>" not in listed
    assert outcome.written[0].read_bytes() == PAGE


def test_what_needs_a_look_stands_first() -> None:
    """A note with errors above the others, and a page before the other files of its note."""
    folder = Path("out/b-1")
    sound = Outcome(name="b.yaml", written=(folder / "b-1.xml", folder / "b-1.html"))
    page = list_page(board_of([sound, Outcome(name="a.yaml", findings=(FAULT,))])).decode()
    assert page.index("a.yaml<br>") < page.index("b.yaml<br>")
    assert page.index(">Page</a>") < page.index(">XML</a>")


def test_a_note_that_is_gone_is_not_shown(preview: Preview) -> None:
    """Nor is a file that is gone, though its note is there."""
    Path(preview.board.files["/a-1/a-1.html"][1]).unlink()
    assert answer(preview, "/a-1/a-1.html")[0].status == 404
    preview.show(board_of([], before=preview.board))
    assert answer(preview, "/a-1/a-1.txt")[0].status == 404
    assert b"Preview: 0 notes" in answer(preview)[1]


def lines_of(preview: Preview, address: str) -> Iterator[str]:
    """What a page hears, line by line, for as long as it listens."""
    request = f"GET /.changes?of={address} HTTP/1.1\r\nHost: localhost:{port_of(preview)}\r\n\r\n"
    with asked(preview, request.encode()) as connection:
        response = HTTPResponse(connection)
        response.begin()
        assert response.headers["Content-Type"] == "text/event-stream"
        for line in response:
            if line.startswith(b"data: "):
                yield line.decode().removeprefix("data: ").strip()


def test_a_page_hears_of_its_own_changes(preview: Preview, outcome: Outcome) -> None:
    """First what is shown now, which is what the page says of itself; then each change of its."""
    _, page = answer(preview, "/a-1/a-1.html")
    heard = lines_of(preview, "/a-1/a-1.html")
    first = next(heard)
    assert f'data-shown="{first}"'.encode() in page
    preview.show(board_of([outcome, Outcome(name="b.yaml")]))  # another note: nothing to hear
    write_whole(outcome.written[0], PAGE.replace(b"Words", b"Other words"))
    preview.show(board_of([outcome]))
    second = next(heard)
    assert second != first
    assert f'data-shown="{second}"'.encode() in answer(preview, "/a-1/a-1.html")[1]
    preview.show(board_of([Outcome(name="a.yaml", findings=(FAULT,))], before=preview.board))
    assert next(heard) not in {first, second}
    preview.show(Board())
    assert next(heard) == "gone"


def test_the_list_hears_of_every_change(preview: Preview, outcome: Outcome) -> None:
    """And what it hears is what the list says of itself."""
    heard = lines_of(preview, "/")
    assert f'data-shown="{next(heard)}"'.encode() in list_page(preview.board)
    preview.show(board_of([outcome, Outcome(name="b.yaml")]))
    assert f'data-shown="{next(heard)}"'.encode() in list_page(preview.board)


def test_the_end_lets_every_page_go(outcome: Outcome) -> None:
    """No thread is left that waits for a board that will not come."""
    with Preview(port=0) as preview:
        preview.show(board_of([outcome]))
        heard = lines_of(preview, "/")
        next(heard)
    assert list(heard) == []


def test_too_many_pages_are_told_so(preview: Preview) -> None:
    """Each that listens takes a thread; those that only ask are answered all the same."""
    listeners = [lines_of(preview, "/") for _ in range(48)]
    for heard in listeners:
        next(heard)
    assert answer(preview, "/.changes?of=/")[0].status == 503
    assert answer(preview)[0].status == 200
    for heard in listeners:
        heard.close()  # type: ignore[attr-defined]


def test_a_port_that_is_taken_is_said() -> None:
    """The one that was asked for; where none was, another is looked for."""
    with Preview(port=0) as first, pytest.raises(UsageError) as failed:
        Preview(port=port_of(first))
    assert failed.value.message.startswith("the preview cannot have port ")
    with Preview(port=None) as one, Preview(port=None) as other:
        assert port_of(one) != port_of(other)


def test_it_is_to_be_reached_from_this_machine_only(preview: Preview) -> None:
    """The port is opened at the address at which no other machine can ask."""
    assert preview._server.socket.getsockname()[0] == "127.0.0.1"


def test_ids_of_all_letters_have_an_address() -> None:
    """Whatever the file system calls them."""
    assert address_of(Path("out/ré un/ré un.html")) == "/r%C3%A9%20un/r%C3%A9%20un.html"
    assert address_of(Path("o/\udcff/\udcff.html")) == "/%FF/%FF.html"


def test_whoever_waits_is_woken() -> None:
    """By the next board, by the end, or by the time."""
    notices = Notices()
    assert notices.wait(0, seconds=0) == 0
    threading.Timer(0.05, notices.put_up, [Board()]).start()
    assert notices.wait(0, seconds=10) == 1
    threading.Timer(0.05, notices.end).start()
    assert notices.wait(1, seconds=10) == 1
    assert notices.is_over
