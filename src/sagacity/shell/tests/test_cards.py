"""Cards: their order is explained, a kind can be put away and brought back, an alarm cannot."""

import pytest

from sagacity.identity.testing import Actor
from sagacity.shell import home
from sagacity.shell.tests.conftest import Install
from sagacity.shell.tests.test_home import card

pytestmark = pytest.mark.django_db

TWO_KINDS = """
from sagacity.kit.cards import Card

def cards(request, at):
    return [
        Card("town", "a", "けさの話", "", "/", "info", 20, "訳", None, mute_as="town.morning"),
        Card("town", "b", "ゆうべの話", "", "/", "info", 20, "訳", None, mute_as="town.evening"),
    ]
"""
MANY = """
from datetime import timedelta
from sagacity.kit.cards import Card

def cards(request, at):
    return [
        Card("many", f"many-{n}", f"話{n:02}", "", "/", "info", 30, "訳", at + timedelta(hours=30 - n))
        for n in range(20)
    ]
"""


def test_a_kind_that_was_put_away_stays_away_and_can_be_brought_back(hanako: Actor, install: Install) -> None:
    install("town", cards=TWO_KINDS)
    assert "けさの話" in hanako.sees("/")

    hanako.sends("/cards/change/", kind="town.morning", act="mute")
    page = hanako.sees("/")
    assert "けさの話" not in page
    assert "ゆうべの話" in page

    assert "けさの話" in hanako.sees("/settings/")
    hanako.sends("/cards/change/", kind="town.morning", act="show", back="settings")
    assert hanako.answer is not None
    assert hanako.answer.wsgi_request.path == "/settings/"  # type: ignore[attr-defined]
    assert "けさの話" in hanako.sees("/")


def test_each_card_leads_to_its_reason_and_to_the_button_that_puts_it_away(
    hanako: Actor, install: Install
) -> None:
    install("town", cards=TWO_KINDS)

    front = hanako.opens("/").content.decode()
    assert 'href="/cards/?kind=town.morning#asked" aria-label="けさの話: 出さない"' in front

    page = hanako.opens("/cards/", kind="town.morning").content.decode()
    assert "この種類を出さない" in page
    assert page.index('id="asked"') < page.index("けさの話")


def test_an_alarm_of_any_mini_app_stands_above_everything_and_nobody_can_put_it_away(
    hanako: Actor, install: Install
) -> None:
    install("sky", cards=card("sky", "大雨警報", urgency=90))
    hanako.sends("/cards/change/", kind="sky", act="mute")

    page = hanako.opens("/").content.decode()

    assert "home-card--alarm" in page
    assert page.index("大雨警報") < page.index('role="search"')
    assert "kind=sky" not in page
    assert "だれのホームにも出ます" in hanako.sees("/cards/", kind="sky")


def test_a_kind_put_away_in_quiet_days_still_speaks_up_as_an_alarm(hanako: Actor, install: Install) -> None:
    install("river", cards=card("river", "水位は平常", urgency=10))
    hanako.sends("/cards/change/", kind="river", act="mute")
    assert "水位は平常" not in hanako.sees("/")

    install("flood", cards=card("river", "氾濫危険水位", urgency=95))

    assert "氾濫危険水位" in hanako.sees("/", again=1)  # another page than the one of this minute


def test_what_ends_sooner_comes_first_and_the_rest_is_counted(hanako: Actor, install: Install) -> None:
    install("many", cards=MANY)

    page = hanako.sees("/")

    assert page.index("話19") < page.index("話18")
    assert "話00" not in page
    assert f"ほかに{20 + 1 - home.MOST}件" in page  # the invitation of the first minute is a card too
    assert "話00" in hanako.sees("/cards/")


def test_the_order_is_explained_with_urgency_end_and_reason(hanako: Actor, install: Install) -> None:
    install("gale", cards=card("gale", "あらし", urgency=60, expires="at + timedelta(hours=1)"))

    page = hanako.sees("/cards/")

    assert "急ぐものから順に" in page
    assert page.index("あらし") < page.index("きょう・あしたのこと") < page.index("訳はあらし")


def test_putting_away_what_is_not_there_changes_nothing(hanako: Actor) -> None:
    hanako.sends("/cards/change/", kind="nothing", act="mute")

    assert "sagacity_device" not in hanako.client.cookies
