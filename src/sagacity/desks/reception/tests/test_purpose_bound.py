"""Every door of the desk, whichever there are: who receives at events reads nothing of shelters."""

import json
import uuid
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.urls import URLPattern

from sagacity.checkin import api as checkin
from sagacity.desks.reception import staff_urls
from sagacity.desks.reception.tests.conftest import opened, page_of
from sagacity.identity.cards.testing import Phone
from sagacity.identity.testing import StaffActor

pytestmark = pytest.mark.django_db
DOORS = [door for door in staff_urls.urlpatterns if "<str:key>" in str(door.pattern)]
NAMES = [str(door.name) for door in DOORS]
SECRETS = (
    "避難 太郎",
    "ヒナン",
    "1950-03-03",
    "1950年",
    "みなと町9丁目",
    "避難家",
    "みなと小学校",
    "酸素が要る",
)


class Shelter:
    """A school with a family without cards, a device, and a question about them."""

    def __init__(self, clerk: StaffActor, reception: checkin.Reception, phone: Phone, at: datetime) -> None:
        self.reception = reception
        self.device = checkin.enrol_device(reception=reception.key, name="体育館", by=clerk.person, at=at).key
        visitor = checkin.Visitor(
            name="避難 太郎",
            kana="ヒナン タロウ",
            birth_date=date(1950, 3, 3),
            address="みなと町9丁目",
            household="避難家",
            note="酸素が要る",
        )
        self.card = phone.card.number
        self.entries = [str(uuid.uuid4()) for _ in range(3)]
        said = [checkin.Entry(one, number, at, checkin.Kind.CHECK_IN, visitor=visitor)
                for number, one in enumerate(self.entries[:2], start=1)]  # fmt: skip
        card = checkin.Entry(
            self.entries[2], 3, at, checkin.Kind.CHECK_IN, checkin.Way.CODE, card=phone.card.number
        )
        checkin.receive(device=self.device, entries=[*said, card], clock=at, by=clerk.person, at=at)
        checkin.propose_sameness(reception=reception.key, at=at)
        (self.question,) = checkin.questions(reception=reception.key)
        self.person = f"visitor:{self.entries[0]}"

    def body(self) -> dict[str, Any]:
        """Whatever a door may ask for, all of it of the shelter."""
        return {
            "device": self.device,
            "entries": [],
            "card": self.card,
            "clock": "2026-09-15T00:00:00+00:00",
            "entry": self.entries[0],
            "person": self.person,
            "question": self.question.key,
            "answer": "same",
            "why": "見たいから",
            "purpose": "安否の確認のため",
            "name": "端末",
            "once": str(uuid.uuid4()),
            "code": "AAAAA-AAAAA",
            "kind": "check_in",
            "people": "1",
        }


@pytest.fixture
def shelter(shelter_clerk: StaffActor, school: checkin.Reception, phone: Phone, at: datetime) -> Shelter:
    return Shelter(shelter_clerk, school, phone, at)


@pytest.fixture
def talk(fair_clerk: StaffActor) -> checkin.Reception:
    """An event that asks for names."""
    return opened(fair_clerk, title="講演会", purpose="event", asks_name="on")


def answers(
    clerk: StaffActor, door: URLPattern, reception: str, shelter: Shelter
) -> Iterator[tuple[str, int, str]]:
    """What a door says to every way of asking it."""
    path = "/desk/reception/" + str(door.pattern)
    for name in door.pattern.converters:
        value = reception if name == "key" else shelter.body().get(name, shelter.device)
        path = path.replace(f"<str:{name}>", str(value))
    assert "<" not in path, f"say in `Shelter.body` what {path} asks for"
    body = shelter.body()
    ways: list[tuple[str, Callable[[], Any]]] = [
        ("GET", lambda: clerk.client.get(path, body, follow=True)),
        ("POST", lambda: clerk.client.post(path, body, follow=True)),
        ("JSON", lambda: clerk.client.post(path, json.dumps(body), content_type="application/json")),
    ]
    for way, asks in ways:
        answer = asks()
        content = b"".join(answer) if answer.streaming else answer.content
        yield f"{way} {path}", answer.status_code, content.decode(errors="replace")


def test_there_are_doors_to_be_tried() -> None:
    assert {"roster", "questions", "records", "sync", "file"} <= set(NAMES)


@pytest.mark.parametrize("door", DOORS, ids=NAMES)
def test_no_door_of_a_shelter_opens_to_who_receives_at_events(
    fair_clerk: StaffActor, shelter: Shelter, door: URLPattern
) -> None:
    before = checkin.entries(reception=shelter.reception.key)

    for asked, status, said in answers(fair_clerk, door, shelter.reception.key, shelter):
        assert status in {403, 404, 405}, asked
        assert [secret for secret in SECRETS if secret in said] == [], asked

    assert checkin.entries(reception=shelter.reception.key) == before
    assert checkin.questions(reception=shelter.reception.key) == [shelter.question]


@pytest.mark.parametrize("door", DOORS, ids=NAMES)
def test_no_door_of_an_event_hands_out_what_is_asked_for_of_a_shelter(
    fair_clerk: StaffActor, talk: checkin.Reception, shelter: Shelter, door: URLPattern
) -> None:
    before = checkin.entries(reception=shelter.reception.key)

    for asked, _status, said in answers(fair_clerk, door, talk.key, shelter):
        assert [secret for secret in SECRETS if secret in said] == [], asked

    assert checkin.entries(reception=shelter.reception.key) == before
    assert checkin.questions(reception=shelter.reception.key) == [shelter.question]


def test_the_list_of_receptions_names_no_shelter(fair_clerk: StaffActor, shelter: Shelter) -> None:
    assert shelter.reception.title not in fair_clerk.sees("/desk/reception/")


def test_a_device_of_an_event_sends_and_reads_nothing_at_a_shelter_even_for_somebody_of_both(
    staff_with: Callable[..., StaffActor], talk: checkin.Reception, shelter: Shelter, at: datetime
) -> None:
    both = staff_with("hara", "event_receptionist", "shelter_receptionist", name="原 受付")
    device = checkin.enrol_device(reception=talk.key, name="入口", by=both.person, at=at).key
    body = {**shelter.body(), "device": device}

    answer = both.client.post(
        page_of(shelter.reception, "sync.json"), json.dumps(body), content_type="application/json"
    )

    assert (answer.status_code, answer.json()["title"]) == (403, "another_reception")


def test_the_roster_of_an_event_has_a_name_alone_of_somebody_who_is_at_a_shelter_too(
    fair_clerk: StaffActor, talk: checkin.Reception, shelter: Shelter, phone: Phone, at: datetime
) -> None:
    later = at + timedelta(minutes=1)
    checkin.take_down(
        reception=talk.key,
        uuid=str(uuid.uuid4()),
        kind=checkin.Kind.CHECK_IN,
        by=fair_clerk.person,
        at=later,
        card=phone.card.number,
    )

    (guest,) = checkin.roster(reception=talk.key, by=fair_clerk.person, purpose="来た人の確認", at=later)

    assert guest.name
    assert (guest.birth_date, guest.address, guest.household, guest.moved_to) == (None, "", "", "")
    fair_clerk.sends(page_of(talk, "roster/"), purpose="来た人の確認")
    assert [secret for secret in SECRETS if secret in fair_clerk.sees()] == []


def test_the_room_itself_opens_no_names_of_a_shelter_to_who_receives_at_events(
    fair_clerk: StaffActor, shelter: Shelter, at: datetime
) -> None:
    by, key = fair_clerk.person, shelter.reception.key

    with pytest.raises(checkin.NoNames):
        checkin.roster(reception=key, by=by, purpose="来た人の確認", at=at)
    with pytest.raises(checkin.NoNames):
        checkin.named(reception=key, people=[shelter.person], by=by, purpose="来た人の確認", at=at)
