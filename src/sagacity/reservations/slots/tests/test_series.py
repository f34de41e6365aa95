from datetime import timedelta

import pytest

from sagacity.reservations.slots import api as slots
from sagacity.reservations.slots.tests.conftest import CLERK, HANAKO, NOW, of_day, offer

CLUB = slots.Contact(name="囲碁クラブ", phone="0952-24-3151")


def weekly(service: slots.Service, times: int = 4, key: str = "club") -> slots.Series:
    return slots.book_series(
        service=service.key,
        first=of_day(10, days=1),
        times=times,
        client_key=key,
        contact=CLUB,
        by=CLERK,
        at=NOW,
    )


def test_a_club_has_the_same_time_every_week_and_hears_which_dates_are_taken(desks: list[str]) -> None:
    service = offer(desks[:1])
    taken = of_day(10, days=8)
    slots.hold(service=service.key, begins=taken, holder=HANAKO.key, client_key="a", at=NOW)

    booked = weekly(service)

    assert [one.begins for one in booked.slots] == [of_day(10, days=day) for day in (1, 15)]
    assert booked.missed == (
        slots.Missed(taken, "taken"),
        slots.Missed(of_day(10, days=22), "closed"),
    ), "5 May 2026 is a holiday"
    assert weekly(service) == booked
    assert slots.series(key=booked.key).slots == booked.slots


def test_a_killed_series_goes_on_where_it_stopped(desks: list[str]) -> None:
    service = offer(desks[:1])
    slots.hold(
        service=service.key, begins=of_day(10, days=1), holder="", client_key="club:0", by=CLERK, at=NOW
    )

    booked = weekly(service, times=2)

    assert [one.state for one in booked.slots] == [slots.SlotState.CONFIRMED] * 2


def test_a_whole_series_is_given_back_but_not_what_is_over(desks: list[str]) -> None:
    service = offer(desks[:1])
    booked = weekly(service, times=3)

    gone = slots.give_back_series(key=booked.key, by=CLERK, at=of_day(12, days=1))

    assert [one.begins for one in gone] == [of_day(10, days=day) for day in (8, 15)]
    assert [one.key for one in slots.series(key=booked.key).slots] == [booked.slots[0].key]


def test_a_series_that_cannot_be_is_refused(desks: list[str]) -> None:
    service = offer(desks[:1])
    with pytest.raises(slots.BadService):
        weekly(service, times=0)
    with pytest.raises(slots.BadService):
        slots.book_series(
            service=service.key, first=of_day(10), times=2, every=timedelta(hours=1), client_key="x",
            by=CLERK, at=NOW,
        )  # fmt: skip


def test_names_of_a_desk_are_looked_at_for_a_purpose(desks: list[str]) -> None:
    (slot,) = weekly(offer(desks[:1]), times=1).slots
    with pytest.raises(slots.NoPurpose):
        slots.contacts_of(slots=[slot.key], by=CLERK, purpose=" ", at=NOW)

    found = slots.contacts_of(slots=[slot.key], by=CLERK, purpose="きょうの窓口", at=NOW)

    assert found[slot.key].name == "囲碁クラブ"
    assert slots.contact_of_own(slot=slot.key, holder=HANAKO.key) == slots.Contact()
