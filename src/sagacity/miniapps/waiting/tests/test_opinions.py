"""Two taps at the end of a visit, on the phone or on the tablet of the desk."""

import uuid

import pytest

from sagacity.identity.testing import Actor
from sagacity.kit import clock
from sagacity.miniapps.waiting.tests.test_from_phone_to_desk import APP, CLERK, _invented_city, desk, takes
from sagacity.reservations.queue import api as queue

__all__ = ["_invented_city", "desk"]


@pytest.fixture
def tablet(db: None) -> Actor:
    """The tablet beside the desk, a browser of its own."""
    return Actor()


@pytest.fixture
def page(hanako: Actor, desk: str) -> str:
    """Hanako was called and served; the address of her number."""
    page = takes(hanako)
    serve(desk)
    return page


def serve(desk: str) -> queue.Ticket:
    called = queue.call_next(desk=desk, client_key=str(uuid.uuid4()), by=CLERK, at=clock.now())
    assert called is not None
    return queue.end(ticket=called.key, client_key=str(uuid.uuid4()), by=CLERK, at=clock.now())


def told() -> dict[str, int]:
    today = clock.day(clock.now())
    return {one.answer: one.many for one in queue.opinions(since=today, until=today)}


def test_two_taps_on_the_phone_and_nothing_more_is_asked(hanako: Actor, page: str) -> None:
    assert "今日の窓口はどうでしたか" in hanako.sees(page)
    hanako.sends(f"{page}opinion/", about="how", answer="good")
    assert "どうすれば、来なくて済みましたか" in hanako.sees()
    hanako.sends(f"{page}opinion/", about="wish", answer="online")

    assert "どうすれば" not in hanako.sees()
    assert told() == {"good": 1, "online": 1}


def test_a_double_tap_counts_once_and_no_answer_is_an_answer(hanako: Actor, page: str) -> None:
    hanako.sends(f"{page}opinion/", about="how", answer="bad")
    hanako.sends(f"{page}opinion/", about="how", answer="good")
    hanako.sends(f"{page}opinion/", about="wish", answer="")

    assert "どうすれば" not in hanako.sees(page)
    assert told() == {"bad": 1}
    assert hanako.sends(f"{page}opinion/", about="how", answer="purple").status_code == 404
    assert hanako.sends(f"{page}opinion/", about="", answer="good").status_code == 404


def test_whoever_still_waits_is_not_asked(hanako: Actor, desk: str) -> None:
    page = takes(hanako)

    assert "今日の窓口はどうでしたか" not in hanako.sees(page)
    hanako.sends(f"{page}opinion/", about="how", answer="good")
    assert "答えられるのは、窓口が終わった日だけです。" in hanako.sees()
    assert told() == {}


def test_the_tablet_rests_asks_and_thanks(tablet: Actor, hanako: Actor, desk: str) -> None:
    address = f"{APP}tablet/{desk}/"
    assert "窓口が終わると、ここに2つの質問が出ます。" in tablet.sees(address)
    takes(hanako)
    number = serve(desk).number

    assert "今日の窓口はどうでしたか" in tablet.sees(address)
    tablet.sends(address, about="how", answer="fair", number=number)
    tablet.sends(address, about="wish", answer="one_desk", number=number)

    assert "ありがとうございました。" in tablet.sees(address)
    assert told() == {"fair": 1, "one_desk": 1}


def test_an_answer_to_the_visitor_before_is_not_taken_for_the_next(
    tablet: Actor, hanako: Actor, desk: str
) -> None:
    takes(hanako)
    serve(desk)

    tablet.sends(f"{APP}tablet/{desk}/", about="how", answer="good", number="A999")

    assert told() == {}


def test_the_tablet_of_a_closed_desk_says_so(tablet: Actor, desk: str) -> None:
    queue.close_desk(desk=desk, by=CLERK, at=clock.now())

    assert tablet.opens(f"{APP}tablet/{desk}/").status_code == 404
    assert "この窓口は閉まっています。" in tablet.sees()
