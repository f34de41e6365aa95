"""Tenants and service paths: who sees what."""

from sagacity.broker.testing import City
from sagacity.broker.tests.conformance.story import Step, play, step


def at(path: str, id: str, a: int) -> Step:
    return step(
        "POST",
        "/v2/entities?options=keyValues",
        201,
        json={"id": id, "type": "T", "a": a},
        headers={"Fiware-ServicePath": path},
    )


def seen(path: str, *ids: str) -> Step:
    shown = [{"id": id, "type": "T"} for id in ids]
    return step("GET", "/v2/entities?attrs=x", 200, shown, headers={"Fiware-ServicePath": path})


def test_a_subtree_is_seen_by_itself(city: City) -> None:
    play(
        city,
        [
            at("/", "Root", 0),
            at("/a", "A", 1),
            at("/a/b", "B", 2),
            at("/ab", "AB", 3),
            seen("/#", "Root", "A", "B", "AB"),
            seen("/", "Root"),
            seen("/a", "A"),
            seen("/a/#", "A", "B"),
            seen("/a/", "A"),
            seen("/a/b,/ab", "B", "AB"),
            step("GET", "/v2/entities/B?attrs=servicePath&options=values", 200, ["/a/b"]),
            step("GET", "/v2/entities?q=servicePath==/ab&attrs=x", 200, [{"id": "AB", "type": "T"}]),
            step("GET", "/v2/types?options=values", 200, [], headers={"Fiware-ServicePath": "/z"}),
        ],
    )
    assert len(city.get("/v2/entities").json) == 4


def test_the_same_name_may_live_in_two_paths(city: City) -> None:
    in_a, in_b = {"Fiware-ServicePath": "/a"}, {"Fiware-ServicePath": "/b"}
    play(
        city,
        [
            at("/a", "E", 1),
            at("/b", "E", 2),
            step("GET", "/v2/entities/E", 409),
            step("GET", "/v2/entities/E/attrs/a/value", 200, "2", headers=in_b),
            step("PATCH", "/v2/entities/E/attrs", 204, json={"a": {"value": 3}}, headers=in_b),
            step("GET", "/v2/entities/E/attrs/a/value", 200, "1", headers=in_a),
            step("PATCH", "/v2/entities/E/attrs", 404, json={"a": {"value": 3}}),
            step("DELETE", "/v2/entities/E", 204, headers=in_a),
            step("GET", "/v2/entities/E/attrs/a/value", 200, "3"),
        ],
    )


def test_tenants_never_see_each_other(city: City) -> None:
    other = {"Fiware-Service": f"{city.tenant}_other"}
    upper = {"Fiware-Service": city.tenant.upper()}
    play(
        city,
        [
            at("/", "E", 1),
            step("GET", "/v2/entities", 200, [], headers=other),
            step("GET", "/v2/entities/E", 404, headers=other),
            step("PATCH", "/v2/entities/E/attrs?options=keyValues", 404, json={"a": 2}, headers=other),
            step("POST", "/v2/entities", 201, json={"id": "E", "type": "T"}, headers=other),
            step("DELETE", "/v2/entities/E", 204, headers=other),
            step("GET", "/v2/entities/E/attrs/a/value", 200, "1", headers=upper),
            step("GET", "/v2/types", 200, [], headers=other),
        ],
    )
