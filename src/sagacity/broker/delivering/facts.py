"""What leaves the room: deliveries, dead letters and endpoints as a person sees them."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """One attempt, the later the higher its number.

    ``letter`` is the number the receiver saw as Idempotency-Key; ``code`` 0 is no answer.
    """

    number: int
    letter: int
    tenant: str
    subscription: str
    path: str
    entity: str
    type: str
    endpoint: str
    at: datetime
    took_ms: int
    delivered: bool
    code: int
    reason: str


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A notification nobody tries any more. ``body`` is what would be sent."""

    letter: int
    tenant: str
    subscription: str
    path: str
    entity: str
    type: str
    endpoint: str
    created: datetime
    tries: int
    reason: str
    body: str


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A receiver with letters. ``next``: when the first goes again, ``reason``: why it has not gone."""

    endpoint: str
    waiting: int
    dead: int
    oldest: datetime | None
    next: datetime | None
    tries: int
    reason: str


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscription with how its notifications go. ``target`` is the address it names."""

    id: str
    tenant: str
    face: str
    path: str
    description: str
    target: str
    status: str
    created: datetime
    sent: int
    last_sent: datetime | None
    last_ok: datetime | None
    last_failed: datetime | None
    reason: str
    failures: int
    waiting: int
    dead: int
