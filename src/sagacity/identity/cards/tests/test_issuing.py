"""A phone gets a card for its own key, and the next one without a question."""

from datetime import datetime, timedelta

import pytest
import time_machine
from pytest_django import Settings

from sagacity.identity.cards import api as cards
from sagacity.identity.cards import models, tickets
from sagacity.identity.cards.testing import Phone
from sagacity.identity.cards.tokens import signing
from sagacity.kit import policy
from sagacity.kit.audit import api as audit


def test_a_phone_gets_a_card_for_90_days(phone: Phone, at: datetime) -> None:
    reading = cards.read(phone.shows(at=at), at=at)

    assert reading.card == phone.card.number
    assert (reading.kind, reading.fresh, reading.facts) == (cards.Kind.DEVICE, True, None)
    assert phone.card.expires_at == at + timedelta(days=90)
    assert cards.holder(reading.card).resident == phone.card.resident


def test_the_number_of_a_card_says_nothing_of_the_resident(
    phone: Phone, resident: policy.Person, at: datetime
) -> None:
    before = phone.card.number
    other = Phone()
    other.takes_a_card(resident, at=at)

    assert other.card.number != before
    assert resident.key.rpartition(":")[2] not in phone.shows(at=at)


def test_issuing_stands_in_the_audit_log(phone: Phone) -> None:
    [line] = audit.about(thing=f"urn:ngsi-ld:Card:{phone.card.number}")

    assert line.action == "card.issue.device"
    assert line.actor == phone.card.resident


def test_whoever_has_proven_too_little_gets_none(resident: policy.Person, at: datetime) -> None:
    weak = policy.Person(key=resident.key, name="", kind="resident", level=1)

    with pytest.raises(policy.TooLittleAssurance):
        Phone().takes_a_card(weak, at=at)


def test_a_phone_must_show_that_it_holds_the_key(resident: policy.Person, at: datetime) -> None:
    phone, thief = Phone(), Phone()
    ticket = cards.ticket(about=resident.key)

    with pytest.raises(cards.BadProof, match="signature"):
        cards.issue(by=resident, public_key=phone.jwk, ticket=ticket, proof=thief.proof(ticket), at=at)


def test_a_ticket_is_good_for_ten_minutes_and_one_resident(
    resident: policy.Person, at: datetime, morning: time_machine.Traveller
) -> None:
    phone = Phone()
    foreign, own = cards.ticket(about="urn:ngsi-ld:Resident:other"), cards.ticket(about=resident.key)

    with pytest.raises(cards.BadProof, match="something else"):
        cards.issue(by=resident, public_key=phone.jwk, ticket=foreign, proof=phone.proof(foreign), at=at)
    morning.move_to(at + tickets.GOOD_FOR + timedelta(seconds=1))
    with pytest.raises(cards.BadProof, match="ticket"):
        cards.issue(by=resident, public_key=phone.jwk, ticket=own, proof=phone.proof(own), at=at)


@pytest.mark.parametrize(
    "change",
    [
        {"kty": "RSA"},
        {"crv": "P-384"},
        {"x": signing.padless(bytes(32))},
        {"y": "AAAA"},
        {"x": "not base64 at all!"},
        {"d": "secret"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_key_that_is_none_is_refused(change: dict[str, str], resident: policy.Person, at: datetime) -> None:
    phone = Phone()
    ticket = cards.ticket(about=resident.key)

    with pytest.raises(cards.BadKey):
        cards.issue(
            by=resident,
            public_key={**phone.jwk, **change},
            ticket=ticket,
            proof=phone.proof(ticket),
            at=at,
        )


def test_five_phones_and_no_more(resident: policy.Person, at: datetime) -> None:
    phones = [Phone() for _ in range(5)]
    for each in phones:
        each.takes_a_card(resident, at=at)

    with pytest.raises(cards.TooManyPhones):
        Phone().takes_a_card(resident, at=at)

    phones[0].takes_a_card(resident, at=at)  # the same phone again takes no more room
    assert len(cards.cards_of(resident=resident.key, at=at)) == 5


def test_a_phone_renews_in_the_last_month_and_its_old_card_holds_meanwhile(
    phone: Phone, at: datetime, morning: time_machine.Traveller
) -> None:
    later = at + timedelta(days=61)
    morning.move_to(later)
    before, shown = phone.card, phone.shows(at=later)
    assert not cards.needs_renewal(before, at=at)
    assert cards.needs_renewal(before, at=later)

    after = phone.renews(at=later)

    assert after.expires_at == later + timedelta(days=90)
    assert cards.read(shown, at=later).card == before.number
    assert [one.number for one in cards.cards_of(resident=after.resident, at=later)] == [after.number]


def test_an_ended_card_is_not_renewed(phone: Phone, resident: policy.Person, at: datetime) -> None:
    cards.end(card=phone.card.number, why=cards.Why.LOST, by=resident, at=at)

    with pytest.raises(cards.Ended):
        phone.renews(at=at)


def test_another_phone_cannot_renew_a_card(phone: Phone, at: datetime) -> None:
    ticket = cards.ticket(about=phone.card.number)

    with pytest.raises(cards.BadProof):
        cards.renew(card=phone.card.number, ticket=ticket, proof=Phone().proof(ticket), at=at)


def test_a_card_carries_facts_only_where_the_city_wants_it(
    resident: policy.Person, inhabitant: str, at: datetime, settings: Settings
) -> None:
    settings.CARD_CARRIES_FACTS = True
    phone = Phone()

    card = phone.takes_a_card(resident, at=at)

    facts = cards.read(phone.shows(at=at), at=at).facts
    assert card.has_facts
    assert facts is not None
    assert (facts.name, facts.birth_date.isoformat()) == ("見本　花子", "1985-04-01")
    assert audit.about(thing=inhabitant)[0].action == "register.read"


def test_another_may_carry_a_childs_card_until_it_is_taken_back(
    resident: policy.Person, at: datetime
) -> None:
    carriage = cards.allow_carriage(
        resident=resident.key,
        inhabitant="urn:ngsi-ld:Inhabitant:child",
        kind=cards.Kind.CHILD,
        label="たろう",
        reason="母親と窓口で確認",
        ends_on=None,
        by=policy.SYSTEM,
        at=at,
    )
    phone = Phone()

    card = phone.takes_a_card(resident, at=at, carriage=carriage.key)
    assert cards.read(phone.shows(at=at), at=at).kind == cards.Kind.CHILD
    assert card.label == "たろう"
    with pytest.raises(cards.CarriedAlready):
        cards.allow_carriage(
            resident=resident.key,
            inhabitant="urn:ngsi-ld:Inhabitant:child",
            kind=cards.Kind.CHILD,
            label="たろう",
            reason="もう一度",
            ends_on=None,
            by=policy.SYSTEM,
            at=at,
        )

    cards.withdraw_carriage(carriage=carriage.key, by=policy.SYSTEM, at=at)

    with pytest.raises(cards.Revoked):
        cards.read(phone.shows(at=at), at=at)
    with pytest.raises(cards.NoSuchCarriage):
        Phone().takes_a_card(resident, at=at, carriage=carriage.key)


def test_no_name_stands_in_the_table_of_cards(phone: Phone) -> None:
    [row] = models.Card.objects.values()

    assert not [value for value in row.values() if "見本" in str(value) or "1985" in str(value)]
