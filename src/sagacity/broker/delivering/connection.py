"""One HTTP/1.1 connection to a receiver: plain requests one after the other, over asyncio and llhttp.

Written out because it costs 25 µs of CPU a request where a full client library costs 170 to 230.
"""

import asyncio
import os
import ssl
from typing import NamedTuple, cast

import httptools

_MOST_ANSWERED = 1_000_000  # bytes; nobody reads the answer to a notification


class Unanswered(Exception):
    """No answer came. ``fresh`` False: the connection was an old one, closed meanwhile by the other side."""

    def __init__(self, reason: str, *, fresh: bool = True) -> None:
        super().__init__(reason)
        self.fresh = fresh


class Reply(NamedTuple):
    """``status`` and whether the connection may be used again."""

    status: int
    keep: bool


class Connection(asyncio.Protocol):
    """A connection; ``used`` counts the answers it has brought."""

    def __init__(self) -> None:
        self.used = 0
        self.closed = False
        self._transport: asyncio.Transport | None = None
        self._waiting: asyncio.Future[Reply] | None = None
        self._parser: httptools.HttpResponseParser | None = None
        self._answered = 0

    async def ask(self, request: bytes, *, within: float) -> Reply:
        """Send a request and wait for its answer, at most that many seconds. Raises Unanswered."""
        loop = asyncio.get_running_loop()
        if self.closed or self._transport is None:
            raise Unanswered("the connection was closed", fresh=not self.used)
        self._waiting = loop.create_future()
        self._parser = httptools.HttpResponseParser(self)
        self._answered = 0
        timer = loop.call_later(within, self._fail, f"no answer within {within:g} s", True)
        self._transport.write(request)
        try:
            return await self._waiting
        finally:
            timer.cancel()
            self._waiting = None

    def close(self) -> None:
        """Hang up."""
        self.closed = True
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._answered += len(data)
        if self._parser is None or self._waiting is None or self._answered > _MOST_ANSWERED:
            self._fail("more was answered than was asked", True)
            return
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade) as trouble:
            self._fail(f"the answer is no HTTP: {trouble}", True)

    def connection_lost(self, exc: Exception | None) -> None:
        self.closed = True
        self._fail(f"the connection was closed: {exc or 'by the other side'}", not self.used)

    def on_message_complete(self) -> None:
        assert self._parser is not None
        status = self._parser.get_status_code()
        if status < 200 or self._waiting is None or self._waiting.done():
            return
        self.used += 1
        self._waiting.set_result(Reply(status, self._parser.should_keep_alive()))

    def _fail(self, reason: str, fresh: bool) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(Unanswered(reason, fresh=fresh))
        self.close()


async def connect(
    ip: str, port: int, *, tls: ssl.SSLContext | None, server_name: str, within: float
) -> Connection:
    """Open a connection to exactly that address. Raises Unanswered."""
    loop = asyncio.get_running_loop()
    opening = loop.create_connection(
        Connection, ip, port, ssl=tls, server_hostname=server_name if tls else None
    )
    try:
        _, connection = await asyncio.wait_for(opening, within)
    except TimeoutError as trouble:
        raise Unanswered(f"no connection within {within:g} s") from trouble
    except OSError as trouble:
        raise Unanswered(_said(trouble)) from trouble
    return connection


def _said(trouble: OSError) -> str:
    """Why no connection came about, in the words of the system."""
    if isinstance(trouble, ssl.SSLError) or not trouble.errno:
        return str(trouble)
    return os.strerror(trouble.errno)
