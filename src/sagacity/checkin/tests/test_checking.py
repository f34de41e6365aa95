"""The city reads again what devices read without a network, with all it knows by now."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine

from sagacity.checkin import api as checkin
from sagacity.checkin import models
from sagacity.checkin.tests.conftest import CLERK, NewPhone
from sagacity.identity.cards import api as cards
from sagacity.identity.cards.testing import Phone as CardPhone
from sagacity.identity.cards.testing import proven_resident
from sagacity.identity.register.testing import enrolled
from sagacity.kit import policy

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def resident(db: None, at: datetime, monkeypatch: pytest.MonkeyPatch) -> Iterator[policy.Person]:
    """Hanako, who has proven to live in the invented city; the clock stands still."""
    monkeypatch.setenv("SAGACITY_CITY", "example")
    with time_machine.travel(at, tick=False):
        yield proven_resident(inhabitant=enrolled(at=at).key, at=at)


@pytest.fixture
def hanako(resident: policy.Person, at: datetime) -> CardPhone:
    """Her phone with a card."""
    phone = CardPhone()
    phone.takes_a_card(resident, at=at)
    return phone


def shown(device: object, hanako: CardPhone, at: datetime, *, token: str = "") -> None:
    device.writes(  # type: ignore[attr-defined]
        "check_in",
        at=at,
        way=checkin.Way.PICTURE,
        card=hanako.card.number,
        token=token or hanako.shows(at=at),
        code=int(at.timestamp()),
    )


def test_a_good_card_counts_and_is_asked_about_no_more(
    school: checkin.Reception, phone: NewPhone, hanako: CardPhone, at: datetime
) -> None:
    device = phone(school)
    shown(device, hanako, at)
    device.sends(at=at + timedelta(hours=5))

    assert checkin.check_cards(at=at + timedelta(hours=5)) == 1
    assert checkin.check_cards(at=at + timedelta(hours=5)) == 0
    assert checkin.questions(reception=school.key) == []
    assert checkin.count(reception=school.key).by_card == 1


def test_the_text_of_a_card_is_kept_no_longer_than_until_it_was_read(
    school: checkin.Reception, phone: NewPhone, hanako: CardPhone, at: datetime
) -> None:
    device = phone(school)
    shown(device, hanako, at)
    shown(device, hanako, at, token="SG2:ABC")
    device.sends(at=at)
    assert models.Entry.objects.exclude(token="").count() == 2

    checkin.check_cards(at=at)

    assert not models.Entry.objects.exclude(token="").exists()
    assert [question.reason for question in checkin.questions(reception=school.key)] == ["malformed"]


def test_a_card_that_had_ended_is_found_though_its_last_day_has_passed_since(
    school: checkin.Reception, phone: NewPhone, hanako: CardPhone, at: datetime
) -> None:
    cards.end(card=hanako.card.number, why=cards.Why.CITY, by=policy.SYSTEM, at=at, reason="紛失の届け")
    device = phone(school)
    shown(device, hanako, at + timedelta(minutes=1))
    much_later = at + timedelta(days=120)
    device.sends(at=much_later)

    checkin.check_cards(at=much_later)

    assert [question.reason for question in checkin.questions(reception=school.key)] == ["revoked"]


def test_two_phones_of_one_resident_are_one_person(
    school: checkin.Reception,
    phone: NewPhone,
    hanako: CardPhone,
    resident: policy.Person,
    at: datetime,
) -> None:
    second = CardPhone()
    second.takes_a_card(resident, at=at)
    device = phone(school)
    shown(device, hanako, at)
    shown(device, second, at)

    device.sends(at=at)

    assert checkin.count(reception=school.key).here == 1


def test_a_card_that_ended_before_it_was_shown_becomes_a_question(
    school: checkin.Reception, phone: NewPhone, hanako: CardPhone, at: datetime
) -> None:
    cards.end(card=hanako.card.number, why=cards.Why.CITY, by=policy.SYSTEM, at=at, reason="紛失の届け")
    device = phone(school)
    shown(device, hanako, at + timedelta(minutes=1))
    device.sends(at=at + timedelta(hours=1))

    checkin.check_cards(at=at + timedelta(hours=1))

    (question,) = checkin.questions(reception=school.key)
    assert (question.doubt, question.reason) == (checkin.Doubt.BAD_CARD, "revoked")
    assert checkin.count(reception=school.key).here == 0
    checkin.answer(key=question.key, answer="accept", why="本人を確かめた", by=CLERK, at=at)
    assert checkin.count(reception=school.key).here == 1


def test_a_card_that_ended_afterwards_was_good_then(
    school: checkin.Reception, phone: NewPhone, hanako: CardPhone, at: datetime
) -> None:
    device = phone(school)
    shown(device, hanako, at)
    later = at + timedelta(hours=1)
    cards.end(card=hanako.card.number, why=cards.Why.LOST, by=policy.SYSTEM, at=later)
    device.sends(at=later)

    checkin.check_cards(at=later)

    assert checkin.questions(reception=school.key) == []
    assert checkin.count(reception=school.key).here == 1


def test_what_a_device_invented_is_no_card(
    school: checkin.Reception, phone: NewPhone, hanako: CardPhone, at: datetime
) -> None:
    device = phone(school)
    shown(device, hanako, at, token="SG2:ABC")
    device.writes("check_in", at=at, way=checkin.Way.CODE, card="never-issued")
    device.sends(at=at)

    checkin.check_cards(at=at)

    reasons = {question.reason for question in checkin.questions(reception=school.key)}
    assert reasons == {"malformed", "unknown"}
    assert checkin.count(reception=school.key).here == 0
