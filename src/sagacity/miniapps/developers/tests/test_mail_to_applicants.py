"""Whoever asked for a key hears of it by mail: never the key, only where it can be taken once."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine

from sagacity.identity.testing import Actor, StaffActor
from sagacity.kit import clock
from sagacity.messaging.testing import MailServer, city_mail
from sagacity.miniapps.developers import letters
from sagacity.miniapps.developers.tests.test_from_the_request_to_the_key import (
    APP,
    ASKED,
    approved,
    asks,
    decides,
    taken,
)

__all__ = ["city_mail"]

Deliver = Callable[..., int]
ADDRESS = ASKED["contact"]


@pytest.fixture
def at() -> datetime:
    return clock.now()


def mails(server: MailServer) -> list[tuple[str, str]]:
    return [(str(mail["Subject"]), mail.get_content()) for mail in server.to(ADDRESS)]


def link_in(text: str) -> str:
    found = re.search(rf"{APP}requests/[\w-]+/", text)
    assert found, text
    return found[0]


def test_the_mail_leads_to_the_key_which_is_taken_once(
    hanako: Actor, ito: StaffActor, sato: StaffActor, city_mail: MailServer, deliver: Deliver
) -> None:
    own_page = approved(hanako, ito, sato)
    deliver()
    deliver()

    [(subject, text)] = mails(city_mail)
    assert subject == "鍵を受け取れます：みほんアプリ"
    assert "sgk_" not in text
    link = link_in(text)
    assert link != own_page
    assert taken(hanako, link).startswith("sgk_")
    for page in (link, own_page):
        assert "鍵はもう受け取られています" in hanako.sees(page)
        assert "sgk_" not in hanako.sends(page).content.decode()


def test_the_address_in_the_mail_holds_for_some_days_and_the_own_page_longer(
    hanako: Actor, ito: StaffActor, sato: StaffActor, city_mail: MailServer, deliver: Deliver, at: datetime
) -> None:
    own_page = approved(hanako, ito, sato)
    deliver()
    link = link_in(mails(city_mail)[0][1])

    with time_machine.travel(at + letters.TAKEN_WITHIN + timedelta(hours=1)):
        assert hanako.opens(link).status_code == 404
        assert "承認されました" in hanako.sees(own_page)


def test_who_is_declined_hears_why_in_their_language(
    hanako: Actor, ito: StaffActor, city_mail: MailServer, deliver: Deliver
) -> None:
    hanako.client.cookies["sagacity_language"] = "en"
    asks(hanako)
    assert decides(ito, "decline", why="使いみちが分かりません。") == 200
    deliver()

    [(subject, text)] = mails(city_mail)
    assert subject == "No key could be given: みほんアプリ"
    assert "使いみちが分かりません。" in text


def test_without_mail_the_own_page_is_enough(
    hanako: Actor, ito: StaffActor, sato: StaffActor, deliver: Deliver
) -> None:
    own_page = approved(hanako, ito, sato)
    deliver()

    assert taken(hanako, own_page).startswith("sgk_")
