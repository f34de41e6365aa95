"""Sends letters as HTTP requests, over connections that are kept and reused."""

import ssl
from collections import OrderedDict

from sagacity.broker.delivering import address as addresses
from sagacity.broker.delivering.address import Address
from sagacity.broker.delivering.connection import Connection, Unanswered, connect
from sagacity.broker.delivering.letter import Answer
from sagacity.broker.delivering.outgoing import HttpParcel
from sagacity.broker.delivering.targets import NobodyThere, TargetRefused, Targets

_MOST_IDLE = 256
_IN_TROUBLE = frozenset({408, 425, 429})  # says nothing about the letter


class HttpSender:
    """A pool of connections by endpoint; the longest unused ones are closed first."""

    def __init__(self, targets: Targets, *, timeout_ms: int) -> None:
        self._targets = targets
        self._timeout = timeout_ms / 1000
        self._idle: OrderedDict[tuple[str, int], Connection] = OrderedDict()
        self._free: dict[str, list[int]] = {}
        self._number = 0
        self._tls: ssl.SSLContext | None = None

    async def send(self, parcel: HttpParcel, *, key: str) -> Answer:
        """Deliver one letter; ``key`` lets the receiver notice that it has it already."""
        try:
            address = addresses.parse(parcel.url)
            request = written(parcel, address, key)
        except addresses.BadAddress as trouble:
            return Answer("hopeless", 0, f"malformed address: {trouble}")
        within = parcel.timeout_ms / 1000 if parcel.timeout_ms else self._timeout
        try:
            return _judged(await self._ask(address, request, within))
        except TargetRefused as trouble:
            return Answer("hopeless", 0, str(trouble))
        except (Unanswered, NobodyThere) as trouble:
            return Answer("endpoint", 0, str(trouble))

    async def _ask(self, address: Address, request: bytes, within: float) -> int:
        while (connection := self._take(address.endpoint)) is not None:
            try:
                return await self._over(connection, address, request, within)
            except Unanswered as trouble:
                if trouble.fresh:
                    raise
        return await self._over(await self._open(address, within), address, request, within)

    async def _over(self, connection: Connection, address: Address, request: bytes, within: float) -> int:
        try:
            reply = await connection.ask(request, within=within)
        except BaseException:
            connection.close()
            raise
        if reply.keep:
            self._give_back(address.endpoint, connection)
        else:
            connection.close()
        return reply.status

    async def _open(self, address: Address, within: float) -> Connection:
        ip = await self._targets.resolve(address)
        tls = self._tls_context() if address.scheme == "https" else None
        return await connect(ip, address.port, tls=tls, server_name=address.host, within=within)

    def _tls_context(self) -> ssl.SSLContext:
        self._tls = self._tls or ssl.create_default_context()
        return self._tls

    def _take(self, endpoint: str) -> Connection | None:
        numbers = self._free.get(endpoint)
        while numbers:
            connection = self._idle.pop((endpoint, numbers.pop()))
            if not connection.closed:
                return connection
        self._free.pop(endpoint, None)
        return None

    def _give_back(self, endpoint: str, connection: Connection) -> None:
        self._number += 1
        self._idle[endpoint, self._number] = connection
        self._free.setdefault(endpoint, []).append(self._number)
        if len(self._idle) > _MOST_IDLE:
            (oldest, number), unused = self._idle.popitem(last=False)
            self._free[oldest].remove(number)
            unused.close()

    def close(self) -> None:
        """Hang up everywhere."""
        for connection in self._idle.values():
            connection.close()
        self._idle.clear()
        self._free.clear()


def written(parcel: HttpParcel, address: Address, key: str) -> bytes:
    """The request as bytes."""
    lines = [f"{parcel.method} {address.target} HTTP/1.1", f"Host: {address.authority}"]
    lines += [f"{name}: {value}" for name, value in parcel.headers]
    lines += [f"Idempotency-Key: {key}", f"Content-Length: {len(parcel.body)}", "", ""]
    head = "\r\n".join(lines)
    if head.count("\n") != len(lines) - 1 or head.count("\r") != len(lines) - 1:
        raise addresses.BadAddress("a header holds a line break")
    return head.encode() + parcel.body


def _judged(status: int) -> Answer:
    if 200 <= status < 300:
        return Answer("none", status)
    if status >= 500 or status in _IN_TROUBLE:
        return Answer("endpoint", status, f"answered {status}")
    if 300 <= status < 400:
        return Answer("letter", status, f"answered {status}; redirects are not followed")
    return Answer("letter", status, f"answered {status}")
