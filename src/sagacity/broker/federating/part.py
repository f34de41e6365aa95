"""What federation adds to the broker: addresses, a look at what moved, counters written in the background."""

import asyncio
import logging

from sagacity.broker.broker import Broker
from sagacity.broker.door.routes import Route
from sagacity.broker.federating import (
    forwarding,
    own_keys,
    peer_routes,
    pushing,
    shelf,
    tallying,
    v2_routes,
)
from sagacity.broker.federating.shelf import Shelf
from sagacity.broker.subscribing.faces import COMPILERS

COMPILERS[peer_routes.PUSHING] = pushing.compile
log = logging.getLogger(__name__)

LOOK_EVERY_S = 1.0


def routes(broker: Broker) -> list[Route]:
    """The addresses for registrations and peers."""
    return v2_routes.routes(broker) + peer_routes.routes(broker)


def follower(broker: Broker) -> Shelf:
    """Sees in the writer's transactions that registrations moved."""
    return shelf.of(broker)


async def running(broker: Broker) -> None:
    """See what other processes registered, and write down how forwarding went."""
    try:
        await broker.do(lambda session: own_keys.make_first(session, at=broker.clock()))
        while True:
            try:
                await broker.read(shelf.of(broker).look)
                await tallying.write_down(broker)
            except Exception:
                log.exception("registrations could not be looked at; trying again")
            await asyncio.sleep(LOOK_EVERY_S)
    finally:
        await forwarding.hang_up(broker)
        await tallying.write_down(broker)
        shelf.forget(broker)
