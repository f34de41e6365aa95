"""The residents' home: cards of what concerns me, and a door for everyone."""

import pytest
import time_machine

from sagacity.identity.testing import Actor
from sagacity.registry import api as registry
from sagacity.shell.tests.conftest import Install

pytestmark = pytest.mark.django_db

DOORS = ["/", "/apps/", "/shelf/", "/search/", "/district/", "/settings/"]
DOORS += ["/about/", "/accessibility/", "/offline/", "/cards/"]
DOORS += ["/welcome/", "/welcome/children/", "/welcome/notices/"]
CARD = """
from datetime import datetime, timedelta
from sagacity.kit.cards import Card

def cards(request, at):
    return [
        Card("{key}", "{key}", "{title}", "", "/", "info", {urgency}, "訳は{title}", {expires})
    ]
"""


def card(key: str, title: str, *, urgency: int, expires: str = "None") -> str:
    return CARD.format(key=key, title=title, urgency=urgency, expires=expires)


@pytest.mark.parametrize("path", DOORS)
def test_every_page_opens_without_an_account_and_keeps_nothing(hanako: Actor, path: str) -> None:
    answer = hanako.opens(path)

    assert answer.status_code == 200
    assert "sagacity_device" not in hanako.client.cookies
    assert "style=" not in answer.content.decode()


@pytest.mark.parametrize(
    ("moment", "greeting"),
    [
        ("2026-09-15T07:00+09:00", "おはようございます"),
        ("2026-09-15T12:00+09:00", "こんにちは"),
        ("2026-09-15T21:00+09:00", "こんばんは"),
    ],
)
def test_home_greets_by_the_hour_and_says_the_day(hanako: Actor, moment: str, greeting: str) -> None:
    with time_machine.travel(moment, tick=False):
        page = hanako.sees("/")

    assert greeting in page
    assert "9月15日(火)" in page


def test_the_most_urgent_card_stands_first_and_says_why(hanako: Actor, install: Install) -> None:
    install("calm", cards=card("calm", "のんびり", urgency=5))
    install("storm", cards=card("storm", "あらし", urgency=95))

    page = hanako.sees("/")

    assert page.index("あらし") < page.index("はじめに、3つえらぶ") < page.index("のんびり")
    assert "訳はあらし" in page


def test_a_card_whose_time_is_over_is_not_shown(hanako: Actor, install: Install) -> None:
    install("past", cards=card("past", "きのうのこと", urgency=50, expires="at - timedelta(minutes=1)"))
    install("soon", cards=card("soon", "もうすぐ", urgency=50, expires="at + timedelta(minutes=1)"))

    page = hanako.sees("/")

    assert "もうすぐ" in page
    assert "きのうのこと" not in page


@pytest.mark.parametrize(
    "broken", ["def cards(request, at):\n    raise RuntimeError('no')", "import nothing_of_this_name"]
)
def test_one_mini_app_that_fails_never_breaks_home(
    hanako: Actor, install: Install, caplog: pytest.LogCaptureFixture, broken: str
) -> None:
    install("broken", cards=broken)
    install("sound", cards=card("sound", "だいじょうぶ", urgency=20))

    page = hanako.sees("/")

    assert "だいじょうぶ" in page
    assert "the mini-app broken could not answer cards" in caplog.text


def test_the_same_home_is_drawn_anew_as_soon_as_something_is_chosen(hanako: Actor, example: None) -> None:
    hanako.sees("/")
    town = registry.towns()[0]

    hanako.chooses_district(town.key)
    hanako.opens("/")  # the message has been read

    page = hanako.sees("/")
    assert town.name in page
    assert "はじめに、3つえらぶ" not in page


def test_nobody_reads_the_home_of_somebody_else(hanako: Actor, example: None) -> None:
    mine, *rest = registry.towns()
    other = next(one for one in rest if mine.name not in one.name and one.name not in mine.name)
    neighbour = Actor()
    hanako.chooses_district(mine.key)
    neighbour.chooses_district(other.key)
    for reader in (hanako, neighbour):
        reader.opens("/")

    assert other.name not in hanako.sees("/")
    assert mine.name not in neighbour.sees("/")


def test_home_is_kept_by_no_shared_cache(hanako: Actor) -> None:
    answer = hanako.opens("/")

    assert "private" in answer["Cache-Control"]
    assert "Cookie" in answer["Vary"]
