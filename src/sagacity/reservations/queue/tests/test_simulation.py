import random

import pytest

from sagacity.kit import clock
from sagacity.reservations.queue import api as queue
from sagacity.reservations.queue.tests.conftest import NOW, Hall

NINE_TO_FIVE = dict.fromkeys(range(9, 17), 1)


def day(**more: object) -> queue.Day:
    said = {"arrivals": {9: 6.0}, "lengths": (10.0,), "desks": NINE_TO_FIVE, **more}
    return queue.Day(**said)  # type: ignore[arg-type]


def test_the_same_seed_is_the_same_day() -> None:
    busy = day(arrivals=dict.fromkeys(range(9, 17), 30.0), lengths=(3.0, 9.0, 30.0))

    assert queue.simulate(busy, seed=3) == queue.simulate(busy, seed=3)
    assert queue.simulate(busy, seed=3) != queue.simulate(busy, seed=4)


def test_everybody_is_served_or_has_left() -> None:
    full = day(arrivals={9: 60.0}, patience=(5.0, 40.0), leaving=0.5)
    for seed in range(10):
        one = queue.simulate(full, seed=seed)
        assert one.came == one.served + one.left
        assert one.left > 0


def test_one_desk_and_talks_of_ten_minutes_are_reckoned_by_hand() -> None:
    """About sixty people in an hour at one desk: each talk ends ten minutes after the one before."""
    one = queue.simulate(day(arrivals={9: 60.0}), seed=1)

    assert one.came == pytest.approx(60, abs=25)
    assert one.closes == pytest.approx(540 + 10 * one.came, abs=5)
    assert one.longest == pytest.approx(10 * (one.came - 1) - 60, abs=10)
    assert one.busy == pytest.approx(10 * one.came / (8 * 60))


def test_a_queue_with_random_arrivals_and_talks_waits_as_theory_says() -> None:
    """One desk, load 0.8, talks of a minute by chance: about 4 minutes (Pollaczek and Khinchine)."""
    dice = random.Random(1)
    talks = tuple(dice.expovariate(1.0) for _ in range(20_000))
    mean = sum(talks) / len(talks)
    long = day(arrivals=dict.fromkeys(range(2000), 48.0), lengths=talks, desks=dict.fromkeys(range(2000), 1))
    second = sum(one * one for one in talks) / len(talks)
    load = 0.8 * mean
    theory = 0.8 * second / (2 * (1 - load))

    found = [queue.simulate(long, seed=seed).mean_wait for seed in range(3)]

    assert sum(found) / len(found) == pytest.approx(theory, rel=0.1)


def test_more_desks_never_make_anybody_wait_longer() -> None:
    busy = day(arrivals=dict.fromkeys(range(9, 17), 12.0), lengths=(4.0, 10.0, 25.0))
    waits = [
        queue.what_if(day=busy, desks=dict.fromkeys(range(9, 17), many)).mean_wait for many in (1, 2, 3, 5)
    ]

    assert waits == sorted(waits, reverse=True)
    assert waits[0] > 60 > waits[2]


def test_desks_open_and_close_with_the_hours() -> None:
    morning = {9: 4, 10: 4, 11: 1, 12: 1}
    one = queue.simulate(day(arrivals={9: 24.0, 11: 12.0}, desks=morning), seed=1)

    assert one.hours[9].mean_wait < 10 < one.hours[11].mean_wait


def test_figures_are_counted_by_hour_and_a_day_is_made_of_them(hall: Hall) -> None:
    desk = hall.opens()
    for minute in (0, 5, 10):
        hall.comes(minute=minute)
    hall.serves(desk, since=6, until=20)
    hall.serves(desk, since=20, until=30)
    gone = hall.comes(minute=61)
    hall.does("leave", gone, minute=75)
    today = clock.day(NOW)

    ten, eleven = queue.by_hour(since=today, until=today, line="moving")
    usual = queue.usual_day(line="moving", since=today, until=today)

    assert (ten.came, ten.called, ten.left, ten.days) == (3, 2, 0, 1)
    assert (ten.wait_mean, ten.wait_longest, ten.talk_mean) == (10.5, 15.0, 12.0)
    assert (eleven.came, eleven.left) == (1, 1)
    assert usual.arrivals == {10: 3.0, 11: 1.0}
    assert usual.patience == (14.0,)
    assert usual.leaving == 0.25
