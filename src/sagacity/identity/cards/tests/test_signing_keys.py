"""The city's keys: made once, sealed at rest, changed with an overlap, withdrawn in need."""

from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from sagacity.identity.cards import api as cards
from sagacity.identity.cards import models, sealing, signing_keys
from sagacity.identity.cards.testing import Phone
from sagacity.identity.cards.tokens import signing
from sagacity.kit import policy


def test_the_first_start_makes_one_key(db: None, at: datetime) -> None:
    for _start in range(2):
        cards.make_first_key(at=at)

    [key] = cards.public_keys(at=at)
    assert key.until is None


def test_the_private_half_is_not_in_the_database_in_the_clear(db: None, at: datetime) -> None:
    number = signing_keys.signer(at=at).private.private_numbers().private_value.to_bytes(32, "big")

    [row] = models.SigningKey.objects.values()

    for spelled in (number.hex(), signing.padless(number)):
        assert not [value for value in row.values() if spelled in str(value)]


def test_another_card_key_opens_nothing(db: None, at: datetime, settings: Settings) -> None:
    cards.make_first_key(at=at)
    row = models.SigningKey.objects.get()
    settings.CARD_KEY = "another"

    with pytest.raises(sealing.WrongCardKey):
        sealing.opened(row.sealed, about=row.kid)


def test_readers_know_the_next_key_before_it_signs(phone: Phone, at: datetime) -> None:
    [first] = cards.public_keys(at=at)

    following = cards.rotate(by=policy.SYSTEM, at=at)

    assert [key.kid for key in cards.public_keys(at=at)] == [first.kid, following]
    assert signing_keys.signer(at=at + timedelta(days=6)).kid == first.kid
    assert signing_keys.signer(at=at + timedelta(days=7)).kid == following
    with pytest.raises(cards.RotationUnderWay):
        cards.rotate(by=policy.SYSTEM, at=at)


def test_cards_of_the_old_key_hold_after_the_change(phone: Phone, at: datetime) -> None:
    cards.rotate(by=policy.SYSTEM, at=at)

    later = at + timedelta(days=80)

    assert cards.read(phone.shows(at=later), at=later).card == phone.card.number


def test_a_key_is_forgotten_after_the_last_card_it_signed(db: None, at: datetime) -> None:
    cards.make_first_key(at=at)
    following = cards.rotate(by=policy.SYSTEM, at=at)
    long_after = at + signing_keys.OVERLAP + signing_keys.LONGEST_LIFE + timedelta(seconds=1)

    assert [key.kid for key in cards.public_keys(at=long_after)] == [following]


def test_a_stolen_key_is_withdrawn_at_once_and_phones_fetch_new_cards(phone: Phone, at: datetime) -> None:
    cards.rotate(by=policy.SYSTEM, at=at, at_once=True)

    with pytest.raises(cards.UnknownKey):
        cards.read(phone.shows(at=at), at=at)
    assert cards.needs_renewal(phone.card, at=at)
    phone.renews(at=at)
    assert cards.read(phone.shows(at=at), at=at).card == phone.card.number


def test_the_command_lists_and_rotates(db: None, at: datetime) -> None:
    cards.make_first_key(at=at)
    said = StringIO()

    call_command("card_keys", "rotate", stdout=said)

    lines = said.getvalue().splitlines()
    assert lines[0].startswith("made ")
    assert len(lines) == 3
    assert "known until" in lines[1]
    with pytest.raises(CommandError, match="waits"):
        call_command("card_keys", "rotate", stdout=said)
