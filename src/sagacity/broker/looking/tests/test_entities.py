"""Looking at what is there now, through the front door."""

from datetime import UTC, datetime

import pytest

from sagacity.broker import api as broker
from sagacity.broker.looking import entities

pytestmark = pytest.mark.usefixtures("platform")


def gauge(id_: str, level: float, *, name: str = "", at: tuple[float, float] | None = None) -> broker.Thing:
    said = {"unitCode": "MTR", "observedAt": "2026-11-01T00:10:00.000Z", "quality": "good"}
    attributes = {"waterLevel": broker.Value(level, "Number", said)}
    if name:
        attributes["name"] = broker.Value(name, "Text")
    if at:
        place = {"type": "Point", "coordinates": [at[1], at[0]]}
        attributes["location"] = broker.Value(place, "geo:json")
    return broker.Thing(id_, "RiverGauge", attributes)


def put(*things: broker.Thing, tenant: str = "", path: str = "/sensors") -> None:
    about = {thing.id: [thing] for thing in things}
    broker.put_things(tenant=tenant, path=path, about=about)


def ids(wish: broker.Wish) -> list[str]:
    return [one.id for one in broker.find_live(wish).things]


def test_a_reading_says_its_unit_its_moment_and_its_quality() -> None:
    put(gauge("g1", 1.5, name="嘉瀬川 一番", at=(33.25, 130.3)))

    thing = broker.one_live(tenant="", id="g1")

    reading = thing.readings["waterLevel"]
    assert (reading.number, reading.unit, reading.quality) == (1.5, "m", "good")
    assert reading.at == datetime(2026, 11, 1, 0, 10, tzinfo=UTC)
    assert reading.changed > reading.at
    assert (thing.name, thing.latitude, thing.longitude) == ("嘉瀬川 一番", 33.25, 130.3)


def test_what_is_not_there_is_said_so() -> None:
    put(gauge("g1", 1.5))

    with pytest.raises(broker.NoSuchEntity):
        broker.one_live(tenant="", id="g2")
    with pytest.raises(broker.NoSuchEntity):
        broker.one_live(tenant="other", id="g1")
    with pytest.raises(broker.NoSuchEntity):
        broker.one_live(tenant="", id="g1", type="RainGauge")


def test_things_are_found_by_type_words_condition_and_rectangle() -> None:
    put(gauge("g1", 1.5, name="嘉瀬川", at=(33.25, 130.3)), gauge("g2", 3.5, name="ＡＢ橋", at=(34.0, 130.3)))
    put(broker.Thing("p1", "Parking", {"free": broker.Value(3, "Number")}))

    assert ids(broker.Wish()) == ["g1", "g2", "p1"]
    assert ids(broker.Wish(types=("Parking",))) == ["p1"]
    assert ids(broker.Wish(ids=("g2", "g9"))) == ["g2"]
    assert ids(broker.Wish(words="ab橋")) == ["g2"]
    assert ids(broker.Wish(words="P1")) == ["p1"]
    assert ids(broker.Wish(condition="waterLevel>2")) == ["g2"]
    assert ids(broker.Wish(condition="waterLevel")) == ["g1", "g2"]
    assert ids(broker.Wish(within=(33.0, 130.0, 33.5, 131.0))) == ["g1"]
    assert ids(broker.Wish(path="/opendata")) == []
    assert ids(broker.Wish(path="/sensors", words="嘉瀬")) == ["g1"]


def test_a_condition_that_cannot_be_read_is_told() -> None:
    with pytest.raises(broker.NotUnderstood, match="empty statement"):
        broker.find_live(broker.Wish(condition="waterLevel>2;"))


def test_pages_come_in_the_order_asked_for_and_count_all() -> None:
    put(gauge("b", 1, name="い"), gauge("a", 1, name="ろ"), gauge("c", 1, name="あ"))

    assert ids(broker.Wish(sort="id")) == ["a", "b", "c"]
    assert ids(broker.Wish(sort="name")) == ["c", "b", "a"]
    page = broker.find_live(broker.Wish(sort="id"), limit=1, offset=1)
    assert ([one.id for one in page.things], page.total, page.is_sorted) == (["b"], 3, True)


def test_more_than_can_be_sorted_comes_as_it_was_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entities, "SORTED", 2)
    put(gauge("b", 1), gauge("a", 1), gauge("c", 1))

    page = broker.find_live(broker.Wish(sort="id"))

    assert not page.is_sorted
    assert page.total == 3


def test_types_are_counted_and_tenants_named() -> None:
    put(gauge("g1", 1), gauge("g2", 1))
    put(broker.Thing("x", "Person", {}), tenant="welfare", path="/")

    assert broker.tenants() == ["", "welfare"]
    assert broker.kinds_of_live(tenant="") == [broker.Kind("RiverGauge", 2)]
    assert broker.kinds_of_live(tenant="welfare") == [broker.Kind("Person", 1)]
    assert broker.one_live(tenant="welfare", id="x").is_personal
    assert not broker.one_live(tenant="", id="g1").is_personal


def test_all_are_walked_through_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entities, "PIECE", 7)
    put(*(gauge(f"g{number:02}", number) for number in range(40)))
    put(broker.Thing("p1", "ParkingLot", {"free": broker.Value(3, "Number")}), path="/parking")

    walked = [one.id for one in broker.every_live(broker.Wish(condition="waterLevel>4"))]

    assert walked == [f"g{number:02}" for number in range(5, 40)]
    assert len(list(broker.every_live(broker.Wish()))) == 41
    assert broker.attributes_of_live(tenant="", type="ParkingLot") == ["free"]
    with pytest.raises(broker.NotUnderstood):
        broker.every_live(broker.Wish(condition="waterLevel>4;"))
