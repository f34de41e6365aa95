from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from sagacity.reservations.slots import api as slots
from sagacity.reservations.slots import models
from sagacity.reservations.slots.tests.conftest import CLERK, HANAKO, NOW, of_day, offer


def promised(service: slots.Service, key: str = "a", hour: int = 10) -> slots.Slot:
    held = slots.hold(service=service.key, begins=of_day(hour), holder=HANAKO.key, client_key=key, at=NOW)
    return slots.confirm(slot=held.key, by=HANAKO, at=NOW)


def test_a_hold_becomes_a_promise_once(service: slots.Service) -> None:
    first = promised(service)

    assert first.state is slots.SlotState.CONFIRMED
    assert first.expires_at is None
    assert slots.confirm(slot=first.key, by=HANAKO, at=NOW + timedelta(days=1)) == first
    assert slots.slots_of(holder=HANAKO.key) == (first,)
    assert slots.slots_of(holder="") == ()


def test_a_time_given_back_is_somebody_elses(desks: list[str]) -> None:
    service = offer(desks[:1])
    first = promised(service)

    gone = slots.give_back(slot=first.key, by=HANAKO, at=NOW)

    assert gone.state is slots.SlotState.CANCELLED
    assert slots.give_back(slot=first.key, by=HANAKO, at=NOW) == gone
    assert promised(service, "b").begins == first.begins


def test_a_move_takes_the_new_time_and_frees_the_old_or_changes_nothing(desks: list[str]) -> None:
    service = offer(desks[:1], most=1)
    first = promised(service)
    other = slots.hold(service=service.key, begins=of_day(13), holder="", client_key="o", at=NOW)

    with pytest.raises(slots.Taken):
        slots.move(slot=first.key, begins=of_day(13), client_key="m", by=HANAKO, at=NOW)
    assert slots.slot(key=first.key) == first
    moved = slots.move(slot=first.key, begins=of_day(10, 15), client_key="n", by=HANAKO, at=NOW)

    assert (moved.begins, moved.state) == (of_day(10, 15), slots.SlotState.CONFIRMED)
    assert slots.slot(key=first.key).moved_to == moved.key
    assert slots.move(slot=first.key, begins=of_day(15), client_key="p", by=HANAKO, at=NOW) == moved
    assert other.is_live


def test_what_is_too_late_from_home_staff_can_do(desks: list[str]) -> None:
    service = offer(desks, cancel_until=timedelta(days=1))
    first = promised(service)

    with pytest.raises(slots.TooLate):
        slots.give_back(slot=first.key, by=HANAKO, at=NOW)
    with pytest.raises(slots.TooLate):
        slots.move(slot=first.key, begins=of_day(13), client_key="m", by=HANAKO, at=NOW)
    assert not slots.give_back(slot=first.key, by=CLERK, at=NOW).is_live


def test_who_came_and_who_did_not_is_noted_and_can_be_corrected(service: slots.Service) -> None:
    first = promised(service)

    assert slots.mark(slot=first.key, came=False, by=CLERK, at=NOW).state is slots.SlotState.NO_SHOW
    assert slots.mark(slot=first.key, came=True, by=CLERK, at=NOW).state is slots.SlotState.CAME
    slots.give_back(slot=first.key, by=CLERK, at=NOW)
    with pytest.raises(slots.HoldOver):
        slots.mark(slot=first.key, came=True, by=CLERK, at=NOW)


def test_the_database_refuses_a_second_slot_whatever_the_program_does(service: slots.Service) -> None:
    first = promised(service)
    row = models.Occupancy.objects.get(slot__key=first.key)
    again = models.Occupancy(
        slot=row.slot, resource=row.resource, begins=row.begins + 60, ends=row.ends + 60, is_live=False
    )

    with pytest.raises(DatabaseError), transaction.atomic():
        models.Occupancy.objects.create(
            slot=row.slot, resource=row.resource, begins=row.begins + 60, ends=row.ends + 60
        )
    again.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        models.Occupancy.objects.filter(pk=again.pk).update(is_live=True)


def test_the_day_of_a_desk_is_in_order(service: slots.Service) -> None:
    late, early = promised(service, "a", 15), promised(service, "b", 9)

    assert slots.slots_between(area="citizens", since=of_day(0), until=of_day(23)) == (early, late)
