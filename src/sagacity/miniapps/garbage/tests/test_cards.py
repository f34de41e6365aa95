from datetime import datetime, timedelta

from django.test import RequestFactory

from sagacity.identity.testing import Actor
from sagacity.kit.cards import Card
from sagacity.kit.clock import JAPAN
from sagacity.miniapps.garbage.cards import cards
from sagacity.miniapps.garbage.tests.places import key_of


def seen_by(actor: Actor, at: datetime) -> list[Card]:
    request = RequestFactory().get("/")
    request.COOKIES.update({name: morsel.value for name, morsel in actor.client.cookies.items()})
    return cards(request, at)


def test_before_a_choice_the_card_asks_for_the_area(hanako: Actor, example: None, morning: datetime) -> None:
    (card,) = seen_by(hanako, morning)

    assert (card.key, card.url) == ("garbage-area", "/apps/garbage/areas/")


def test_the_card_speaks_of_today_and_from_the_evening_on_of_tomorrow(
    hanako: Actor, example: None, morning: datetime
) -> None:
    hanako.sends("/apps/garbage/choose/", area=key_of("みなと一丁目"))

    (now,) = seen_by(hanako, morning)
    (evening,) = seen_by(hanako, morning + timedelta(hours=12))

    assert (now.title, "燃えるごみ" in now.body) == ("きょうのごみ", True)
    assert (evening.title, "12月29日" in evening.body) == ("あしたのごみ", True)
    assert "みなと一丁目" in now.because
    assert now.expires == datetime(2026, 12, 28, 17, 0, tzinfo=JAPAN)


def test_a_city_without_collection_says_nothing(hanako: Actor, morning: datetime) -> None:
    assert seen_by(hanako, morning) == []
