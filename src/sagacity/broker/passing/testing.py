"""A plain server that answers as it is told, byte for byte, and remembers what it was sent."""

import socket
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from sagacity.broker.access import open_paths
from sagacity.broker.access.caller import Caller
from sagacity.broker.here import here
from sagacity.broker.passing import journal, knowing
from sagacity.broker.passing.knowing import KindThere
from sagacity.broker.passing.orions import Orions
from sagacity.broker.store.base import Session

OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]"


def until(holds: Callable[[], Any], *, within: float = 10) -> Any:
    """What comes true, or a failed test."""
    deadline = time.monotonic() + within
    while not (found := holds()):
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.02)
    return found


def stay_in_an_orion(settings: Any, *, tenant: str, url: str, kind: KindThere, path: str = "/") -> None:
    """The data of a tenant stay in an Orion, and it has entities of that kind; for stories in pages."""
    settings.BROKER_ORIONS = Orions(of_tenant=((tenant, url),))
    house = here()
    house.do_now(
        lambda session: knowing.put(
            session, tenant=tenant, path=path, url=url, kinds=[kind], at=house.clock()
        )
    )
    if path != "/":
        house.do_now(lambda session: open_paths.open_path(session, tenant=tenant, path=path))


def passed_on(key: str, *, method: str, target: str, status: int) -> None:
    """A change that went on to an Orion with a key; for stories in pages."""
    house = here()

    def work(session: Session) -> None:
        line = journal.begin(
            session,
            at=house.clock(),
            tenant="water",
            caller=Caller("a key", key),
            method=method,
            target=target,
            correlator="",
        )
        journal.end(session, line, status)

    house.do_now(work)


def said(status: str, body: bytes = b"", kind: str = "application/json", *headers: str) -> bytes:
    """An answer with its length."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


class PlainServer:
    """``answer`` is sent to every request; while ``free`` is not set nobody is answered."""

    def __init__(self) -> None:
        self.answer: bytes = OK
        self.choose: Callable[[bytes], bytes] = lambda request: self.answer
        self.heard: list[bytes] = []
        self.free = threading.Event()
        self.free.set()
        self.came = threading.Semaphore(0)
        plain = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                asked = plain.read(self.request)
                while asked:
                    plain.heard.append(asked)
                    plain.came.release()
                    plain.free.wait(30)
                    try:
                        self.request.sendall(answer := plain.choose(asked))
                    except OSError:
                        return
                    if b"Content-Length" not in answer:
                        return
                    asked = plain.read(self.request)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    @staticmethod
    def read(connection: socket.socket) -> bytes:
        """One request, whole; empty when the other side has hung up."""
        found = b""
        while b"\r\n\r\n" not in found:
            part = _received(connection)
            if not part:
                return b""
            found += part
        head, _, body = found.partition(b"\r\n\r\n")
        length = next(
            (
                int(line.split(b":")[1])
                for line in head.split(b"\r\n")
                if line.lower().startswith(b"content-length")
            ),
            0,
        )
        while len(body) < length:
            body += _received(connection)
        return head + b"\r\n\r\n" + body

    def headers(self, number: int = -1) -> dict[str, str]:
        """The headers of one request as they were written; a name that comes twice is a failed test."""
        lines = self.heard[number].partition(b"\r\n\r\n")[0].decode().split("\r\n")[1:]
        pairs = [(name, value) for name, _, value in (line.partition(": ") for line in lines)]
        assert len({name.lower() for name, _ in pairs}) == len(pairs)
        return dict(pairs)

    def stop(self) -> None:
        self.free.set()
        self._server.shutdown()
        self._server.server_close()


def _received(connection: socket.socket) -> bytes:
    try:
        return connection.recv(65_536)
    except OSError:
        return b""


@pytest.fixture
def plain() -> Iterator[PlainServer]:
    """A server of this test's own."""
    found = PlainServer()
    yield found
    found.stop()
