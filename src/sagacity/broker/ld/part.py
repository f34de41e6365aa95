"""What NGSI-LD brings to the broker."""

import asyncio
import logging

from sagacity.broker.broker import Broker
from sagacity.broker.door.routes import Route
from sagacity.broker.ld import errors
from sagacity.broker.ld.face import Face
from sagacity.broker.ld.routes import (
    attributes,
    batch,
    contexts,
    discovery,
    entities,
    evolution,
    identity,
    purge,
    sources,
    subscriptions,
    temporal,
)
from sagacity.broker.ld.subscribing import compiling
from sagacity.broker.ld.subscribing.periodic import Ticking
from sagacity.broker.subscribing.faces import COMPILERS

PARTS = (
    entities,
    purge,
    attributes,
    batch,
    discovery,
    contexts,
    subscriptions,
    temporal,
    evolution,
    sources,
    identity,
)
log = logging.getLogger(__name__)

LOOK_EVERY_S = 1.0
COMPILERS["ld"] = compiling.compile
FACES = {"ld": errors.response}
_faces: dict[Broker, Face] = {}


def routes(broker: Broker) -> list[Route]:
    face = _faces[broker] = Face(broker)
    return [route for part in PARTS for route in part.routes(face)]


async def running(broker: Broker) -> None:
    """See which context sources other processes registered; tell what the clock tells."""
    face = _faces[broker]
    ticking = Ticking(broker, face.notes)
    try:
        while True:
            try:
                await face.sources.look()
                await ticking.tick()
            except Exception:
                log.exception("the work beside the requests could not be done; trying again")
            await asyncio.sleep(LOOK_EVERY_S)
    finally:
        del _faces[broker]
