from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from sagacity.identity import api as identity
from sagacity.reservations import api as reservations
from sagacity.reservations import jobs, models, receivers
from sagacity.reservations.tests.conftest import SUBJECT, Line, Opening

ME = "urn:ngsi-ld:Device:me"


def test_contacts_go_ninety_days_after_the_end_and_figures_stay(
    opening: Opening, line: Line, at: datetime
) -> None:
    opening()
    booking = line.books(person=ME, answers={"持ち物": "はさみ"})
    end = at + timedelta(days=14)

    jobs.erase_old_contacts(end + timedelta(days=90) - timedelta(minutes=1))
    assert reservations.booking(key=booking.key).contact.phone

    jobs.erase_old_contacts(end + timedelta(days=90))
    jobs.erase_old_contacts(end + timedelta(days=91))

    kept = models.Booking.objects.values().get()
    assert not [kept[name] for name in ("person", "name", "kana", "phone", "mail", "answers") if kept[name]]
    assert not [kept[name] for name in ("phone_key", "mail_key", "search_key", "name_key") if kept[name]]
    assert reservations.tally(subject=SUBJECT).places == {"booked": 1}
    assert not reservations.offer(subject=SUBJECT).contacts_kept


def test_a_person_reads_all_that_is_kept_of_them(opening: Opening, line: Line) -> None:
    opening()
    line.books(person=ME, contact=reservations.Contact(name="花子", phone="0952-24-3151"))
    line.books(person="urn:ngsi-ld:Device:other")

    kept = reservations.everything_kept(person=ME)["bookings"]

    assert [(each["name"], each["phone"]) for each in kept] == [("花子", "0952-24-3151")]
    assert reservations.everything_kept(person="") == {}


def test_a_forgotten_device_leaves_the_promised_place_and_takes_the_rest(
    opening: Opening, line: Line, at: datetime
) -> None:
    opening()
    given_up, coming = line.books(person=ME), line.books(person=ME)
    line.cancels(given_up)

    reservations.forget(person=ME, at=at)

    assert reservations.bookings_of(person=ME) == ()
    assert reservations.booking(key=given_up.key).contact.name == ""
    left = reservations.booking(key=coming.key)
    assert (left.person, left.contact.phone, left.state) == ("", coming.contact.phone, coming.state)
    reservations.forget(person=ME, at=at + timedelta(days=15))


def test_a_device_forgotten_after_the_event_leaves_no_contact(
    opening: Opening, line: Line, at: datetime
) -> None:
    opening()
    booking = line.books(person=ME)

    reservations.forget(person=ME, at=at + timedelta(days=14))

    assert reservations.booking(key=booking.key).contact == reservations.Contact(name="")


def test_reservations_hears_that_a_device_is_forgotten(
    opening: Opening, line: Line, deliver: Callable[..., int]
) -> None:
    opening()
    booking = line.books(person=ME)

    with transaction.atomic():
        identity.device_forgotten.announce(identity.Forgotten(ME))
    deliver()

    assert reservations.booking(key=booking.key).person == ""


def test_bookings_go_with_a_device_whose_owner_signs_in(opening: Opening, line: Line) -> None:
    opening()
    line.books(person="urn:ngsi-ld:Device:tablet")

    receivers.bookings_go_with_the_device(identity.Joined(old="urn:ngsi-ld:Device:tablet", new=ME))

    assert len(reservations.bookings_of(person=ME)) == 1
    assert reservations.bookings_of(person="urn:ngsi-ld:Device:tablet") == ()
