"""Context sources: registered, asked, laid together by mode (ETSI GS CIM 009, 4.3.6, 5.2.9, 5.9, 5.10)."""

from typing import Any

import pytest

from sagacity.broker.ld.federating.asking import MOST
from sagacity.broker.ld.tests.conformance.steps import BASE, LD, SOME, Case, Step, carry_out, case
from sagacity.broker.testing import City

ID = "urn:ngsi-ld:River:1"
REG = "urn:ngsi-ld:ContextSourceRegistration:1"
ASKED: dict[str, Any] = {
    "id": REG,
    "type": "ContextSourceRegistration",
    "information": [{"entities": [{"type": "River"}], "propertyNames": ["level"]}],
    "endpoint": "http://example.org",
}


def wrong(why: str, **parts: Any) -> Case:
    return case(
        f"refused: {why}",
        Step("POST /csourceRegistrations", 400, {**ASKED, **parts}, error="BadRequestData"),
    )


CASES = [
    case(
        "a registration is made, read, changed and taken away",
        Step("POST /csourceRegistrations", 201, ASKED,
             headers={"location": f"/ngsi-ld/v1/csourceRegistrations/{REG}"}),
        Step("POST /csourceRegistrations", 409, ASKED, error="AlreadyExists"),
        Step(f"GET /csourceRegistrations/{REG}", 200, answer={**ASKED, "mode": "inclusive"}),
        Step(f"PATCH /csourceRegistrations/{REG}", 204, {"mode": "auxiliary"}),
        Step("GET /csourceRegistrations", 200, query={"type": "River"},
             answer=[{**ASKED, "mode": "auxiliary"}]),
        Step("GET /csourceRegistrations", 200, query={"type": "Sea"}, answer=[]),
        Step(f"DELETE /csourceRegistrations/{REG}", 204),
        Step(f"GET /csourceRegistrations/{REG}", 404, error="ResourceNotFound"),
        Step(f"DELETE /csourceRegistrations/{REG}", 404, error="ResourceNotFound"),
    ),
    wrong("nothing to be had", information=[]),
    wrong("an unknown mode", mode="shared"),
    wrong("an exclusive source without ids", mode="exclusive"),
    wrong("an inner address", endpoint="http://10.0.0.1"),
    wrong("no address", endpoint="river"),
    wrong("an unknown operation", operations=["everything"]),
]  # fmt: skip


@pytest.mark.parametrize("story", CASES, ids=str)
def test_registrations(story: Case, city: City) -> None:
    carry_out(story, city)


def register(city: City, source: City, mode: str = "inclusive", **parts: Any) -> str:
    information = [{"entities": [{"type": "River"}], **parts}]
    body = {
        "type": "ContextSourceRegistration",
        "endpoint": source.url,
        "mode": mode,
        "information": information,
    }
    answer = city.post(f"{BASE}/csourceRegistrations", json=body)
    assert answer.status == 201, answer.text
    return answer.headers["location"].removeprefix(BASE)


def level(value: float, hour: int) -> dict[str, Any]:
    return {"type": "Property", "value": value, "observedAt": f"2026-04-01T{hour:02d}:00:00Z"}


def river(id_: str = ID, **attributes: Any) -> dict[str, Any]:
    return {"id": id_, "type": "River", **attributes}


def test_an_entity_of_a_source_is_read_through_this_broker(city: City, neighbour: City) -> None:
    there = river(level=level(3, 9), name={"type": "Property", "value": "嘉瀬川"})
    neighbour.post(f"{BASE}/entities", json=there)
    register(city, neighbour)

    assert city.get(f"{BASE}/entities/{ID}").json == there
    assert city.get(f"{BASE}/entities", type="River", q="level>2", count="true").json == [there]
    assert city.get(f"{BASE}/entities", type="River", q="level>5").json == []
    assert city.get(f"{BASE}/entities", type="River", local="true").json == []
    assert city.get(f"{BASE}/entities/{ID}", local="true").status == 404
    assert city.get(f"{BASE}/entities", type="Sea").json == []


@pytest.mark.parametrize(
    ("mode", "hour_here", "hour_there", "seen"),
    [
        ("inclusive", 9, 8, 1),
        ("inclusive", 8, 9, 2),
        ("redirect", 9, 8, 2),
        ("auxiliary", 8, 9, 1),
    ],
)
def test_the_mode_says_whose_value_counts(
    city: City, neighbour: City, mode: str, hour_here: int, hour_there: int, seen: int
) -> None:
    city.post(f"{BASE}/entities", json=river(level=level(1, hour_here)))
    neighbour.post(f"{BASE}/entities", json=river(level=level(2, hour_there), depth=level(7, 9)))
    register(city, neighbour, mode)

    found = city.get(f"{BASE}/entities/{ID}").json
    assert (found["level"]["value"], found["depth"]["value"]) == (seen, 7)
    [listed] = city.get(f"{BASE}/entities", type="River").json
    assert listed == found


def test_an_exclusive_source_has_the_attributes_it_names(city: City, neighbour: City) -> None:
    city.post(f"{BASE}/entities", json=river(level=level(1, 9), name={"type": "Property", "value": "here"}))
    neighbour.post(
        f"{BASE}/entities", json=river(level=level(2, 8), name={"type": "Property", "value": "there"})
    )
    information = [{"entities": [{"id": ID, "type": "River"}], "propertyNames": ["level"]}]
    body = {**ASKED, "mode": "exclusive", "information": information, "endpoint": neighbour.url}
    assert city.post(f"{BASE}/csourceRegistrations", json=body).status == 201

    found = city.get(f"{BASE}/entities/{ID}").json
    assert (found["level"]["value"], found["name"]["value"]) == (2, "here")


def test_pages_hold_what_is_here_and_what_is_there(city: City, neighbour: City) -> None:
    for number in range(3):
        city.post(f"{BASE}/entities", json=river(f"{ID}{number}", level=level(number, 9)))
        neighbour.post(f"{BASE}/entities", json=river(f"{ID}{number + 2}", level=level(number, 8)))
    register(city, neighbour)

    pages = [
        city.get(f"{BASE}/entities", type="River", limit="2", offset=str(start), count="true")
        for start in (0, 2, 4)
    ]
    assert [one["id"] for page in pages for one in page.json] == [f"{ID}{number}" for number in range(5)]
    assert pages[0].headers["ngsild-results-count"] == "5"


def test_a_source_that_is_down_spoils_nothing_and_is_counted(city: City) -> None:
    city.post(f"{BASE}/entities", json=river(level=level(1, 9)))
    information = [{"entities": [{"type": "River"}]}]
    body = {**ASKED, "information": information, "endpoint": "http://127.0.0.1:9"}
    assert city.post(f"{BASE}/csourceRegistrations", json=body).status == 201

    assert city.get(f"{BASE}/entities/{ID}").json == river(level=level(1, 9))
    city.patch(f"{BASE}/csourceRegistrations/{REG}", json={"registrationName": "down"})
    shown = city.get(f"{BASE}/csourceRegistrations/{REG}").json
    assert (shown["timesSent"], shown["lastFailure"]) == (1, SOME)


def test_no_entity_is_lost_however_many_there_are(city: City, neighbour: City) -> None:
    here = [river(f"{ID}h{number:04d}", level=level(number, 8)) for number in range(1500)]
    there = [river(f"{ID}t{number:04d}", level=number) for number in range(1200)]
    both = river(f"{ID}h1400", level=level(9999, 9))
    for batch, town in ((here, city), ([*there, both], neighbour)):
        assert town.post(f"{BASE}/entityOperations/create", json=batch).status == 201
    register(city, neighbour)

    pages = [
        city.get(f"{BASE}/entities", type="River", limit="900", offset=str(start), count="true", pick="id")
        for start in (0, 900, 1800)
    ]
    found = [one["id"] for page in pages for one in page.json]
    assert pages[0].headers["ngsild-results-count"] == "2700"
    assert (len(found), len(set(found))) == (2700, 2700)
    assert found == [one["id"] for one in here + there]
    newer = city.get(f"{BASE}/entities", type="River", q="level>5000").json
    assert [one["id"] for one in newer] == [f"{ID}h1400"]
    assert city.get(f"{BASE}/entities", type="River", q="level==1400").json == []


def test_more_than_is_laid_together_is_said(city: City, neighbour: City) -> None:
    for start in range(0, MOST + 1, 5000):
        batch = [river(f"{ID}{number}") for number in range(start, min(start + 5000, MOST + 1))]
        assert neighbour.post(f"{BASE}/entityOperations/create", json=batch).status == 201
    register(city, neighbour)

    answer = city.get(f"{BASE}/entities", type="River")
    assert (answer.status, answer.json["type"].rpartition("/")[2]) == (403, "TooManyResults")
    assert city.get(f"{BASE}/entities", type="River", local="true").json == []


def test_registrations_of_both_faces_are_asked(city: City, neighbour: City) -> None:
    neighbour.post(f"{BASE}/entities", json=river(level=level(3, 9)))
    neighbour.post("/v2/entities", json={"id": "Room1", "type": "Room", "t": {"type": "Number", "value": 20}})
    register(city, neighbour)
    provided = {"entities": [{"idPattern": ".*", "type": "Room"}]}
    registration = {"dataProvided": provided, "provider": {"http": {"url": f"{neighbour.url}/v2"}}}
    assert city.post("/v2/registrations", json=registration).status == 201

    found = city.get(f"{BASE}/entities", type="River,Room", count="true")
    assert {one["id"] for one in found.json} == {ID, "urn:ngsi-ld:Room:Room1"}


def test_only_the_sources_that_are_meant_are_asked(city: City, neighbour: City) -> None:
    neighbour.post(f"{BASE}/entities", json=river(level=level(3, 9)))
    city.post(f"{BASE}/entities", json=river(f"{ID}2", level=level(1, 9)))
    body = {**ASKED, "endpoint": neighbour.url, "registrationName": "prefecture"}
    assert city.post(f"{BASE}/csourceRegistrations", json=body).status == 201

    def found(csf: str) -> list[str]:
        return [one["id"] for one in city.get(f"{BASE}/entities", type="River", csf=csf).json]

    assert found('registrationName=="prefecture"') == [f"{ID}2", ID]
    assert found('registrationName=="city"') == [f"{ID}2"]
    body = {"type": "Query", "entities": [{"type": "River"}], "csf": 'registrationName=="city"'}
    assert len(city.post(f"{BASE}/entityOperations/query", json=body).json) == 1
    assert city.get(f"{BASE}/entities", type="River", csf="a==").status == 400


def test_a_circle_of_brokers_ends(city: City, neighbour: City) -> None:
    register(city, neighbour)
    register(neighbour, city)
    neighbour.post(f"{BASE}/entities", json=river(level=level(3, 9)))

    assert city.get(f"{BASE}/entities/{ID}").json["level"]["value"] == 3
    assert len(city.get(f"{BASE}/entities", type="River").json) == 1
    assert city.get(f"{BASE}/entities/{ID}9").status == 404


def test_what_an_ngsiv2_provider_has_is_read_in_ngsi_ld(city: City, neighbour: City) -> None:
    neighbour.post("/v2/entities", json={"id": "Room1", "type": "Room", "t": {"type": "Number", "value": 20}})
    provided = {"entities": [{"idPattern": ".*", "type": "Room"}]}
    registration = {"dataProvided": provided, "provider": {"http": {"url": f"{neighbour.url}/v2"}}}
    assert city.post("/v2/registrations", json=registration).status == 201

    shown = {"id": "urn:ngsi-ld:Room:Room1", "type": "Room", "t": {"type": "Property", "value": 20}}
    assert city.get(f"{BASE}/entities/urn:ngsi-ld:Room:Room1").json == shown
    assert city.get(f"{BASE}/entities", type="Room").json == [shown]


def shared(city: City, source: City, mode: str, **entity: Any) -> None:
    information = [{"entities": [{"type": "River", **entity}], "propertyNames": ["level"]}]
    operations = ["redirectionOps"]
    body = {
        **ASKED,
        "mode": mode,
        "information": information,
        "endpoint": source.url,
        "operations": operations,
    }
    if mode == "redirect":
        del information[0]["propertyNames"]
    assert city.post(f"{BASE}/csourceRegistrations", json=body).status == 201


HERE = {"local": "true"}


def test_a_redirected_entity_lives_at_its_source_alone(city: City, neighbour: City) -> None:
    shared(city, neighbour, "redirect")

    assert city.post(f"{BASE}/entities", json=river(level=level(1, 9))).status == 201
    assert city.patch(f"{BASE}/entities/{ID}", json={"level": {"value": 2}}).status == 204
    assert city.post(f"{BASE}/entities/{ID}/attrs", json={"depth": {"value": 7}}).status == 204
    assert city.patch(f"{BASE}/entities/{ID}/attrs/depth", json={"unitCode": "MTR"}).status == 204

    there = river(level=level(2, 9), depth={"type": "Property", "value": 7, "unitCode": "MTR"})
    assert neighbour.get(f"{BASE}/entities/{ID}").json == there
    assert city.get(f"{BASE}/entities/{ID}").json == there
    assert city.get(f"{BASE}/entities/{ID}", **HERE).status == 404

    assert city.delete(f"{BASE}/entities/{ID}/attrs/depth").status == 204
    assert city.delete(f"{BASE}/entities/{ID}").status == 204
    assert neighbour.get(f"{BASE}/entities/{ID}").status == 404
    assert city.delete(f"{BASE}/entities/{ID}").status == 404


def test_an_exclusive_attribute_is_changed_at_its_source_alone(city: City, neighbour: City) -> None:
    name = {"type": "Property", "value": "嘉瀬川"}
    neighbour.post(f"{BASE}/entities", json=river(level=level(1, 9)))
    shared(city, neighbour, "exclusive", id=ID)
    assert city.post(f"{BASE}/entities", json=river(name=name)).status == 201

    assert (
        city.patch(f"{BASE}/entities/{ID}", json={"level": {"value": 2}, "name": {"value": "x"}}).status
        == 204
    )
    assert city.patch(f"{BASE}/entities/{ID}/attrs/level", json={"value": 3}).status == 204

    assert neighbour.get(f"{BASE}/entities/{ID}").json == river(level=level(3, 9))
    assert city.get(f"{BASE}/entities/{ID}", **HERE).json == river(name={**name, "value": "x"})


def test_an_inclusive_source_changes_along(city: City, neighbour: City) -> None:
    shared(city, neighbour, "inclusive")
    batch = [river(level=level(1, 9), name={"type": "Property", "value": "here"})]

    assert city.post(f"{BASE}/entityOperations/upsert", json=batch).status == 201
    assert neighbour.get(f"{BASE}/entities/{ID}").json == river(level=level(1, 9))
    assert city.get(f"{BASE}/entities/{ID}", **HERE).json == batch[0]
    assert city.post(f"{BASE}/entityOperations/delete", json=[ID]).status == 204
    assert neighbour.get(f"{BASE}/entities/{ID}").status == 404


def test_names_reach_a_source_with_what_they_mean(city: City, neighbour: City) -> None:
    terms = {"pegel": "https://example.org/level", "Fluss": "https://example.org/River"}
    information = [{"entities": [{"type": "Fluss"}]}]
    body = {
        **ASKED, "mode": "redirect", "information": information, "endpoint": neighbour.url,
        "operations": ["redirectionOps"], "@context": terms,
    }  # fmt: skip
    assert city.post(f"{BASE}/csourceRegistrations", json=body, headers=LD).status == 201
    entity = {"id": ID, "type": "Fluss", "pegel": 1, "@context": terms}
    assert city.post(f"{BASE}/entities", json=entity, headers=LD).status == 201

    shown = {"id": ID, "type": terms["Fluss"], terms["pegel"]: {"type": "Property", "value": 1}}
    assert neighbour.get(f"{BASE}/entities/{ID}").json == shown
    assert city.get(f"{BASE}/entities/{ID}").json == shown


def test_a_change_that_its_source_did_not_take_is_named(city: City, neighbour: City) -> None:
    shared(city, neighbour, "exclusive", id=ID)
    city.post(f"{BASE}/entities", json=river(name={"type": "Property", "value": "x"}))
    # the neighbour has no such entity

    both = city.patch(f"{BASE}/entities/{ID}/attrs", json={"level": level(2, 9), "name": {"value": "y"}})
    assert (both.status, both.json["updated"]) == (207, ["name"])
    assert [one["attributeName"] for one in both.json["notUpdated"]] == ["level"]
    assert city.patch(f"{BASE}/entities/{ID}/attrs/level", json={"value": 3}).status == 502
