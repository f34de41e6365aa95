import random

import pytest

from sagacity.reservations.queue import api as queue
from sagacity.reservations.queue import forecasting
from sagacity.reservations.queue.forecasting import Hall as Future
from sagacity.reservations.queue.forecasting import Window
from sagacity.reservations.queue.tests.conftest import MINUTE, NOW, Hall

TEN = {"moving": [10.0]}


def medians(hall: Future) -> list[int | None]:
    told, _asked = forecasting.waits(hall, seed="s")
    return [one.median if one else None for one in told]


def test_talks_of_ten_minutes_at_two_desks() -> None:
    both = [Window(frozenset({"moving"}), "moving", 4.0), Window(frozenset({"moving"}))]

    assert medians(Future(both, ["moving"] * 4, TEN)) == [0, 6, 10, 16]


def test_a_desk_that_calls_from_another_line_shortens_nothing() -> None:
    windows = [Window(frozenset({"papers"})), Window(frozenset({"moving"}), "moving", 1.0)]
    future = Future(windows, ["moving", "papers"], {"moving": [10.0], "papers": [5.0]})

    assert medians(future) == [9, 0]


def test_appointments_to_come_take_their_desk_at_their_time() -> None:
    future = Future([Window(frozenset({"moving"}))], ["moving"] * 3, TEN, promised=[(5.0, "moving")])

    assert medians(future) == [0, 20, 30]


def test_without_a_desk_nobody_is_told_anything() -> None:
    assert medians(Future([], ["moving"], TEN)) == [None]


def test_a_talk_is_not_over_before_it_has_lasted_as_long_as_it_has() -> None:
    future = Future([Window(frozenset({"moving"}), "moving", 25.0)], ["moving"], {"moving": [10.0, 30.0]})

    told, _ = forecasting.waits(future, seed="s")
    assert told[0] == queue.Forecast(median=5, least=5, most=5)


def test_four_of_five_lie_between_least_and_most() -> None:
    dice = random.Random(7)
    known = [dice.expovariate(1 / 10) for _ in range(200)]
    future = Future([Window(frozenset({"moving"}))] * 3, ["moving"] * 30, {"moving": sorted(known)})
    (told, _) = forecasting.waits(future, seed="s")
    last = told[-1]
    assert last is not None

    inside = 0
    for _ in range(500):
        free = [0.0] * 3
        for _ in range(29):
            desk = free.index(min(free))
            free[desk] += dice.expovariate(1 / 10)
        inside += last.least <= min(free) <= last.most
    assert 0.65 <= inside / 500 <= 0.95


def test_the_same_seed_tells_the_same_everywhere() -> None:
    future = Future([Window(frozenset({"moving"}))], ["moving"] * 9, {"moving": [5.0, 10.0, 30.0]})

    assert forecasting.waits(future, seed="a") == forecasting.waits(future, seed="a")


def test_a_line_learns_from_its_own_talks(hall: Hall) -> None:
    desk = hall.opens()
    hall.comes()
    before = queue.board(line="moving", at=NOW).newcomer
    assert before is not None
    for number in range(25):
        hall.comes(minute=number * 2)
        hall.serves(desk, since=number * 2, until=number * 2 + 2)
    for _ in range(5):
        hall.comes(minute=60)

    after = queue.board(line="moving", at=NOW + 60 * MINUTE)
    assert after.newcomer is not None
    assert after.newcomer.median == 2 * len(after.waiting)
    assert before.median > 10  # the pack says twenty minutes


@pytest.mark.parametrize(("waiting", "colour"), [(6, "green"), (7, "yellow"), (9, "yellow"), (10, "red")])
def test_the_shared_end_of_two_colours_is_the_busier_one(hall: Hall, waiting: int, colour: str) -> None:
    hall.opens()
    for _ in range(waiting):
        hall.comes()

    assert queue.board(line="moving", at=NOW).colour == colour


def test_the_forecast_of_an_appointment_is_never_before_it_may_be_called(hall: Hall) -> None:
    from sagacity.reservations.queue.tests.test_calling import promised

    hall.opens()
    hall.comes(slot=promised(60).key)

    (standing,) = queue.board(line="moving", at=NOW).waiting
    assert standing.forecast is not None
    assert standing.forecast.least >= 45
