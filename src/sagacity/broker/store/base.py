"""What a store can do: one set of tables, on SQLite and on PostgreSQL alike."""

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeVar

from sagacity.broker.entity import Entity
from sagacity.broker.selection import Page, Selection
from sagacity.broker.store.indexing import Promoted

Row = tuple[Any, ...]
Pair = tuple[Entity, Entity]  # as it is stored, as it shall be
T = TypeVar("T")


class Session(Protocol):
    """One transaction, on one connection, in one thread.

    SQL is written once, with ``?`` for values and only what both databases understand
    (``ON CONFLICT … DO UPDATE``, ``RETURNING``); times are BIGINT milliseconds, JSON lies as bytes.
    """

    wished: set[tuple[str, str, str]]  # (tenant, type, attribute): an index on it would have helped

    def execute(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """Run one statement; its rows, if it has any."""

    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for many rows."""

    def entities(self, tenant: str, ids: Iterable[str]) -> list[Entity]:
        """All entities of a tenant with these ids, in any path and of any type, expired ones too."""

    def save(
        self, tenant: str, *, new: Sequence[Entity], changed: Sequence[Pair], gone: Sequence[Entity]
    ) -> list[Entity]:
        """Write entities, ``gone`` first, and return the ``new`` ones with their ``seq``."""

    def find(self, selection: Selection, *, at: int) -> Page:
        """Answer a question; expired entities are hidden."""

    def ring(self, bell: str) -> None:
        """Let those in other processes who listen to this bell hear it once this is durable."""


class Store(Protocol):
    """A database of the broker."""

    kind: str  # "sqlite" or "postgresql"
    promoted: Promoted  # which attributes are indexed; whoever writes keeps it up to date

    def prepare(self) -> None:
        """Make or renew the tables; several processes may do so at once."""

    def writing(self) -> AbstractContextManager[Session]:
        """A transaction that writes: all of it is durable when the block ends, or nothing of it happened."""

    def reading(self) -> AbstractContextManager[Session]:
        """Questions that all see the same moment; they never wait for a writer."""

    def glancing(self) -> AbstractContextManager[Session]:
        """One question alone: cheaper, for it opens no transaction."""

    def rings(self, bell: str) -> AsyncIterator[None]:
        """Once now, then whenever another process rang; it may ring without need, never too seldom."""

    def close(self) -> None:
        """Let go of every connection."""


Work = Callable[[Session], T]
