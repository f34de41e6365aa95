"""Attributes of an entity: appending, updating, replacing, deleting (ETSI GS CIM 009, 5.6)."""

import pytest

from sagacity.broker.ld.tests.conformance.steps import SOME, Case, Step, carry_out, case
from sagacity.broker.testing import City

ID = "urn:ngsi-ld:River:1"
ONE = {"type": "Property", "value": 1}
TWO = {"type": "Property", "value": 2}
MADE = Step("POST /entities", 201, {"id": ID, "type": "River", "level": ONE})
ATTRS = f"/entities/{ID}/attrs"


def read(**attributes: object) -> Step:
    return Step(f"GET /entities/{ID}", 200, answer={"id": ID, "type": "River", **attributes})


CASES = [
    case(
        "appending adds and overwrites",
        MADE,
        Step(f"POST {ATTRS}", 204, {"level": TWO, "depth": ONE}),
        read(level=TWO, depth=ONE),
        Step(f"POST {ATTRS}", 207, {"level": ONE, "width": ONE}, query={"options": "noOverwrite"},
             answer={"updated": ["width"], "notUpdated": [{"attributeName": "level", "reason": SOME}]}),
        read(level=TWO, depth=ONE, width=ONE),
        Step("POST /entities/urn:ngsi-ld:River:9/attrs", 404, {"level": ONE}, error="ResourceNotFound"),
    ),
    case(
        "updating wants the attribute to be there",
        MADE,
        Step(f"PATCH {ATTRS}", 207, {"level": TWO, "depth": ONE},
             answer={"updated": ["level"], "notUpdated": [{"attributeName": "depth", "reason": SOME}]}),
        Step(f"PATCH {ATTRS}", 204, {"level": ONE}),
        read(level=ONE),
    ),
    case(
        "one attribute is patched, replaced and deleted",
        MADE,
        Step(f"PATCH {ATTRS}/level", 204, {"unitCode": "MTR"}),
        read(level={**ONE, "unitCode": "MTR"}),
        Step(f"PATCH {ATTRS}/level", 204, {"value": 3, "by": {"type": "Relationship", "object": "urn:x:1"}}),
        read(level={"type": "Property", "value": 3, "unitCode": "MTR",
                    "by": {"type": "Relationship", "object": "urn:x:1"}}),
        Step(f"PUT {ATTRS}/level", 204, TWO),
        read(level=TWO),
        Step(f"PUT {ATTRS}/depth", 404, TWO, error="ResourceNotFound"),
        Step(f"PATCH {ATTRS}/depth", 404, {"value": 1}, error="ResourceNotFound"),
        Step(f"PATCH {ATTRS}/level", 400, {}, error="BadRequestData"),
        Step(f"DELETE {ATTRS}/level", 204),
        read(),
        Step(f"DELETE {ATTRS}/level", 404, error="ResourceNotFound"),
    ),
    case(
        "all instances of an attribute are deleted at once",
        MADE,
        Step(f"POST {ATTRS}", 204, {"level": {**TWO, "datasetId": "urn:d:2"}}),
        read(level=[ONE, {**TWO, "datasetId": "urn:d:2"}]),
        Step(f"DELETE {ATTRS}/level", 204, query={"deleteAll": "true"}),
        read(),
    ),
]  # fmt: skip


@pytest.mark.parametrize("story", CASES, ids=str)
def test_attributes(story: Case, city: City) -> None:
    carry_out(story, city)
