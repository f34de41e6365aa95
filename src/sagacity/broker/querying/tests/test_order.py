"""In which order entities of mixed values come."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sagacity.broker.entity import Entity
from sagacity.broker.querying import geo, order
from sagacity.broker.querying.tests.things import entity, point
from sagacity.broker.refusals import BadRequest

_IN_ORDER: list[Any] = [None, -1, 0.5, 3, "B", "a", "山", {"k": 1}, [1], [2], False, True]
_scalars = some.none() | some.booleans() | some.integers() | some.floats(allow_nan=False) | some.text()
_values = some.recursive(
    _scalars,
    lambda inner: some.lists(inner, max_size=2) | some.dictionaries(some.text(), inner, max_size=2),
)


def test_values_of_different_types_have_one_order() -> None:
    mixed = [entity(a=value) for value in _IN_ORDER]
    random.Random(1).shuffle(mixed)
    assert [found.attributes["a"].value for found in _sorted(mixed, "a")] == _IN_ORDER


def test_a_missing_attribute_sorts_like_null() -> None:
    assert _sorted([entity(a=1), entity(), entity(a=0)], "!a")[-1] == entity()


def test_several_names_sort_one_after_the_other() -> None:
    found = [entity(a=1, b="y"), entity(a=2, b="x"), entity(a=1, b="z")]
    assert _sorted(found, "a,!b") == [found[2], found[0], found[1]]


def test_nearness_sorts_by_metres() -> None:
    near = geo.near_distance("near;maxDistance:100000", "point", "33.26,130.30")
    far, close = point(34, 130.3), point(33.27, 130.3)
    assert _sorted([far, entity(), close], "geo:distance", near) == [close, far, entity()]


def test_builtin_names_sort_by_what_the_broker_knows() -> None:
    old, new = Entity("b", "T", created=1), Entity("a", "T", created=2, expires=5)
    assert _sorted([old, new], "id") == [new, old]
    assert _sorted([new, old], "dateCreated") == [old, new]
    assert _sorted([old, new], "!dateExpires,type,servicePath,dateModified") == [new, old]


@pytest.mark.parametrize("text", ["", "a,", "a,a", "a,!a", "!", "geo:distance"])
def test_a_malformed_order_is_refused(text: str) -> None:
    with pytest.raises(BadRequest):
        order.parse(text)


@given(some.lists(_values))
def test_any_values_can_be_sorted(values: list[Any]) -> None:
    _sorted([entity(a=value) for value in values], "a")


def _sorted(found: list[Entity], text: str, near: Any = None) -> list[Entity]:
    for step in reversed(order.parse(text, near)):
        found = sorted(found, key=step.key, reverse=step.descending)  # type: ignore[arg-type]
    return found
