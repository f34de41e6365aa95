"""Appointments of today whose holder can say here that they have come."""

from datetime import datetime

from django.http import HttpRequest

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.miniapps.waiting import words
from sagacity.reservations.queue import api as queue
from sagacity.reservations.slots import api as slots


def today(request: HttpRequest, *, at: datetime) -> list[tuple[slots.Slot, queue.Line, str]]:
    """Promised times of this person today, each with the line it stands in."""
    by_service = {line.service: line for line in queue.lines() if line.service and not line.remote}
    people = {identity.device_of(request).key, policy.resident_person_of(request).key} - {""}
    found = [slot for person in sorted(people) for slot in slots.slots_of(holder=person)]
    return [
        (slot, by_service[slot.service], words.name(by_service[slot.service]))
        for slot in found
        if slot.state is slots.SlotState.CONFIRMED
        and slot.service in by_service
        and clock.day(slot.begins) == clock.day(at)
    ]
