"""Walks through the house: where people went, where they waited, and when they came."""

from datetime import date, timedelta

from sagacity.reservations.queue import api as queue
from sagacity.reservations.queue import flows
from sagacity.reservations.queue.spans import Spans
from sagacity.reservations.queue.tests.conftest import NOW, Hall

TODAY = date(2026, 4, 13)
MOVING, PAPERS = queue.Where("moving"), queue.Where("papers")


def ways(found: queue.Flow) -> dict[tuple[object, object], int]:
    return {(one.source, one.target): one.many for one in found.ways}


def handed_on(hall: Hall, *, case: str = "") -> None:
    """Comes for moving at ten, is called at 10:05, goes on to papers at 10:20, is served there at 10:30."""
    desk, other = hall.opens("1番", "moving"), hall.opens("2番", "papers")
    hall.comes(case=case)
    ticket = hall.calls(desk, minute=5)
    assert ticket is not None
    hall.does("start", ticket, minute=5)
    hall.does("transfer", ticket, minute=20, to="papers")
    hall.serves(other, since=30, until=34)


def test_whoever_is_handed_on_makes_two_stops_with_a_wait_at_each(hall: Hall) -> None:
    handed_on(hall)

    found = queue.flow(since=TODAY, until=TODAY)

    assert (found.people, found.days) == (1, 1)
    assert [(one.step, one.where.line, one.wait_median, one.talk_median) for one in found.stops] == [
        (1, "moving", 5.0, 15.0),
        (2, "papers", 10.0, 4.0),
    ]
    assert ways(found) == {(flows.DOOR, MOVING): 1, (MOVING, PAPERS): 1, (PAPERS, flows.DONE): 1}


def test_whoever_leaves_is_seen_leaving_and_whoever_waits_is_still_there(hall: Hall) -> None:
    gone = hall.comes()
    hall.does("leave", gone, minute=50)
    hall.comes()

    found = queue.flow(since=TODAY, until=TODAY)

    assert ways(found) == {(flows.DOOR, MOVING): 2, (MOVING, flows.LEFT): 1, (MOVING, flows.THERE): 1}
    assert found.stops[0].came == 2
    assert found.stops[0].wait_median == 0.0  # nobody was called, so nobody's wait is known


def test_two_numbers_of_one_case_on_one_day_are_one_walk(hall: Hall) -> None:
    desk, other = hall.opens("1番", "moving"), hall.opens("2番", "papers")
    hall.comes(case="urn:ngsi-ld:Case:7")
    hall.serves(desk, since=1, until=10)
    hall.comes(minute=11, line="papers", case="urn:ngsi-ld:Case:7")
    hall.serves(other, since=15, until=20)
    hall.comes(minute=24 * 60, case="urn:ngsi-ld:Case:7")  # comes again the next day

    found = queue.flow(since=TODAY, until=TODAY + timedelta(days=1))

    assert found.people == 2
    assert ways(found)[MOVING, PAPERS] == 1


def test_desks_are_told_apart_on_demand(hall: Hall) -> None:
    handed_on(hall)

    found = queue.flow(since=TODAY, until=TODAY, by_desk=True)

    assert [one.where for one in found.stops] == [queue.Where("moving", "1番"), queue.Where("papers", "2番")]


def test_the_fifth_stop_of_a_walk_is_said_and_not_drawn(hall: Hall) -> None:
    ticket = hall.comes()
    for minute, line in enumerate(("papers", "moving", "papers", "moving"), start=1):
        hall.does("transfer", ticket, minute=minute, to=line)

    found = queue.flow(since=TODAY, until=TODAY)

    assert max(one.step for one in found.stops) == flows.MOST_STOPS
    assert found.ways[-1].target == flows.MORE


def test_days_outside_the_period_do_not_count(hall: Hall) -> None:
    hall.comes()

    assert queue.flow(since=TODAY + timedelta(days=1), until=TODAY + timedelta(days=9)).people == 0
    assert queue.flow(since=TODAY, until=TODAY, place="elsewhere").people == 0
    assert queue.flow(since=TODAY, until=TODAY, place="hall").people == 1


def test_demand_counts_each_person_once_at_the_door_and_each_wait_in_its_line(hall: Hall) -> None:
    handed_on(hall)
    hall.comes(minute=7 * 24 * 60 + 60)  # a Monday later, at eleven

    house = queue.demand(since=TODAY, until=TODAY + timedelta(days=7))
    papers = queue.demand(since=TODAY, until=TODAY, line="papers")

    assert [(one.weekday, one.hour, one.came) for one in house.hours] == [(0, 10, 1), (0, 11, 1)]
    assert house.days == (2, 0, 0, 0, 0, 0, 0)
    assert [(one.hour, one.came, one.wait_median) for one in papers.hours] == [(10, 1, 10.0)]


def test_a_day_has_its_waits_talks_and_those_who_left(hall: Hall) -> None:
    handed_on(hall)
    hall.does("leave", hall.comes(), minute=30)

    (house,) = queue.by_day(since=TODAY, until=TODAY)
    (moving,) = queue.by_day(since=TODAY, until=TODAY, line="moving")

    assert (house.came, house.called, house.left, house.talks) == (3, 2, 1, 2)
    assert (moving.came, moving.left, moving.wait_median, moving.talk_median) == (2, 1, 5.0, 15.0)


def test_lengths_are_kept_in_little_room_to_a_tenth_of_a_minute() -> None:
    spans = Spans()
    for minutes in (-3, 1, 2, 30, 100_000):
        spans.add(timedelta(minutes=minutes))

    assert (spans.many, spans.median, spans.within(0), spans.within(1)) == (5, 2.0, 0.0, 24 * 60.0)
    assert Spans().median == 0.0


def test_nothing_of_a_period_without_anybody(hall: Hall) -> None:
    assert queue.flow(since=TODAY, until=TODAY) == queue.Flow(0, 0, (), ())
    assert queue.by_day(since=TODAY, until=TODAY) == ()
    assert NOW.date() == TODAY
