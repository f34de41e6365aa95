"""Sensors as a part of the broker: their addresses, what watches the history, what runs beside."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from weakref import WeakKeyDictionary

from sagacity.broker.broker import Broker
from sagacity.broker.door.application import Say
from sagacity.broker.door.routes import Route
from sagacity.broker.history.watching import watch
from sagacity.broker.sensors import (
    alarms,
    alerts,
    book,
    commanding,
    errors,
    floods,
    lines,
    north,
    orders,
    shares,
    silence,
    south,
)
from sagacity.broker.sensors.leading import Leader
from sagacity.broker.sensors.mqtt import Link
from sagacity.broker.sensors.taking import Taker
from sagacity.broker.sensors.ways import Ways
from sagacity.broker.store.base import Session

log = logging.getLogger(__name__)

FACES: dict[str, Say] = {"iot": errors.response}
PACE = 0.5  # seconds between two looks at orders, alerts and sightings
LISTEN = 10.0  # seconds between two looks for devices that are silent or speak too often
SHARES = 2.0  # seconds of a day's share that a crash may forget
CATCH_UP = 30.0  # seconds between two looks at what other processes let in today
_takers: "WeakKeyDictionary[Broker, Taker]" = WeakKeyDictionary()


def taker_of(broker: Broker) -> Taker:
    """Whoever takes measures in this process."""
    return _takers.setdefault(broker, Taker(broker))


def follower(broker: Broker) -> Taker:
    """Whoever takes measures hears of changed plans."""
    taker = taker_of(broker)
    watch(broker, lines.watch)
    watch(broker, orders.watch)
    return taker


def routes(broker: Broker) -> list[Route]:
    """Everything under /iot."""
    taker = taker_of(broker)
    return [*south.routes(broker, taker), *north.routes(broker, taker), *alarms.routes(broker)]


async def running(broker: Broker) -> None:
    """MQTT, orders, the device book, silence."""
    taker = taker_of(broker)
    url = broker.settings.mqtt_url
    link = Link(broker, taker, url) if url else None
    ways = Ways(broker.settings, link)
    leader = Leader(broker)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(leader.run())
        tasks.create_task(_again_and_again(partial(_write_down, broker, taker), pace=PACE))
        tasks.create_task(_again_and_again(partial(_write_shares, broker, taker), pace=SHARES))
        tasks.create_task(_again_and_again(partial(_catch_up, broker, taker), pace=CATCH_UP))
        if link is not None:
            tasks.create_task(leader.while_leading(link.run))
        for work, pace in ((partial(_step, broker, ways), PACE), (partial(_listen, broker), LISTEN)):
            tasks.create_task(leader.while_leading(partial(_again_and_again, work, pace=pace)))


async def _write_down(broker: Broker, taker: Taker) -> None:
    if noticed := taker.sightings.take():
        await broker.do(partial(book.write, noticed=noticed))


async def _write_shares(broker: Broker, taker: Taker) -> None:
    if told := taker.shares.told():
        await broker.do(partial(shares.write, told=told))


async def _catch_up(broker: Broker, taker: Taker) -> None:
    await broker.read(partial(taker.shares.catch_up, at=broker.clock()))


async def _step(broker: Broker, ways: Ways) -> None:
    if await broker.read(_is_anything_to_do):
        await commanding.step(broker, ways)
        await alerts.tell(broker)


def _is_anything_to_do(session: Session) -> bool:
    """One look instead of three, as most of the time there is nothing."""
    found = session.execute(
        "SELECT 1 FROM broker_command WHERE state <> shown AND (state, shown) <> ('WAITING', 'PENDING')"
        " UNION ALL SELECT 1 FROM broker_alert WHERE told = 0 LIMIT 1"
    )
    return bool(found)


async def _listen(broker: Broker) -> None:
    def work(session: Session) -> None:
        at = broker.clock()
        silence.listen(session, at=at)
        floods.listen(session, at=at)
        orders.expire(session, at=at)

    await broker.do(work)


async def _again_and_again(work: Callable[[], Awaitable[None]], *, pace: float) -> None:
    while True:
        try:
            await work()
        except Exception:
            log.exception("devices are looked after at the next turn")
        await asyncio.sleep(pace)
