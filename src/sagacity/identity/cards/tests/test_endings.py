"""A card that ended is refused: lost, moved out, account gone; a list tells readers without a network."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from sagacity.identity.accounts import api as accounts
from sagacity.identity.cards import api as cards
from sagacity.identity.cards.testing import Phone
from sagacity.identity.cards.tokens import signing, status
from sagacity.identity.register import api as register
from sagacity.identity.register.testing import HANAKO
from sagacity.kit import policy


def keys_at(at: datetime) -> dict[bytes, signing.Public]:
    return {
        signing.unpadded(key.kid): signing.public_of(signing.unpadded(key.x), signing.unpadded(key.y))
        for key in cards.public_keys(at=at)
    }


def signed_out(who: policy.Person, browser: str, why: accounts.SignedOut, *, at: datetime) -> None:
    accounts.device_ended.announce(accounts.DeviceEnded(who.key, browser, at, why))


def test_losing_one_phone_ends_the_card_of_that_phone_alone(
    phone: Phone, resident: policy.Person, at: datetime
) -> None:
    other = Phone()
    other.takes_a_card(resident, at=at)

    cards.end(card=phone.card.number, why=cards.Why.LOST, by=resident, at=at)

    with pytest.raises(cards.Revoked) as refusal:
        cards.read(phone.shows(at=at), at=at)
    assert refusal.value.card == phone.card.number
    assert cards.read(other.shows(at=at), at=at).card == other.card.number


def test_with_a_renewed_card_the_one_before_ends_too(
    phone: Phone, resident: policy.Person, at: datetime
) -> None:
    before = phone.shows(at=at)
    phone.renews(at=at)

    cards.end(card=phone.card.number, why=cards.Why.LOST, by=resident, at=at)

    with pytest.raises(cards.Revoked):
        cards.read(before, at=at)


def test_nobody_ends_the_card_of_another(phone: Phone, at: datetime) -> None:
    stranger = policy.Person(key="urn:ngsi-ld:Resident:x", name="", kind="resident", level=4)

    with pytest.raises(cards.NotYourCard):
        cards.end(card=phone.card.number, why=cards.Why.LOST, by=stranger, at=at)
    with pytest.raises(cards.NoSuchCard):
        cards.end(card="x" * 22, why=cards.Why.LOST, by=stranger, at=at)


def test_moving_out_ends_every_card_of_a_person(
    phone: Phone, inhabitant: str, at: datetime, deliver: Callable[..., int]
) -> None:
    register.leave(number=HANAKO.number, why="moved_out", on=at.date(), by=policy.SYSTEM, at=at)
    deliver()

    with pytest.raises(cards.Revoked):
        cards.read(phone.shows(at=at), at=at)
    assert cards.card(phone.card.number).why == cards.Why.LEFT


def test_signing_out_on_a_phone_ends_the_card_of_that_phone_alone(
    resident: policy.Person, at: datetime, deliver: Callable[..., int]
) -> None:
    here, elsewhere = Phone(), Phone()
    here.takes_a_card(resident, at=at, browser="urn:ngsi-ld:Device:here")
    elsewhere.takes_a_card(resident, at=at, browser="urn:ngsi-ld:Device:elsewhere")
    before = here.shows(at=at)
    here.renews(at=at)

    signed_out(resident, "urn:ngsi-ld:Device:here", accounts.SignedOut.HERE, at=at)
    deliver()

    for text in (before, here.shows(at=at)):
        with pytest.raises(cards.Revoked):
            cards.read(text, at=at)
    assert cards.card(here.card.number).why == cards.Why.SESSION
    assert cards.read(elsewhere.shows(at=at), at=at).card == elsewhere.card.number


def test_a_phone_that_was_long_without_a_network_keeps_its_card(
    resident: policy.Person, at: datetime, deliver: Callable[..., int]
) -> None:
    phone = Phone()
    phone.takes_a_card(resident, at=at, browser="urn:ngsi-ld:Device:here")

    signed_out(resident, "urn:ngsi-ld:Device:here", accounts.SignedOut.UNUSED, at=at)
    deliver()

    assert cards.read(phone.shows(at=at), at=at).card == phone.card.number


def test_a_browser_without_a_name_ends_no_card(
    phone: Phone, resident: policy.Person, at: datetime, deliver: Callable[..., int]
) -> None:
    signed_out(resident, "", accounts.SignedOut.HERE, at=at)
    deliver()

    assert cards.card(phone.card.number).holds(at)


def test_who_signs_in_anew_on_a_phone_ends_its_card_by_signing_out_there(
    resident: policy.Person, at: datetime, deliver: Callable[..., int]
) -> None:
    phone = Phone()
    phone.takes_a_card(resident, at=at, browser="urn:ngsi-ld:Device:before")

    cards.note_browser(
        cards=[phone.card.number], resident="urn:ngsi-ld:Resident:thief", browser="urn:ngsi-ld:Device:thief"
    )
    cards.note_browser(cards=[phone.card.number], resident=resident.key, browser="urn:ngsi-ld:Device:again")
    signed_out(resident, "urn:ngsi-ld:Device:before", accounts.SignedOut.ELSEWHERE, at=at)
    deliver()
    assert cards.card(phone.card.number).holds(at)

    signed_out(resident, "urn:ngsi-ld:Device:again", accounts.SignedOut.ELSEWHERE, at=at)
    deliver()
    assert not cards.card(phone.card.number).holds(at)


def test_an_account_that_is_no_longer_proven_has_no_card(
    phone: Phone, inhabitant: str, at: datetime, deliver: Callable[..., int]
) -> None:
    accounts.unverify(inhabitant=inhabitant, why="elsewhere", at=at)
    deliver()

    assert cards.card(phone.card.number).why == cards.Why.ACCOUNT


def test_ending_twice_announces_once(phone: Phone, resident: policy.Person, at: datetime) -> None:
    first = cards.end(card=phone.card.number, why=cards.Why.LOST, by=resident, at=at)
    again = cards.end(card=phone.card.number, why=cards.Why.CITY, by=policy.SYSTEM, at=at + timedelta(days=1))

    assert again == first


def test_the_list_names_ended_cards_until_their_last_day(
    phone: Phone, resident: policy.Person, at: datetime
) -> None:
    assert cards.status_list(at=at).ended == ()
    cards.end(card=phone.card.number, why=cards.Why.LOST, by=resident, at=at)

    made = cards.status_list(at=at)
    read = status.read(signing.unpadded(made.signed), keys=keys_at(at))

    assert signing.unpadded(phone.card.number) in read
    assert (read.issuer, read.made) == ("992011", int(at.timestamp()))
    assert len(made.ended) == 1
    assert cards.status_list(at=at + timedelta(days=91)).ended == ()


def test_a_list_that_a_stranger_signed_is_none(phone: Phone, at: datetime) -> None:
    made = signing.unpadded(cards.status_list(at=at).signed)
    changed = made[:-1] + bytes((made[-1] ^ 1,))

    for bad in (changed, b"", b"\xa0"):
        with pytest.raises(status.NotAList):
            status.read(bad, keys=keys_at(at))


def test_one_names_a_resident_or_an_inhabitant(db: None, at: datetime) -> None:
    with pytest.raises(ValueError, match="name"):
        cards.end_all(why=cards.Why.CITY, by=policy.SYSTEM, at=at)
