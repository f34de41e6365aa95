"""A receiver of notifications for tests: a real HTTP server that remembers, and fails when told to."""

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest


@dataclass(frozen=True, slots=True)
class Heard:
    """One request; names of headers in lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    at: float
    answered: int

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Receiver:
    """Answers everything with ``answer``; ``stop`` and ``start`` keep the port."""

    def __init__(self, port: int = 0) -> None:
        self.heard: list[Heard] = []
        self.answer = 204
        self.refuses = b""  # a body that holds this is answered 400
        self.headers: dict[str, str] = {}
        self.delay = 0.0
        self.gate = threading.Event()  # closed, requests are heard of and answered when it opens
        self.gate.set()
        self.port = port
        self._server: ThreadingHTTPServer | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self._server = self.server()
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def server(self) -> ThreadingHTTPServer:
        """The server itself, bound to its port but not yet answering."""
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_any(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                headers = {name.lower(): value for name, value in self.headers.items()}
                time.sleep(receiver.delay)
                receiver.gate.wait()
                refused = receiver.refuses and receiver.refuses in body
                answer = 400 if refused else receiver.answer
                receiver.heard.append(Heard(self.command, self.path, headers, body, time.time(), answer))
                self.send_response(answer)
                for name, value in receiver.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_any  # noqa: N815

            def log_message(self, format: str, *args: Any) -> None:
                return

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            allow_reuse_address = True
            request_queue_size = 128

        return Server(("127.0.0.1", self.port), Handler)

    def stop(self) -> None:
        self.gate.set()
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def wait_for(self, count: int, *, within: float = 10) -> list[Heard]:
        """That many requests, or a failed test."""
        deadline = time.monotonic() + within
        while len(self.heard) < count:
            assert time.monotonic() < deadline, f"{len(self.heard)} of {count} requests came"
            time.sleep(0.005)
        return self.heard

    @property
    def taken(self) -> list[Heard]:
        """Those it answered with success."""
        return [request for request in self.heard if request.answered < 300]

    def wait_until_taken(self, count: int, *, within: float = 10) -> list[Heard]:
        """That many successes, or a failed test."""
        deadline = time.monotonic() + within
        while len(self.taken) < count:
            assert time.monotonic() < deadline, f"{len(self.taken)} of {count} requests were taken"
            time.sleep(0.005)
        return self.taken

    def stays_at(self, count: int, *, during: float = 0.4) -> bool:
        """Whether no more requests than these came, and none came for a while."""
        time.sleep(during)
        return len(self.heard) == count


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver that answers 204."""
    found = Receiver()
    found.start()
    yield found
    found.stop()
