"""A key for one tenant, path, type and attribute can do exactly that, over HTTP, on both databases."""

import itertools
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from sagacity.broker.access.grants import Grant
from sagacity.broker.access.tests.conftest import FULL_KEY, GiveKey
from sagacity.broker.testing import Answer, City, Running

Headers = dict[str, str | None]
_numbers = itertools.count()


class Town(NamedTuple):
    """Two tenants with the same things in them."""

    full: City
    other: str


@pytest.fixture
def town(closed: Running) -> Iterator[Town]:
    """Rivers and roads at /x, /x/in and /y, each with the attributes a and b."""
    number = next(_numbers)
    full = City(closed, tenant=f"reach{number}", key=FULL_KEY)
    found = Town(full, f"other{number}")
    for tenant, path in itertools.product((full.tenant, found.other), ("/x", "/x/in", "/y")):
        entities = [
            {"id": f"{type_}{path.replace('/', '-')}", "type": type_, "a": 1, "b": "hush"}
            for type_ in ("River", "Road")
        ]
        answer = full.post(
            "/v2/op/update",
            json={"actionType": "append", "entities": entities},
            headers={"Fiware-Service": tenant, "Fiware-ServicePath": path},
            options="keyValues",
        )
        assert answer.status == 204
    yield found
    full.connection.close()


@pytest.fixture
def narrow(town: Town, give_key: GiveKey, request: pytest.FixtureRequest) -> Iterator[City]:
    """Whoever holds a key for rivers at /x, attribute a; the verbs are named by the test."""
    verbs = getattr(request, "param", ("read",))
    _, secret = give_key(
        Grant(tenant=town.full.tenant, path="/x", types=("River",), attributes=("a",), may=verbs)
    )
    found = City(town.full.running, tenant=town.full.tenant, key=secret)
    yield found
    found.connection.close()


def ask(city: City, method: str, path: str, body: Any, headers: Headers) -> Answer:
    return city.ask(method, path, json=body, headers=headers)


def ids(answer: Answer) -> list[str]:
    assert answer.status == 200, answer.text
    return [entity["id"] for entity in answer.json]


Sent = tuple[str, str, Any, Headers]
Y: Headers = {"Fiware-ServicePath": "/y"}
X: Headers = {"Fiware-ServicePath": "/x"}
IN: Headers = {"Fiware-ServicePath": "/x/in"}
QUERY = "/v2/op/query"
SEEN = ["River-x", "River-x-in"]

READS: list[tuple[Sent, int, Any]] = [
    (("GET", "/v2/entities", None, {}), 200, SEEN),
    (("GET", "/v2/entities?type=River", None, {}), 200, SEEN),
    (("GET", "/v2/entities?type=Road", None, {}), 200, []),
    (("GET", "/v2/entities?id=Road-x", None, {}), 200, []),
    (("GET", "/v2/entities?idPattern=.*", None, {}), 200, SEEN),
    (("GET", "/v2/entities?q=a==1", None, {}), 200, SEEN),
    (("GET", "/v2/entities?q=b==hush", None, {}), 200, []),
    (("GET", "/v2/entities?q=b~=h", None, {}), 200, []),
    (("GET", "/v2/entities?q=!b", None, {}), 200, SEEN),
    (("GET", "/v2/entities", None, X), 200, ["River-x"]),
    (("GET", "/v2/entities", None, IN), 200, ["River-x-in"]),
    (("GET", "/v2/entities", None, {"Fiware-ServicePath": "/#"}), 200, SEEN),
    (("GET", "/v2/entities", None, {"Fiware-ServicePath": "/y,/x"}), 200, ["River-x"]),
    (("GET", "/v2/entities", None, Y), 403, "may not read at /y"),
    (("GET", "/v2/entities", None, {"Fiware-Service": "other"}), 403, "tenant"),
    (("GET", "/v2/entities", None, {"Fiware-Service": None}), 403, "no tenant"),
    (("POST", QUERY, {"entities": [{"idPattern": ".*"}]}, {}), 200, SEEN),
    (("POST", QUERY, {"expression": {"q": "b==hush"}}, {}), 200, []),
    (("POST", QUERY, {"entities": [{"idPattern": ".*", "type": "Road"}]}, {}), 200, []),
    (("POST", QUERY, {}, Y), 403, "may not read at /y"),
    (("GET", "/v2/entities/River-x", None, {}), 200, {"id": "River-x", "type": "River", "a": 1}),
    (("GET", "/v2/entities/River-x/attrs", None, {}), 200, {"a": 1}),
    (("GET", "/v2/entities/River-x/attrs/a/value", None, {}), 200, 1),
    (("GET", "/v2/entities/River-x/attrs/b", None, {}), 404, "NotFound"),
    (("GET", "/v2/entities/River-x/attrs/b/value", None, {}), 404, "NotFound"),
    (("GET", "/v2/entities/Road-x", None, {}), 404, "NotFound"),
    (("GET", "/v2/entities/River-y", None, {}), 404, "NotFound"),
    (("GET", "/v2/types/Road", None, {}), 404, "NotFound"),
    (("GET", "/v2/types/River", None, {}), 200, {"attrs": {"a": {"types": ["Number"]}}, "count": 2}),
]


@pytest.mark.parametrize(("sent", "status", "said"), READS)
def test_reading(narrow: City, sent: Sent, status: int, said: Any) -> None:
    method, path, body, headers = sent
    if path.startswith("/v2/entities/River-x") and "value" not in path and status == 200:
        path += "?options=keyValues"

    answer = ask(narrow, method, path, body, headers)

    assert answer.status == status, answer.text
    if isinstance(said, list):
        assert ids(answer) == said
        assert all("b" not in entity for entity in answer.json)
    elif isinstance(said, str):
        assert said in answer.text
    else:
        assert answer.json == said


def test_types_speak_of_what_is_seen(narrow: City) -> None:
    answer = narrow.get("/v2/types", options="count")

    assert [one["type"] for one in answer.json] == ["River"]
    assert list(answer.json[0]["attrs"]) == ["a"]
    assert answer.headers["fiware-total-count"] == "1"


def test_a_hidden_attribute_sorts_nothing_and_counts_nothing(narrow: City) -> None:
    narrow_order = narrow.get("/v2/entities", orderBy="!b", options="count")

    assert ids(narrow_order) == SEEN
    assert narrow_order.headers["fiware-total-count"] == "2"


WRITES: list[tuple[str, str, Any, Headers, int]] = [
    ("PUT", "/v2/entities/River-x/attrs/a/value", 5, X, 204),
    ("PATCH", "/v2/entities/River-x/attrs?options=keyValues", {"a": 5}, X, 204),
    ("POST", "/v2/entities/River-x/attrs?options=keyValues", {"a": 5}, X, 204),
    ("PUT", "/v2/entities/River-x/attrs/a", {"value": 5, "type": "Number"}, X, 204),
    ("DELETE", "/v2/entities/River-x/attrs/a", None, X, 204),
    ("POST", "/v2/entities?options=keyValues", {"id": "new", "type": "River", "a": 1}, X, 201),
    ("POST", "/v2/entities?options=keyValues", {"id": "new", "type": "River", "a": 1}, IN, 201),
    ("POST", "/v2/entities?options=keyValues", {"id": "new", "type": "River", "b": 1}, X, 403),
    ("POST", "/v2/entities?options=keyValues", {"id": "new", "type": "Road", "a": 1}, X, 403),
    ("POST", "/v2/entities?options=keyValues", {"id": "new", "type": "River", "a": 1}, Y, 403),
    ("POST", "/v2/entities?options=keyValues", {"id": "new", "type": "River", "a": 1}, {}, 403),
    ("PATCH", "/v2/entities/River-x/attrs?options=keyValues", {"a": 5, "b": 5}, X, 403),
    ("PUT", "/v2/entities/River-x/attrs?options=keyValues", {"a": 5}, X, 403),
    ("PUT", "/v2/entities/River-x/attrs/b/value", 5, X, 403),
    ("DELETE", "/v2/entities/River-x/attrs/b", None, X, 403),
    ("DELETE", "/v2/entities/River-x", None, X, 403),
    ("PATCH", "/v2/entities/Road-x/attrs?options=keyValues", {"a": 5}, X, 404),
    ("PATCH", "/v2/entities/River-y/attrs?options=keyValues", {"a": 5}, Y, 403),
    ("PATCH", "/v2/entities/River-x/attrs?options=keyValues", {"a": 5}, X | {"Fiware-Service": "z"}, 403),
]


@pytest.mark.parametrize("narrow", [("write",)], indirect=True)
@pytest.mark.parametrize(("method", "path", "body", "headers", "status"), WRITES)
def test_writing(
    town: Town,
    narrow: City,
    method: str,
    path: str,
    body: Any,
    headers: Headers,
    status: int,
) -> None:
    before = town.full.get("/v2/entities", options="count").json

    if path.endswith("/value"):
        answer = narrow.put(path, body=str(body), headers=headers | {"Content-Type": "text/plain"})
    else:
        answer = ask(narrow, method, path, body, headers)

    assert answer.status == status, answer.text
    assert (town.full.get("/v2/entities").json == before) == (status > 299)


@pytest.mark.parametrize("narrow", [("write",)], indirect=True)
def test_of_a_batch_only_what_lies_within_is_stored(town: Town, narrow: City) -> None:
    entities = [{"id": "River-x", "type": "River", "a": 7}, {"id": "Road-x", "type": "Road", "a": 7}]

    answer = narrow.post(
        "/v2/op/update",
        json={"actionType": "append", "entities": entities},
        headers=X,
        options="keyValues",
    )

    assert answer.status == 403
    assert town.full.get("/v2/entities", q="a==7", options="keyValues").json[0]["id"] == "River-x"
    assert len(town.full.get("/v2/entities", q="a==7").json) == 1


@pytest.mark.parametrize("narrow", [("write",)], indirect=True)
def test_whoever_may_write_cannot_read(narrow: City) -> None:
    assert narrow.get("/v2/entities").status == 403
    assert narrow.post("/v2/op/query", json={}).status == 403


def test_whoever_may_read_cannot_write_nor_subscribe(narrow: City) -> None:
    made = narrow.post("/v2/entities", json={"id": "new", "type": "River"}, headers=X)

    assert (made.status, made.json["error"]) == (403, "Forbidden")
    assert "may not write" in made.json["description"]


def test_a_token_reaches_as_far_as_its_key_or_less(town: Town, give_key: GiveKey) -> None:
    broker = town.full.broker
    key, _ = give_key(Grant(tenant=town.full.tenant, path="/x", may=("read", "write")))
    reading = City(town.full.running, tenant=town.full.tenant)
    token = broker.keyring.signer.make(key.id, "read", at=broker.clock())
    shown: Headers = {"Authorization": f"Bearer {token}"}

    assert len(reading.get("/v2/entities", headers=shown).json) == 4
    assert reading.post("/v2/entities", json={"id": "new"}, headers=X | shown).status == 403
    assert reading.get("/v2/entities", headers={"Authorization": f"Bearer {token}x"}).status == 401


def test_without_a_key_only_what_is_open_is_seen(town: Town) -> None:
    anyone = City(town.full.running, tenant="")
    name = f"open-{town.other}"
    published = {"type": "Toilet", "a": 1}
    for path in ("/opendata", "/"):
        town.full.post(
            "/v2/entities",
            json=published | {"id": name + path.replace("/", "-")},
            headers={"Fiware-Service": None, "Fiware-ServicePath": path},
            options="keyValues",
        )
    nobody: Headers = {"Fiware-Service": None}

    seen = anyone.get("/v2/entities", headers=nobody, idPattern=town.other)
    asked = anyone.post("/v2/op/query", json={"entities": [{"idPattern": town.other}]}, headers=nobody)

    assert ids(seen) == ids(asked) == [f"open-{town.other}-opendata"]
    assert anyone.get(f"/v2/entities/open-{town.other}-", headers=nobody).status == 404
    for refused in (
        anyone.get("/v2/entities", headers=nobody | Y),
        anyone.get("/v2/entities", headers={"Fiware-Service": town.full.tenant}),
        anyone.post(
            "/v2/entities",
            json=published | {"id": name},
            headers=nobody | {"Fiware-ServicePath": "/opendata"},
        ),
    ):
        assert refused.status == 401
        assert refused.json["error"] == "Unauthorized"
        assert refused.headers["www-authenticate"].startswith("Bearer")


def test_a_key_that_is_not_known_opens_not_even_what_is_open(town: Town) -> None:
    answer = town.full.get("/v2/entities", headers={"Fiware-Service": None, "X-API-Key": "sgk_wrong"})

    assert answer.status == 401
    assert "not known" in answer.json["description"]


def test_a_used_up_share_says_when_to_come_back(town: Town, give_key: GiveKey) -> None:
    _, secret = give_key(Grant(tenant=town.full.tenant), per_minute=3)
    busy = City(town.full.running, tenant=town.full.tenant, key=secret)

    answers = [busy.get("/v2/entities") for _ in range(4)]

    assert [answer.status for answer in answers] == [200, 200, 200, 429]
    assert answers[3].json["error"] == "TooManyRequests"
    assert 1 <= int(answers[3].headers["retry-after"]) <= 20


def test_an_expired_key_opens_nothing(town: Town, give_key: GiveKey) -> None:
    _, secret = give_key(Grant(tenant=town.full.tenant), expires=town.full.broker.clock() - 1)
    late = City(town.full.running, tenant=town.full.tenant, key=secret)

    assert late.get("/v2/entities").status == 401


@pytest.mark.parametrize(
    ("tenant", "may", "path", "status"),
    [
        ("own", "administer", "/iot/services", 200),
        ("own", "administer", "/history/retention", 200),
        ("own", "administer", "/federation/peers", 403),
        ("*", "administer", "/federation/peers", 200),
        ("*", "administer", "/iot/devices", 200),
        ("own", "read", "/iot/services", 403),
        ("own", "read", "/iot/alerts", 403),
        ("own", "read", "/v2/registrations", 403),
        ("own", "read", "/history/retention", 403),
    ],
)
def test_administering_is_for_those_who_may(
    town: Town, give_key: GiveKey, tenant: str, may: str, path: str, status: int
) -> None:
    _, secret = give_key(Grant(tenant=town.full.tenant if tenant == "own" else tenant, may=(may,)))
    somebody = City(town.full.running, tenant=town.full.tenant, key=secret)

    answer = somebody.get(path)

    assert answer.status == status, answer.text
    assert somebody.get(path, headers={"Fiware-Service": "z"}).status == (200 if tenant == "*" else 403)
