"""The past shows no more than the present: histories through a narrow key, on both databases."""

import itertools
from collections.abc import Iterator

import pytest

from sagacity.broker.access.grants import Grant
from sagacity.broker.access.tests.conftest import FULL_KEY, GiveKey
from sagacity.broker.testing import City, Running

_numbers = itertools.count()
X = {"Fiware-ServicePath": "/x"}


@pytest.fixture
def full(closed: Running) -> Iterator[City]:
    """A river at /x and one at /y, a road at /x; each with the attributes a and b."""
    found = City(closed, tenant=f"past{next(_numbers)}", key=FULL_KEY)
    for path, id_ in (("/x", "River"), ("/x", "Road"), ("/y", "Stream")):
        body = {"id": id_, "type": id_, "a": 1, "b": 2}
        headers = {"Fiware-ServicePath": path}
        assert found.post("/v2/entities", json=body, headers=headers, options="keyValues").status == 201
    yield found
    found.connection.close()


@pytest.fixture
def narrow(full: City, give_key: GiveKey) -> Iterator[City]:
    """May read and write rivers at /x, attribute a."""
    reach = Grant(tenant=full.tenant, path="/x", types=("River",), attributes=("a",), may=("read", "write"))
    found = City(full.running, tenant=full.tenant, key=give_key(reach)[1])
    yield found
    found.connection.close()


def test_only_what_lies_within_has_a_past(full: City, narrow: City) -> None:
    seen = narrow.get("/history/v2/entities/River").json
    listed = narrow.get("/history/v2/entities").json

    assert [one["attrName"] for one in seen["attributes"]] == ["a"]
    assert [one["entityId"] for one in listed] == ["River"]
    assert len(full.get("/history/v2/entities").json) == 3
    for hidden in (
        "entities/Road",
        "entities/Stream",
        "entities/River/attrs/b",
        "types/Road",
        "attrs/b",
        "types/River/attrs/b/value",
    ):
        assert narrow.get(f"/history/v2/{hidden}").status == 404, hidden


def test_an_export_leaves_out_what_is_hidden(narrow: City) -> None:
    lines = narrow.get("/history/export").text.splitlines()

    assert len(lines) == 2
    assert "River" in lines[1]


def test_nothing_is_recorded_beyond_the_reach(narrow: City) -> None:
    def notify(**attributes: int) -> int:
        entity = {"id": "River", "type": "River"} | {
            name: {"type": "Number", "value": value} for name, value in attributes.items()
        }
        return narrow.post("/history/v2/notify", json={"data": [entity]}, headers=X).status

    assert notify(a=5) == 200
    assert notify(a=5, b=5) == 403


def test_deleting_a_past_leaves_what_is_hidden(full: City, narrow: City) -> None:
    assert narrow.delete("/history/v2/entities/River", headers=X).status == 204

    left = full.get("/history/v2/entities/River").json

    assert [one["attrName"] for one in left["attributes"]] == ["b"]


def test_how_long_points_are_kept_is_for_those_who_administer(narrow: City) -> None:
    answer = narrow.get("/history/retention")

    assert answer.status == 403
    assert "may not administer" in answer.text
