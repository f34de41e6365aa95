"""Terms: when and how a notice leaves for a person; many people share the same."""

from dataclasses import dataclass, replace
from datetime import datetime

from sagacity.messaging.types import DeliveryState, WhyNot


@dataclass(frozen=True, slots=True)
class Terms:
    """What the deliveries of one notice have in common, for all who are told at the same time."""

    channel: str
    state: str = DeliveryState.WAITING
    why: str = ""
    due_at: datetime | None = None
    fall_back_at: datetime | None = None

    def held(self, why: WhyNot) -> "Terms":
        """Not sent at all, with the reason."""
        return replace(self, state=DeliveryState.HELD, why=why, due_at=None, fall_back_at=None)

    def leaving(self) -> "Terms":
        """Sent with a batch, now."""
        return replace(self, due_at=None)
