from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from sagacity.kit.audit import api as audit
from sagacity.reservations import api as reservations
from sagacity.reservations import models
from sagacity.reservations.tests.conftest import CLERK, SUBJECT, Heard, Line, Opening, standing, terms

Deliver = Callable[..., int]


def test_places_are_promised_until_there_are_none_then_the_line_then_nothing(
    opening: Opening, line: Line, at: datetime
) -> None:
    opening(capacity=2, waiting_places=1)

    first, second, third = line.books(), line.books(), line.books()

    assert standing(first, second, third) == ["booked", "booked", "waiting 1"]
    assert [first.number, second.number, third.number] == [1, 2, 3]
    with pytest.raises(reservations.Full) as refused:
        line.books()
    assert (refused.value.free, refused.value.room_in_line) == (0, 0)
    offer = reservations.offer(subject=SUBJECT)
    assert (offer.free, offer.room_in_line, offer.phase(at)) == (0, 0, reservations.Phase.FULL)


def test_whoever_asks_for_more_than_is_left_goes_to_the_line_and_a_smaller_party_gets_the_rest(
    opening: Opening, line: Line
) -> None:
    opening(capacity=3, waiting_places=5, most_per_booking=3)

    pair, family, single = line.books(2), line.books(3), line.books(1)

    assert standing(pair, family, single) == ["booked", "waiting 1", "booked"]


def test_the_first_in_line_who_fits_moves_up(opening: Opening, line: Line) -> None:
    opening(capacity=2, waiting_places=9, most_per_booking=2)
    one, other = line.books(), line.books()
    pair, single, last = line.books(2), line.books(), line.books()

    line.cancels(one)
    assert standing(pair, single, last) == ["waiting 1", "booked", "waiting 2"]

    line.cancels(other)
    assert standing(pair, single, last) == ["waiting 1", "booked", "booked"]

    line.cancels(single)
    line.cancels(last)
    assert standing(pair) == ["booked"]


def test_the_line_moves_up_when_places_are_added(opening: Opening, line: Line, at: datetime) -> None:
    opening(capacity=1, waiting_places=3)
    people = [line.books() for _ in range(4)]

    reservations.change_offer(subject=SUBJECT, terms=terms(at, capacity=3, waiting_places=3), by=CLERK, at=at)

    assert standing(*people) == ["booked", "booked", "booked", "waiting 1"]


def test_nobody_moves_up_once_the_event_is_over(opening: Opening, line: Line, at: datetime) -> None:
    opening(capacity=1, waiting_places=1)
    first, second = line.books(), line.books()

    reservations.cancel(booking=first.key, by=CLERK, at=at + timedelta(days=14))

    assert standing(second) == ["waiting 1"]


def test_the_same_form_sent_five_times_is_one_booking(opening: Opening, line: Line) -> None:
    opening(capacity=3)

    keys = {line.books(client_key="the same form").key for _ in range(5)}

    assert len(keys) == 1
    assert reservations.offer(subject=SUBJECT).taken == 1


def test_the_same_form_gives_the_first_booking_even_after_the_deadline(
    opening: Opening, line: Line, at: datetime
) -> None:
    opening()
    first = line.books(client_key="queued on a phone without network")

    later = line.books(client_key="queued on a phone without network", at=at + timedelta(days=9))

    assert later == first


def test_a_form_of_another_offer_is_not_mixed_up(opening: Opening, line: Line, at: datetime) -> None:
    opening()
    line.books(client_key="form")
    reservations.open_offer(subject="urn:ngsi-ld:Event:other", terms=terms(at), by=CLERK, at=at)

    with pytest.raises(reservations.ClientKeyTaken):
        line.books(client_key="form", subject="urn:ngsi-ld:Event:other")


@pytest.mark.parametrize(
    ("days", "reason"),
    [(-2, reservations.NotYetOpen), (7, reservations.DeadlinePassed), (20, reservations.DeadlinePassed)],
)
def test_outside_its_times_an_offer_takes_nobody(
    opening: Opening, line: Line, at: datetime, days: int, reason: type[Exception]
) -> None:
    opening()

    with pytest.raises(reason):
        line.books(at=at + timedelta(days=days))
    line.books(at=at + timedelta(days=7) - timedelta(seconds=1))


def test_a_closed_offer_takes_nobody_until_it_is_opened_again(
    opening: Opening, line: Line, at: datetime
) -> None:
    opening()
    reservations.close_offer(subject=SUBJECT, by=CLERK, at=at)
    with pytest.raises(reservations.OfferClosed):
        line.books()

    reservations.reopen_offer(subject=SUBJECT, by=CLERK, at=at)

    assert line.books().state == reservations.BookingState.BOOKED


def test_staff_may_write_a_caller_down_after_the_deadline_but_not_beyond_capacity(
    opening: Opening, line: Line, at: datetime
) -> None:
    opening(capacity=1)
    nameless = reservations.Contact(name="電話のない人")

    caller = line.books(contact=nameless, by=CLERK, at=at + timedelta(days=8))

    assert (caller.entered_by, caller.state) == (CLERK.key, reservations.BookingState.BOOKED)
    with pytest.raises(reservations.Full):
        line.books(by=CLERK, at=at + timedelta(days=8))
    with pytest.raises(reservations.DeadlinePassed):
        line.books(by=CLERK, at=at + timedelta(days=14))


def test_one_telephone_number_has_one_booking_however_it_is_written(opening: Opening, line: Line) -> None:
    opening()
    first = line.books(contact=reservations.Contact(name="佐賀 花子", phone="0952-24-3151"))

    with pytest.raises(reservations.AlreadyBooked) as refused:
        line.books(contact=reservations.Contact(name="佐賀 太郎", phone="０９５２（２４）３１５１"))

    assert refused.value.by == "phone"
    line.cancels(first)
    line.books(contact=reservations.Contact(name="佐賀 太郎", phone="0952-24-3151"))


def test_one_mail_address_has_one_booking_in_any_spelling(opening: Opening, line: Line) -> None:
    opening()
    line.books(contact=reservations.Contact(name="花子", mail="hanako@example.jp"))

    with pytest.raises(reservations.AlreadyBooked):
        line.books(contact=reservations.Contact(name="花子", mail="Hanako@Example.JP "))


def test_one_device_books_for_a_family_and_not_for_a_bus(opening: Opening, line: Line) -> None:
    opening(capacity=10)
    for _ in range(3):
        line.books(person="urn:ngsi-ld:Device:mine")

    with pytest.raises(reservations.TooManyFromDevice):
        line.books(person="urn:ngsi-ld:Device:mine")
    assert [each.number for each in reservations.bookings_of(person="urn:ngsi-ld:Device:mine")] == [3, 2, 1]


@pytest.mark.parametrize(
    ("contact", "field"),
    [
        (reservations.Contact(name=" 　", phone="0952-24-3151"), "name"),
        (reservations.Contact(name="花子"), "phone"),
        (reservations.Contact(name="花子", phone="24-3151"), "phone"),
        (reservations.Contact(name="花子", mail="hanako@"), "mail"),
    ],
)
def test_a_contact_that_reaches_nobody_is_refused_by_its_field(
    opening: Opening, line: Line, contact: reservations.Contact, field: str
) -> None:
    opening()

    with pytest.raises(reservations.BadContact) as refused:
        line.books(contact=contact)

    assert refused.value.field == field


def test_what_the_offer_asks_for_must_be_said(opening: Opening, line: Line) -> None:
    opening(asks=("kana", "mail"))

    with pytest.raises(reservations.BadContact) as refused:
        line.books(contact=reservations.Contact(name="花子", kana="ハナコ", phone="0952-24-3151"))

    assert refused.value.field == "mail"


def test_too_many_places_for_one_booking_are_refused(opening: Opening, line: Line) -> None:
    opening(capacity=9, most_per_booking=4)

    for places in (0, 5):
        with pytest.raises(reservations.TooManyPlaces):
            line.books(places)


def test_places_of_a_booking_grow_only_where_there_is_room_and_shrink_for_the_line(
    opening: Opening, line: Line, at: datetime
) -> None:
    opening(capacity=4, waiting_places=2, most_per_booking=3)
    family, pair, waiting = line.books(2), line.books(2), line.books(1)

    with pytest.raises(reservations.Full):
        reservations.change_places(booking=pair.key, places=3, by=CLERK, at=at)
    reservations.change_places(booking=family.key, places=1, by=CLERK, at=at)

    assert standing(family, pair, waiting) == ["booked", "booked", "booked"]
    assert reservations.offer(subject=SUBJECT).taken == 4


def test_cancelling_twice_gives_the_places_back_once(opening: Opening, line: Line) -> None:
    opening(capacity=2)
    booking = line.books()
    line.books()

    line.cancels(booking)
    line.cancels(booking)

    assert reservations.offer(subject=SUBJECT).taken == 1


def test_fewer_places_than_are_promised_are_refused(opening: Opening, line: Line, at: datetime) -> None:
    opening(capacity=3)
    line.books(), line.books()

    with pytest.raises(reservations.FewerThanPromised) as refused:
        reservations.change_offer(subject=SUBJECT, terms=terms(at, capacity=1), by=CLERK, at=at)

    assert refused.value.taken == 2


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"capacity": 0}, "places"),
        ({"most_per_booking": 4}, "most"),
        ({"closes_at": datetime.fromisoformat("2026-09-01T09:00+09:00")}, "times"),
    ],
)
def test_senseless_terms_are_refused(opening: Opening, wrong: dict[str, object], code: str) -> None:
    with pytest.raises(reservations.BadTerms) as refused:
        opening(**wrong)

    assert refused.value.code == code


def test_a_cancelled_offer_takes_nobody_and_stays_cancelled(
    opening: Opening, line: Line, at: datetime, heard: Heard, deliver: Deliver
) -> None:
    opening()
    booking = line.books()

    reservations.cancel_offer(subject=SUBJECT, why="台風のため", by=CLERK, at=at)
    reservations.cancel_offer(subject=SUBJECT, why="二度目", by=CLERK, at=at)

    assert reservations.offer(subject=SUBJECT).cancelled_why == "台風のため"
    assert not reservations.booking(key=booking.key).is_live
    with pytest.raises(reservations.OfferCancelled):
        line.books(by=CLERK)
    with pytest.raises(reservations.NotNow):
        reservations.reopen_offer(subject=SUBJECT, by=CLERK, at=at)
    deliver()
    assert [name for name, _ in heard].count("reservations.offer_cancelled") == 1


def test_every_change_is_told_and_audited_without_a_name(
    opening: Opening, line: Line, heard: Heard, deliver: Deliver
) -> None:
    opening(capacity=1, waiting_places=1)
    first, second = line.books(), line.books()

    line.cancels(first)
    deliver()

    assert [name.partition(".")[2] for name, _ in heard] == ["booked", "booked", "cancelled", "promoted"]
    assert not any("住民" in str(fact) or "0952" in str(fact) for _, fact in heard)
    assert [each.action for each in audit.about(thing=second.key)] == [
        "reservations.promote",
        "reservations.book",
    ]


def test_only_who_has_a_place_is_ticked_as_present(opening: Opening, line: Line, at: datetime) -> None:
    opening(capacity=1, waiting_places=1)
    first, second = line.books(), line.books()

    came = reservations.mark_attended(booking=first.key, by=CLERK, at=at)
    again = reservations.mark_attended(booking=first.key, by=CLERK, at=at + timedelta(hours=1))
    with pytest.raises(reservations.NotBooked):
        reservations.mark_attended(booking=second.key, by=CLERK, at=at)

    assert came.attended_at == again.attended_at == at
    undone = reservations.mark_attended(booking=first.key, by=CLERK, at=at, attended=False)
    assert undone.attended_at is None


def test_the_table_itself_refuses_a_place_too_many(opening: Opening) -> None:
    from django.db import IntegrityError, transaction

    opening(capacity=3)

    with pytest.raises(IntegrityError), transaction.atomic():
        models.Offer.objects.update(taken=4)
