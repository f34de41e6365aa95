from typing import Any

import pytest

from sagacity.broker.history import choosing, deleting
from sagacity.broker.history.buckets import fold
from sagacity.broker.history.levels import Span
from sagacity.broker.history.question import Question
from sagacity.broker.history.tests.past import T0, Past
from sagacity.broker.history.tests.test_reading import notify, read, room, rooms
from sagacity.broker.testing import City

__all__ = ["rooms"]
ROLLUP = (
    "SELECT level, begins, points, numbers, total, low, high FROM broker_rollup r"
    " JOIN broker_series s ON s.id = r.series WHERE s.tenant = ?"
)


def delete(past: Past, start: int, stop: int) -> int:
    def work(session: Any) -> int:
        chosen = choosing.series_for(session, Question(tenant=past.tenant))
        return deleting.delete(session, chosen=chosen, span=Span(start, stop), kind=past.broker.store.kind)

    return int(past.broker.do_now(work))


@pytest.mark.parametrize("moved", [True, False])
def test_roll_ups_know_only_what_is_left(past: Past, moved: bool) -> None:
    points = [(T0 + step * 45_000, float(step)) for step in range(5_000)]  # two and a half days
    past.note("a", [(moment, {"level": value}) for moment, value in points])
    if moved:
        past.move()
    start, stop = T0 + 3_700_000, T0 + 90_000_000

    deleted = delete(past, start, stop)
    past.move()

    left = [(moment, value) for moment, value in points if not start <= moment < stop]
    assert deleted == len(points) - len(left)
    assert {row[:2]: row[2:] for row in past.rows(ROLLUP, past.tenant)} == {
        (level, begin): (b.points, b.numbers, b.total, b.low, b.high)
        for (_, level, begin), b in fold((1, moment, value, False) for moment, value in left).items()
    }


def test_an_entity_is_forgotten_and_its_neighbour_stays(rooms: City) -> None:
    assert rooms.delete("/history/v2/entities/Room0", type="Room").status == 204

    assert rooms.get("/history/v2/entities/Room0").status == 404
    assert [one["entityId"] for one in read(rooms, "/entities")] == ["Room1"]
    assert rooms.delete("/history/v2/entities/Room0").status == 404


def test_a_stretch_of_time_is_forgotten(rooms: City) -> None:
    answer = rooms.delete("/history/v2/entities/Room0", fromDate="1970-01-02", toDate="1970-01-29")

    assert answer.status == 204
    assert read(rooms, "/entities/Room0/attrs/temperature")["values"] == [0, 29]


def test_a_type_is_forgotten(rooms: City) -> None:
    notify(rooms, room("Hall", 1, 5, type="Hall"))

    assert rooms.delete("/history/v2/types/Room").status == 204
    assert read(rooms, "/types") == ["Hall"]


def test_an_id_of_two_types_is_not_guessed_at(rooms: City) -> None:
    notify(rooms, room("Room0", 1, 5, type="Hall"))

    assert rooms.delete("/history/v2/entities/Room0").status == 409
    assert rooms.delete("/history/v2/entities/Room0", type="Hall").status == 204
    assert len(read(rooms, "/entities/Room0/attrs/temperature")["values"]) == 30
