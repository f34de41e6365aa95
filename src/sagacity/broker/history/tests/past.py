"""A past to ask about: points put straight into the history of one tenant."""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sagacity.broker.broker import Broker
from sagacity.broker.history.points import Row, split
from sagacity.broker.history.recording import Recorder
from sagacity.broker.history.rollups import Mover
from sagacity.broker.settings import Settings

_tenants = itertools.count(1)
T0 = 1_767_225_600_000  # 2026-01-01T00:00:00Z


@dataclass(slots=True)
class Past:
    """The history of one tenant; nothing moves unless it is told to."""

    broker: Broker
    mover: Mover
    tenant: str = field(default_factory=lambda: f"past{next(_tenants)}")

    def note(
        self,
        entity: str,
        readings: Iterable[tuple[int, Mapping[str, Any]]],
        *,
        type: str = "Gauge",
        path: str = "/",
        at: int | None = None,
    ) -> None:
        """Readings (moment, values by attribute) of one entity, left in the tail."""
        rows: list[Row] = []
        for moment, values in readings:
            for name, value in values.items():
                kind = "geo:json" if name == "location" else "Number"
                number, kept = split(value)
                rows.append((self.tenant, path, entity, type, name, kind, moment, at or moment, number, kept))
        recorder = Recorder(kind=self.broker.store.kind)
        self.broker.do_now(lambda session: recorder.append(session, rows))

    def move(self) -> int:
        """Move everything; how many points that were."""
        moved = 0
        while count := self.broker.do_now(lambda session: self.mover.move(session, at=T0)):
            self.mover.keep()
            moved += count
        return moved

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """What the store holds."""
        found: list[tuple[Any, ...]] = self.broker.read_now(lambda session: session.execute(sql, values))
        return found


def past_in(store: str) -> Past:
    """A history nobody has written to."""
    broker = Broker(Settings(store=store))
    broker.prepare()
    return Past(broker, Mover(kind=broker.store.kind))
