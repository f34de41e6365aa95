"""How letters come from the store to the lanes: handed over when they are stored, or read from the table."""

import asyncio
from collections.abc import Sequence
from functools import partial

from sagacity.broker.broker import Broker
from sagacity.broker.delivering import outbox, resting
from sagacity.broker.delivering.lanes import Lanes
from sagacity.broker.delivering.letter import Letter
from sagacity.broker.store import meta

_PAGE = 1000


class Intake:
    """Every letter up to ``_seen`` is in its lane, or its lane knows that the table holds more.

    While letters are being read (``_reading``) those handed over are only noted (``_missed``): reading goes
    on until it finds them too.
    """

    def __init__(self, broker: Broker, lanes: Lanes) -> None:
        self._broker = broker
        self._lanes = lanes
        self._seen = 0
        self._editions: dict[str, int] = {}
        self._open = False
        self._reading = False
        self._missed = False
        self._inbox: list[list[Letter]] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Take over the whole outbox."""
        self._loop = asyncio.get_running_loop()
        self._open = self._reading = True
        try:
            self._editions = await self._broker.read(meta.editions)
            found = await self._broker.read(outbox.endpoints)
            self._seen = max((last for _, last in found), default=0)
            self._lanes.read_from_the_table(endpoint for endpoint, _ in found)
        finally:
            self._reading = False
        await self.catch_up()

    def end(self) -> None:
        """Take nothing any more."""
        self._open = False
        if self._task is not None:
            self._task.cancel()

    def wake(self, letters: list[Letter]) -> None:
        """Letters just stored, from whichever thread stored them; they need not be read again."""
        if not self._open or self._loop is None or not letters:
            return
        self._inbox.append(letters)
        if len(self._inbox) == 1:
            self._loop.call_soon_threadsafe(self._take)

    def _take(self) -> None:
        inbox, self._inbox = self._inbox, []
        if not self._open:
            return
        for letters in inbox:
            if self._reading or self._missed or not _follow(self._seen, letters):
                self._missed = True
            else:
                self._add(letters)
        if self._missed and not self._reading:
            self._task = asyncio.get_running_loop().create_task(self.catch_up())

    def _add(self, letters: Sequence[Letter]) -> None:
        self._seen = letters[-1].id
        self._lanes.add(letters)

    async def catch_up(self) -> None:
        """Read what lies behind the last number that was seen."""
        if self._reading:
            return
        self._reading = True
        try:
            while self._open:
                self._missed = False
                found = await self._broker.read(partial(outbox.after, number=self._seen, limit=_PAGE))
                if found and self._open:
                    self._add(found)
                if len(found) < _PAGE and not self._missed:
                    return
        finally:
            self._reading = False

    async def look_again(self) -> None:
        """Drop letters of subscriptions that were deleted; take up what somebody asked to go again."""
        before, self._editions = self._editions, await self._broker.read(meta.editions)
        if self._editions.get(outbox.SUBSCRIPTIONS) != before.get(outbox.SUBSCRIPTIONS):
            await self._lanes.drop_what_is_gone()
        if self._editions.get(resting.KNOCKED) != before.get(resting.KNOCKED):
            self._lanes.try_at_once(await self._broker.do(resting.answer))
        if self._editions.get(outbox.AGAIN) != before.get(outbox.AGAIN):
            found = await self._broker.read(outbox.endpoints)
            self._lanes.try_at_once()
            self._lanes.read_from_the_table(endpoint for endpoint, _ in found)


def _follow(seen: int, letters: Sequence[Letter]) -> bool:
    """Whether nothing lies between the last number seen and these."""
    return letters[0].id == seen + 1 and letters[-1].id == seen + len(letters)
