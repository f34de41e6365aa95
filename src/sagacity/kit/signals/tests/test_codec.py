from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagacity.kit import clock
from sagacity.kit.money import Yen
from sagacity.kit.signals import api as signals


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Point:
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Everything:
    name: str
    count: int
    fee: Yen
    ratio: Decimal
    when: datetime
    day: date
    opens: time | None
    colour: Colour
    side: Literal["left", "right"]
    point: Point | None
    path: tuple[Point, ...]
    pair: tuple[int, date]
    marks: frozenset[Colour]
    by_day: Mapping[date, tuple[int, ...]]
    by_number: dict[int, Decimal]
    anything: Mapping[str, Any]
    either: int | date | str = 0
    new: str = field(default="since last year")


texts = st.text(st.characters(exclude_categories=["Cs"]))
points = st.builds(Point, *[st.floats(allow_nan=False, allow_infinity=False)] * 2)
decimals = st.decimals(allow_nan=False, allow_infinity=False)
# From 1952 on: in years with summer time some hours did not exist, and they equal nothing elsewhere.
moments = st.datetimes(
    min_value=datetime(1952, 1, 1),  # noqa: DTZ001 - the zone is drawn beside it
    timezones=st.sampled_from([UTC, clock.JAPAN]),
)
plain = st.one_of(
    st.none(), st.booleans(), st.integers(), texts, decimals, st.dates(), st.times(), st.datetimes()
)
anything = st.recursive(
    plain,
    lambda inside: st.one_of(
        st.lists(inside),
        st.lists(inside).map(tuple),
        st.dictionaries(texts.filter(lambda key: key != "$"), inside),
    ),
    max_leaves=8,
)
facts = st.builds(
    Everything,
    name=texts,
    count=st.integers(),
    fee=st.integers().map(Yen),
    ratio=decimals,
    when=moments,
    day=st.dates(),
    opens=st.none() | st.times(),
    colour=st.sampled_from(Colour),
    side=st.sampled_from(["left", "right"]),
    point=st.none() | points,
    path=st.lists(points).map(tuple),
    pair=st.tuples(st.integers(), st.dates()),
    marks=st.frozensets(st.sampled_from(Colour)),
    by_day=st.dictionaries(st.dates(), st.lists(st.integers()).map(tuple)),
    by_number=st.dictionaries(st.integers(), decimals),
    anything=st.dictionaries(texts.filter(lambda key: key != "$"), anything),
    either=st.one_of(st.integers(), st.dates(), texts),
)


@given(facts)
def test_a_fact_comes_back_as_it_went(fact: Everything) -> None:
    import json

    travelled = json.loads(json.dumps(signals.to_json(fact)))

    assert signals.from_json(Everything, travelled) == fact


@dataclass(frozen=True, slots=True)
class Older:
    name: str


@dataclass(frozen=True, slots=True)
class Newer:
    name: str
    district: str = "unknown"


def test_a_fact_written_before_an_upgrade_is_read_with_defaults() -> None:
    assert signals.from_json(Newer, signals.to_json(Older("金立"))) == Newer("金立", "unknown")


def test_a_field_that_an_upgrade_took_away_is_left_out() -> None:
    assert signals.from_json(Older, signals.to_json(Newer("金立", "北"))) == Older("金立")


def test_a_fact_that_lacks_a_field_says_which() -> None:
    with pytest.raises(signals.FactNotUnderstood, match="Newer cannot be read"):
        signals.from_json(Newer, {"district": "北"})


def test_a_thing_that_cannot_travel_is_refused_by_name() -> None:
    with pytest.raises(signals.FactNotUnderstood, match="object cannot travel"):
        signals.to_json({"thing": object()})


def test_a_fact_inside_anything_is_refused_with_advice() -> None:
    with pytest.raises(signals.FactNotUnderstood, match="annotate the field with it"):
        signals.to_json({"point": Point(33.2, 130.3)})
