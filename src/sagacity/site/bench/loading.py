"""Many requests over kept connections, and the processor time they cost a server process."""

import asyncio
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

CONNECTIONS = 32
LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")
TICKS = os.sysconf("SC_CLK_TCK")


def request(method: str, path: str, body: bytes = b"", *, key: str = "", **headers: str) -> bytes:
    """A whole HTTP/1.1 request as bytes; underscores in names of headers become hyphens."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost"]
    if key:
        lines.append(f"X-API-Key: {key}")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def cpu_seconds(process: int) -> float:
    """What a process and its ended children have used so far."""
    parts = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / TICKS


@dataclass(slots=True)
class Load:
    """What came of a load: how many answers of each status."""

    statuses: dict[int, int] = field(default_factory=dict)

    @property
    def good(self) -> int:
        return sum(number for status, number in self.statuses.items() if status < 300)

    @property
    def all(self) -> int:
        return sum(self.statuses.values())


class _Connection(asyncio.Protocol):
    """Sends the next request as soon as the last answer is whole."""

    def __init__(self, requests: Iterator[bytes], load: Load, ended: asyncio.Future[None]) -> None:
        self.requests = requests
        self.load = load
        self.ended = ended
        self.buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._next()

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head = self.buffer.find(b"\r\n\r\n")
        if head < 0:
            return
        length = LENGTH.search(self.buffer, 0, head + 2)
        whole = head + 4 + (int(length[1]) if length else 0)
        if len(self.buffer) < whole:
            return
        status = int(self.buffer[9:12])
        self.load.statuses[status] = self.load.statuses.get(status, 0) + 1
        self.buffer = self.buffer[whole:]
        self._next()

    def connection_lost(self, problem: Exception | None) -> None:
        if not self.ended.done():
            self.ended.set_result(None)

    def _next(self) -> None:
        following = next(self.requests, None)
        if following is None:
            self.transport.close()
        else:
            self.transport.write(following)


async def send(port: int, requests: Iterable[bytes], *, connections: int = CONNECTIONS) -> Load:
    """Send all, on so many connections at once, each waiting for its answer."""
    load, shared, loop = Load(), iter(requests), asyncio.get_running_loop()
    ends: list[asyncio.Future[None]] = []
    for _ in range(connections):
        ended: asyncio.Future[None] = loop.create_future()
        ends.append(ended)

        def made(ended: asyncio.Future[None] = ended) -> _Connection:
            return _Connection(shared, load, ended)

        await loop.create_connection(made, "127.0.0.1", port)
    await asyncio.gather(*ends)
    return load
