"""Letters that nobody tries any more, the history of all, and sending again."""

import time
from typing import Any

from sagacity.broker.delivering.dead_letters import dead_letters, discard, replay
from sagacity.broker.delivering.deliveries import deliveries
from sagacity.broker.delivering.endpoints import endpoints
from sagacity.broker.delivering.facts import DeadLetter
from sagacity.broker.delivering.pace import USUAL
from sagacity.broker.delivering.sweeping import sweep
from sagacity.broker.delivering.testing import Receiver
from sagacity.broker.store.base import Session
from sagacity.broker.subscribing.subscriptions import subscriptions
from sagacity.broker.subscribing.testing import change, settle, subscribe
from sagacity.broker.testing import City


def dead(city: City) -> list[DeadLetter]:
    found: list[DeadLetter] = city.broker.read_now(lambda session: dead_letters(session, tenant=city.tenant))
    return found


def grow_old(city: City) -> None:
    """As if everything that waits had waited for a month."""

    month, at = 30 * 86_400_000, city.broker.clock()

    def work(session: Session) -> None:
        session.execute("UPDATE broker_outbox SET created = created - ?", (month,))
        sweep(session, USUAL, at=at)

    city.broker.do_now(work)


def test_what_waited_too_long_is_dead_and_goes_again_with_one_press(city: City, receiver: Receiver) -> None:
    subscription = subscribe(city, receiver.url)
    receiver.answer = 503
    change(city, temperature=21)
    number = receiver.wait_for(1)[0].headers["idempotency-key"]
    grow_old(city)

    [letter] = dead(city)
    assert (letter.subscription, letter.entity, letter.type, letter.path) == (
        subscription,
        "Room1",
        "Room",
        "/",
    )
    assert '"temperature"' in letter.body

    time.sleep(0.6)  # the attempt that was planned is the last one
    receiver.answer = 200
    before = len(receiver.heard)
    at = city.broker.clock()
    sent = city.broker.do_now(lambda session: replay(session, at=at, subscription=subscription))

    assert sent == 1
    again = receiver.wait_for(before + 1)[-1]
    assert again.headers["idempotency-key"] == number
    assert dead(city) == []


def test_an_address_that_became_forbidden_is_dead_at_once_and_may_be_thrown_away(
    city: City, receiver: Receiver
) -> None:
    subscribe(city, "", notification={"httpCustom": {"url": "${where}"}})

    change(city, where="http://10.0.0.1/")
    settle(city)

    [letter] = dead(city)
    assert "closed network" in letter.reason
    assert city.broker.do_now(lambda session: discard(session, letters=[letter.letter])) == 1
    assert dead(city) == []


def test_the_history_can_be_searched(city: City, receiver: Receiver) -> None:
    subscription = subscribe(city, receiver.url, description="川の水位")
    receiver.answer = 500
    change(city, "Room1", count=1)
    receiver.wait_for(1)
    receiver.answer = 200
    settle(city)
    change(city, "Room2", count=1)
    settle(city)

    def look(**wish: Any) -> list[tuple[str, bool, int]]:
        found = city.broker.read_now(lambda session: deliveries(session, tenant=city.tenant, **wish))
        return [(one.entity, one.delivered, one.code) for one in found]

    assert look(limit=2) == [("Room2", True, 200), ("Room1", True, 200)]
    assert look(entity="Room2") == [("Room2", True, 200)]
    assert set(look(failed=True)) == {("Room1", False, 500)}
    assert look(subscription="0" * 24) == []

    [found] = city.broker.read_now(lambda session: subscriptions(session, tenant=city.tenant))
    assert (found.id, found.description, found.target) == (subscription, "川の水位", receiver.url)
    assert (found.waiting, found.dead, found.failures) == (0, 0, 0)
    assert found.sent >= 3


def test_pages_of_the_history_leave_no_attempt_out_though_many_ended_in_one_moment(
    city: City, receiver: Receiver
) -> None:
    subscribe(city, receiver.url)
    for number in range(5):
        change(city, f"Room{number}", count=1)
    settle(city)

    def leaf(session: Session) -> list[str]:
        session.execute("UPDATE broker_delivery SET at = 1 WHERE tenant = ?", (city.tenant,))
        seen: list[str] = []
        before = 0
        while page := deliveries(session, tenant=city.tenant, before=before, limit=2):
            seen += [one.entity for one in page]
            before = page[-1].number
        return seen

    assert sorted(city.broker.do_now(leaf)) == [f"Room{number}" for number in range(5)]


def test_a_receiver_that_is_down_is_seen(city: City, receiver: Receiver) -> None:
    receiver.stop()
    subscribe(city, receiver.url)
    change(city, count=1)
    change(city, count=2)

    deadline = time.monotonic() + 5
    while True:
        found = city.broker.read_now(endpoints)
        [mine] = [one for one in found if one.endpoint == receiver.url]
        if mine.tries:
            break
        assert time.monotonic() < deadline
        time.sleep(0.02)

    assert (mine.waiting, mine.dead) == (2, 0)
    assert "refused" in mine.reason.lower()
    receiver.start()
    settle(city)
    assert receiver.url not in [one.endpoint for one in city.broker.read_now(endpoints)]


def test_old_attempts_are_forgotten(city: City, receiver: Receiver) -> None:
    subscribe(city, receiver.url)
    change(city, count=1)
    settle(city)
    later = city.broker.clock() + USUAL.history + 1

    def work(session: Session) -> tuple[int, int]:
        before = len(deliveries(session, tenant=city.tenant))
        forgotten = sweep(session, USUAL, at=later)
        assert forgotten >= before
        return before, len(deliveries(session, tenant=city.tenant))

    assert city.broker.do_now(work) == (1, 0)
