"""A receiver of notifications that counts what it hears and answers at once."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

PATIENCE = 120.0
ANSWER = b"HTTP/1.1 204 No Content\r\n\r\n"


@dataclass(slots=True)
class Heard:
    """How many requests came in, and where."""

    port: int = 0
    count: int = 0

    def wait_for(self, number: int) -> None:
        deadline = time.monotonic() + PATIENCE
        while self.count < number:
            if time.monotonic() > deadline:
                raise RuntimeError(f"{self.count} of {number} notifications came")
            time.sleep(0.02)


class _Ear(asyncio.Protocol):
    def __init__(self, heard: Heard) -> None:
        self.heard = heard
        self.buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while (head := self.buffer.find(b"\r\n\r\n")) >= 0:
            length = 0
            for line in self.buffer[:head].split(b"\r\n"):
                if line.lower().startswith(b"content-length:"):
                    length = int(line.partition(b":")[2])
            if len(self.buffer) < head + 4 + length:
                return
            self.buffer = self.buffer[head + 4 + length :]
            self.heard.count += 1
            self.transport.write(ANSWER)


@contextmanager
def receiver() -> Iterator[Heard]:
    """Listens on a free port of this machine, in a thread of its own."""
    heard, loop = Heard(), asyncio.new_event_loop()
    server = loop.run_until_complete(loop.create_server(lambda: _Ear(heard), "127.0.0.1", 0))
    heard.port = int(server.sockets[0].getsockname()[1])
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield heard
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
