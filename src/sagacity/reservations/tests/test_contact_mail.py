"""Whoever left an address of mail with their application has everything in writing, once."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine

from sagacity.messaging import api as messaging
from sagacity.messaging.testing import MailServer, city_mail
from sagacity.reservations import api as reservations
from sagacity.reservations.tests.conftest import CLERK, SUBJECT, Line, Opening

__all__ = ["city_mail"]

Deliver = Callable[..., int]
HANAKO, TARO = "hanako@example.jp", "taro@example.jp"


@pytest.fixture(autouse=True)
def _nine_in_the_morning(at: datetime) -> Iterator[None]:
    with time_machine.travel(at, tick=False):
        yield


def by_mail(address: str, language: str = "ja") -> reservations.Contact:
    return reservations.Contact("花子", mail=address, language=language)


def subjects(mails: MailServer, address: str) -> list[str]:
    return [str(mail["Subject"]) for mail in mails.to(address)]


def test_who_applies_and_who_moves_up_has_it_in_writing_in_their_language(
    opening: Opening, line: Line, city_mail: MailServer, deliver: Deliver
) -> None:
    opening(capacity=1, waiting_places=2, url="/apps/events/urn:ngsi-ld:Event:sewing-class/")
    first = line.books(contact=by_mail(HANAKO))
    line.books(contact=by_mail(TARO, "en"))
    deliver()
    assert subjects(city_mail, HANAKO) == ["申し込みを受け付けました：はじめての裁縫教室"]
    assert subjects(city_mail, TARO) == ["Your application has arrived: はじめての裁縫教室"]
    assert "waiting list: number 2" in city_mail.to(TARO)[0].get_content()

    line.cancels(first)
    deliver()
    deliver()

    assert subjects(city_mail, TARO)[1:] == ["You have a place: はじめての裁縫教室"]
    assert "/apps/events/urn:ngsi-ld:Event:sewing-class/" in city_mail.to(TARO)[1].get_content()
    assert subjects(city_mail, HANAKO)[1:] == ["申し込みが取り消されました：はじめての裁縫教室"]


def test_what_is_called_off_is_mailed_to_everybody_who_has_or_awaits_a_place(
    opening: Opening, line: Line, city_mail: MailServer, at: datetime, deliver: Deliver
) -> None:
    opening(capacity=1, waiting_places=2)
    line.books(contact=by_mail(HANAKO))
    line.books(contact=by_mail(TARO, "en"))
    gone = line.books(contact=by_mail("jiro@example.jp"))
    line.cancels(gone)
    line.books()  # by telephone alone
    deliver()

    for _ in range(2):
        reservations.cancel_offer(subject=SUBJECT, why="台風のため", by=CLERK, at=at)
        deliver()

    assert subjects(city_mail, HANAKO)[1:] == ["中止になりました：はじめての裁縫教室"]
    assert "台風のため" in city_mail.to(HANAKO)[1].get_content()
    assert subjects(city_mail, TARO)[1:] == ["Called off: はじめての裁縫教室"]
    assert not any("中止" in one for one in subjects(city_mail, "jiro@example.jp"))


def test_a_message_to_applicants_reaches_each_address_once(
    opening: Opening, line: Line, city_mail: MailServer, at: datetime, deliver: Deliver
) -> None:
    opening()
    line.books(contact=by_mail(HANAKO))
    line.books()  # by telephone alone
    deliver()
    draft = messaging.Draft(
        title={"ja": "持ち物"},
        body={"ja": "水をお持ちください。"},
        audience=messaging.Audience(people=("nobody",)),
        publish_at=at,
        expires_at=at + timedelta(days=7),
        loudness=messaging.Loudness.POPUP,
    )

    for _ in range(2):
        told = reservations.mail_applicants(
            subject=SUBJECT,
            states=(reservations.BookingState.BOOKED,),
            client_key="desk 1",
            draft=draft,
            app="events",
            by=CLERK,
            at=at,
        )
        deliver()

    assert told == 1
    assert subjects(city_mail, HANAKO)[1:] == ["持ち物"]
