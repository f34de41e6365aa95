"""Two taps at the end of a visit: counted once, and nobody's afterwards."""

from datetime import timedelta

import pytest

from sagacity.reservations.queue import api as queue
from sagacity.reservations.queue import jobs, models
from sagacity.reservations.queue.api import About
from sagacity.reservations.queue.tests.conftest import CLERK, HANAKO, NOW, Hall

TODAY = NOW.date()
LATER = NOW + timedelta(minutes=40)


@pytest.fixture
def served(hall: Hall) -> queue.Ticket:
    """Hanako has taken a number on her phone and was served."""
    desk = hall.opens()
    queue.issue(
        line="moving", channel=queue.Channel.PHONE, client_key="p", by=HANAKO, holder=HANAKO.key, at=NOW
    )
    return hall.serves(desk, since=5, until=20)


def counts() -> dict[tuple[str, str], int]:
    return {(one.about.value, one.answer): one.many for one in queue.opinions(since=TODAY, until=TODAY)}


def test_one_question_follows_the_other_and_then_nothing_is_asked(served: queue.Ticket) -> None:
    assert queue.asked(ticket=served, at=LATER) is About.HOW
    assert queue.say(ticket=served.key, about=About.HOW, answer="good", at=LATER)
    assert queue.asked(ticket=served, at=LATER) is About.WISH
    assert queue.say(ticket=served.key, about=About.WISH, answer="online", at=LATER)

    assert queue.asked(ticket=served, at=LATER) is None
    assert counts() == {("how", "good"): 1, ("wish", "online"): 1}


def test_a_ticket_answers_once_however_often_it_is_tapped(served: queue.Ticket) -> None:
    assert queue.say(ticket=served.key, about=About.HOW, answer="good", at=LATER)
    assert not queue.say(ticket=served.key, about=About.HOW, answer="bad", at=LATER)

    assert counts() == {("how", "good"): 1}


def test_whoever_does_not_want_to_say_is_not_asked_again_and_not_counted(served: queue.Ticket) -> None:
    assert queue.say(ticket=served.key, about=About.HOW, answer="", at=LATER)

    assert queue.asked(ticket=served, at=LATER) is About.WISH
    assert counts() == {}


def test_nobody_is_asked_before_the_end_or_on_another_day(hall: Hall, served: queue.Ticket) -> None:
    waiting = hall.comes(minute=30)

    assert queue.asked(ticket=waiting, at=LATER) is None
    with pytest.raises(queue.TooLate):
        queue.say(ticket=waiting.key, about=About.HOW, answer="good", at=LATER)
    with pytest.raises(queue.TooLate):
        queue.say(ticket=served.key, about=About.HOW, answer="good", at=LATER + timedelta(days=1))
    with pytest.raises(LookupError):
        queue.say(ticket=served.key, about=About.HOW, answer="purple", at=LATER)
    assert counts() == {}


def test_no_row_joins_an_answer_to_a_ticket_or_a_phone(served: queue.Ticket) -> None:
    queue.say(ticket=served.key, about=About.HOW, answer="bad", at=LATER)

    rows = str([*models.OpinionCount.objects.values_list(), *models.Answered.objects.values_list()])
    assert served.key not in rows
    assert served.number not in rows
    assert HANAKO.key not in rows


def test_in_the_night_nobody_knows_any_more_who_has_answered(served: queue.Ticket) -> None:
    queue.say(ticket=served.key, about=About.HOW, answer="fair", at=LATER)

    jobs.close_day(NOW + timedelta(hours=17))

    assert not models.Answered.objects.exists()
    assert queue.asked(ticket=served, at=NOW + timedelta(hours=17)) is None
    assert counts() == {("how", "fair"): 1}


def test_the_tablet_of_a_desk_asks_the_visitor_who_has_just_gone(hall: Hall, served: queue.Ticket) -> None:
    (desk,) = queue.desks()
    just_now = NOW + timedelta(minutes=18)

    found = queue.just_over(desk=desk.key, since=just_now)
    assert found is not None
    assert found.key == served.key
    assert queue.just_over(desk=desk.key, since=LATER) is None
    queue.close_desk(desk=desk.key, by=CLERK, at=LATER)
    with pytest.raises(queue.NoSuchDesk):
        queue.just_over(desk=desk.key, since=just_now)
