"""The context sources of this process in memory, renewed when they move."""

from sagacity.broker.broker import Broker
from sagacity.broker.ld.federating import rows
from sagacity.broker.ld.federating.source import Source
from sagacity.broker.ld.subscribing.asked import row_id
from sagacity.broker.store import meta
from sagacity.broker.store.base import Session


class SourceShelf:
    """``of_tenant`` is a look into a dictionary; other processes' registrations are seen within a second."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker
        self._by_tenant: dict[str, tuple[Source, ...]] | None = None
        self._edition = -1
        self._told: list[tuple[str, bool, int]] = []

    async def of_tenant(self, tenant: str) -> tuple[Source, ...]:
        """The sources of a tenant, the oldest first."""
        if self._by_tenant is None:
            await self.look()
        return (self._by_tenant or {}).get(tenant, ())

    async def look(self) -> None:
        """Read the sources again if one has moved; write down how asking went."""
        await self._broker.read(self._look)
        told, self._told = self._told, []
        if told:
            await self._broker.do(lambda session: rows.tell(session, told))

    def _look(self, session: Session) -> None:
        edition = meta.editions(session).get(rows.COUNTER, 0)
        if self._by_tenant is not None and edition == self._edition:
            return
        found: dict[str, list[Source]] = {}
        for source in rows.every(session):
            found.setdefault(source.tenant, []).append(source)
        self._by_tenant = {tenant: tuple(several) for tenant, several in found.items()}
        self._edition = edition

    def note(self, source: Source, *, ok: bool, at: int) -> None:
        """Count one request."""
        self._told.append((row_id(source.tenant, source.id), ok, at))
