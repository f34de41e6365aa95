"""Linked entities: they come along, and questions reach into them (ETSI GS CIM 009, 4.5.23, 4.9)."""

from typing import Any

import pytest

from sagacity.broker.ld.linking import join, resolving
from sagacity.broker.ld.tests.conformance.steps import BASE, LD, Case, Step, carry_out, case
from sagacity.broker.testing import City

STATION, DEVICE, MAKER = (f"urn:ngsi-ld:{kind}:1" for kind in ("Station", "Device", "Maker"))


MANY = resolving.MOST + 1


def to(object_: Any, **more: Any) -> dict[str, Any]:
    return {"type": "Relationship", "object": object_, **more}


def of(value: Any) -> dict[str, Any]:
    return {"type": "Property", "value": value}


MADE_BY = {"id": MAKER, "type": "Maker", "name": of("佐賀製作所"), "makes": to(DEVICE)}
MEASURES = {"id": DEVICE, "type": "Device", "humidity": of(40), "madeBy": to(MAKER)}
SECOND = {"id": f"{DEVICE}2", "type": "Probe", "humidity": of(70), "madeBy": to("urn:ngsi-ld:Maker:none")}
STANDS = {"id": STATION, "type": "Station", "sensor": to(DEVICE), "name": of("駅前")}
OTHER = {"id": f"{STATION}2", "type": "Station", "sensor": to([DEVICE, f"{DEVICE}2"])}
MADE = Step("POST /entityOperations/create", 201, [STANDS, OTHER, MEASURES, SECOND, MADE_BY])
ONE = f"GET /entities/{STATION}"


def asked(what: str, status: int, answer: Any = None, error: str = "", **query: str) -> Step:
    if error:
        return Step(what, status, query=query, error=error)
    return Step(what, status, query=query, answer=answer)


def found(q: str, *ids: str) -> Step:
    answer = [{"id": id_} for id_ in ids]
    return Step("GET /entities", 200, query={"type": "Station", "q": q, "pick": "id"}, answer=answer)


def inside(entity: dict[str, Any], **attributes: Any) -> dict[str, Any]:
    return {**entity, **attributes}


CASES = [
    case(
        "inline: what a relationship leads to stands inside it",
        MADE,
        asked(ONE, 200, inside(STANDS, sensor=to(DEVICE, entity=MEASURES)), join="inline"),
        asked(ONE, 200, STANDS, join="@none"),
        asked(
            ONE, 200,
            inside(STANDS, sensor=to(DEVICE, entity=inside(MEASURES, madeBy=to(MAKER, entity=MADE_BY)))),
            join="inline", joinLevel="3",
        ),
        asked(
            ONE, 200,
            {"id": STATION, "type": "Station", "name": "駅前",
             "sensor": {"id": DEVICE, "type": "Device", "humidity": 40, "madeBy": MAKER}},
            join="inline", options="keyValues",
        ),
        asked(
            ONE, 200,
            {"id": STATION, "type": "Station", "name": "駅前",
             "sensor": {"object": DEVICE, "entity": {
                 "id": DEVICE, "type": "Device", "humidity": 40, "madeBy": {"object": MAKER}}}},
            join="inline", format="concise",
        ),
        asked(ONE, 200, STANDS, join="inline", containedBy=DEVICE),
        asked(
            f"GET /entities/{STATION}2", 200,
            inside(OTHER, sensor=to([DEVICE, f"{DEVICE}2"], entity=[MEASURES, SECOND])),
            join="inline",
        ),
    ),
    case(
        "flat: what it leads to is appended, each once",
        MADE,
        asked(ONE, 200, [STANDS, MEASURES], join="flat"),
        asked(ONE, 200, [STANDS, MEASURES, MADE_BY], join="flat", joinLevel="5"),
        asked("GET /entities", 200, [STANDS, OTHER, MEASURES, SECOND], type="Station", join="flat"),
        asked("GET /entities", 200, [STANDS, MEASURES], type="Station", join="flat", limit="1"),
        asked(ONE, 200, [{"id": STATION}], join="flat", pick="id"),
        Step("POST /entityOperations/query", 200,
             {"type": "Query", "entities": [{"id": STATION, "type": "Station"}], "join": "flat",
              "joinLevel": 2}, answer=[STANDS, MEASURES, MADE_BY]),
    ),
    case(
        "as GeoJSON",
        MADE,
        Step(ONE, 200, query={"join": "flat", "pick": "id,type,sensor,madeBy"},
             sent={"Accept": "application/geo+json"}, answer={
                "type": "FeatureCollection",
                "@context": "https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context-v1.8.jsonld",
                "features": [
                    {"id": STATION, "type": "Feature", "geometry": None,
                     "properties": {"type": "Station", "sensor": to(DEVICE)}},
                    {"id": DEVICE, "type": "Feature", "geometry": None,
                     "properties": {"type": "Device", "madeBy": to(MAKER)}},
                ]}),
    ),
    case(
        "lists of relationships",
        MADE,
        Step("POST /entities", 201, {"id": "urn:ngsi-ld:Line:1", "type": "Line", "stops": {
            "type": "ListRelationship", "objectList": [{"object": DEVICE}, {"object": MAKER}]}}),
        asked(
            "GET /entities/urn:ngsi-ld:Line:1", 200,
            {"id": "urn:ngsi-ld:Line:1", "type": "Line", "stops": {
                "type": "ListRelationship", "objectList": [{"object": DEVICE}, {"object": MAKER}],
                "entityList": [MEASURES, MADE_BY]}},
            join="inline",
        ),
    ),
    case(
        "questions reach into what a relationship leads to",
        MADE,
        found("sensor{humidity}==40", STATION, f"{STATION}2"),
        found("sensor{humidity}>50", f"{STATION}2"),
        found("sensor{Device:humidity}>50"),
        found("sensor{Device,Probe:humidity}>50", f"{STATION}2"),
        found("sensor{madeBy{name}}~=佐賀", STATION, f"{STATION}2"),
        found('sensor{Device:madeBy{Maker:name}}=="佐賀製作所";name', STATION),
        found("sensor{humidity}", STATION, f"{STATION}2"),
        found("sensor{depth}"),
        found("!sensor{depth}", STATION, f"{STATION}2"),
        found("!sensor{Probe:humidity}", STATION),
        found("sensor{humidity}!=40", f"{STATION}2"),
        found("(sensor{humidity}>50|name)", STATION, f"{STATION}2"),
        found("name{humidity}"),
    ),
    case(
        "refused: what cannot be joined",
        MADE,
        asked(ONE, 400, error="BadRequestData", join="deep"),
        asked(ONE, 400, error="BadRequestData", joinLevel="2"),
        asked(ONE, 400, error="BadRequestData", join="flat", joinLevel="0"),
        asked(ONE, 403, error="TooComplexQuery", join="flat", joinLevel="6"),
        asked(ONE, 422, error="OperationNotSupported", join="inline", pick="sensor{humidity}"),
        asked(ONE, 422, error="OperationNotSupported", entityMap="true"),
    ),
    case(
        "refused: questions that cannot be read or are too deep",
        *(
            Step("GET /entities", 400, query={"type": "Station", "q": q}, error="BadRequestData")
            for q in ("sensor{humidity==4}", "sensor{a", "sensor{}", "a.b{c}==1", "a{b{c{d{e{f{g}}}}}}")
        ),
    ),
    case(
        "refused: subscriptions look at the changed entity alone",
        Step("POST /subscriptions", 422, {
            "type": "Subscription", "entities": [{"type": "Station"}], "q": "sensor{humidity}>5",
            "notification": {"endpoint": {"uri": "http://example.org"}}}, error="OperationNotSupported"),
        Step("POST /subscriptions", 422, {
            "type": "Subscription", "entities": [{"type": "Station"}],
            "notification": {"join": "inline", "endpoint": {"uri": "http://example.org"}}},
            error="OperationNotSupported"),
    ),
]  # fmt: skip


@pytest.mark.parametrize("story", CASES, ids=str)
def test_linked_entities(story: Case, city: City) -> None:
    carry_out(story, city)


def test_a_circle_ends_where_it_closes(city: City) -> None:
    a, b = (
        {"id": f"urn:ngsi-ld:T:{n}", "type": "T", "next": to(f"urn:ngsi-ld:T:{m}")} for n, m in ("ab", "ba")
    )
    city.post(f"{BASE}/entityOperations/create", json=[a, b])

    inline = city.get(f"{BASE}/entities/urn:ngsi-ld:T:a", join="inline", joinLevel="5").json
    assert inline == inside(a, next=to("urn:ngsi-ld:T:b", entity=b))
    assert city.get(f"{BASE}/entities", type="T", join="flat", joinLevel="5").json == [a, b]


def test_more_than_one_answer_holds_is_said(city: City) -> None:
    devices = [{"id": f"{DEVICE}{number}", "type": "Device", "humidity": number} for number in range(MANY)]
    for start in range(0, MANY, 5000):
        batch = devices[start : start + 5000]
        assert city.post(f"{BASE}/entityOperations/create", json=batch).status == 201
    all_of_them = to([one["id"] for one in devices[: join.MOST + 1]])
    city.post(f"{BASE}/entities", json={"id": STATION, "type": "Station", "sensor": all_of_them})

    flat = city.get(f"{BASE}/entities", type="Station", join="flat")
    assert (flat.status, flat.json["type"].rpartition("/")[2]) == (403, "TooManyResults")
    question = city.get(f"{BASE}/entities", type="Station", q="sensor{humidity}>=0")
    assert (question.status, question.json["type"].rpartition("/")[2]) == (403, "TooComplexQuery")
    assert len(city.get(f"{BASE}/entities", type="Station", q="sensor{humidity}<5").json) == 1


def test_terms_of_a_context_reach_into_linked_entities(city: City) -> None:
    terms = {"feuchte": "https://example.org/humidity", "Geraet": "https://example.org/Device"}
    device = {"id": DEVICE, "type": "Geraet", "feuchte": 40, "@context": terms}
    assert city.post(f"{BASE}/entities", json=device, headers=LD).status == 201
    city.post(f"{BASE}/entities", json=STANDS)
    hosted = city.post("/ngsi-ld/v1/jsonldContexts", json={"@context": terms}).headers["location"]
    link = f'<{city.url}{hosted}>; rel="http://www.w3.org/ns/json-ld#context"'

    answer = city.get(
        f"{BASE}/entities", type="Station", q="sensor{Geraet:feuchte}==40", headers={"Link": link}
    )
    assert [one["id"] for one in answer.json] == [STATION]


def test_what_a_relationship_leads_to_may_lie_with_a_source(city: City, neighbour: City) -> None:
    neighbour.post(f"{BASE}/entities", json=MEASURES)
    body = {
        "type": "ContextSourceRegistration",
        "information": [{"entities": [{"type": "Device"}]}],
        "endpoint": neighbour.url,
    }
    assert city.post(f"{BASE}/csourceRegistrations", json=body).status == 201
    typed = {**STANDS, "sensor": to(DEVICE, objectType="Device")}
    city.post(f"{BASE}/entities", json=typed)

    answer = city.get(f"{BASE}/entities/{STATION}", join="inline").json
    assert answer["sensor"]["entity"] == MEASURES
    assert len(city.get(f"{BASE}/entities", type="Station", q="sensor{Device:humidity}==40").json) == 1
    assert city.get(f"{BASE}/entities", type="Station", q="sensor{Device:humidity}>40").json == []
