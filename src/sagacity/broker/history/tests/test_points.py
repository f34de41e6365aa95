from typing import Any

import pytest

from sagacity.broker.entity import Attribute, Entity
from sagacity.broker.history.points import Row, join, points_of, split
from sagacity.broker.writing.change import Done

NOON = 1_775_044_800_000  # 2026-04-01T12:00:00Z
LATER = NOON + 90_000


def stamped(value: Any, moment: str, name: str = "TimeInstant") -> Attribute:
    return Attribute(value=value, type="Number", metadata={name: {"type": "DateTime", "value": moment}})


def entity(**attributes: Attribute) -> Entity:
    return Entity(id="Gauge:1", type="WaterLevel", attributes=attributes)


def points(before: Entity | None, after: Entity | None, *touched: str, at: int = LATER) -> list[Row]:
    return points_of(tenant="city", done=Done(before, after, touched), at=at)


def moments(rows: list[Row]) -> list[int]:
    return [row[6] for row in rows]


def test_a_plain_value_is_dated_by_the_moment_of_change() -> None:
    (row,) = points(None, entity(level=Attribute(value=1.5, type="Number")), "level")

    assert row == ("city", "/", "Gauge:1", "WaterLevel", "level", "Number", LATER, LATER, 1.5, None)


@pytest.mark.parametrize("name", ["TimeInstant", "observedAt"])
def test_metadata_dates_a_value(name: str) -> None:
    rows = points(None, entity(level=stamped(2, "2026-04-01T12:00:00.000Z", name)), "level")

    assert moments(rows) == [NOON]


def test_the_clock_of_the_entity_dates_what_came_with_it_and_has_no_history() -> None:
    after = entity(
        level=Attribute(value=1),
        TimeInstant=Attribute(value="2026-04-01T12:00:00.000Z", type="DateTime"),
    )

    assert [(row[4], row[6]) for row in points(None, after, "level", "TimeInstant")] == [("level", NOON)]


def test_the_clock_of_an_earlier_change_dates_nothing() -> None:
    clock = Attribute(value="2026-04-01T12:00:00.000Z", type="DateTime")
    before = entity(level=Attribute(value=1), TimeInstant=clock)
    after = entity(level=Attribute(value=2), TimeInstant=clock)

    assert moments(points(before, after, "level")) == [LATER]


def test_the_same_reading_sent_twice_is_one_point() -> None:
    reading = entity(level=stamped(2, "2026-04-01T12:00:00.000Z"))

    assert points(reading, reading, "level") == []


def test_metadata_that_merely_stayed_does_not_date_a_new_value() -> None:
    before = entity(level=stamped(2, "2026-04-01T12:00:00.000Z"))
    after = entity(level=stamped(3, "2026-04-01T12:00:00.000Z"))

    assert moments(points(before, after, "level")) == [LATER]


def test_the_same_value_read_again_later_is_another_point() -> None:
    before = entity(level=Attribute(value=2))

    assert len(points(before, before, "level")) == 1


def test_attributes_nobody_sent_and_deleted_ones_make_no_point() -> None:
    assert points(None, entity(level=Attribute(value=1)), "colour") == []
    assert points(entity(level=Attribute(value=1)), None, "level") == []


@pytest.mark.parametrize(
    "value",
    [0, 7, -2.5, 1e300, "text", "", True, False, None, {"a": [1]}, [], 2**60],
)
def test_a_value_comes_back_as_it_went(value: Any) -> None:
    back = join(*split(value))

    assert back == value
    assert type(back) is type(value)
