"""Who waits is offered what comes free, in the order of arrival, before anybody else can press it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from sagacity.kit import policy
from sagacity.messaging import api as messaging
from sagacity.reservations.slots import api as slots
from sagacity.reservations.slots import jobs
from sagacity.reservations.slots.tests.conftest import CLERK, HANAKO, NOW, of_day, offer

TARO = policy.Person("urn:ngsi-ld:Device:taro", "", "anonymous")
JIRO = policy.Person("urn:ngsi-ld:Device:jiro", "", "anonymous")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def full(desks: list[str]) -> slots.Slot:
    """One desk, and its whole next day is promised."""
    service = offer(
        desks[:1], shortest=timedelta(hours=8), length=timedelta(hours=8), longest=timedelta(hours=8)
    )
    held = slots.hold(
        service=service.key, begins=of_day(9, days=1), holder=HANAKO.key, client_key="h", at=NOW
    )
    return slots.confirm(slot=held.key, by=HANAKO, at=NOW)


def waits(
    who: policy.Person, full: slots.Slot, key: str = "", *, day: int = 1, since: int = 9, until: int = 17
) -> slots.Waiter:
    return slots.wait(
        service=full.service,
        holder=who.key,
        since=of_day(since, days=day),
        until=of_day(until, days=day),
        client_key=key or f"w-{who.key}",
        by=who,
        at=NOW,
    )


def test_the_first_in_line_has_it_at_once_and_nobody_overtakes(full: slots.Slot) -> None:
    first, second = waits(TARO, full), waits(JIRO, full)
    assert (first.position, second.position) == (1, 2)

    slots.give_back(slot=full.key, by=HANAKO, at=NOW)

    (offered,) = slots.waiters_of(holder=TARO.key)
    assert offered.state is slots.WaiterState.OFFERED
    assert slots.waiters_of(holder=JIRO.key)[0].position == 1
    with pytest.raises(slots.Taken):
        slots.hold(service=full.service, begins=full.begins, holder="x", client_key="x", at=NOW)
    taken = slots.confirm(slot=offered.slot, by=TARO, at=NOW)
    assert (taken.holder, taken.begins) == (TARO.key, full.begins)
    assert slots.waiters_of(holder=TARO.key) == ()


def test_an_offer_that_ends_goes_to_the_next_and_not_to_whoever_presses(full: slots.Slot) -> None:
    waits(TARO, full)
    waits(JIRO, full)
    slots.give_back(slot=full.key, by=HANAKO, at=NOW)
    (offered,) = slots.waiters_of(holder=TARO.key)
    ended = NOW + timedelta(hours=12)

    with pytest.raises(slots.HoldOver):
        slots.confirm(slot=offered.slot, by=TARO, at=ended)
    with pytest.raises(slots.Taken):
        slots.hold(service=full.service, begins=full.begins, holder="x", client_key="x", at=ended)
    jobs.let_holds_go(ended)

    assert slots.waiter(key=offered.key).state is slots.WaiterState.PASSED
    assert slots.waiters_of(holder=JIRO.key)[0].state is slots.WaiterState.OFFERED


def test_who_says_no_to_an_offer_gives_it_to_the_next(full: slots.Slot) -> None:
    first = waits(TARO, full)
    waits(JIRO, full)
    slots.give_back(slot=full.key, by=HANAKO, at=NOW)

    left = slots.leave(waiter=first.key, by=TARO, at=NOW)

    assert left.state is slots.WaiterState.LEFT
    assert slots.leave(waiter=first.key, by=TARO, at=NOW) == left
    assert slots.waiters_of(holder=JIRO.key)[0].state is slots.WaiterState.OFFERED


def test_who_leaves_the_line_is_passed_over(full: slots.Slot) -> None:
    first = waits(TARO, full)
    waits(JIRO, full)
    slots.leave(waiter=first.key, by=TARO, at=NOW)

    slots.give_back(slot=full.key, by=HANAKO, at=NOW)

    assert slots.waiters_of(holder=TARO.key) == ()
    assert slots.waiters_of(holder=JIRO.key)[0].state is slots.WaiterState.OFFERED


def test_nobody_waits_twice_for_nothing_or_for_what_is_free(full: slots.Slot) -> None:
    first = waits(TARO, full)
    assert waits(TARO, full).key == first.key
    with pytest.raises(slots.StillFree):
        waits(TARO, full, "free", day=3)
    with pytest.raises(slots.NotOffered):
        waits(TARO, full, "over", day=0, since=0, until=8)
    for number in range(2):
        waits(TARO, full, str(number))
    with pytest.raises(slots.TooMany):
        waits(TARO, full, "one too many")


def test_what_comes_free_otherwise_is_seen_by_the_clock(full: slots.Slot) -> None:
    slots.set_absence(
        resource=full.resource, begins=of_day(8, days=2), ends=of_day(18, days=2), because="休み",
        by=CLERK, at=NOW,
    )  # fmt: skip
    waits(TARO, full, day=2)
    jobs.let_holds_go(NOW)
    assert slots.waiters_of(holder=TARO.key)[0].state is slots.WaiterState.WAITING
    (away,) = slots.absences(area="citizens", since=of_day(0, days=2), until=of_day(23, days=2))

    slots.end_absence(number=away.number, by=CLERK, at=NOW)
    jobs.let_holds_go(NOW)

    assert slots.waiters_of(holder=TARO.key)[0].state is slots.WaiterState.OFFERED


def test_who_is_offered_a_time_is_told_and_so_is_whom_staff_cancel(
    full: slots.Slot, deliver: Callable[..., int]
) -> None:
    waits(TARO, full)
    deliver()
    slots.give_back(slot=full.key, by=CLERK, at=NOW, why="机がこわれました。")
    deliver()

    def told(who: policy.Person) -> list[str]:
        return [one.notice.content.title["ja"] for one in messaging.inbox(person=who.key, at=NOW).letters]

    assert told(TARO) == ["空きが出ました：引越しの手続き"]
    assert told(HANAKO) == ["予約が取り消されました：引越しの手続き"]


def test_the_evening_before_everybody_is_reminded_once(full: slots.Slot, deliver: Callable[..., int]) -> None:
    deliver()
    for _again in range(2):
        jobs.remind(of_day(18))
    deliver()

    inbox = messaging.inbox(person=HANAKO.key, at=of_day(18)).letters
    assert [one.notice.content.title["en"] for one in inbox] == ["Tomorrow: 引越しの手続き"]
