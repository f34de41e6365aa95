"""The tally says what a look at every entity says, whatever was done to them and through which door."""

import asyncio
import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from sagacity.broker.access.caller import HOUSE
from sagacity.broker.entity import Entity
from sagacity.broker.ld import inventory
from sagacity.broker.ld.rows import kinds, types
from sagacity.broker.ld.rows.names import Names
from sagacity.broker.selection import PathScope, Selection
from sagacity.broker.store import counting, tally
from sagacity.broker.store.base import Session
from sagacity.broker.testing import City
from sagacity.broker.writing import expiring

STEPS = 150
PATHS = ("/", "/a", "/a/b", "/ab")
VALUES = (
    1,
    None,
    "word",
    True,
    {"x": 1},
    {"type": "Point", "coordinates": [130.3, 33.2]},
    "urn:ngsi-ld:River:1",
    "not an address",
)
TYPES = ("Number", "Text", "geo:json", "Relationship", "LanguageProperty")
LONG_AGO, NEVER = "2020-01-01T00:00:00Z", "2120-01-01T00:00:00Z"
OTHER = {"@context": {"level": "https://example.org/level", "River": "https://example.org/River"}}


def attribute(chance: random.Random) -> dict[str, Any]:
    kind, value = chance.choice(TYPES), chance.choice(VALUES)
    if kind == "geo:json" and not (isinstance(value, dict) and "coordinates" in value):
        value = None
    return {"type": kind, "value": value}


def entity(chance: random.Random) -> dict[str, Any]:
    made: dict[str, Any] = {"id": f"urn:ngsi-ld:E:{chance.randint(0, 12)}", "type": chance.choice("TU")}
    chosen = chance.sample(("level", "name", "place"), chance.randint(0, 3))
    made |= {name: attribute(chance) for name in chosen}
    if chance.random() < 0.2:
        made["dateExpires"] = {"type": "DateTime", "value": chance.choice((LONG_AGO, NEVER))}
    return made


def through_v2(city: City, chance: random.Random) -> None:
    action = chance.choice(("append", "append", "update", "replace", "delete", "appendStrict"))
    body = {"actionType": action, "entities": [entity(chance) for _ in range(chance.randint(1, 4))]}
    city.post("/v2/op/update", json=body, headers={"Fiware-ServicePath": chance.choice(PATHS)})


def through_ld(city: City, chance: random.Random) -> None:
    made = entity(chance) | {"type": chance.choice(("River", ["River", "T"], "T"))}
    for name in ("level", "name", "place"):
        if name in made:
            made[name] = {"type": "Property", "value": chance.choice((1, "word"))}
    made.pop("dateExpires", None)
    if chance.random() < 0.5:
        made |= OTHER
    else:
        made["@context"] = "https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context.jsonld"
    action = chance.choice(("upsert", "upsert", "update", "merge"))
    city.post(
        f"/ngsi-ld/v1/entityOperations/{action}",
        json=[made],
        headers={"Content-Type": "application/ld+json"},
    )
    if chance.random() < 0.2:
        city.delete(f"/ngsi-ld/v1/entities/{made['id']}")


@pytest.fixture
def crowd(city: City) -> Iterator[list[City]]:
    """Two tenants after many random steps."""
    chance = random.Random(7)
    other = City(city.running, tenant=f"{city.tenant}_other")
    for _ in range(STEPS):
        chance.choice((through_v2, through_v2, through_ld))(chance.choice((city, other)), chance)
    yield [city, other]
    other.connection.close()


def living(city: City, scope: PathScope) -> list[Entity]:
    selection = Selection(city.tenant, (scope,), limit=1000)
    return city.broker.find_now(selection).entities


def wrong(city: City) -> dict[Any, Any]:
    found = city.broker.read_now(counting.differences)
    return {key: both for key, both in found.items() if key[0].startswith(city.tenant)}


def test_it_agrees_with_every_row_after_anything_that_can_happen_to_them(crowd: list[City]) -> None:
    assert len(living(crowd[0], PathScope("/", subtree=True))) > 10
    assert wrong(crowd[0]) == {}

    asyncio.run(_sweep(crowd[0]))

    assert wrong(crowd[0]) == {}


def test_types_are_told_as_brute_force_tells_them_in_every_path(crowd: list[City]) -> None:
    for city in crowd:
        for header, scope in (
            ("/#", PathScope("/", subtree=True)),
            ("/a/#", PathScope("/a", subtree=True)),
            ("/a", PathScope("/a")),
            ("/", PathScope("/")),
        ):
            rows = living(city, scope)
            answer = city.get("/v2/types", limit=1000, headers={"Fiware-ServicePath": header})
            counts = Counter(row.type for row in rows)
            assert {one["type"]: one["count"] for one in answer.json} == counts
            for told in answer.json:
                assert told["attrs"] == v2_attributes(rows, told["type"])
            listed = city.get(
                "/v2/entities", options="count", limit=1, headers={"Fiware-ServicePath": header}
            )
            assert listed.headers["fiware-total-count"] == str(len(rows))


def v2_attributes(rows: list[Entity], type_: str) -> dict[str, dict[str, list[str]]]:
    seen = {(name, kept.type) for row in rows if row.type == type_ for name, kept in row.attributes.items()}
    return {name: {"types": sorted(kind for one, kind in seen if one == name)} for name, _ in seen}


def test_ngsi_ld_tells_the_same_types_and_attributes_as_every_row(crowd: list[City]) -> None:
    for city in crowd:
        rows = living(city, PathScope("/", subtree=True))
        told = taken(city)
        assert told.entities == len(rows)
        assert told.count_of_type == Counter(one for row in rows for one in types.of(row))
        held = [(row, address, kind) for row in rows for address, kind in ld_attributes(row).items()]
        assert told.count_of_attribute == Counter(address for _, address, _ in held)
        expected: dict[str, dict[str, set[str]]] = {one: {} for row in rows for one in types.of(row)}
        for row, address, kind in held:
            for one in types.of(row):
                expected[one].setdefault(address, set()).add(kind)
        assert told.attributes_of_type == expected


def taken(city: City) -> inventory.Inventory:
    def take(session: Session) -> inventory.Inventory:
        return inventory.take(session, tenant=city.tenant, at=city.broker.clock(), caller=HOUSE)

    found: inventory.Inventory = city.broker.read_now(take)
    return found


def ld_attributes(row: Entity) -> dict[str, str]:
    names = Names((row.ld or {}).get("names"))
    return {names.iri(key): kinds.kind(kept.type, kept.value)[0] for key, kept in row.attributes.items()}


def test_an_update_of_values_does_not_touch_it(city: City) -> None:
    body = {"id": "E1", "type": "T", "level": {"type": "Number", "value": 1}}
    assert city.post("/v2/entities", json=body).status == 201
    before = city.broker.entities_of_now(city.tenant, ["E1"])[0]
    level = before.attributes["level"]
    after = before.with_attributes({"level": type(level)(value=2, type="Number")}, at=1)

    city.broker.do_now(
        lambda session: tally.record(_Untouchable(), city.tenant, changed=[(before, after)])  # type: ignore[arg-type]
    )


class _Untouchable:
    """A session that nobody may use."""


def test_a_store_from_before_is_counted_once(city: City) -> None:
    city.post("/v2/entities", json={"id": "E1", "type": "T", "level": {"value": 1}})
    city.broker.do_now(_forget)
    assert city.get("/v2/types").json == []

    city.broker.prepare()

    assert city.get("/v2/types").json == [
        {"type": "T", "attrs": {"level": {"types": ["Number"]}}, "count": 1}
    ]
    assert wrong(city) == {}


def _forget(session: Session) -> None:
    session.execute("DELETE FROM broker_tally")
    session.execute("DELETE FROM broker_meta WHERE name = 'tallied'")


def test_what_has_expired_is_not_told_and_soon_not_kept(city: City) -> None:
    city.post("/v2/entities", json={"id": "E0", "type": "T", "level": {"value": 1}})
    soon = {"type": "DateTime", "value": LONG_AGO}
    city.post("/v2/entities", json={"id": "E1", "type": "T", "speed": {"value": 1}, "dateExpires": soon})

    assert city.get("/v2/types").json == [
        {"type": "T", "attrs": {"level": {"types": ["Number"]}}, "count": 1}
    ]
    asyncio.run(_sweep(city))
    assert wrong(city) == {}
    assert [
        row.id for row in city.broker.read_now(lambda session: session.entities(city.tenant, ["E1"]))
    ] == []


async def _sweep(city: City) -> None:
    await expiring.sweep(city.broker)
