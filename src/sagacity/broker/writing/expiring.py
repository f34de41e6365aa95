"""Expiring: transient entities are hidden at the moment they said, and taken away within a minute."""

import asyncio
import logging

from sagacity.broker.broker import Broker
from sagacity.broker.entity import Entity
from sagacity.broker.store.base import Row, Session
from sagacity.broker.writing.change import After, Change

log = logging.getLogger(__name__)

PACE = 60.0  # seconds
AT_ONCE = 500  # entities in one transaction


async def running(broker: Broker) -> None:
    """Until cancelled."""
    while True:
        try:
            await sweep(broker)
        except Exception:
            log.exception("expired entities are taken away at the next turn")
        await asyncio.sleep(PACE)


async def sweep(broker: Broker) -> int:
    """Take away what has expired, telling nobody; how many entities that was."""
    swept = 0
    while found := await broker.read(lambda session: _expired(session, broker.clock())):
        await broker.write(
            [
                Change(tenant, id_, type_, path, _as_it_is, creates=True, counted=False)
                for tenant, id_, type_, path in found
            ]
        )
        swept += len(found)
    return swept


def _expired(session: Session, at: int) -> list[Row]:
    return session.execute(
        "SELECT tenant, id, type, path FROM broker_entity WHERE expires <= ? ORDER BY expires LIMIT ?",
        (at, AT_ONCE),
    )


def _as_it_is(entity: Entity | None, at: int) -> After:
    """An expired entity reaches no verb, so None is stored; one that came anew meanwhile stays."""
    return After(entity)
