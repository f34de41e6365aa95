"""Reads over HTTP as QuantumLeap's clients send them; their data comes in by its notify."""

from typing import Any

import pytest

from sagacity.broker.testing import City

DAY1 = ["1970-01-01T00:00:00.000+00:00", "1970-01-02T00:00:00.000+00:00", "1970-01-03T00:00:00.000+00:00"]
NOT_FOUND = {"error": "Not Found", "description": "No records were found for such query."}


def room(id: str, day: int, temperature: Any, **more: Any) -> dict[str, Any]:
    return {
        "id": id,
        "type": more.pop("type", "Room"),
        "TimeInstant": {"type": "DateTime", "value": f"1970-01-{day:02}T00:00:00Z"},
        "temperature": {"type": "Number", "value": temperature, "metadata": {}},
        "pressure": {"type": "Number", "value": temperature * 10, "metadata": {}},
    }


def notify(city: City, *entities: dict[str, Any], **headers: str) -> None:
    answer = city.post(
        "/history/v2/notify", json={"subscriptionId": "a" * 24, "data": list(entities)}, headers=headers
    )
    assert (answer.status, answer.json) == (200, "Notification successfully processed")


@pytest.fixture
def rooms(city: City) -> City:
    """Two rooms over thirty days: the temperature is the day's number less one."""
    notify(city, *(room(f"Room{number}", day, day - 1) for day in range(1, 31) for number in (0, 1)))
    return city


def read(city: City, path: str, **query: Any) -> Any:
    answer = city.get(f"/history/v2{path}", **query)
    assert answer.status == 200, answer.text
    return answer.json


def ids_of(answer: Any) -> list[str]:
    return [entity["entityId"] for entity in answer["entities"]]


def test_one_attribute_of_one_entity(rooms: City) -> None:
    found = read(rooms, "/entities/Room0/attrs/temperature", limit=3)

    assert found == {
        "entityId": "Room0",
        "entityType": "Room",
        "attrName": "temperature",
        "index": DAY1,
        "values": [0, 1, 2],
    }
    assert read(rooms, "/entities/Room0/attrs/temperature/value", limit=3) == {
        "index": DAY1,
        "values": [0, 1, 2],
    }


def test_all_attributes_of_one_entity(rooms: City) -> None:
    attributes = [
        {"attrName": "pressure", "values": [0, 10, 20]},
        {"attrName": "temperature", "values": [0, 1, 2]},
    ]
    found = read(rooms, "/entities/Room0", type="Room", limit=3)

    assert found == {"entityId": "Room0", "entityType": "Room", "index": DAY1, "attributes": attributes}
    assert read(rooms, "/entities/Room0/value", limit=3) == {"index": DAY1, "attributes": attributes}


def test_the_last_n_come_oldest_first(rooms: City) -> None:
    assert read(rooms, "/entities/Room0/attrs/temperature", lastN=10)["values"] == list(range(20, 30))


def test_dates_are_inclusive_at_both_ends(rooms: City) -> None:
    found = read(
        rooms,
        "/entities/Room0/attrs/temperature",
        fromDate="1970-01-06T00:00:00",
        toDate="1970-01-17T00:00:00",
    )

    assert found["values"] == list(range(5, 17))


def test_limit_offset_and_a_date_together(rooms: City) -> None:
    found = read(
        rooms, "/entities/Room0", offset=2, toDate="1970-01-20T00:00:00", limit=28, attrs="temperature"
    )

    assert found["attributes"][0]["values"] == list(range(2, 20))


def test_clients_page_until_404(rooms: City) -> None:
    assert read(rooms, "/entities/Room0/attrs/temperature", offset=29)["values"] == [29]
    past = rooms.get("/history/v2/entities/Room0/attrs/temperature", offset=30)

    assert (past.status, past.json) == (404, NOT_FOUND)


def test_one_attribute_of_all_entities_of_a_type(rooms: City) -> None:
    found = read(rooms, "/types/Room/attrs/temperature", limit=6)

    assert (found["entityType"], found["attrName"]) == ("Room", "temperature")
    assert found["entities"] == [
        {"entityId": "Room0", "index": DAY1, "values": [0, 1, 2]},
        {"entityId": "Room1", "index": DAY1, "values": [0, 1, 2]},
    ]
    assert read(rooms, "/types/Room/attrs/temperature/value", id="Room1", limit=3) == {
        "values": [{"entityId": "Room1", "index": DAY1, "values": [0, 1, 2]}]
    }


def test_all_attributes_of_all_entities_of_a_type(rooms: City) -> None:
    (only,) = read(rooms, "/types/Room", id="Room0", lastN=1)["entities"]

    assert only["entityId"] == "Room0"
    assert only["attributes"] == [
        {"attrName": "pressure", "values": [290]},
        {"attrName": "temperature", "values": [29]},
    ]
    assert list(read(rooms, "/types/Room/value", lastN=1)) == ["values"]


def test_attributes_of_entities_of_any_type(rooms: City) -> None:
    notify(rooms, room("Hall", 1, 5, type="Hall"))
    found = read(rooms, "/attrs/temperature", toDate="1970-01-01")

    assert found["attrName"] == "temperature"
    assert [
        (one["entityType"], [entity["entityId"] for entity in one["entities"]]) for one in found["types"]
    ] == [
        ("Hall", ["Hall"]),
        ("Room", ["Room0", "Room1"]),
    ]
    assert [one["attrName"] for one in read(rooms, "/attrs", limit=5)["attrs"]] == ["pressure", "temperature"]
    assert list(read(rooms, "/attrs/value", limit=5)) == list(
        read(rooms, "/attrs/temperature/value", limit=5)
    )


def test_entities_with_a_history_and_their_newest_moment(rooms: City) -> None:
    assert read(rooms, "/entities") == [
        {"entityId": "Room0", "entityType": "Room", "index": "1970-01-30T00:00:00.000+00:00"},
        {"entityId": "Room1", "entityType": "Room", "index": "1970-01-30T00:00:00.000+00:00"},
    ]
    assert read(rooms, "/types") == ["Room"]
    assert rooms.get("/history/v2/entities", fromDate="1970-02-01").json == NOT_FOUND


@pytest.mark.parametrize(
    ("method", "pressure", "temperature"),
    [("count", 30, 30), ("sum", 4350, 435), ("avg", 145, 14.5), ("min", 0, 0), ("max", 290, 29)],
)
def test_one_number_for_the_whole_time(rooms: City, method: str, pressure: float, temperature: float) -> None:
    found = read(rooms, "/entities/Room0", aggrMethod=method, attrs="temperature,pressure")

    assert found["index"] == []
    assert found["attributes"] == [
        {"attrName": "pressure", "values": [pressure]},
        {"attrName": "temperature", "values": [temperature]},
    ]


def test_one_number_for_every_period(rooms: City) -> None:
    notify(rooms, room("Room0", 31, 31))
    found = read(
        rooms,
        "/entities/Room0/attrs/temperature",
        aggrMethod="max",
        aggrPeriod="month",
        fromDate="1970-01-10",
    )

    assert (found["index"], found["values"]) == (DAY1[:1], [31])
    by_day = read(rooms, "/entities/Room0/attrs/temperature", aggrMethod="sum", aggrPeriod="day", lastN=2)
    assert by_day["values"] == [29, 31]
    by_second = read(rooms, "/types/Room/attrs/temperature", aggrMethod="avg", aggrPeriod="second", limit=2)
    assert [entity["values"] for entity in by_second["entities"]] == [[0, 1], [0, 1]]


def test_all_rooms_summed_up_together(rooms: City) -> None:
    found = read(rooms, "/types/Room/attrs/temperature", aggrMethod="count", aggrScope="global")

    assert found["values"] == [60]
    apart = read(rooms, "/types/Room/attrs/temperature", aggrMethod="count", toDate="1970-01-03")
    assert [entity["values"] for entity in apart["entities"]] == [[3], [3]]
    assert apart["entities"][0]["index"] == ["", "1970-01-03T00:00:00.000+00:00"]


def test_an_id_pattern_chooses_entities(rooms: City) -> None:
    assert [one["entityId"] for one in read(rooms, "/types/Room", idPattern="1$", lastN=1)["entities"]] == [
        "Room1"
    ]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"aggrPeriod": "day"}, 400),
        ({"aggrMethod": "avg"}, 400),
        ({"aggrMethod": "median", "attrs": "temperature"}, 400),
        ({"aggrMethod": "avg", "aggrPeriod": "week", "attrs": "temperature"}, 400),
        ({"aggrMethod": "avg", "attrs": "temperature", "aggrScope": "planet"}, 501),
        ({"fromDate": "yesterday"}, 400),
        ({"limit": 10_001}, 400),
        ({"lastN": 0}, 400),
        ({"offset": -1}, 400),
        ({"georel": "near;maxDistance:1"}, 400),
    ],
)
def test_what_is_not_understood_is_said(rooms: City, query: dict[str, Any], status: int) -> None:
    answer = rooms.get("/history/v2/entities/Room0", **query)

    assert answer.status == status
    assert set(answer.json) == {"error", "description"}


def test_words_have_no_average_but_can_be_counted(city: City) -> None:
    notify(city, {"id": "Door", "type": "Door", "state": {"type": "Text", "value": "open"}})

    average = city.get("/history/v2/entities/Door/attrs/state", aggrMethod="avg")
    assert (average.status, average.json["error"]) == (404, "AggrMethod cannot be applied")
    assert read(city, "/entities/Door/attrs/state", aggrMethod="count")["values"] == [1]


def test_the_same_id_in_two_types_asks_for_the_type(rooms: City) -> None:
    notify(rooms, room("Room0", 1, 5, type="Hall"))

    assert rooms.get("/history/v2/entities/Room0").status == 409
    assert read(rooms, "/entities/Room0", type="Hall")["attributes"][1]["values"] == [5]


def test_only_readings_taken_in_the_right_place_count(city: City) -> None:
    def bus(day: int, latitude: float) -> dict[str, Any]:
        place = {"type": "Point", "coordinates": [130.3, latitude]}
        return room("Bus", day, day) | {"location": {"type": "geo:json", "value": place}}

    notify(city, *(bus(day, 33.0 if day in {2, 3, 6} else 34.0) for day in range(1, 8)))
    near = {"georel": "near;maxDistance:1000", "geometry": "point", "coords": "33.0,130.3"}

    assert read(city, "/entities/Bus/attrs/temperature", **near)["values"] == [2, 3, 6]
    assert read(city, "/entities/Bus/attrs/temperature", **near, lastN=2)["values"] == [3, 6]
    assert read(city, "/entities/Bus/attrs/temperature", **near, aggrMethod="sum")["values"] == [11]
    assert city.get("/history/v2/types/Room", **near | {"coords": "35.0,130.3"}).status == 404


def test_tenants_and_paths_see_their_own(rooms: City) -> None:
    notify(rooms, room("Deep", 1, 5), **{"Fiware-ServicePath": "/a/b"})
    ask = "/history/v2/entities/Deep"

    assert rooms.get(ask, headers={"Fiware-Service": "somebody_else"}).status == 404
    assert rooms.get(ask, headers={"Fiware-ServicePath": "/a/#"}).status == 200
    assert rooms.get(ask, headers={"Fiware-ServicePath": "/b"}).status == 404


def test_the_sender_may_name_the_attribute_that_dates(city: City) -> None:
    timed = {"id": "A", "type": "T", "at": {"type": "DateTime", "value": "2001-01-01"}, "n": {"value": 1}}
    notify(city, timed, **{"Fiware-TimeIndex-Attribute": "at"})

    assert read(city, "/entities/A/attrs/n")["index"] == ["2001-01-01T00:00:00.000+00:00"]


@pytest.mark.parametrize(
    "body", [[], {}, {"data": {}}, {"data": [1]}, {"data": [{"id": "a"}]}, {"data": [{"type": "t"}]}]
)
def test_what_is_no_notification_is_refused(city: City, body: Any) -> None:
    assert city.post("/history/v2/notify", json=body).status == 400


def test_version_and_health(city: City) -> None:
    assert set(read(city, "/version")) == {"version"}
    assert read(city, "/health")["status"] == "pass"
    assert city.get("/history/health").status == city.get("/history/version").status == 200
