"""Lists of entities: conditions, selection, order, pages."""

from typing import Any

import pytest

from sagacity.broker.testing import City
from sagacity.broker.tests.conformance.story import Step, given, play, step


def located(id: str, longitude: float, latitude: float) -> Step:
    point = {"type": "Point", "coordinates": [longitude, latitude]}
    return step(
        "POST",
        "/v2/entities",
        201,
        json={"id": id, "type": "Place", "location": {"type": "geo:json", "value": point}},
    )


CAST = [
    given("Room1", "Room", t=21, name="会議室", box={"w": 3}, tags=["a", "b"]),
    given("Room2", "Room", t=25, name="図書室"),
    given("Hall1", "Hall", t="25", name="大ホール"),
    step(
        "POST",
        "/v2/entities",
        201,
        json={
            "id": "Bin1",
            "type": "Bin",
            "seen": {
                "type": "DateTime",
                "value": "2026-11-27T00:00:00+09:00",
                "metadata": {"accuracy": {"value": 2}},
            },
        },
    ),
    located("Office", 130.3009, 33.2636),
    located("Station", 130.2974, 33.2642),
    located("Castle", 130.3022, 33.2461),
]

QUESTIONS: dict[str, list[str]] = {
    "id=Room1,Hall1": ["Room1", "Hall1"],
    "type=Room": ["Room1", "Room2"],
    "type=Room,Hall": ["Room1", "Room2", "Hall1"],
    "idPattern=^Room": ["Room1", "Room2"],
    "idPattern=1$&type=Room": ["Room1"],
    "typePattern=^(Hall|Bin)$": ["Hall1", "Bin1"],
    "q=t>21": ["Room2"],
    "q=t==25": ["Room2"],
    "q=t=='25'": ["Hall1"],
    "q=t:25": ["Room2"],
    "q=t!=25": ["Room1", "Hall1"],
    "q=t==20..22": ["Room1"],
    "q=t==21,25": ["Room1", "Room2"],
    "q=name~=室": ["Room1", "Room2"],
    "q=name==大ホール": ["Hall1"],
    "q=!t;!location": ["Bin1"],
    "q=box.w==3": ["Room1"],
    "q=tags==b": ["Room1"],
    "q=t;name": ["Room1", "Room2", "Hall1"],
    "q=seen<2026-11-27": ["Bin1"],
    "q=seen>=2026-11-26T15:00:00Z": ["Bin1"],
    "mq=seen.accuracy<3": ["Bin1"],
    "mq=seen.accuracy": ["Bin1"],
    "georel=near;maxDistance:500&geometry=point&coords=33.2636,130.3009": ["Office", "Station"],
    "georel=near;minDistance:500&geometry=point&coords=33.2636,130.3009": ["Castle"],
    "georel=near;maxDistance:5000&geometry=point&coords=33.2461,130.3022&orderBy=geo:distance": [
        "Castle",
        "Office",
        "Station",
    ],
    "georel=near;maxDistance:5000&geometry=point&coords=33.2461,130.3022&orderBy=!geo:distance": [
        "Station",
        "Office",
        "Castle",
    ],
    "georel=coveredBy&geometry=box&coords=33.26,130.29;33.27,130.31": ["Office", "Station"],
    "georel=coveredBy&geometry=polygon&coords=33.24,130.30;33.25,130.30;33.25,130.31;33.24,130.30": [
        "Castle"
    ],
    "georel=disjoint&geometry=box&coords=33.26,130.29;33.27,130.31": ["Castle"],
    "georel=intersects&geometry=line&coords=33.2642,130.2974;33.2642,130.2980": ["Station"],
    "georel=equals&geometry=point&coords=33.2461,130.3022": ["Castle"],
    "orderBy=t&q=t": ["Room1", "Room2", "Hall1"],
    "orderBy=!t&q=t": ["Hall1", "Room2", "Room1"],
    "orderBy=!id&type=Room,Hall": ["Room2", "Room1", "Hall1"],
    "limit=2": ["Room1", "Room2"],
    "limit=2&offset=1": ["Room2", "Hall1"],
    "offset=100": [],
}

SHOWN: dict[str, Any] = {
    "attrs=t&options=keyValues&id=Room1": {"id": "Room1", "type": "Room", "t": 21},
    "attrs=nothing&id=Room1": {"id": "Room1", "type": "Room"},
    "attrs=servicePath,t&options=values&id=Room1": ["/", 21],
    "attrs=*,servicePath&options=values&id=Room2": [25, "図書室", "/"],
    "metadata=nothing&id=Bin1": {
        "id": "Bin1",
        "type": "Bin",
        "seen": {"type": "DateTime", "value": "2026-11-26T15:00:00.000Z", "metadata": {}},
    },
}


@pytest.fixture
def cast(city: City) -> City:
    play(city, CAST)
    return city


def test_every_question_finds_its_entities(cast: City) -> None:
    for question, ids in QUESTIONS.items():
        asked = step("GET", f"/v2/entities?{question}", 200)
        answer = cast.get("/v2/entities", **asked.query)
        assert answer.status == 200, (question, answer.text)
        assert [entity["id"] for entity in answer.json] == ids, question


def test_every_selection_shows_its_part(cast: City) -> None:
    for question, shown in SHOWN.items():
        play(cast, [step("GET", f"/v2/entities?{question}", 200, [shown])])


def test_the_brokers_own_dates_are_shown_on_request(cast: City) -> None:
    shown = cast.get(
        "/v2/entities/Room1", attrs="dateCreated,dateModified,t", metadata="dateCreated,dateModified"
    ).json
    created = shown["dateCreated"]
    assert created["type"] == "DateTime"
    assert len(created["value"]) == len("2026-11-27T00:00:00.000Z")
    assert shown["dateModified"]["value"] >= created["value"]
    assert shown["t"]["metadata"]["dateCreated"] == {"type": "DateTime", "value": created["value"]}
    assert "t" in cast.get("/v2/entities/Room1", options="dateModified,keyValues").json


def test_an_unchanged_attribute_keeps_its_date(cast: City) -> None:
    def changed(name: str) -> Any:
        shown = cast.get(f"/v2/entities/Room1/attrs/{name}", metadata="dateModified").json
        return shown["metadata"]["dateModified"]["value"]

    before = changed("t"), changed("name")
    while changed("t") == before[0]:
        assert cast.patch("/v2/entities/Room1/attrs", json={"t": {"value": {"$inc": 1}}}).status == 204
    assert changed("name") == before[1]


def test_pages_hold_every_row_once_even_where_the_order_ties(city: City) -> None:
    for start in range(0, 322, 161):
        rows = [{"id": f"E{n}", "type": "T", "same": 1} for n in range(start, start + 161)]
        body = {"actionType": "append", "entities": rows}
        assert city.post("/v2/op/update?options=keyValues", json=body).status == 204

    for order in ({}, {"orderBy": "same"}, {"orderBy": "!same"}, {"q": "same==1", "orderBy": "same"}):
        seen: list[str] = []
        for offset in (0, 100, 200, 300, 400):
            answer = city.get("/v2/entities", limit=100, offset=offset, options="count", attrs="x", **order)
            assert answer.headers["fiware-total-count"] == "322"
            seen += [entity["id"] for entity in answer.json]
        assert (len(seen), len(set(seen))) == (322, 322)


def test_types_are_listed_with_their_attributes(cast: City) -> None:
    room = {
        "attrs": {
            "box": {"types": ["StructuredValue"]},
            "name": {"types": ["Text"]},
            "t": {"types": ["Number"]},
            "tags": {"types": ["StructuredValue"]},
        },
        "count": 2,
    }
    play(
        cast,
        [
            given("Room3", "Room", t="warm"),
            step("DELETE", "/v2/entities/Room3", 204),
            step("GET", "/v2/types/Room", 200, room),
            step("GET", "/v2/types?limit=1&offset=3", 200, [{"type": "Room", **room}]),
            step(
                "GET",
                "/v2/types?options=values,count",
                200,
                ["Bin", "Hall", "Place", "Room"],
                answers={"fiware-total-count": "4"},
            ),
            step(
                "GET",
                "/v2/types/Hall?options=noAttrDetail",
                200,
                {"attrs": {"name": {"types": []}, "t": {"types": []}}, "count": 1},
            ),
            given("Room4", "Room", t="warm"),
        ],
    )
    assert cast.get("/v2/types/Room").json["attrs"]["t"] == {"types": ["Number", "Text"]}
