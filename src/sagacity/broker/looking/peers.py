"""Peers as staff see them: what is shared with each, how reading goes, how far sending lags behind."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sagacity.broker.federating import peers
from sagacity.broker.federating.peers import Stored
from sagacity.broker.here import here
from sagacity.broker.looking.reading import moment
from sagacity.broker.store.base import Session


@dataclass(frozen=True, slots=True)
class Peer:
    """Another broker. ``lag`` is the age of the oldest change that waits to be sent to it.

    ``subscription`` sends changes there, "" if none is sent; ``attributes`` are all that pass.
    """

    id: str
    name: str
    url: str
    tenant: str
    path: str
    types: tuple[str, ...]
    attributes: tuple[str, ...]
    reads: bool
    pushes: bool
    subscription: str
    last_ok: datetime | None
    last_failed: datetime | None
    waiting: int
    lag: timedelta

    @property
    def is_failing(self) -> bool:
        """Whether the last question to it went wrong."""
        return self.last_failed is not None and (self.last_ok is None or self.last_failed > self.last_ok)


def peers_with_lag() -> list[Peer]:
    """Every peer, the oldest first."""
    at = here().clock()

    def work(session: Session) -> list[Peer]:
        return [_peer(session, stored, at) for stored in peers.all_of_them(session)]

    return here().read_now(work)  # type: ignore[no-any-return]


def _peer(session: Session, stored: Stored, at: int) -> Peer:
    waiting, age = peers.lag(session, stored.subscription, at=at) if stored.subscription else (0, 0)
    said = stored.peer
    return Peer(
        id=said.id,
        name=said.name,
        url=said.url,
        tenant=said.tenant,
        path=said.path,
        types=said.types,
        attributes=tuple(sorted(said.mapping.attrs or ())),
        reads=said.reads,
        pushes=said.pushes,
        subscription=stored.subscription,
        last_ok=None if stored.last_ok is None else moment(stored.last_ok),
        last_failed=None if stored.last_fail is None else moment(stored.last_fail),
        waiting=waiting,
        lag=timedelta(milliseconds=age),
    )
