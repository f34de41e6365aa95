"""An index narrows the rows that are looked at and never changes an answer."""

from collections.abc import Iterator
from typing import Any

import pytest

from sagacity.broker.entity import Attribute, Entity
from sagacity.broker.querying import geo, q
from sagacity.broker.querying.condition import Condition
from sagacity.broker.querying.tests.things import attribute
from sagacity.broker.selection import Selection
from sagacity.broker.store import promoting
from sagacity.broker.store.base import Store
from sagacity.broker.store.opening import open_store

_VALUES: list[Any] = [
    None, True, 1, 1.5, -3, 2**53 + 1, 10**15, "", "a", "b", "山", "2026-04-08",
    "x" * 250 + "1", "x" * 250 + "2", "nul\0inside", [1, "a"], ["b"], [], {"k": 1}, ["nul\0inside"],
]  # fmt: skip
_DATES = ["2026-04-08T00:00:00.000Z", "2026-04-08T03:00:00.000Z"]
_QUERIES = [
    "v==1", "v==a", "v==1,a", "v==b,山", "v>0", "v>=1.5", "v<1", "v<=b", "v>a", "v==1..2", "v==a..c", "v!=1",
    "v==2026-04-08", "v>2026-04-07", "v<2026-04-08T01:00:00Z", "v==2026-04-08T12:00:00+09:00", "v==true",
    f"v=='{'x' * 250}1'", f"v>{'x' * 250}1", "v>9007199254740992", "v", "!v",
    "v.k==1", "v~=x", "v=='nul\0inside'",
]  # fmt: skip


@pytest.fixture
def store(broker_store: str) -> Iterator[Store]:
    found = open_store(broker_store)
    found.prepare()
    yield found
    with found.writing() as session:
        for table in (
            "broker_entity",
            "broker_attr",
            "broker_geo",
            "broker_indexed",
            "broker_tally",
            "broker_meta",
        ):
            session.execute(f"DELETE FROM {table}")
    found.close()


def test_an_indexed_attribute_gives_the_same_answers(store: Store) -> None:
    found = [attribute(value) for value in _VALUES] + [attribute(date, "DateTime") for date in _DATES]
    things = _put(store, "Thing", "v", found)
    with store.writing() as session:
        promoting.promote(session, {("querying", "Thing", "v")})
        store.promoted.update(promoting.promoted_attributes(session))
    for query in _QUERIES:
        _agrees(store, "Thing", q.parse(query), things)


def test_the_spatial_index_gives_the_same_answers(store: Store) -> None:
    corners = [[130 + x / 10, 33 + y / 10] for x in range(4) for y in range(4)]
    shapes = [{"type": "Point", "coordinates": corner} for corner in corners]
    shapes += [{"type": "LineString", "coordinates": [corners[0], corner]} for corner in corners[1:]]
    things = _put(store, "Place", "location", [attribute(shape, "geo:json") for shape in shapes])
    for asked in (
        ("near;maxDistance:12000", "point", "33.1,130.1"),
        ("near;minDistance:12000", "point", "33.1,130.1"),
        ("near;maxDistance:0", "point", "33.1,130.1"),
        ("coveredBy", "box", "33,130;33.2,130.2"),
        ("intersects", "line", "33,130.3;33.3,130"),
        ("equals", "point", "33.1,130.1"),
        ("disjoint", "box", "33,130;33.2,130.2"),
    ):
        _agrees(store, "Place", geo.parse(*asked), things)


def _put(store: Store, type_: str, name: str, attributes: list[Attribute]) -> list[Entity]:
    new = [Entity(f"{type_}{number}", type_, "/", {name: one}) for number, one in enumerate(attributes)]
    with store.writing() as session:
        session.save("querying", new=new, changed=[], gone=[])
    return new


def _agrees(store: Store, type_: str, condition: Condition, things: list[Entity]) -> None:
    expected = [thing.id for thing in things if condition.matches(thing)]
    asked = Selection("querying", types=(type_,), predicates=(condition,), limit=1000)
    with store.reading() as session:
        page = session.find(asked, at=1)
    assert [entity.id for entity in page.entities] == expected
