"""A client of the YAML language server: it speaks to it as an editor does, over its pipes.

Knows the protocol and the server's settings, and nothing of records.
"""

from __future__ import annotations

import json
import queue
import subprocess
import threading
import time
from typing import IO, TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

Json = dict[str, Any]

SERVER = ("node_modules", "yaml-language-server", "bin", "yaml-language-server")
"""Where npm puts the server, seen from the folder of `package.json`."""

_PATIENCE_SECONDS = 60


class LanguageServer:
    """A running server; leave the context to end it."""

    def __init__(self, command: Sequence[str | Path], *, settings: Json, folder: Path) -> None:
        """
        Start a server and wait until it has taken its settings.

        Args:
            command: What starts the server.
            settings: What stands under `yaml.` in an editor's settings.
            folder: The folder that the editor has open.
        """
        self._settings = settings
        self._process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert self._process.stdin
        assert self._process.stdout
        assert self._process.stderr
        self._input = self._process.stdin
        self._received: queue.Queue[Json | None] = queue.Queue()
        self._said: list[str] = []
        self._answers: dict[int, Json] = {}
        self._diagnostics: dict[str, list[Json]] = {}
        self._last_id = 0
        self._version = 0
        self._threads = (
            threading.Thread(target=self._read, args=(self._process.stdout,), daemon=True),
            threading.Thread(target=self._listen, args=(self._process.stderr,), daemon=True),
        )
        for thread in self._threads:
            thread.start()
        self._begin(folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def stderr(self) -> str:
        """What the server has said on standard error."""
        return "".join(self._said)

    def diagnostics(self, texts: Mapping[str, str]) -> dict[str, list[Json]]:
        """
        Open documents and give what the server finds in each; they are closed again.

        Args:
            texts: By URI; a document need not be on the disk.
        """
        for uri, text in texts.items():
            self._open(uri, text)
            self._diagnostics.pop(uri, None)
        self._until(lambda: texts.keys() <= self._diagnostics.keys())
        found = {uri: self._diagnostics.pop(uri) for uri in texts}
        for uri in texts:
            self._close(uri)
        return found

    def completion(self, uri: str, text: str, *, line: int, character: int) -> list[Json]:
        """Ask what can stand at a place; line and character count from 0."""
        answer = self._at(uri, text, "completion", line=line, character=character)
        return list(answer["items"] if isinstance(answer, dict) else answer or [])

    def hover(self, uri: str, text: str, *, line: int, character: int) -> str:
        """Give the text that appears over a place; empty where there is none."""
        answer = self._at(uri, text, "hover", line=line, character=character)
        return str(answer["contents"]["value"]) if answer else ""

    def stop(self) -> None:
        """End the server."""
        if self._process.poll() is None:
            self._request("shutdown", None)
            self._send({"method": "exit"})
            self._input.close()
            self._process.wait(_PATIENCE_SECONDS)
        for thread in self._threads:
            thread.join(_PATIENCE_SECONDS)
        for stream in (self._process.stdout, self._process.stderr):
            assert stream
            stream.close()

    def _begin(self, folder: Path) -> None:
        capabilities = {
            "textDocument": {
                "completion": {"completionItem": {"snippetSupport": True}},
                "hover": {"contentFormat": ["markdown", "plaintext"]},
                "publishDiagnostics": {},
            },
            "workspace": {"configuration": True, "workspaceFolders": True},
        }
        workspace = [{"uri": folder.as_uri(), "name": folder.name}]
        self._request(
            "initialize",
            {
                "processId": None,
                "rootUri": folder.as_uri(),
                "workspaceFolders": workspace,
                "capabilities": capabilities,
            },
        )
        self._settings_asked = False
        self._notify("initialized", {})
        self._until(lambda: self._settings_asked)

    def _at(self, uri: str, text: str, what: str, *, line: int, character: int) -> Any:
        self._open(uri, text)
        position = {"line": line, "character": character}
        document = {"uri": uri}
        answer = self._request(
            f"textDocument/{what}", {"textDocument": document, "position": position}
        )
        self._close(uri)
        return answer

    def _open(self, uri: str, text: str) -> None:
        self._version += 1  # the server keeps what it made of a version, also of a closed document
        document = {"uri": uri, "languageId": "yaml", "version": self._version, "text": text}
        self._notify("textDocument/didOpen", {"textDocument": document})

    def _close(self, uri: str) -> None:
        """Close a document, and wait until the server has taken back what it said of it."""
        self._diagnostics.pop(uri, None)
        self._notify("textDocument/didClose", {"textDocument": {"uri": uri}})
        self._until(lambda: uri in self._diagnostics)

    def _notify(self, method: str, params: Json) -> None:
        self._send({"method": method, "params": params})

    def _request(self, method: str, params: Json | None) -> Any:
        self._last_id += 1
        number = self._last_id
        self._send({"id": number, "method": method, "params": params})
        self._until(lambda: number in self._answers)
        answer = self._answers.pop(number)
        assert "error" not in answer, answer["error"]
        return answer.get("result")

    def _send(self, message: Json) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._input.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._input.flush()

    def _until(self, done: Any) -> None:
        """Take what the server sends until something is so."""
        end = time.monotonic() + _PATIENCE_SECONDS
        while not done():
            try:
                message = self._received.get(timeout=max(0, end - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"the server is silent\n{self.stderr}") from None
            assert message is not None, f"the server has ended\n{self.stderr}"
            self._take(message)

    def _take(self, message: Json) -> None:
        method = message.get("method")
        if method is None:
            self._answers[message["id"]] = message
        elif method == "textDocument/publishDiagnostics":
            self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "id" in message:
            self._send({"id": message["id"], "result": self._reply(message)})

    def _reply(self, message: Json) -> Any:
        if message["method"] != "workspace/configuration":
            return None
        self._settings_asked = True
        items = message["params"]["items"]
        return [self._settings if item.get("section") == "yaml" else None for item in items]

    def _read(self, stream: IO[bytes]) -> None:
        for message in _messages(stream):
            self._received.put(message)
        self._received.put(None)

    def _listen(self, stream: IO[bytes]) -> None:
        for line in stream:
            self._said.append(line.decode(errors="replace"))


def _messages(stream: IO[bytes]) -> Iterator[Json]:
    """Cut what the server sends into messages."""
    while header := stream.readline():
        if header.lower().startswith(b"content-length:"):
            length = int(header.partition(b":")[2])
            while stream.readline().strip():
                pass
            yield json.loads(stream.read(length))
