"""Check-in meets the applications: who comes is found, a free place is taken once, errors are undone."""

import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine

from sagacity.checkin import api as checkin
from sagacity.identity.cards import api as cards
from sagacity.identity.cards.testing import Phone, proven_resident
from sagacity.identity.register.testing import enrolled
from sagacity.kit import policy
from sagacity.reservations import api as reservations
from sagacity.reservations.tests.conftest import CLERK, SUBJECT, Line, Opening

pytestmark = pytest.mark.django_db(transaction=True)
Deliver = Callable[..., int]


class Door:
    """A device at the reception of the class, and the worker who hears what it sends."""

    def __init__(self, at: datetime, deliver: Deliver) -> None:
        self.at, self.deliver = at, deliver
        self.reception = checkin.open_reception(
            subject=SUBJECT, title="裁縫教室", purpose=checkin.Purpose.EVENT, by=CLERK, at=at
        )
        self.device = checkin.enrol_device(reception=self.reception.key, name="入口", by=CLERK, at=at).key
        self.counter = 0

    def reads(self, card: str, *, minutes: int = 0) -> str:
        self.counter += 1
        entry = checkin.Entry(
            uuid=str(uuid.uuid4()),
            counter=self.counter,
            clock=self.at + timedelta(minutes=minutes),
            kind=checkin.Kind.CHECK_IN,
            way=checkin.Way.CODE,
            card=card,
        )
        self.sends(entry)
        return entry.uuid

    def sends(self, entry: checkin.Entry) -> None:
        later = self.at + timedelta(hours=1)
        checkin.receive(device=self.device, entries=[entry], clock=later, by=CLERK, at=later)
        self.deliver()

    def corrects(self, entry: str) -> None:
        checkin.correct(entry=entry, why="読みまちがい", by=CLERK, at=self.at + timedelta(hours=1))
        self.deliver()


@pytest.fixture
def door(db: None, at: datetime, deliver: Deliver, monkeypatch: pytest.MonkeyPatch) -> Iterator[Door]:
    monkeypatch.setenv("SAGACITY_CITY", "example")
    with time_machine.travel(at, tick=False):
        yield Door(at, deliver)


@pytest.fixture
def hanako(door: Door, at: datetime) -> policy.Person:
    """She is signed in: what she books hangs on her profile."""
    return proven_resident(inhabitant=enrolled(at=at).key, at=at, profile="urn:ngsi-ld:Device:hanako")


@pytest.fixture
def card(hanako: policy.Person, at: datetime) -> str:
    phone = Phone()
    phone.takes_a_card(hanako, at=at)
    return phone.card.number


def figures() -> tuple[int, int, int, int, int]:
    found = reservations.attendance(subject=SUBJECT)
    assert found.present == len(reservations.arrivals(subject=SUBJECT))
    return found.came, found.to_come, found.walk_ins, found.besides, found.in_line


def test_who_applied_on_the_phone_whose_card_is_shown_is_found(
    opening: Opening, line: Line, door: Door, card: str, at: datetime
) -> None:
    opening()
    mine, other = line.books(person="urn:ngsi-ld:Device:hanako"), line.books()

    door.reads(card)

    booking = reservations.booking(key=mine.key)
    assert (booking.attended_at, booking.attended_by_card) == (at, True)
    assert reservations.booking(key=other.key).attended_at is None
    assert figures() == (1, 1, 0, 0, 0)


def test_the_same_card_read_again_or_at_a_second_reception_is_one_person(
    opening: Opening, line: Line, door: Door, card: str
) -> None:
    opening()
    line.books(person="urn:ngsi-ld:Device:hanako")
    door.reads(card)
    checkin.close_reception(key=door.reception.key, by=CLERK, at=door.at)

    second = Door(door.at, door.deliver)
    second.reads(card, minutes=30)
    second.reads(card, minutes=31)

    assert figures() == (1, 0, 0, 0, 0)
    assert reservations.offer(subject=SUBJECT).taken == 1


def test_who_walks_in_takes_a_free_place_and_when_none_is_free_is_counted_besides(
    opening: Opening, line: Line, door: Door
) -> None:
    opening(capacity=3)
    line.books()
    line.books()

    for number in range(3):
        door.reads(f"card-{number}", minutes=number)

    offer = reservations.offer(subject=SUBJECT)
    assert (offer.taken, offer.free) == (3, 0)
    assert figures() == (0, 2, 1, 2, 0)
    with pytest.raises(reservations.Full):
        line.books()


def test_a_walk_in_who_was_a_mistake_gives_the_place_back_and_the_next_takes_it(
    opening: Opening, line: Line, door: Door
) -> None:
    opening(capacity=1)
    wrong = door.reads("card-1")
    door.reads("card-2", minutes=5)
    assert figures() == (0, 0, 1, 1, 0)

    door.corrects(wrong)

    assert figures() == (0, 0, 1, 0, 0)
    (left,) = reservations.arrivals(subject=SUBJECT)
    assert left.person == "card:card-2"
    assert reservations.offer(subject=SUBJECT).taken == 1


def test_a_corrected_check_in_takes_its_tick_along_and_a_tick_by_hand_stays(
    opening: Opening, line: Line, door: Door, card: str
) -> None:
    opening()
    mine, called = line.books(person="urn:ngsi-ld:Device:hanako"), line.books()
    entry = door.reads(card)
    with pytest.raises(reservations.CameByCheckIn):
        reservations.mark_attended(booking=mine.key, by=CLERK, at=door.at, attended=False)
    reservations.mark_attended(booking=called.key, by=CLERK, at=door.at)

    door.corrects(entry)

    assert reservations.booking(key=mine.key).attended_at is None
    assert reservations.booking(key=called.key).attended_at == door.at


def test_staff_say_who_somebody_is_and_the_place_taken_besides_comes_free(
    opening: Opening, line: Line, door: Door
) -> None:
    opening(capacity=2)
    called = line.books()
    door.reads("card-1")
    assert figures() == (0, 1, 1, 0, 0)

    reservations.belongs(subject=SUBJECT, person="card:card-1", booking=called.key, by=CLERK, at=door.at)
    door.deliver()

    assert figures() == (1, 0, 0, 0, 0)
    assert reservations.booking(key=called.key).attended_at == door.at
    assert reservations.offer(subject=SUBJECT).taken == 1

    reservations.parts(subject=SUBJECT, person="card:card-1", by=CLERK, at=door.at)
    door.deliver()

    assert figures() == (0, 1, 1, 0, 0)
    assert reservations.booking(key=called.key).attended_at is None


def test_a_booking_for_three_is_filled_by_the_family_on_one_phone_and_a_fourth_walks_in(
    opening: Opening, line: Line, door: Door, hanako: policy.Person, at: datetime
) -> None:
    opening(capacity=10, most_per_booking=3)
    line.books(3, person="urn:ngsi-ld:Device:hanako")
    carried = [
        cards.allow_carriage(
            resident=hanako.key,
            inhabitant=f"urn:ngsi-ld:Inhabitant:child-{number}",
            kind=cards.Kind.CHILD,
            label="こども",
            reason="戸籍で確かめた",
            ends_on=None,
            by=CLERK,
            at=at,
        ).key
        for number in range(3)
    ]
    for minutes, carriage in enumerate(["", *carried]):
        phone = Phone()
        phone.takes_a_card(hanako, at=at, carriage=carriage)
        door.reads(phone.card.number, minutes=minutes)

    assert figures() == (3, 0, 1, 0, 0)


def test_who_waits_and_comes_is_seated_as_soon_as_a_place_comes_free(
    opening: Opening, line: Line, door: Door, card: str
) -> None:
    opening(capacity=1, waiting_places=2)
    first, mine = line.books(), line.books(person="urn:ngsi-ld:Device:hanako")
    door.reads(card)
    assert figures() == (0, 1, 0, 0, 1)

    line.cancels(first)
    door.deliver()

    assert figures() == (1, 0, 0, 0, 0)
    assert reservations.booking(key=mine.key).attended_by_card


def test_a_shelter_of_the_same_place_ticks_nobody(
    opening: Opening, line: Line, door: Door, card: str
) -> None:
    opening()
    line.books(person="urn:ngsi-ld:Device:hanako")
    shelter = checkin.open_reception(
        subject=SUBJECT, title="避難所", purpose=checkin.Purpose.SHELTER, by=CLERK, at=door.at
    )
    door.device = checkin.enrol_device(reception=shelter.key, name="入口", by=CLERK, at=door.at).key

    door.reads(card)

    assert figures() == (0, 1, 0, 0, 0)


def test_who_came_is_forgotten_with_the_contacts_and_the_figures_stay(
    opening: Opening, line: Line, door: Door, card: str
) -> None:
    from sagacity.reservations.keeping import erase_old_contacts

    opening()
    mine = line.books(person="urn:ngsi-ld:Device:hanako")
    door.reads(card)

    erase_old_contacts(at=door.at + timedelta(days=120))
    door.reads("card-late", minutes=2)

    assert reservations.arrivals(subject=SUBJECT) == ()
    assert reservations.booking(key=mine.key).attended_at == door.at
    assert reservations.attendance(subject=SUBJECT).came == 1
