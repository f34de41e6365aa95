"""A resident takes a number on the phone, sees their place, is called; the screen says the same."""

import uuid

import pytest
from pytest_django import Settings

from sagacity.identity.testing import Actor
from sagacity.kit import clock, policy
from sagacity.reservations.queue import api as queue

APP = "/apps/waiting/"
CLERK = policy.Person("urn:ngsi-ld:Staff:mori", "森", "staff")


@pytest.fixture(autouse=True)
def _invented_city(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAGACITY_CITY", "example")


@pytest.fixture
def desk(db: None) -> str:
    return queue.open_desk(label="3番", lines=["moving"], by=CLERK, at=clock.now()).key


def takes(who: Actor, line: str = "moving") -> str:
    """Take a number; the address of the page it leads to."""
    answer = who.sends(f"{APP}take/{line}/", once=str(uuid.uuid4()))
    return str(answer.redirect_chain[-1][0]) if answer.redirect_chain else ""  # type: ignore[attr-defined]


def test_from_the_phone_to_the_desk(hanako: Actor, desk: str) -> None:
    for number in range(2):
        queue.issue(
            line="moving",
            channel=queue.Channel.PRINTED,
            client_key=f"before-{number}",
            by=CLERK,
            at=clock.now(),
        )
    assert "番号を取る" in hanako.sees(APP)
    page = takes(hanako)
    assert "A003" in hanako.sees()
    assert "前にいる人2" in hanako.sees(page)
    assert "着いた順" in hanako.sees(page)
    told = queue.as_json(place="hall", at=clock.now())["lines"][0]["waiting"][2]
    assert f"約{told['median']}分（{told['least']}〜{told['most']}分）" in hanako.sees(page)
    assert "A003" in hanako.sees("/")

    for _ in range(3):
        called = queue.call_next(desk=desk, client_key=str(uuid.uuid4()), by=CLERK, at=clock.now())
        assert called is not None
        if called.number != "A003":
            queue.end(ticket=called.key, client_key=str(uuid.uuid4()), by=CLERK, at=clock.now())

    assert "A003番の方、3番の窓口へどうぞ。" in hanako.sees(page)
    assert "A003番の方、3番の窓口へどうぞ。" in hanako.sees(f"{APP}screen/hall/")


def test_a_second_press_is_the_same_number_and_another_phone_another(hanako: Actor, desk: str) -> None:
    assert takes(hanako) == takes(hanako)
    taro = Actor()
    takes(taro)

    assert "A002" in taro.sees()
    assert "A001" not in taro.sees(APP)


def test_whoever_gives_up_is_out_of_the_line(hanako: Actor, desk: str) -> None:
    page = takes(hanako)

    hanako.sends(f"{page}leave/")
    assert "番号を取りやめました" in hanako.sees()
    hanako.sends(f"{page}leave/")

    assert queue.board(line="moving", at=clock.now()).waiting == ()
    assert "わたしの番号" not in hanako.sees(APP)


def test_where_no_number_is_given_the_page_says_why(hanako: Actor, desk: str) -> None:
    takes(hanako, "papers")
    assert "この窓口の番号は、窓口で取ってください" in hanako.sees()

    assert hanako.sends(f"{APP}take/nowhere/").status_code == 404
    assert hanako.opens(f"{APP}urn:ngsi-ld:QueueTicket:none/").status_code == 404
    assert hanako.opens(f"{APP}screen/nowhere/").status_code == 404
    assert hanako.opens(f"{APP}board/nowhere.json").status_code == 404


def test_everybody_reads_the_rules_and_the_thresholds_are_the_citys(hanako: Actor, desk: str) -> None:
    for number in range(10):
        queue.issue(
            line="moving", channel=queue.Channel.PRINTED, client_key=f"{number}", by=CLERK, at=clock.now()
        )

    said = hanako.sees(APP)
    assert "予約の時刻になったら先に呼びます" in said
    assert "長く待つことが体にさわる人" in said
    assert "混んでいます" in said


def test_a_phone_that_speaks_korean_reads_korean(desk: str) -> None:
    somebody = Actor(language="ko")

    assert "번호 받기" in somebody.sees(APP)
    takes(somebody)
    assert "앞에 있는 사람" in somebody.sees()


def test_the_data_of_a_screen_name_nobody(hanako: Actor, desk: str, settings: Settings) -> None:
    takes(hanako)

    board = hanako.opens(f"{APP}board/hall.json").json()  # type: ignore[attr-defined]
    assert set(board["lines"][0]["waiting"][0]) == {"number", "median", "least", "most"}


def test_nobody_says_that_it_is_quiet_where_no_desk_is_open(hanako: Actor) -> None:
    assert "空いています" not in hanako.sees(APP)
    assert "空いています" not in hanako.sees(f"{APP}screen/hall/")

    queue.open_desk(label="3番", lines=["moving"], by=CLERK, at=clock.now())

    assert "空いています" in hanako.sees(APP)
    assert "空いています" in hanako.sees(f"{APP}screen/hall/")
