"""Moving on, again and again: what came is moved twice a second, what is too old is forgotten."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial

from sagacity.broker.broker import Broker
from sagacity.broker.history import retention, tail
from sagacity.broker.history.rollups import AT_ONCE, Mover
from sagacity.broker.history.watching import watchers_of

log = logging.getLogger(__name__)

PACE = 0.5  # seconds
SWEEP = 3600.0  # seconds
_SERIES = 200  # series swept in one transaction


async def run(broker: Broker) -> None:
    """Until cancelled."""
    mover = Mover(kind=broker.store.kind, watchers=watchers_of(broker))
    await asyncio.gather(
        _again_and_again(lambda: move_all(broker, mover), pace=PACE),
        _again_and_again(lambda: sweep_all(broker), pace=SWEEP),
    )


async def move_all(broker: Broker, mover: Mover) -> int:
    """Move until the tail is empty; how many points that were."""
    moved = 0
    while await broker.read(tail.is_waiting):
        count: int = await broker.do(lambda session: mover.move(session, at=broker.clock()))
        mover.keep()
        moved += count
        if count < AT_ONCE:
            break
    return moved


async def sweep_all(broker: Broker) -> int:
    """Forget what is older than the rules allow; how many series were looked at."""
    if not await broker.read(lambda session: session.execute("SELECT 1 FROM broker_retention LIMIT 1")):
        return 0
    after = seen = 0
    more = True
    while more:
        through, more = await broker.do(
            partial(retention.sweep, at=broker.clock(), after=after, most=_SERIES)
        )
        after, seen = (through or [after])[-1], seen + len(through)
    if broker.store.kind == "postgresql":
        await broker.do(partial(retention.drop_empty_months, at=broker.clock()))
    return seen


async def _again_and_again(work: Callable[[], Awaitable[int]], *, pace: float) -> None:
    while True:
        try:
            await work()
        except Exception:
            log.exception("the history will be moved on at the next turn")
        await asyncio.sleep(pace)
