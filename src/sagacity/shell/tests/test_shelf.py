"""The shelf: put up, taken away and put in order, by buttons or by dragging."""

import pytest

from sagacity.identity.testing import Actor
from sagacity.shell.tests.conftest import Install

pytestmark = pytest.mark.django_db


def tiles(actor: Actor) -> list[str]:
    """The keys on the shelf, in the order in which they stand."""
    page = actor.opens("/shelf/").content.decode()
    return [piece.split('"')[0] for piece in page.split('data-key="')[1:]]


def test_a_newcomer_finds_every_mini_app_on_the_shelf(hanako: Actor, install: Install) -> None:
    install("stars", name="星の時間")

    assert tiles(hanako) == ["garbage", "places", "stars"]
    assert "星の時間" in hanako.sees("/")


def test_buttons_move_remove_and_bring_back(hanako: Actor) -> None:
    hanako.sends("/shelf/change/", key="garbage", act="down")
    assert tiles(hanako) == ["places", "garbage"]

    hanako.sends("/shelf/change/", key="garbage", act="up")
    assert tiles(hanako) == ["garbage", "places"]

    hanako.sends("/shelf/change/", key="garbage", act="remove")
    assert tiles(hanako) == ["places"]

    hanako.sends("/shelf/change/", key="garbage", act="add")
    assert tiles(hanako) == ["places", "garbage"]

    hanako.sends("/shelf/change/", act="reset")
    assert tiles(hanako) == ["garbage", "places"]


def test_dragging_sends_the_whole_order(hanako: Actor, install: Install) -> None:
    install("stars")

    hanako.sends("/shelf/", order="stars,garbage,nobody,stars")

    assert tiles(hanako) == ["stars", "garbage", "places"]


def test_the_first_cannot_go_further_up(hanako: Actor) -> None:
    hanako.sends("/shelf/change/", key="garbage", act="up")

    assert tiles(hanako) == ["garbage", "places"]


def test_what_was_installed_later_stands_at_the_end_and_what_was_removed_stays_away(
    hanako: Actor, install: Install
) -> None:
    hanako.sends("/shelf/", order="places,garbage")
    hanako.sends("/shelf/change/", key="garbage", act="remove")

    install("stars")

    assert tiles(hanako) == ["places", "stars"]


def test_an_empty_shelf_says_how_to_fill_it(hanako: Actor) -> None:
    for key in ("garbage", "places"):
        hanako.sends("/shelf/change/", key=key, act="remove")

    assert "一覧から、よく使うものをえらんで置けます" in hanako.sees("/")


@pytest.mark.parametrize("sent", [{"key": "nobody", "act": "add"}, {"key": "garbage", "act": "burn"}])
def test_a_button_that_does_not_exist_is_refused(hanako: Actor, sent: dict[str, str]) -> None:
    assert hanako.sends("/shelf/change/", **sent).status_code == 400


def test_before_the_first_use_one_reads_what_is_used_and_kept(hanako: Actor, install: Install) -> None:
    install("stars", name="星の時間")
    assert "/start/stars/" in hanako.opens("/").content.decode()

    page = hanako.sees("/start/stars/")

    assert "星の時間" in page
    assert "この端末でえらんだこと" in page
    assert "好きな星" in page
    hanako.client.post("/start/stars/")
    assert "/start/stars/" not in hanako.opens("/").content.decode()


def test_the_list_of_mini_apps_says_who_is_in_charge_and_what_is_kept(hanako: Actor) -> None:
    page = hanako.sees("/apps/")

    assert "循環型社会推進課" in page
    assert "ごみの地区" in page
