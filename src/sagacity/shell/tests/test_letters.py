"""Notices on the home: pop-ups until they are read, the inbox counted, and never on another's screen."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from sagacity.identity.testing import Actor
from sagacity.messaging import api as messaging
from sagacity.messaging.testing import TownCrier
from sagacity.shell.tests.conftest import Install

pytestmark = pytest.mark.django_db

ECHO = """
from sagacity.kit.cards import Card

def cards(request, at):
    return [Card("echo", "echo", "こだま: 橋が通れません", "", "{url}", "info", 95, "訳", None)]
"""


@pytest.fixture(autouse=True)
def today(crier: TownCrier) -> Iterator[None]:
    """Pages ask the clock of the house; these stories happen in the minute of their notices."""
    with time_machine.travel(crier.at + timedelta(minutes=1), tick=False):
        yield


def device_of(actor: Actor) -> str:
    """The key under which the city knows this browser."""
    key = actor.opens("/settings/export.json").json().get("device", "")  # type: ignore[attr-defined]
    assert key
    return str(key)


def tell(crier: TownCrier, person: str, title: str, loudness: messaging.Loudness) -> str:
    """The program tells one person something."""
    said = messaging.remind(
        client_key=title,
        draft=messaging.Draft(
            title={"ja": title, "en": f"EN {title}"},
            body={"ja": f"{title}の本文です。"},
            audience=messaging.Audience(people=(person,)),
            publish_at=crier.at,
            expires_at=crier.at + timedelta(hours=1),
            loudness=loudness,
        ),
        app="",
        at=crier.at,
    )
    crier.deliver()
    return said.key


@pytest.fixture
def known(hanako: Actor, towns: dict[str, str]) -> Actor:
    """A resident the city can reach."""
    hanako.chooses_district(next(iter(towns.values())))
    hanako.opens("/")
    return hanako


def test_an_urgent_notice_stands_first_until_it_is_read(known: Actor, crier: TownCrier) -> None:
    key = tell(crier, device_of(known), "橋が通れません", messaging.Loudness.URGENT)

    page = known.opens("/").content.decode()
    assert page.index("橋が通れません") < page.index("home-hello")
    assert "home-popup--urgent" in page
    assert "橋が通れませんの本文です。" in page

    known.sends("/popups/read/", notice=key)
    known.sends("/popups/read/", notice=key)  # pressed twice
    assert "橋が通れません" not in known.sees("/")
    assert messaging.inbox(person=device_of(known), at=crier.at).unread == 0


def test_what_pops_up_is_not_said_a_second_time_by_a_card(
    known: Actor, crier: TownCrier, install: Install
) -> None:
    key = tell(crier, device_of(known), "橋が通れません", messaging.Loudness.URGENT)
    install("echo", cards=ECHO.format(url=f"/apps/notices/{key}/"))

    page = known.sees("/")
    assert "橋が通れません" in page
    assert "こだま" not in page

    known.sends("/popups/read/", notice=key)
    assert "こだま: 橋が通れません" in known.sees("/")


def test_a_quiet_notice_is_counted_and_does_not_pop_up(known: Actor, crier: TownCrier) -> None:
    tell(crier, device_of(known), "広報が出ました", messaging.Loudness.QUIET)

    page = known.sees("/")

    assert "広報が出ました" not in page
    assert "読んでいないお知らせ 1件" in page


def test_a_pop_up_goes_when_its_time_is_over(known: Actor, crier: TownCrier) -> None:
    tell(crier, device_of(known), "断水しています", messaging.Loudness.POPUP)
    assert "断水しています" in known.sees("/")

    with time_machine.travel(crier.at + timedelta(hours=2), tick=False):
        assert "断水しています" not in known.sees("/")


def test_it_is_read_in_the_language_of_the_reader(known: Actor, crier: TownCrier) -> None:
    tell(crier, device_of(known), "断水しています", messaging.Loudness.POPUP)
    known.client.cookies["sagacity_language"] = "en"

    assert "EN 断水しています" in known.sees("/")

    known.client.cookies["sagacity_language"] = "vi"  # nobody wrote it in Vietnamese
    page = known.opens("/").content.decode()
    assert 'lang="ja">断水しています' in page


def test_neither_letters_nor_tokens_of_one_device_reach_another(
    known: Actor, towns: dict[str, str], crier: TownCrier
) -> None:
    neighbour = Actor()
    neighbour.chooses_district(next(iter(towns.values())))  # the same choices in the same minute
    for reader in (known, neighbour):
        reader.opens("/")
    tell(crier, device_of(known), "あなたの予約", messaging.Loudness.POPUP)

    mine, theirs = known.opens("/").content.decode(), neighbour.opens("/").content.decode()
    again = known.opens("/").content.decode()

    assert "あなたの予約" in mine
    assert "あなたの予約" in again, "also when the page comes from the cache"
    assert "あなたの予約" not in theirs
    assert "token-of-this-request" not in mine
    assert 'name="csrfmiddlewaretoken"' not in theirs.split("<main")[1].split("</main")[0]


def test_the_button_of_a_kept_page_works_with_the_token_of_its_reader(known: Actor, crier: TownCrier) -> None:
    key = tell(crier, device_of(known), "断水しています", messaging.Loudness.POPUP)
    known.opens("/")
    page = known.opens("/").content.decode()  # this one is kept from the first
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    known.client.handler.enforce_csrf_checks = True

    assert known.client.post("/popups/read/", {"notice": key}).status_code == 403
    said = {"notice": key, "csrfmiddlewaretoken": token}
    assert known.client.post("/popups/read/", said).status_code == 302


def test_a_newcomer_costs_messaging_no_question(hanako: Actor, django_assert_max_num_queries: object) -> None:
    hanako.opens("/")

    with django_assert_max_num_queries(0):  # type: ignore[operator]
        hanako.opens("/")
