"""A plain context provider for tests: real HTTP, two addresses, no broker."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from sagacity.broker.testing import City


class ContextProvider:
    """Answers op/query with ``entities`` and op/update with ``status``; remembers what it was asked."""

    def __init__(self) -> None:
        self.entities: Any = []
        self.status = 204
        self.headers: dict[str, str] = {}
        self.delay = 0.0
        self.asked: list[tuple[str, dict[str, str], Any]] = []  # path, headers in lower case, body
        provider = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                headers = {name.lower(): value for name, value in self.headers.items()}
                provider.asked.append((self.path, headers, body))
                time.sleep(provider.delay)
                is_query = self.path.startswith("/base/op/query")
                self.answer(200 if is_query else provider.status, provider.entities if is_query else b"")

            def answer(self, status: int, value: Any) -> None:
                raw = (
                    b""
                    if value is None
                    else value
                    if isinstance(value, bytes)
                    else json.dumps(value).encode()
                )
                self.send_response(status)
                self.send_header("Content-Length", str(len(raw)))
                for name, text in provider.headers.items():
                    self.send_header(name, text)
                self.end_headers()
                self.wfile.write(raw)

            def log_message(self, format: str, *args: Any) -> None:
                """Silent."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/base"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def provider() -> Iterator[ContextProvider]:
    """A provider of this test's own."""
    found = ContextProvider()
    yield found
    found.stop()


def register(city: City, url: str, *, entity: Any = None, attrs: Any = (), **rest: Any) -> str:
    """The id of a new registration: what ``url`` has of ``entity`` (any room unless said otherwise)."""
    body = {
        "dataProvided": {
            "entities": [entity or {"idPattern": ".*", "type": "Room"}],
            **({"attrs": list(attrs)} if attrs else {}),
        },
        "provider": {"http": {"url": url}, **rest.pop("provider", {})},
        **rest,
    }
    answer = city.post("/v2/registrations", json=body)
    assert answer.status == 201, answer.text
    return answer.headers["location"].rpartition("/")[2]
