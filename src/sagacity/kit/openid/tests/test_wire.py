"""Whoever stands at the other end: the city waits a little, follows nobody, and never speaks in the open."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from sagacity.kit.openid import refusals, wire


class _Odd(BaseHTTPRequestHandler):
    """A server that answers every path in another wrong way."""

    silent = threading.Event()

    def do_GET(self) -> None:
        if self.path == "/silent":
            self.silent.wait(20)
        elif self.path == "/garbage":
            self.wfile.write(b"nonsense\r\n")
        elif self.path == "/redirect":
            self.send_response(302)
            self.send_header("Location", "/json")
            self.end_headers()
        else:
            bodies = {"/json": b'{"a": 1}', "/large": b'"' + b"x" * wire.MOST_READ + b'"'}
            self.send_response(200)
            self.end_headers()
            self.wfile.write(bodies.get(self.path, b"<p>"))

    def log_message(self, format: str, *args: object) -> None:
        return None


@pytest.fixture
def odd() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Odd)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    _Odd.silent.set()
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_answer_is_read(odd: str) -> None:
    assert wire.get(f"{odd}/json") == wire.Answer(200, {"a": 1})


@pytest.mark.parametrize("path", ["/page", "/large", "/garbage"])
def test_an_answer_that_is_none_is_a_server_that_is_down(odd: str, path: str) -> None:
    with pytest.raises(refusals.ProviderDown):
        wire.get(odd + path)


def test_a_redirect_is_not_followed(odd: str) -> None:
    assert wire.get(f"{odd}/redirect").status == 302


def test_a_server_that_says_nothing_is_down(odd: str) -> None:
    with pytest.raises(refusals.ProviderDown):
        wire.get(f"{odd}/silent", patience=0.2)


@pytest.mark.parametrize("address", ["http://app.example/x", "http://192.0.2.1/x", "ftp://127.0.0.2/x"])
def test_nothing_is_asked_without_https(address: str) -> None:
    with pytest.raises(refusals.ProviderDown, match="https"):
        wire.get(address)
