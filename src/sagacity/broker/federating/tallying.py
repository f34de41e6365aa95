"""How forwarding went, written down: beside the registrations and beside the peers."""

from sagacity.broker.broker import Broker
from sagacity.broker.federating import peers, rows, shelf
from sagacity.broker.store.base import Session


async def write_down(broker: Broker) -> None:
    """Store what was counted since the last time."""
    tally = shelf.of(broker).tally
    async with tally.writing:
        told = tally.take()

        def work(session: Session) -> None:
            rows.tell(session, told)
            peers.tell(session, told)

        if told:
            await broker.do(work)
