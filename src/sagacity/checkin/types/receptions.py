"""Receptions, their devices, and how many are there."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Purpose(StrEnum):
    """What a reception is for; a device of one purpose reads nothing of another."""

    EVENT = "event"
    SHELTER = "shelter"


@dataclass(frozen=True, slots=True)
class Reception:
    """A desk at which people are received: at one event or one shelter."""

    key: str
    subject: str  # key of the event or the shelter
    title: str
    purpose: Purpose
    asks_name: bool  # an event asks for names only when it says so
    capacity: int | None
    opened_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Device:
    """A phone of staff that takes entries for one reception."""

    key: str
    reception: str
    name: str
    made_at: datetime
    last_sync_at: datetime | None
    skew_s: int  # its clock minus the city's, as measured at the last sync
    missing: tuple[tuple[int, int], ...] = ()  # numbers it used and nobody has received yet
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """How many are here."""

    here: int  # one by one, and counted at the doors
    by_card: int
    by_form: int
    counted: int
    came: int  # everybody who was ever here
    capacity: int | None = None

    @property
    def crowding(self) -> str:
        """From counts, never typed: free, busy, crowded, full; empty where no capacity is known."""
        if not self.capacity:
            return ""
        share = self.here / self.capacity
        return "full" if share >= 1 else "crowded" if share >= 0.8 else "busy" if share >= 0.5 else "free"


@dataclass(frozen=True, slots=True)
class ReceptionNews:
    """Who is at a reception changed, by counts only."""

    reception: str
    subject: str
    here: int
    crowding: str
    at: datetime
