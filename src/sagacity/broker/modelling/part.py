"""Models as a part of the broker."""

import asyncio
import logging

from sagacity.broker.broker import Broker
from sagacity.broker.modelling.routes import routes

__all__ = ["routes", "running"]

log = logging.getLogger(__name__)
LOOK_EVERY_S = 1.0  # so long may another process still work by the old rules


async def running(broker: Broker) -> None:
    """See what other processes kept and ruled."""
    while True:
        try:
            await broker.read(broker.models.look_in)
        except Exception:
            log.exception("the data models could not be looked at; trying again")
        await asyncio.sleep(LOOK_EVERY_S)
