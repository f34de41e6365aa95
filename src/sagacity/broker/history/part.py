"""The history as a part of the broker: its addresses, what follows a change, what runs beside."""

from sagacity.broker.broker import Broker
from sagacity.broker.door.application import Say
from sagacity.broker.door.routes import Route
from sagacity.broker.history import errors, exporting, face, keeping, moving
from sagacity.broker.history.recording import Recorder

FACES: dict[str, Say] = {"history": errors.response}


def routes(broker: Broker) -> list[Route]:
    """Everything under /history."""
    return [*face.routes(broker), *keeping.routes(broker), *exporting.routes(broker)]


def follower(broker: Broker) -> Recorder:
    """Every change leaves its points."""
    return Recorder(kind=broker.store.kind)


async def running(broker: Broker) -> None:
    """Points move on into series and roll-ups."""
    await moving.run(broker)
