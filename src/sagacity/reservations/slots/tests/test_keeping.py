from datetime import timedelta

from sagacity.reservations.slots import api as slots
from sagacity.reservations.slots import keeping, promises
from sagacity.reservations.slots.tests.conftest import HANAKO, NOW, of_day, offer


def promised(service: slots.Service, hour: int) -> slots.Slot:
    held = slots.hold(
        service=service.key, begins=of_day(hour), holder=HANAKO.key, client_key=str(hour), at=NOW
    )
    return slots.confirm(slot=held.key, by=HANAKO, at=NOW)


def test_a_person_sees_their_times_and_nobody_sees_none(service: slots.Service) -> None:
    promised(service, 10)

    assert [one["title"] for one in keeping.everything_kept(person=HANAKO.key)["slots"]] == ["引越しの手続き"]
    assert keeping.everything_kept(person="") == {}


def test_who_is_forgotten_gives_back_what_is_to_come_and_leaves_no_name(desks: list[str]) -> None:
    service = offer(desks, cancel_until=timedelta(days=1))
    past, to_come = promised(service, 9), promised(service, 15)

    keeping.forget(person=HANAKO.key, at=of_day(12))

    assert slots.slot(key=past.key).state is slots.SlotState.CONFIRMED
    assert slots.slot(key=to_come.key).state is slots.SlotState.CANCELLED
    assert keeping.everything_kept(person=HANAKO.key) == {}


def test_names_go_ninety_days_after_the_time(service: slots.Service) -> None:
    slot = promised(service, 10)

    assert keeping.erase_old_holders(at=slot.ends + timedelta(days=89)) == 0
    assert keeping.erase_old_holders(at=slot.ends + timedelta(days=90)) == 1
    assert slots.slot(key=slot.key).holder == ""


def test_holds_that_are_over_are_given_back_by_the_clock(service: slots.Service) -> None:
    held = slots.hold(service=service.key, begins=of_day(10), holder="", client_key="a", at=NOW)

    assert promises.let_holds_go(at=NOW + timedelta(minutes=9)) == 0
    assert promises.let_holds_go(at=NOW + timedelta(minutes=10)) == 1
    assert slots.slot(key=held.key).state is slots.SlotState.RELEASED
