"""Instances of the past: with units and datasetIds, amended and forgotten one by one (5.6.14, 5.6.15)."""

import time
from typing import Any

import pytest

from sagacity.broker.ld.temporal.asking import MOST
from sagacity.broker.ld.tests.conformance.steps import BASE, SOME, Case, Step, carry_out, case
from sagacity.broker.ld.tests.conformance.test_temporal import ID, PAST, at
from sagacity.broker.testing import City

OTHER = "urn:ngsi-ld:Dataset:radar"


def reading(value: Any, *moment: int, **more: Any) -> dict[str, Any]:
    return {"type": "Property", "value": value, **more, "observedAt": at(*moment)}


def seen(one: dict[str, Any]) -> dict[str, Any]:
    return {**one, "instanceId": SOME}


def river(**attributes: Any) -> dict[str, Any]:
    return {"id": ID, "type": "River", **attributes}


def past(answer: Any, **query: str) -> Step:
    return Step(f"GET {PAST}", 200, query=query, answer=river(level=answer) if answer else river())


METRES, FEET = reading(1, 1, unitCode="MTR"), reading(3, 2, unitCode="FOT")
RATED = reading(4, 3, unitCode="MTR", quality={"type": "Property", "value": "good"})
BARE = reading(5, 4)
RADAR, LATER = reading(7, 1, datasetId=OTHER), reading(8, 3, datasetId=OTHER, unitCode="MTR")
CASES = [
    case(
        "each instance keeps its own unit and what else stood beside it",
        Step("POST /temporal/entities", 201, river(level=[METRES, FEET, RATED, BARE])),
        past([seen(METRES), seen(FEET), seen(RATED), seen(BARE)]),
        Step(f"POST {PAST}/attrs", 204, {"level": [reading(2, 2, 12, unitCode="MTR")]}),
        past([seen(METRES), seen(FEET), seen(reading(2, 2, 12, unitCode="MTR")), seen(RATED), seen(BARE)]),
    ),
    case(
        "every change of the present leaves its unit in the past",
        Step("POST /entities", 201, river(level=METRES)),
        Step(f"PATCH /entities/{ID}/attrs/level", 204, {"value": 3, "unitCode": "FOT", "observedAt": at(2)}),
        Step(f"PATCH /entities/{ID}/attrs/level", 204, {"value": 4, "observedAt": at(3)}),
        past([seen(METRES), seen(FEET), seen(reading(4, 3, unitCode="FOT"))]),
    ),
    case(
        "written by NGSIv2, metadata are sub-attributes of the past",
        Step("POST /entities", 201, river(level=reading(4, 3, unitCode="MTR",
             quality={"type": "Property", "value": "good"}))),
        past([seen(RATED)]),
    ),
    case(
        "instances with a datasetId have a past of their own",
        Step("POST /temporal/entities", 201, river(level=[METRES, RADAR, FEET, LATER])),
        Step(f"GET /entities/{ID}", 200, answer=river(level=[FEET, LATER])),
        past([seen(METRES), seen(RADAR), seen(FEET), seen(LATER)]),
        past([seen(RADAR), seen(LATER)], datasetId=OTHER),
        past([seen(METRES), seen(FEET)], datasetId="@none"),
        past([seen(LATER), seen(FEET)], lastN="1"),
        past([{"type": "Property", "values": [[1, at(1)], [3, at(2)]]},
              {"type": "Property", "datasetId": OTHER, "values": [[7, at(1)], [8, at(3)]]}],
             options="temporalValues"),
        past([{"type": "Property", "sum": [[4, SOME, SOME]]},
              {"type": "Property", "datasetId": OTHER, "sum": [[15, SOME, SOME]]}], aggrMethods="sum"),
        past({"type": "Property", "max": [[8, SOME, SOME]], "datasetId": OTHER}, aggrMethods="max",
             datasetId=OTHER),
        Step(f"DELETE {PAST}/attrs/level", 204, query={"datasetId": OTHER}),
        past([seen(METRES), seen(FEET)]),
        Step(f"DELETE {PAST}/attrs/level", 404, query={"datasetId": OTHER}, error="ResourceNotFound"),
        Step(f"DELETE {PAST}/attrs/level", 204, query={"deleteAll": "true"}),
        past(None),
    ),
    case(
        "names that differ by their case alone are two attributes",
        Step("POST /temporal/entities", 201, river(level=[METRES, RADAR], Level=[LATER])),
        Step(f"DELETE {PAST}/attrs/level", 204, query={"deleteAll": "true"}),
        Step(f"GET {PAST}", 200, answer=river(Level=[seen(LATER)])),
    ),
    case(
        "a change of one instance leaves no point of the others",
        Step("POST /entities", 201, river(level=[METRES, RADAR])),
        Step(f"PATCH /entities/{ID}/attrs/level", 204, {"value": 8, "datasetId": OTHER, "unitCode": "MTR",
             "observedAt": at(3)}),
        past([seen(METRES), seen(RADAR), seen(LATER)]),
        Step(f"DELETE /entities/{ID}/attrs/level", 204, query={"datasetId": OTHER}),
        past([seen(METRES), seen(RADAR), seen(LATER)]),
    ),
    case(
        "sums of what is no number",
        Step("POST /temporal/entities", 201, river(
            level=[reading(True, 1), reading(False, 2), reading(True, 3)],
            name=[reading("b", 1), reading("a", 2), reading("b", 3)],
            gates=[reading(["x", "y"], 1), reading(["x"], 2)],
            flowsTo=[{"type": "Relationship", "object": f"urn:ngsi-ld:Sea:{n}", "observedAt": at(n)}
                     for n in (1, 2)])),
        Step(f"GET {PAST}", 200, query={"aggrMethods": "sum,max,min,avg,totalCount,distinctCount"},
             answer=river(
                level={"type": "Property", "sum": [[2, SOME, SOME]], "max": [[1, SOME, SOME]],
                       "min": [[0, SOME, SOME]], "avg": [[pytest.approx(2 / 3), SOME, SOME]],
                       "totalCount": [[3, SOME, SOME]], "distinctCount": [[2, SOME, SOME]]},
                name={"type": "Property", "max": [["b", SOME, SOME]], "min": [["a", SOME, SOME]],
                      "totalCount": [[3, SOME, SOME]], "distinctCount": [[2, SOME, SOME]]},
                gates={"type": "Property", "sum": [[3, SOME, SOME]], "max": [[2, SOME, SOME]],
                       "min": [[1, SOME, SOME]], "avg": [[1.5, SOME, SOME]],
                       "totalCount": [[2, SOME, SOME]], "distinctCount": [[2, SOME, SOME]]},
                flowsTo={"type": "Relationship", "totalCount": [[2, SOME, SOME]],
                         "distinctCount": [[2, SOME, SOME]], "max": SOME, "min": SOME})),
    ),
    case(
        "when it came to be known here",
        Step("POST /temporal/entities", 201, river(level=[METRES, FEET])),
        past([seen(METRES), seen(FEET)], timerel="after", timeAt=at(1), timeproperty="modifiedAt"),
        past(None, timerel="before", timeAt=at(4), timeproperty="modifiedAt"),
        Step(f"GET {PAST}", 200, query={"timerel": "before", "timeAt": at(2), "options": "sysAttrs"},
             answer={**river(), "createdAt": SOME, "modifiedAt": SOME,
                     "level": [{**seen(METRES), "createdAt": SOME, "modifiedAt": SOME}]}),
        Step(f"GET {PAST}", 422, query={"timeproperty": "modifiedAt", "aggrMethods": "sum"},
             error="OperationNotSupported"),
        Step(f"GET {PAST}", 422, query={"timeproperty": "deletedAt"}, error="OperationNotSupported"),
        Step(f"GET {PAST}", 400, query={"timeproperty": "someday"}, error="BadRequestData"),
    ),
    case(
        "refused: an instance nobody knows",
        Step("POST /temporal/entities", 201, river(level=[METRES])),
        Step(f"DELETE {PAST}/attrs/level/urn:ngsi-ld:Instance:999999999", 404, error="ResourceNotFound"),
        Step(f"DELETE {PAST}/attrs/level/first", 404, error="ResourceNotFound"),
        Step(f"PATCH {PAST}/attrs/level/first", 404, {"level": [METRES]}, error="ResourceNotFound"),
        Step(f"PATCH {PAST}/attrs/level/first", 400, {"value": 3}, error="BadRequestData"),
    ),
    case(
        "pages of entities",
        *(Step("POST /temporal/entities", 201, {"id": f"{ID}{n}", "type": "River", "level": [METRES]})
          for n in range(3)),
        Step("GET /temporal/entities", 200,
             query={"type": "River", "timerel": "after", "timeAt": at(1), "limit": "2", "count": "true",
                    "options": "temporalValues"},
             headers={"ngsild-results-count": "3"},
             answer=[{"id": f"{ID}{n}", "type": "River", "level": {
                 "type": "Property", "values": [[1, at(1)]]}} for n in (0, 1)]),
        Step("GET /temporal/entities", 403, query={"type": "River", "timerel": "after", "timeAt": at(1),
             "limit": "1001"}, error="TooManyResults"),
    ),
]  # fmt: skip


@pytest.mark.parametrize("story", CASES, ids=str)
def test_instances(story: Case, city: City) -> None:
    carry_out(story, city)


@pytest.mark.parametrize("moved", [False, True])
def test_one_instance_is_amended_and_forgotten(city: City, moved: bool) -> None:
    """Whether it still waits at the end of the history, or was moved into its series and counted."""
    city.post(f"{BASE}/temporal/entities", json=river(level=[METRES, FEET, BARE]))
    if moved:
        wait_until_moved(city)
    first, second, _ = (one["instanceId"] for one in city.get(f"{BASE}{PAST}").json["level"])
    kept = city.get("/statistics").json["points"]

    changed = {"level": [reading(6, 3, unitCode="CMT")]}
    assert city.patch(f"{BASE}{PAST}/attrs/level/{first}", json=changed).status == 204
    assert city.get("/statistics").json["points"] == kept
    assert city.delete(f"{BASE}{PAST}/attrs/level/{second}").status == 204
    assert city.get("/statistics").json["points"] == kept - moved

    told = city.get(f"{BASE}{PAST}").json["level"]
    assert told == [{**reading(6, 3, unitCode="CMT"), "instanceId": first}, seen(BARE)]
    summed = city.get(f"{BASE}{PAST}", aggrMethods="sum,totalCount", aggrPeriodDuration="P1D").json["level"]
    assert [value for value, *_ in summed["sum"]] == [6, 5]
    assert [value for value, *_ in summed["totalCount"]] == [1, 1]
    assert city.delete(f"{BASE}{PAST}/attrs/level/{second}").status == 404


def test_an_amended_instance_keeps_its_dataset(city: City) -> None:
    city.post(f"{BASE}/temporal/entities", json=river(level=[METRES, RADAR]))
    [radar] = city.get(f"{BASE}{PAST}", datasetId=OTHER).json["level"]

    for dataset, status in (({}, 204), ({"datasetId": OTHER}, 204), ({"datasetId": f"{OTHER}2"}, 400)):
        changed = {"level": [reading(9, 1, **dataset)]}
        address = f"{BASE}{PAST}/attrs/level/{radar['instanceId']}"
        assert city.patch(address, json=changed).status == status

    told = city.get(f"{BASE}{PAST}", datasetId=OTHER).json["level"]
    assert told == [{**reading(9, 1, datasetId=OTHER), "instanceId": radar["instanceId"]}]


def wait_until_moved(city: City) -> None:
    deadline = time.monotonic() + 10
    while city.get("/history/health").json["waiting"]:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_an_answer_that_does_not_hold_everything_says_how_far_it_reaches(city: City) -> None:
    def minute(number: int) -> str:
        return f"2026-04-{1 + number // 1440:02d}T{number // 60 % 24:02d}:{number % 60:02d}:00Z"

    many = [{"type": "Property", "value": n, "observedAt": minute(n)} for n in range(MOST + 10)]
    depth = [reading(1, 1), reading(2, 9)]
    assert city.post(f"{BASE}/temporal/entities", json=river(level=many, depth=depth)).status == 201

    first = city.get(f"{BASE}{PAST}", options="temporalValues")
    end = minute(MOST - 1)
    assert (first.status, first.headers["content-range"]) == (206, f"DateTime {minute(0)}-{end}/*")
    assert len(first.json["level"]["values"]) == MOST
    assert first.json["depth"]["values"] == [[1, at(1)]]

    rest = city.get(f"{BASE}{PAST}", options="temporalValues", timerel="after", timeAt=end)
    assert rest.status == 200
    assert [value for value, _ in rest.json["level"]["values"]] == list(range(MOST - 1, MOST + 10))

    newest = city.get(f"{BASE}{PAST}", options="temporalValues", lastN=str(MOST + 5), attrs="level")
    assert newest.status == 206
    assert newest.headers["content-range"] == f"DateTime {minute(MOST + 9)}-{minute(10)}/{MOST + 5}"
    whole = city.get(f"{BASE}{PAST}", options="temporalValues", lastN="5", attrs="level")
    assert (whole.status, "content-range" in whole.headers) == (200, False)


def test_the_history_of_other_clients_shows_default_instances_alone(city: City) -> None:
    city.post(f"{BASE}/temporal/entities", json=river(level=[METRES, RADAR, FEET]))

    told = city.get(f"/history/v2/entities/{ID}").json
    assert [(one["attrName"], one["values"]) for one in told["attributes"]] == [("level", [1, 3])]
