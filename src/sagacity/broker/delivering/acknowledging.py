"""Outcomes are collected for a moment and written together: one commit for many letters."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence

from sagacity.broker.broker import Broker
from sagacity.broker.delivering.letter import Outcome
from sagacity.broker.delivering.outcomes import settle
from sagacity.broker.store.base import Session

log = logging.getLogger(__name__)

_MOMENT_S = 0.05
_MOST = 500
_AGAIN_S = 1.0


class Acknowledger:
    """``written`` is told which outcomes are durable."""

    def __init__(self, broker: Broker, written: Callable[[Sequence[Outcome]], None]) -> None:
        self._broker = broker
        self._written = written
        self._waiting: list[Outcome] = []
        self._some = asyncio.Event()
        self._many = asyncio.Event()

    def add(self, outcome: Outcome) -> None:
        """Take over one outcome."""
        self._waiting.append(outcome)
        self._some.set()
        if len(self._waiting) >= _MOST:
            self._many.set()

    async def run(self) -> None:
        """Write for ever; when the store is in trouble, try again until it is not."""
        while True:
            await self._some.wait()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._many.wait(), _MOMENT_S)
            try:
                await self.flush()
            except Exception:
                log.exception("deliveries could not be acknowledged; trying again")
                await asyncio.sleep(_AGAIN_S)

    async def flush(self) -> None:
        """Write what there is."""
        outcomes, self._waiting = self._waiting, []
        self._some.clear()
        self._many.clear()
        if not outcomes:
            return

        def work(session: Session) -> None:
            settle(session, outcomes)

        try:
            await self._broker.do(work)
        except BaseException:
            self._waiting = outcomes + self._waiting
            self._some.set()
            raise
        self._written(outcomes)
