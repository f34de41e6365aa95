"""How forwarding went since it was last written down."""

import asyncio
from dataclasses import dataclass, field

Told = tuple[str, int, int, int | None, int | None]  # id, times, last sent, last success, last failure (ms)


@dataclass(slots=True)
class Tally:
    """Counted on the event loop; written in the background, so that no answer waits for it."""

    writing: asyncio.Lock = field(default_factory=asyncio.Lock)  # whoever reads the rows waits for it
    _told: dict[str, Told] = field(default_factory=dict)

    def add(self, id: str, *, at: int, ok: bool) -> None:
        """One forward."""
        _, times, _, good, bad = self._told.get(id, (id, 0, at, None, None))
        self._told[id] = (id, times + 1, at, at if ok else good, bad if ok else at)

    def take(self) -> list[Told]:
        """Everything since the last time."""
        told, self._told = self._told, {}
        return list(told.values())
