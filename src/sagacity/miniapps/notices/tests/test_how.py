"""How I am told: topics, order, quiet hours, mail, LINE; all of it without JavaScript."""

import re
import socket
from collections.abc import Callable, Iterator
from datetime import time
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from pytest_django import Settings

from sagacity.identity.testing import Actor
from sagacity.messaging import api as messaging
from sagacity.messaging.testing import TownCrier
from sagacity.miniapps.notices.tests.conftest import person_of

HOW = "/apps/notices/how/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def channels(settings: Settings) -> None:
    """A city that sends mail and has an account of LINE."""
    settings.MAIL_URL, settings.MAIL_FROM = "smtp://127.0.0.1:1", "city@mihon.example"
    settings.LINE_TOKEN, settings.LINE_SECRET = "token", "secret"


class Letterbox:
    """A mail server that keeps what it is given."""

    def __init__(self) -> None:
        self.letters: list[str] = []

    async def handle_DATA(self, server: object, session: object, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        assert isinstance(content, bytes)
        plain = message_from_bytes(content, policy=default).get_body(("plain",))
        assert plain is not None
        self.letters.append(plain.get_content())
        return "250 OK"

    def code(self) -> str:
        """The six digits of the newest letter."""
        found = re.search(r"(?<!\d)\d{6}(?!\d)", self.letters[-1])
        assert found is not None
        return found[0]


@pytest.fixture
def letterbox(channels: None, settings: Settings) -> Iterator[Letterbox]:
    box = Letterbox()
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        port = int(any_port.getsockname()[1])
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings.MAIL_URL = f"smtp://127.0.0.1:{port}"
    yield box
    server.stop()


def _wishes(actor: Actor) -> messaging.Preferences:
    return messaging.preferences(person=person_of(actor))


def test_looking_keeps_nothing_and_choosing_a_topic_begins(hanako: Actor, crier: TownCrier) -> None:
    crier.topic("roads", name={"ja": "道路"})
    assert "道路" in hanako.sees(HOW)
    assert "sagacity_device" not in hanako.client.cookies

    for _press in range(2):
        hanako.sends(f"{HOW}topic/", topic="roads", follow="1")

    assert messaging.followed(person=person_of(hanako)) == ("roads",)
    hanako.sends(f"{HOW}topic/", topic="roads", follow="0")
    assert messaging.followed(person=person_of(hanako)) == ()
    assert hanako.sends(f"{HOW}topic/", topic="no-such", follow="1").status_code == 404


def test_channels_are_moved_by_buttons_that_name_the_place(hanako: Actor, channels: None) -> None:
    hanako.opens(HOW)

    for _press in range(2):
        hanako.sends(f"{HOW}channels/", channel="mail", do="0")
    assert _wishes(hanako).channels == ("mail", "push", "line")

    hanako.sends(f"{HOW}channels/", channel="push", do="leave")
    assert _wishes(hanako).channels == ("mail", "line")
    hanako.sends(f"{HOW}channels/", channel="push", do="9")
    assert _wishes(hanako).channels == ("mail", "line", "push")
    hanako.sends(f"{HOW}channels/", channel="pigeon", do="0")
    hanako.sends(f"{HOW}channels/", channel="push", do="-1")
    assert _wishes(hanako).channels == ("mail", "line", "push")


def test_quiet_hours_and_the_daily_limit_are_kept_and_nonsense_is_explained(hanako: Actor) -> None:
    night = {"is_quiet": "on", "quiet_from": "22:30", "quiet_until": "06:00", "most_per_day": "3"}
    hanako.sends(f"{HOW}hours/", **night)
    wishes = _wishes(hanako)
    assert (wishes.quiet_from, wishes.quiet_until, wishes.most_per_day) == (time(22, 30), time(6), 3)

    for wrong, words in (
        ({"most_per_day": "100"}, "0から20までの数を入れてください"),
        ({"most_per_day": "ない"}, "0から20までの数を入れてください"),
        ({"quiet_until": "22:30"}, "ちがう時刻を入れてください"),
        ({"quiet_until": "夜"}, "時刻は 21:00 のように"),
    ):
        answer = hanako.sends(f"{HOW}hours/", **{**night, **wrong})
        assert answer.status_code == 422
        assert words in hanako.sees()
    assert _wishes(hanako) == wishes

    hanako.sends(f"{HOW}hours/", most_per_day="0")
    none = _wishes(hanako)
    assert none.quiet_from == none.quiet_until
    assert none.most_per_day == 0


def test_mail_is_registered_by_the_code_that_was_sent_there(
    hanako: Actor, letterbox: Letterbox, deliver: Callable[..., int]
) -> None:
    wrong = hanako.sends(f"{HOW}mail/", address="hanako at example")
    assert wrong.status_code == 422
    assert "メールアドレスの形ではありません" in hanako.sees()

    hanako.sends(f"{HOW}mail/", address="ｈａｎａｋｏ@mihon.example")
    assert "h…@mihon.example に6けたの番号を送りました" in hanako.sees()
    deliver()
    bad = hanako.sends(f"{HOW}mail/confirm/", code="12x")
    assert bad.status_code == 422
    assert "番号がちがう" in hanako.sees()

    hanako.sends(f"{HOW}mail/confirm/", code=letterbox.code())
    assert "h…@mihon.example に届きます" in hanako.sees()

    hanako.sends(f"{HOW}drop/", channel="mail")
    assert messaging.endpoints(person=person_of(hanako)) == ()


def test_a_city_without_mail_and_line_does_not_offer_them(hanako: Actor, settings: Settings) -> None:
    settings.MAIL_URL = settings.MAIL_FROM = settings.LINE_TOKEN = settings.LINE_SECRET = ""

    said = hanako.sees(HOW)

    assert "番号を送る" not in said
    assert "LINE" not in said


def test_line_gives_a_code_to_send_to_the_citys_account(hanako: Actor, channels: None) -> None:
    hanako.sends(f"{HOW}line/")

    assert re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}", hanako.sees())
