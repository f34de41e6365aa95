"""Appointments of today whose holder can say here that they have come."""

from datetime import datetime

from django.http import HttpRequest

from sagacity.identity import api as identity
from sagacity.kit import policy
from sagacity.miniapps.waiting import words
from sagacity.reservations.queue import api as queue
from sagacity.reservations.slots import api as slots


def today(request: HttpRequest, *, at: datetime) -> list[tuple[slots.Slot, queue.Line, str]]:
    """Promised times of this person today, each with the line it stands in."""
    holders = [identity.device_of(request).key, policy.resident_person_of(request).key]
    found = queue.appointments(holders=holders, at=at, remote=False)
    return [(slot, line, words.name(line)) for slot, line in found]
