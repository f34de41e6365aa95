"""The registrations of this process in memory, renewed when they move."""

import secrets
import threading
from collections.abc import Callable, Sequence

from sagacity.broker.broker import Broker
from sagacity.broker.federating import peers, rows
from sagacity.broker.federating.registration import Registration
from sagacity.broker.federating.ring import Ring
from sagacity.broker.federating.tally import Tally
from sagacity.broker.store import meta
from sagacity.broker.store.base import Session
from sagacity.broker.writing.transaction import Happened

_IDENTITY = "identity"


class Shelf:
    """``of_tenant`` costs one look into a dictionary while a tenant has none."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker
        self._by_tenant: dict[str, tuple[Registration, ...]] | None = None
        self._editions = (-1, -1)
        self._guard = threading.Lock()
        self.identity = ""
        self.tally = Tally()
        self.ring = Ring(
            broker.settings.peer_secret or broker.settings.token_secret or secrets.token_hex(32), broker.clock
        )

    def of_tenant(self, tenant: str) -> tuple[Registration, ...]:
        """What others have for a tenant, the oldest registration first."""
        if self._by_tenant is None:
            self._broker.read_now(self.look)
        assert self._by_tenant is not None
        return self._by_tenant.get(tenant, ())

    def look(self, session: Session) -> None:
        """See whether anything has moved."""
        self.refresh(session, meta.editions(session))

    async def name(self) -> str:
        """What all processes on this store are called in Via."""
        if not self.identity:
            self.identity = await self._broker.do(_identity)
        return self.identity

    def follow(self, session: Session, happened: Sequence[Happened], *, at: int) -> Callable[[], None] | None:
        """Changes of entities move no registration."""
        return None

    def refresh(self, session: Session, editions: dict[str, int]) -> None:
        """Read the registrations again when one was made or deleted."""
        now = (editions.get(rows.COUNTER, 0), editions.get(peers.COUNTER, 0))
        with self._guard:
            if now != self._editions or self._by_tenant is None:
                self._by_tenant = self._loaded(session)
                self._editions = now

    def _loaded(self, session: Session) -> dict[str, tuple[Registration, ...]]:
        self.ring.load(session)
        found: dict[str, list[Registration]] = {}
        for registration in [*rows.all_of_them(session), *peers.registrations(session)]:
            found.setdefault(registration.tenant, []).append(registration)
        return {tenant: tuple(several) for tenant, several in found.items()}


def _identity(session: Session) -> str:
    session.execute(
        "INSERT INTO broker_meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING",
        (_IDENTITY, secrets.randbits(62)),
    )
    found = session.execute("SELECT value FROM broker_meta WHERE name = ?", (_IDENTITY,))
    return f"sagacity-{int(found[0][0]):x}"


_shelves: dict[Broker, Shelf] = {}


def of(broker: Broker) -> Shelf:
    """The one shelf of a broker in this process."""
    if (found := _shelves.get(broker)) is None:
        found = _shelves.setdefault(broker, Shelf(broker))
    return found


def forget(broker: Broker) -> None:
    """The broker has stopped."""
    _shelves.pop(broker, None)
