"""What the home screen says about places."""

from datetime import datetime

from django.test import RequestFactory

from sagacity.identity.testing import Actor
from sagacity.kit.cards import Card
from sagacity.miniapps.places.cards import cards
from sagacity.miniapps.places.tests.conftest import key_of, town_of


def seen_by(actor: Actor, at: datetime) -> list[Card]:
    request = RequestFactory().get("/")
    request.COOKIES.update({name: morsel.value for name, morsel in actor.client.cookies.items()})
    return cards(request, at)


def test_a_newcomer_is_told_nothing(hanako: Actor, example: None, at: datetime) -> None:
    assert seen_by(hanako, at) == []


def test_the_district_leads_to_the_nearest_places_of_refuge(
    hanako: Actor, example: None, at: datetime
) -> None:
    hanako.chooses_district(town_of("みなと一丁目"))

    (card,) = seen_by(hanako, at)

    assert "指定緊急避難場所: みほん小学校" in card.body
    assert "指定避難所: みほん小学校" in card.body
    assert card.url == f"/apps/places/{key_of('みほん小学校')}/"
    assert "みなと一丁目" in card.because
    assert card.urgency < 20


def test_saved_places_have_a_card(hanako: Actor, example: None, at: datetime) -> None:
    hanako.sends(f"/apps/places/{key_of('やま公園')}/save/", saved="1")

    (card,) = seen_by(hanako, at)

    assert (card.key, card.body, card.url) == ("places-saved", "やま公園", "/apps/places/saved/")
