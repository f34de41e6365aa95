"""A certificate stands as long as the stay behind it, and says no more than its owner wished."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine

from sagacity.checkin import api as checkin
from sagacity.checkin.certificates import KEPT, drop_old
from sagacity.checkin.tests.conftest import CLERK, NewPhone
from sagacity.identity.cards import api as cards
from sagacity.identity.cards.testing import Phone as CardPhone
from sagacity.identity.cards.testing import proven_resident
from sagacity.identity.register.testing import enrolled
from sagacity.kit import clock, policy

pytestmark = pytest.mark.django_db(transaction=True)
Deliver = Callable[..., int]


@pytest.fixture
def hanako(db: None, at: datetime, monkeypatch: pytest.MonkeyPatch) -> Iterator[policy.Person]:
    monkeypatch.setenv("SAGACITY_CITY", "example")
    with time_machine.travel(at, tick=False):
        yield proven_resident(inhabitant=enrolled(at=at).key, at=at)


@pytest.fixture
def card(hanako: policy.Person, at: datetime) -> CardPhone:
    phone = CardPhone()
    phone.takes_a_card(hanako, at=at)
    return phone


def shown(reception: checkin.Reception, phone: NewPhone, card: CardPhone, at: datetime) -> checkin.Entry:
    device = phone(reception)
    entry = device.writes(
        "check_in",
        at=at,
        way=checkin.Way.PICTURE,
        card=card.card.number,
        token=card.shows(at=at),
        code=int(at.timestamp()),
    )
    device.sends(at=at)
    return entry


def people(card: CardPhone, hanako: policy.Person) -> tuple[str, ...]:
    return (cards.holder(card.card.number).inhabitant, hanako.key)


def issued(
    fair: checkin.Reception, card: CardPhone, hanako: policy.Person, at: datetime, name: str = ""
) -> checkin.Certificate:
    return checkin.issue_certificate(
        subject=fair.subject, day=clock.day(at), by=hanako, people=people(card, hanako), name=name, at=at
    )


def test_it_is_issued_once_the_city_has_read_the_card_itself(
    fair: checkin.Reception, phone: NewPhone, card: CardPhone, hanako: policy.Person, at: datetime
) -> None:
    with pytest.raises(checkin.NotAttended):
        issued(fair, card, hanako, at)
    shown(fair, phone, card, at)
    with pytest.raises(checkin.NotSettled):
        issued(fair, card, hanako, at)

    checkin.check_cards(at=at)
    made = issued(fair, card, hanako, at)

    assert issued(fair, card, hanako, at) == made
    assert (made.title, made.day, made.name, made.revoked_at) == ("fair", clock.day(at), "", None)
    assert checkin.certificate(made.printed.lower()) == made
    assert checkin.certificates(resident=hanako.key) == [made]


def test_one_with_a_name_has_a_number_of_its_own(
    fair: checkin.Reception, phone: NewPhone, card: CardPhone, hanako: policy.Person, at: datetime
) -> None:
    shown(fair, phone, card, at)
    checkin.check_cards(at=at)

    plain, named = issued(fair, card, hanako, at), issued(fair, card, hanako, at, "見本 花子")

    assert plain.number != named.number
    assert (checkin.certificate(plain.number).name, checkin.certificate(named.number).name) == (
        "",
        "見本 花子",
    )


def test_it_falls_with_the_correction_of_the_entry_and_a_new_one_has_a_new_number(
    fair: checkin.Reception,
    phone: NewPhone,
    card: CardPhone,
    hanako: policy.Person,
    at: datetime,
    deliver: Deliver,
) -> None:
    entry = shown(fair, phone, card, at)
    checkin.check_cards(at=at)
    made = issued(fair, card, hanako, at)
    deliver()
    assert checkin.certificate(made.number).revoked_at is None

    correction = checkin.correct(entry=entry.uuid, why="読みまちがい", by=CLERK, at=at)
    deliver()
    assert checkin.certificate(made.number).revoked_at == at
    with pytest.raises(checkin.NotAttended):
        issued(fair, card, hanako, at)

    checkin.correct(entry=correction, why="やはり来ていた", by=CLERK, at=at)
    deliver()
    assert issued(fair, card, hanako, at).number != made.number
    assert checkin.certificate(made.number).revoked_at == at


def test_a_card_that_the_city_refuses_certifies_nothing(
    fair: checkin.Reception, phone: NewPhone, card: CardPhone, hanako: policy.Person, at: datetime
) -> None:
    cards.end(card=card.card.number, why=cards.Why.CITY, by=policy.SYSTEM, at=at, reason="紛失の届け")
    shown(fair, phone, card, at + timedelta(minutes=1))
    checkin.check_cards(at=at)

    with pytest.raises(checkin.NotAttended):
        issued(fair, card, hanako, at)


def test_a_stay_that_staff_are_asked_about_waits_for_the_answer(
    fair: checkin.Reception, phone: NewPhone, card: CardPhone, hanako: policy.Person, at: datetime
) -> None:
    for _ in range(2):  # one picture of one moment at two devices
        shown(fair, phone, card, at)
    checkin.check_cards(at=at)
    with pytest.raises(checkin.NotSettled):
        issued(fair, card, hanako, at)

    (question,) = checkin.questions(reception=fair.key)
    checkin.answer(key=question.key, answer="harmless", why="2台で読んだ", by=CLERK, at=at)

    assert issued(fair, card, hanako, at).revoked_at is None


def test_a_shelter_is_never_certified(
    school: checkin.Reception, phone: NewPhone, card: CardPhone, hanako: policy.Person, at: datetime
) -> None:
    shown(school, phone, card, at)
    checkin.check_cards(at=at)

    assert checkin.attended(people=people(card, hanako)) == []
    with pytest.raises(checkin.NotAttended):
        issued(school, card, hanako, at)


def test_nobody_else_is_certified_by_my_card(
    fair: checkin.Reception, phone: NewPhone, card: CardPhone, hanako: policy.Person, at: datetime
) -> None:
    shown(fair, phone, card, at)
    checkin.check_cards(at=at)

    with pytest.raises(checkin.NotAttended):
        checkin.issue_certificate(
            subject=fair.subject, day=clock.day(at), by=hanako, people=["urn:someone"], name="", at=at
        )


def test_a_number_that_nobody_was_given_is_none_and_old_ones_are_dropped(
    fair: checkin.Reception, phone: NewPhone, card: CardPhone, hanako: policy.Person, at: datetime
) -> None:
    shown(fair, phone, card, at)
    checkin.check_cards(at=at)
    made = issued(fair, card, hanako, at)

    assert drop_old(at=at) == 0
    assert drop_old(at=at + KEPT + timedelta(days=1)) == 1
    for number in (made.number, "", "0", "' OR 1=1"):
        with pytest.raises(checkin.NoSuchCertificate):
            checkin.certificate(number)
