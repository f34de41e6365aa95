"""Facts that the broker announces to the house."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class LineCrossed:
    """An attribute went beyond a line (``is_crossed``), or is free of it again: once for each crossing.

    ``key`` stays the same however often this is told. ``device``, ``unit``, ``quality`` are "" where nobody
    knows them; ``quality`` is "good" or "suspect" by the device book, or what the reading says of itself.
    ``at`` is when it was measured. News may come in another order than things happened: compare ``at``.
    """

    key: str
    tenant: str
    path: str
    device: str
    entity: str
    entity_type: str
    attribute: str
    line: str
    line_name: str
    severity: str
    direction: Literal["above", "below"]
    is_crossed: bool
    level: float
    value: float
    unit: str
    quality: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DeviceSilent:
    """A device has said nothing since ``heard``, for longer than ``seconds``; noticed ``at``."""

    key: str
    tenant: str
    path: str
    device: str
    entity: str
    heard: datetime
    seconds: int
    at: datetime


@dataclass(frozen=True, slots=True)
class DeviceBack:
    """A device that was silent since ``silent_since`` is heard again, ``at``."""

    key: str
    tenant: str
    path: str
    device: str
    entity: str
    silent_since: datetime
    at: datetime
