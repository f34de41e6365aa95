"""Leading: of several processes one looks after the devices, so that an order is sent once."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial

from sagacity.broker.broker import Broker
from sagacity.broker.delivering import lease

log = logging.getLogger(__name__)

NAME = "devices"
LASTING = 15_000  # ms without a sign of the leader until another takes over
_PACE = 4.0  # seconds


class Leader:
    """Whether this process leads at the moment."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker
        self._holder = lease.holder_of_this_process()
        self._leads = asyncio.Event()
        self._lost = asyncio.Event()

    async def run(self) -> None:
        """Take the lead when it is free, and keep it; until cancelled."""
        try:
            while True:
                await self._take()
                await asyncio.sleep(_PACE)
        finally:
            await self._broker.do(partial(lease.give_up, holder=self._holder, name=NAME))

    async def while_leading(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do this whenever this process leads, and stop when it does not."""
        while True:
            await self._leads.wait()
            task = asyncio.ensure_future(work())
            try:
                await self._lost.wait()
            finally:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)

    async def _take(self) -> None:
        at = self._broker.clock()
        try:
            self._set(
                await self._broker.do(
                    partial(lease.take, holder=self._holder, at=at, lasting=LASTING, name=NAME)
                )
            )
        except Exception:
            log.exception("who leads is asked again in a moment")

    def _set(self, leads: bool) -> None:
        for event, is_so in ((self._leads, leads), (self._lost, not leads)):
            if is_so:
                event.set()
            else:
                event.clear()
