"""Who learns of accepted changes inside the transaction that stores them."""

from collections.abc import Callable, Sequence
from typing import Protocol

from sagacity.broker.store.base import Session
from sagacity.broker.writing.transaction import Happened


class Follower(Protocol):
    """Writes what follows from changes, such as points of history, in the transaction that stores them."""

    def follow(self, session: Session, happened: Sequence[Happened], *, at: int) -> Callable[[], None] | None:
        """Write; what is returned is called once the commit is durable."""

    def refresh(self, session: Session, editions: dict[str, int]) -> None:
        """Renew what is kept in memory when its counter in ``broker_meta`` has moved."""
