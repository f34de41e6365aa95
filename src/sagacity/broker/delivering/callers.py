"""Callers: a host that has just spoken to us is up, so what rests for it is tried at once."""

import asyncio
import time
from functools import partial
from urllib.parse import urlsplit

from sagacity.broker.broker import Broker
from sagacity.broker.delivering import resting

SOON_MS = 5_000  # who is tried within this needs no knock
SELDOM_S = 60.0  # a host that speaks but does not listen is knocked for no more often
_NAMES_S = 300.0  # how long an address of a name is believed


class Callers:
    """Every process looks who rests, and knows its callers; ``heard_from`` costs one look into a table."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker
        self._resting: dict[str, list[str]] = {}  # by the address of the host
        self._knocked: dict[str, float] = {}
        self._names: dict[str, tuple[float, tuple[str, ...]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def look(self) -> None:
        """Learn who rests now."""
        at = self._broker.clock()
        found = await self._broker.read(partial(resting.resting, after=at + SOON_MS))
        by_host: dict[str, list[str]] = {}
        for endpoint, _ in found:
            for address in await self._addresses(urlsplit(endpoint).hostname or ""):
                by_host.setdefault(address, []).append(endpoint)
        self._resting = by_host

    def heard_from(self, address: str) -> None:
        """Somebody called and was answered well."""
        if not self._resting or (endpoints := self._resting.pop(address, None)) is None:
            return
        now = time.monotonic()
        due = [one for one in endpoints if self._knocked.get(one, -SELDOM_S) <= now - SELDOM_S]
        self._knocked |= dict.fromkeys(due, now)
        if due:
            task = asyncio.get_running_loop().create_task(self._knock(due))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def settle(self) -> None:
        """Wait until every knock is durable, or has failed: nothing depends on it."""
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _knock(self, endpoints: list[str]) -> None:
        await self._broker.do(partial(resting.knock, endpoints=endpoints))

    async def _addresses(self, host: str) -> tuple[str, ...]:
        known = self._names.get(host)
        if known is not None and known[0] > time.monotonic():
            return known[1]
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, None)
        except OSError:
            found = []
        addresses = tuple(dict.fromkeys(str(one[4][0]) for one in found))
        self._names[host] = time.monotonic() + _NAMES_S, addresses
        return addresses
