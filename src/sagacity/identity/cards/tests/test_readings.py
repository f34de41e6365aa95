"""What a counter learns of a card: by the picture, by the code under it, by a sheet of paper."""

from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from sagacity.identity.cards import api as cards
from sagacity.identity.cards import models
from sagacity.identity.cards.testing import Phone
from sagacity.identity.cards.tokens import short_codes
from sagacity.identity.testing import Actor, StaffActor
from sagacity.kit import policy


def test_a_picture_of_a_card_is_refused_after_its_minute_and_at_the_same_desk_at_once(
    phone: Phone, at: datetime
) -> None:
    picture, seen = phone.shows(at=at), cards.Seen()

    cards.read(picture, at=at + timedelta(seconds=5), seen=seen)

    with pytest.raises(cards.Replayed):
        cards.read(picture, at=at + timedelta(seconds=10), seen=seen)
    with pytest.raises(cards.Stale):
        cards.read(picture, at=at + timedelta(seconds=90), seen=seen)
    assert cards.read(phone.shows(at=at + timedelta(seconds=30)), at=at + timedelta(seconds=30), seen=seen)


def test_a_card_nobody_wrote_down_is_none_even_if_the_city_signed_it(phone: Phone, at: datetime) -> None:
    models.Card.objects.all().delete()

    with pytest.raises(cards.Revoked):
        cards.read(phone.shows(at=at), at=at)


def test_a_desk_fetches_keys_and_ended_cards_once(
    phone: Phone, resident: policy.Person, at: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    lost = Phone()
    cards.end(card=lost.takes_a_card(resident, at=at).number, why=cards.Why.LOST, by=resident, at=at)
    desk = cards.desk(at=at)

    with django_assert_num_queries(0):
        assert desk.read(phone.shows(at=at), at=at).card == phone.card.number
        with pytest.raises(cards.Revoked):
            desk.read(lost.shows(at=at), at=at)


def test_the_code_under_the_picture_is_typed_in_any_way(phone: Phone, at: datetime) -> None:
    code = phone.code(at=at)
    wide = code.translate({ord(letter): ord(letter) + 0xFEE0 for letter in code})

    for typed in (code, code.lower(), code.replace("-", ""), f" {code} ", wide, code.replace("0", "O")):
        assert cards.by_short_code(typed, at=at).card == phone.card.number


def test_a_code_is_over_after_a_minute(phone: Phone, at: datetime) -> None:
    code = phone.code(at=at)

    assert cards.by_short_code(code, at=at + timedelta(seconds=30)).fresh
    with pytest.raises(cards.NoSuchCode):
        cards.by_short_code(code, at=at + timedelta(seconds=90))


@pytest.mark.parametrize("typed", ["", "12345", "AAAAA-AAAAA", "1234567890AB", "*****-*****", "見本"])
def test_what_is_no_code_is_nobodys(typed: str, phone: Phone, at: datetime) -> None:
    with pytest.raises(cards.NoSuchCode):
        cards.by_short_code(typed, at=at)


def test_the_code_of_an_ended_card_says_that_it_ended(
    phone: Phone, resident: policy.Person, at: datetime
) -> None:
    cards.end(card=phone.card.number, why=cards.Why.LOST, by=resident, at=at)

    with pytest.raises(cards.Revoked):
        cards.by_short_code(phone.code(at=at), at=at)


def test_codes_have_ten_letters_that_nobody_confuses(phone: Phone, at: datetime) -> None:
    code = phone.code(at=at)

    assert len(code) == 11
    assert not set("ILOU") & set(short_codes.LETTERS)


def test_paper_is_read_by_picture_and_code_but_never_fresh(
    clerk: StaffActor, inhabitant: str, at: datetime
) -> None:
    paper = cards.issue_on_paper(inhabitant=inhabitant, purpose="窓口で本人を確認", by=clerk.person, at=at)
    later = at + timedelta(days=300)

    for reading in (cards.read(paper.text, at=later), cards.by_short_code(paper.code, at=later)):
        assert (reading.kind, reading.fresh, reading.shown_at) == (cards.Kind.PRINTED, False, None)
        assert cards.holder(reading.card).inhabitant == inhabitant


def test_a_second_sheet_ends_the_first(clerk: StaffActor, inhabitant: str, at: datetime) -> None:
    first = cards.issue_on_paper(inhabitant=inhabitant, purpose="はじめて", by=clerk.person, at=at)

    cards.issue_on_paper(inhabitant=inhabitant, purpose="なくしたため", by=clerk.person, at=at)

    with pytest.raises(cards.Revoked):
        cards.read(first.text, at=at)


def test_paper_takes_a_permission_and_a_purpose(
    clerk: StaffActor, koga: StaffActor, inhabitant: str, at: datetime
) -> None:
    with pytest.raises(cards.NotAllowed):
        cards.issue_on_paper(inhabitant=inhabitant, purpose="窓口で確認", by=koga.person, at=at)
    with pytest.raises(cards.NoPurpose):
        cards.issue_on_paper(inhabitant=inhabitant, purpose="  ", by=clerk.person, at=at)


def test_readers_fetch_keys_freely_and_the_list_as_staff(
    hanako: Actor, clerk: StaffActor, phone: Phone, at: datetime
) -> None:
    keys = hanako.opens("/card/keys.json").json()  # type: ignore[attr-defined]
    listed = clerk.opens("/card/status.json").json()  # type: ignore[attr-defined]

    assert keys["issuer"] == listed["issuer"] == "992011"
    assert [key["kid"] for key in keys["keys"]] == [phone.card.kid]
    assert listed["made_at"] == int(at.timestamp())
    assert "サインイン" in hanako.sees("/card/status.json")
