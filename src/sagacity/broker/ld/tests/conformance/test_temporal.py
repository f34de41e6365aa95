"""What entities were like (ETSI GS CIM 009, 4.5.7 to 4.5.9, 4.5.19, 4.11, 5.6.11 to 5.6.16, 5.7.3, 5.7.4)."""

import pytest

from sagacity.broker.ld.tests.conformance.steps import SOME, Case, Step, carry_out, case
from sagacity.broker.testing import City

ID = "urn:ngsi-ld:River:1"
PAST = f"/temporal/entities/{ID}"


def at(day: int, hour: int = 0, minute: int = 0) -> str:
    return f"2026-04-{day:02d}T{hour:02d}:{minute:02d}:00Z"


def level(value: float, *moment: int) -> dict[str, object]:
    return {"type": "Property", "value": value, "observedAt": at(*moment)}


LEVELS = [level(1, 1), level(2, 1, 12), level(3, 2), level(6, 3, 0, 30)]
MADE = Step(
    "POST /temporal/entities",
    201,
    {"id": ID, "type": "River", "level": LEVELS},
    headers={"location": f"/ngsi-ld/v1{PAST}"},
)
ALL = {"timerel": "after", "timeAt": "2020-01-01T00:00:00Z"}
APRIL = {"timerel": "between", "timeAt": at(1), "endTimeAt": "2026-05-01T00:00:00Z"}


SEEN = [{**one, "instanceId": SOME} for one in LEVELS]


def seen(value: float, *moment: int) -> dict[str, object]:
    return {**level(value, *moment), "instanceId": SOME}


def told(answer: object, **query: str) -> Step:
    return Step(f"GET {PAST}", 200, query=query, answer={"id": ID, "type": "River", "level": answer})


def refused(why: str, query: dict[str, str]) -> Case:
    return case(f"refused: {why}", MADE, Step(f"GET {PAST}", 400, query=query, error="BadRequestData"))


CASES = [
    case(
        "instances with their moments become past and present",
        MADE,
        told(SEEN),
        Step(f"GET /entities/{ID}", 200, answer={"id": ID, "type": "River", "level": LEVELS[-1]}),
        Step("GET /temporal/entities", 200, query={"type": "River", **ALL},
             answer=[{"id": ID, "type": "River", "level": SEEN}]),
    ),
    case(
        "a stretch of time",
        MADE,
        told(SEEN[:2], timerel="before", timeAt=at(2)),
        told(SEEN[2:], timerel="after", timeAt=at(2)),
        told(SEEN[1:3], timerel="between", timeAt=at(1, 12), endTimeAt=at(3)),
        Step("GET /temporal/entities", 200, query={"type": "River", "timerel": "before", "timeAt": at(1)},
             answer=[]),
    ),
    case(
        "the newest first when only some are wanted",
        MADE,
        told(SEEN[:1:-1], lastN="2"),
        told({"type": "Property", "values": [[6, at(3, 0, 30)], [3, at(2)]]}, lastN="2",
             options="temporalValues"),
    ),
    case(
        "pairs of value and moment",
        MADE,
        told({"type": "Property", "values": [[1, at(1)], [2, at(1, 12)]]}, options="temporalValues",
             timerel="before", timeAt=at(2)),
    ),
    case(
        "sums over days, months and the whole time",
        MADE,
        told({"type": "Property",
              "avg": [[1.5, at(1), at(2)], [3.0, at(2), at(3)], [6.0, at(3), at(4)]],
              "totalCount": [[2, at(1), at(2)], [1, at(2), at(3)], [1, at(3), at(4)]]},
             aggrMethods="avg,totalCount", aggrPeriodDuration="P1D", options="aggregatedValues"),
        told({"type": "Property", "max": [[6, SOME, SOME]]}, aggrMethods="max", aggrPeriodDuration="P1M"),
        told({"type": "Property", "max": [[6, SOME, SOME]]}, aggrMethods="max",
             aggrPeriodDuration="P3Y6M4DT12H30M5S"),
        told({"type": "Property", "sum": [[12, at(1), "2026-05-01T00:00:00Z"]],
              "min": [[1, at(1), "2026-05-01T00:00:00Z"]],
              "sumsq": [[50, at(1), "2026-05-01T00:00:00Z"]],
              "distinctCount": [[4, at(1), "2026-05-01T00:00:00Z"]],
              "stddev": [[pytest.approx(1.870829), at(1), "2026-05-01T00:00:00Z"]]},
             aggrMethods="sum,min,sumsq,distinctCount,stddev", aggrPeriodDuration="PT0S", **APRIL),
        told({"type": "Property", "totalCount": [[1, at(1), at(1, 6)], [1, at(1, 12), at(1, 18)],
              [1, at(2), at(2, 6)], [1, at(3), at(3, 6)]]},
             aggrMethods="totalCount", aggrPeriodDuration="PT6H"),
    ),
    case(
        "every change of the present leaves its past",
        Step("POST /entities", 201, {"id": ID, "type": "River", "level": level(1, 1), "flowsTo": {
            "type": "Relationship", "object": "urn:ngsi-ld:Sea:1", "observedAt": at(1)}}),
        Step(f"PATCH /entities/{ID}/attrs/level", 204, {"value": 2, "observedAt": at(2)}),
        Step(f"GET {PAST}", 200, answer={
            "id": ID, "type": "River", "level": [seen(1, 1), seen(2, 2)],
            "flowsTo": [{"type": "Relationship", "object": "urn:ngsi-ld:Sea:1", "observedAt": at(1),
                         "instanceId": SOME}]}),
        Step(f"GET {PAST}", 200, query={"attrs": "flowsTo", "options": "temporalValues"}, answer={
            "id": ID, "type": "River",
            "flowsTo": {"type": "Relationship", "objects": [["urn:ngsi-ld:Sea:1", at(1)]]}}),
        Step(f"DELETE /entities/{ID}", 204),
        Step(f"GET {PAST}", 200, query={"pick": "id,level"}, answer={
            "id": ID, "level": [seen(1, 1), seen(2, 2)]}),
    ),
    case(
        "late instances change the past, not the present",
        MADE,
        Step(f"POST {PAST}/attrs", 204, {"level": [level(9, 2, 12)]}),
        told([*SEEN[:3], seen(9, 2, 12), SEEN[3]]),
        Step(f"GET /entities/{ID}", 200, answer={"id": ID, "type": "River", "level": LEVELS[-1]}),
        Step("POST /temporal/entities", 204, {"id": ID, "type": "River", "level": [level(7, 4)]}),
        Step(f"GET /entities/{ID}", 200, answer={"id": ID, "type": "River", "level": level(7, 4)}),
    ),
    case(
        "the past is forgotten, the present stays",
        MADE,
        Step(f"DELETE {PAST}/attrs/level", 204),
        Step(f"GET {PAST}", 200, answer={"id": ID, "type": "River"}),
        Step(f"GET /entities/{ID}", 200),
        Step("DELETE /temporal/entities/urn:ngsi-ld:River:9", 404, error="ResourceNotFound"),
        Step("GET /temporal/entities/urn:ngsi-ld:River:9", 404, error="ResourceNotFound"),
    ),
    case(
        "a question in a body",
        MADE,
        Step("POST /temporal/entityOperations/query", 200,
             {"type": "Query", "entities": [{"type": "River"}], "q": "level>5",
              "temporalQ": {"timerel": "before", "timeAt": at(1, 6)}},
             answer=[{"id": ID, "type": "River", "level": SEEN[:1]}]),
        Step("POST /temporal/entityOperations/query", 400,
             {"type": "Query", "entities": [{"type": "River"}]}, error="BadRequestData"),
    ),
    refused("half a stretch", {"timerel": "between", "timeAt": at(1)}),
    refused("a moment without a relation", {"timeAt": at(1)}),
    refused("an unknown relation", {"timerel": "during", "timeAt": at(1)}),
    refused("no such moment", {"timerel": "before", "timeAt": "April"}),
    refused("an unknown method", {"aggrMethods": "median"}),
    refused("sums without a method", {"options": "aggregatedValues"}),
    refused("no such duration", {"aggrMethods": "avg", "aggrPeriodDuration": "1 day"}),
    refused("not even one", {"lastN": "0"}),
    case(
        "a question without a time is refused",
        Step("GET /temporal/entities", 400, query={"type": "River"}, error="BadRequestData"),
        Step("POST /temporal/entities", 400, {"id": ID, "type": "River", "level": [{"value": 1}]},
             error="BadRequestData"),
    ),
]  # fmt: skip


@pytest.mark.parametrize("story", CASES, ids=str)
def test_the_past(story: Case, city: City) -> None:
    carry_out(story, city)
