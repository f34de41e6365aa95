"""Access as a part of the broker: the address that gives tokens, and counting beside the door."""

import asyncio
import logging
from functools import partial

from sagacity.broker.access import oauth, usage
from sagacity.broker.broker import Broker
from sagacity.broker.door.application import Say
from sagacity.broker.door.routes import Route
from sagacity.broker.store.base import Session

log = logging.getLogger(__name__)

FACES: dict[str, Say] = {"oauth": oauth.response}
LOOK_EVERY_S = 1.0  # so long may a key that another process revoked still open something here
WRITE_EVERY = 10  # looks


def routes(broker: Broker) -> list[Route]:
    """The address that gives tokens."""
    return [Route("POST", "/oauth2/token", partial(oauth.give_token, broker), "open", "oauth")]


async def running(broker: Broker) -> None:
    """See what other processes changed, and write down how much keys were used."""
    looks = 0
    try:
        await broker.read(lambda session: broker.keyring.catch_up(session, at=broker.clock()))
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            looks += 1
            try:
                await broker.read(broker.keyring.look_in)
                if looks % WRITE_EVERY == 0:
                    await write_down(broker)
            except Exception:
                log.exception("keys could not be looked at; trying again")
    finally:
        await write_down(broker)


async def write_down(broker: Broker) -> None:
    """Add the usage since the last time to the store, and learn that of other processes."""
    counted = broker.keyring.counted()
    at = broker.clock()

    def work(session: Session) -> None:
        usage.add(session, counted)
        broker.keyring.catch_up(session, at=at)

    if counted:
        await broker.do(work)
