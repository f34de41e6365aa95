"""What leaves the room: an entity as a page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Reading:
    """One attribute now. ``at`` is when it was measured, or when it was written if nobody said.

    ``unit`` is a sign such as m or ℃, or the UN/CEFACT code where no sign is known; "" is no unit.
    ``quality`` is what the sender says of it ("" when nothing), in its own word.
    """

    name: str
    value: Any
    type: str
    unit: str
    at: datetime
    changed: datetime
    quality: str = ""
    metadata: Mapping[str, Any] = field(default_factory=dict)

    @property
    def number(self) -> float | None:
        """The value, when it is a number."""
        is_number = isinstance(self.value, int | float) and not isinstance(self.value, bool)
        return self.value if is_number else None


@dataclass(frozen=True, slots=True)
class Live:
    """One entity now, its readings by name."""

    tenant: str
    path: str
    id: str
    type: str
    name: str
    readings: Mapping[str, Reading]
    created: datetime
    changed: datetime
    expires: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None

    @property
    def is_personal(self) -> bool:
        """Whether it may concern persons: only the city's own tenant, which has no name, never does."""
        return self.tenant != ""

    def value(self, *names: str) -> Any:
        """The value of the first attribute there is."""
        return next((self.readings[name].value for name in names if name in self.readings), None)


@dataclass(frozen=True, slots=True)
class Found:
    """One page of an answer. ``is_sorted`` is False when there are too many to be put in order."""

    things: tuple[Live, ...]
    total: int
    is_sorted: bool = True


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of entity, and how many there are."""

    type: str
    count: int
