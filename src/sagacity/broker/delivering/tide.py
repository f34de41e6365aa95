"""Flow control: whoever asks for it is answered when the receivers it had told are no longer far behind."""

import asyncio
from collections.abc import Iterable
from functools import partial

from sagacity.broker.broker import Broker
from sagacity.broker.delivering.outbox import WAITING
from sagacity.broker.store.base import Session

_LOOK_EVERY_S = 0.05


class Tide:
    """One in each process. All who wait share one look at the outbox; nobody else waits with them."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker
        self._most = broker.settings.flow_queue
        self._seconds = broker.settings.flow_seconds
        self._waiting: dict[asyncio.Event, set[str]] = {}
        self._watch: asyncio.Task[None] | None = None

    async def fallen(self, endpoints: Iterable[str]) -> bool:
        """Whether the queues of all these fell to the threshold within the seconds of the setting."""
        mine = set(endpoints) - {""}
        if not mine or not self._seconds:
            return True
        low = asyncio.Event()
        self._waiting[low] = mine
        if self._watch is None or self._watch.done():
            self._watch = asyncio.get_running_loop().create_task(self._look())
        try:
            await asyncio.wait_for(low.wait(), self._seconds)
        except TimeoutError:
            return False
        finally:
            del self._waiting[low]
        return True

    async def _look(self) -> None:
        """A store that does not answer now is asked again; those who wait go on when their time is over."""
        while self._waiting:
            asked = set().union(*self._waiting.values())
            try:
                high = await self._broker.read(partial(_high, endpoints=asked, most=self._most))
            except Exception:
                high = asked
            for low, mine in self._waiting.items():
                if not mine & high:
                    low.set()
            await asyncio.sleep(_LOOK_EVERY_S)


def _high(session: Session, *, endpoints: set[str], most: int) -> set[str]:
    """Those with more letters waiting; a long queue is not counted to its end."""
    return {
        endpoint
        for endpoint in endpoints
        if session.execute(
            "SELECT 1 FROM broker_outbox WHERE state = ? AND endpoint = ? LIMIT 1 OFFSET ?",
            (WAITING, endpoint, most),
        )
    }
