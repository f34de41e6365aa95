"""What the room of subscriptions adds to the broker: addresses, a follower of changes, the dispatcher."""

from collections.abc import Callable, Sequence
from functools import partial

from sagacity.broker.access.keyring import Keyring
from sagacity.broker.broker import Broker
from sagacity.broker.delivering import outbox
from sagacity.broker.delivering.dispatcher import Dispatcher
from sagacity.broker.delivering.outgoing import HttpParcel, Outgoing
from sagacity.broker.delivering.senders import Senders
from sagacity.broker.store.base import Session
from sagacity.broker.subscribing import rows, v2_compiling
from sagacity.broker.subscribing.book import Book
from sagacity.broker.subscribing.faces import COMPILERS
from sagacity.broker.subscribing.sight import Sight
from sagacity.broker.subscribing.v2_routes import routes as routes
from sagacity.broker.writing.transaction import Happened

COMPILERS["v2"] = lambda stored, session: v2_compiling.compile(stored)


class Teller:
    """Builds notifications in the transaction of the change, and wakes who delivers when it is durable."""

    def __init__(self, dispatcher: Dispatcher, keyring: Keyring) -> None:
        self.book = Book(COMPILERS, Sight(keyring))
        self._dispatcher = dispatcher
        self._edition = -1

    def refresh(self, session: Session, editions: dict[str, int]) -> None:
        edition = editions.get(rows.COUNTER, 0)
        if edition != self._edition:
            self.book.refresh(session)
            self._edition = edition

    def follow(self, session: Session, happened: Sequence[Happened], *, at: int) -> Callable[[], None] | None:
        outgoing: list[Outgoing] = []
        for one in happened:
            built = self.book.notifications(
                change=one.change, done=one.done, differences=one.differences, at=at
            )
            outgoing += built
            if (told := one.change.origin.told) is not None:
                told.update(notification.endpoint for notification in built)
        if not outgoing:
            return None
        letters = self._dispatcher.put(session, outgoing)

        def after() -> None:
            self.book.told(letters)
            self._dispatcher.wake(letters)

        return after


_dispatchers: dict[Broker, Dispatcher] = {}


def follower(broker: Broker) -> Teller:
    """Who listens to changes in this process."""
    pace = broker.settings.pace
    dispatcher = Dispatcher(broker, pace=pace, senders=Senders.of(broker.settings, pace, _signer(broker)))
    _dispatchers[broker] = dispatcher
    return Teller(dispatcher, broker.keyring)


def heard_from(broker: Broker, address: str) -> None:
    """Somebody called from an address and was answered well."""
    if (dispatcher := _dispatchers.get(broker)) is not None:
        dispatcher.heard_from(address)


def _signer(broker: Broker) -> Callable[[HttpParcel], HttpParcel]:
    """What goes to a peer is signed by whoever knows peers, at the moment it goes."""

    def sign(parcel: HttpParcel) -> HttpParcel:
        from sagacity.broker.federating import shelf

        return shelf.of(broker).ring.signed(parcel)

    return sign


async def post(broker: Broker, outgoing: Sequence[Outgoing]) -> None:
    """Have delivered what another part has to tell; it is on the disk when this returns."""
    dispatcher = _dispatchers.get(broker)
    put = outbox.put if dispatcher is None else dispatcher.put
    letters = await broker.do(partial(put, outgoing=outgoing))
    if dispatcher is not None:
        dispatcher.wake(letters)


async def running(broker: Broker) -> None:
    """Delivers while this process lives."""
    try:
        await _dispatchers[broker].run()
    finally:
        del _dispatchers[broker]
