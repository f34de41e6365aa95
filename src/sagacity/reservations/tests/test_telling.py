from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine

from sagacity.kit import policy
from sagacity.messaging import api as messaging
from sagacity.reservations import api as reservations
from sagacity.reservations.tests.conftest import CLERK, SUBJECT, Line, Opening

HANAKO, TARO = "urn:ngsi-ld:Device:hanako", "urn:ngsi-ld:Device:taro"
Deliver = Callable[..., int]


@pytest.fixture(autouse=True)
def _nine_in_the_morning(at: datetime) -> Iterator[None]:
    with time_machine.travel(at, tick=False):
        yield


def _inbox(person: str, at: datetime) -> list[messaging.Letter]:
    return list(messaging.inbox(person=person, at=at).letters)


def test_whoever_moves_up_is_told_once_and_loudly_in_every_language(
    opening: Opening, line: Line, at: datetime, deliver: Deliver
) -> None:
    opening(capacity=1, waiting_places=2, url="/apps/events/mine/")
    first = line.books(person=HANAKO)
    line.books(person=TARO, contact=reservations.Contact("太郎", phone="0952-24-3151", language="vi"))
    deliver()

    line.cancels(first)
    deliver()
    deliver()

    (letter,) = _inbox(TARO, at)
    content = letter.notice.content
    assert letter.notice.title_in("ja") == "参加できます：はじめての裁縫教室"
    assert "受付番号2、1人です" in letter.notice.body_in("ja")
    assert letter.notice.body_in("vi").startswith("“はじめての裁縫教室” đã có chỗ trống")
    assert set(content.title) == {"ja", "ja-easy", "en", "zh-hans", "ko", "vi"}
    assert (content.loudness, content.url) == (messaging.Loudness.POPUP, "/apps/events/mine/")
    assert content.useful_until == at + timedelta(days=14)
    assert messaging.preferences(person=TARO).language == "vi"


def test_whose_booking_staff_cancel_is_told_and_who_cancels_alone_is_not(
    opening: Opening, line: Line, at: datetime, deliver: Deliver
) -> None:
    opening()
    by_staff, alone = line.books(person=HANAKO), line.books(person=TARO)

    line.cancels(by_staff)
    reservations.cancel(booking=alone.key, by=policy.Person(TARO, "", "resident"), at=at)
    deliver()

    assert [letter.notice.title_in("en") for letter in _inbox(HANAKO, at)] == [
        "Your application was cancelled: はじめての裁縫教室"
    ]
    assert _inbox(TARO, at) == []


def test_everybody_who_has_applied_is_told_that_it_is_called_off(
    opening: Opening, line: Line, at: datetime, deliver: Deliver
) -> None:
    opening(capacity=1, waiting_places=1)
    line.books(person=HANAKO)
    line.books(person=TARO)

    reservations.cancel_offer(subject=SUBJECT, why="台風のため", by=CLERK, at=at)
    deliver()

    for person in (HANAKO, TARO):
        (letter,) = _inbox(person, at)
        assert letter.notice.body_in("ja").endswith("主催者から：台風のため")


def test_a_caller_without_a_device_is_told_by_nobody_but_the_clerk(
    opening: Opening, line: Line, at: datetime, deliver: Deliver
) -> None:
    opening(capacity=1, waiting_places=1)
    first, caller = line.books(person=HANAKO), line.books()

    line.cancels(first)
    deliver()

    moved = reservations.booking(key=caller.key)
    assert (moved.promoted_at, moved.person) == (at, "")
    assert messaging.notices(app="events").total == 1  # to Hanako alone


def test_a_mark_says_who_has_applied_until_they_cancel(
    opening: Opening, line: Line, deliver: Deliver
) -> None:
    opening()
    booking = line.books(person=HANAKO)
    deliver()
    assert messaging.marks(person=HANAKO, kind="reservations.offer") == (SUBJECT,)

    line.cancels(booking)
    deliver()

    assert messaging.marks(person=HANAKO, kind="reservations.offer") == ()
