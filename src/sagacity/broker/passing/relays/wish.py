"""What a subscription shall be, while the Orion has not said yes."""

from dataclasses import dataclass
from typing import Any

import orjson

from sagacity.broker.subscribing import asked
from sagacity.broker.subscribing.asked import Asked


@dataclass(frozen=True, slots=True)
class Wish:
    """What a subscription shall be; ``patch`` is what the Orion must be told for it."""

    found: Asked
    status: str
    patch: dict[str, Any]

    @property
    def max_fails(self) -> int | None:
        limit = self.found.notification.max_fails_limit
        return limit if isinstance(limit, int) else None

    def to_bytes(self) -> bytes:
        """As it lies in the store."""
        raw = orjson.Fragment(asked.to_bytes(self.found))
        return orjson.dumps({"asked": raw, "status": self.status, "patch": self.patch})


def from_bytes(kept: bytes) -> Wish:
    """From the store."""
    raw = orjson.loads(kept)
    return Wish(asked.from_bytes(orjson.dumps(raw["asked"])), raw["status"], raw["patch"])
