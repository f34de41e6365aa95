"""Promised times of today, each with the line in which it stands."""

from collections.abc import Collection
from datetime import datetime

from sagacity.kit import clock
from sagacity.reservations.queue import plan, types
from sagacity.reservations.slots import api as slots


def appointments(
    *, holders: Collection[str], at: datetime, remote: bool
) -> list[tuple[slots.Slot, types.Line]]:
    """Those of today that somebody holds under one of these keys; remote lines and those of places apart."""
    by_service = {line.service: line for line in plan.lines() if line.service and line.remote is remote}
    return [
        (slot, by_service[slot.service])
        for holder in sorted(set(holders) - {""})
        for slot in slots.slots_of(holder=holder)
        if slot.state is slots.SlotState.CONFIRMED
        and slot.service in by_service
        and clock.day(slot.begins) == clock.day(at)
    ]
