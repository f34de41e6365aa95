"""A matrix: what each key may see and do through the house, and that nothing else ever left for the Orion."""

from typing import Any, NamedTuple

import pytest

from sagacity.broker.access import open_paths
from sagacity.broker.access.grants import Grant
from sagacity.broker.passing.tests.conftest import GiveKey
from sagacity.broker.testing import City

PATHS = ("/x", "/x/in", "/y")
TYPES = ("River", "Road")
AT_X = {"Fiware-ServicePath": "/x"}
AT_Y = {"Fiware-ServicePath": "/y"}


@pytest.fixture
def things(city: City) -> City:
    """Rivers and roads at three paths, each with the attributes a and b; b is a secret."""
    for path in PATHS:
        entities = [
            {"id": f"{type_}{path.replace('/', '-')}", "type": type_, "a": 1, "b": f"hush{path}"}
            for type_ in TYPES
        ]
        batch = {"actionType": "append", "entities": entities}
        assert (
            city.post(
                "/v2/op/update", json=batch, headers={"Fiware-ServicePath": path}, options="keyValues"
            ).status
            == 204
        )
    return city


@pytest.fixture
def narrow(things: City, give_key: GiveKey, tenant: str) -> City:
    """Reads and writes a of rivers at /x and below."""
    return give_key(
        Grant(tenant=tenant, path="/x", types=("River",), attributes=("a",), may=("read", "write"))
    )


class Question(NamedTuple):
    """What is asked with the narrow key, and what comes."""

    path: str
    finds: Any  # ids, or a status
    body: Any = None
    headers: dict[str, str] = {}


BOTH = ["River-x", "River-x-in"]
QUESTIONS = [
    Question("/v2/entities", BOTH),
    Question("/v2/entities?type=River,Road", BOTH),
    Question("/v2/entities?type=Road", []),
    Question("/v2/entities?typePattern=.*", BOTH),
    Question("/v2/entities?typePattern=Roa", []),
    Question("/v2/entities?idPattern=.*", BOTH),
    Question("/v2/entities?id=River-y,Road-x", []),
    Question("/v2/entities", ["River-x"], headers=AT_X),
    Question("/v2/entities", 403, headers=AT_Y),
    Question("/v2/entities", BOTH, headers={"Fiware-ServicePath": "/#"}),
    Question("/v2/entities", ["River-x-in"], headers={"Fiware-ServicePath": "/x/in/#,/y"}),
    Question("/v2/entities?q=a==1", BOTH),
    Question("/v2/entities?q=b~=hush", 422),
    Question("/v2/entities?q=a==1;b==hush", 422),
    Question("/v2/entities?q=!b", 422),
    Question("/v2/entities?q='b'==hush", 422),
    Question("/v2/entities?q=a=='x;b==1'", 422),
    Question("/v2/entities?q=b.inner==1", 422),
    Question("/v2/entities?mq=b.unit==1", 422),
    Question("/v2/entities?orderBy=!a,id", ["River-x", "River-x-in"]),
    Question("/v2/entities?orderBy=b", 422),
    Question("/v2/entities?georel=near;maxDistance:1&geometry=point&coords=0,0", 422),
    Question("/v2/entities?attrs=b", 422),
    Question("/v2/entities?attrs=*", BOTH),
    Question("/v2/entities?attrs=a,b,dateModified", BOTH),
    Question("/v2/entities/River-x", ["River-x"]),
    Question("/v2/entities/Road-x", 404),
    Question("/v2/entities/Road-x?type=Road", 404),
    Question("/v2/entities/River-y", 404),
    Question("/v2/entities/River-x/attrs/a", None),
    Question("/v2/entities/River-x/attrs/b", 404),
    Question("/v2/entities/River-x/attrs/b/value", 404),
    Question("/v2/entities/River-x/attrs/%62", 404),
    Question("/v2/entities/Road-x/attrs/a", 404),
    Question("/v2/entities/River-x/attrs/..", 400),
    Question("/v2/entities/River-x%2Fattrs", 400),
    Question("/v2/entities/..%2F..%2Fadmin", 400),
    Question("/v2//entities", 404),
    Question("/v2/entities/../types/Road", 404),
    Question("/v2/types/Road", 404),
    Question("/v2/op/query", BOTH, {"entities": [{"idPattern": ".*"}]}),
    Question("/v2/op/query", BOTH, {}),
    Question("/v2/op/query", BOTH, {"entities": [{"idPattern": ".*", "typePattern": "R"}]}),
    Question("/v2/op/query", [], {"entities": [{"idPattern": ".*", "type": "Road"}]}),
    Question("/v2/op/query", BOTH, {"entities": [{"idPattern": ".*"}], "attrs": ["*", "b"]}),
    Question("/v2/op/query", 422, {"expression": {"q": "b~=hush"}}),
    Question("/v2/op/query", 422, {"attributes": ["b"]}),
    Question("/v2/op/query?orderBy=b", 422, {}),
    Question("/v2/registrations", 403),
    Question("/v2/subscriptions", 403),
]


def ids(found: Any) -> list[str]:
    return sorted(one["id"] for one in (found if isinstance(found, list) else [found]))


@pytest.mark.parametrize(
    "question", QUESTIONS, ids=lambda one: f"{one.path} {one.body or ''} {one.headers or ''}"
)
def test_a_narrow_key_sees_its_part_and_nothing_of_the_rest(narrow: City, question: Question) -> None:
    method = "POST" if question.body is not None else "GET"
    path, _, query = question.path.partition("?")
    parameters = dict(pair.split("=", 1) for pair in query.split("&")) if query else {}

    answer = narrow.ask(method, path, json=question.body, headers=question.headers, **parameters)

    assert "hush" not in answer.text or answer.status >= 400
    if isinstance(question.finds, int):
        assert answer.status == question.finds, answer.text
        assert answer.json["description"]
    elif question.finds is not None:
        assert answer.status == 200, answer.text
        assert ids(answer.json) == question.finds
        assert all(
            "b" not in one for one in (answer.json if isinstance(answer.json, list) else [answer.json])
        )


@pytest.mark.parametrize("form", ["values", "unique"])
def test_forms_without_names_hold_nothing_of_the_rest(narrow: City, form: str) -> None:
    assert narrow.get("/v2/entities", options=form).json == [[1], [1]]
    assert narrow.get("/v2/entities", options=form, attrs="b,a").json == [[1], [1]]
    assert narrow.get("/v2/entities/River-x", options=form).json == [1]


def test_types_are_those_that_are_seen(narrow: City) -> None:
    listed = narrow.get("/v2/types", options="count")

    assert [(one["type"], list(one["attrs"]), one["count"]) for one in listed.json] == [("River", ["a"], 2)]
    assert listed.headers["fiware-total-count"] == "1"
    assert narrow.get("/v2/types", options="values").json == ["River"]
    assert list(narrow.get("/v2/types/River").json["attrs"]) == ["a"]


class Wish(NamedTuple):
    """A change asked for with the narrow key at /x, and what comes."""

    method: str
    path: str
    status: int
    body: Any = None
    headers: dict[str, str] = AT_X


def entity(id_: str, type_: str = "River", **attributes: Any) -> dict[str, Any]:
    return {"id": id_, "type": type_, **{name: {"value": value} for name, value in attributes.items()}}


def batch(action: str, *entities: dict[str, Any]) -> dict[str, Any]:
    return {"actionType": action, "entities": list(entities)}


A, B = {"a": {"value": 9}}, {"b": {"value": "known"}}
DONE = [
    Wish("POST", "/v2/entities", 201, entity("New", a=1)),
    Wish("PATCH", "/v2/entities/River-x/attrs", 204, A),
    Wish("POST", "/v2/entities/River-x/attrs?type=River", 204, A),
    Wish("PUT", "/v2/entities/River-x/attrs/a", 204, {"value": 9}),
    Wish("DELETE", "/v2/entities/River-x/attrs/a", 204),
    Wish("POST", "/v2/op/update", 204, batch("append", entity("River-x", a=5), entity("New2", a=6))),
    Wish("POST", "/v2/op/update", 204, batch("delete", entity("River-x", a=5))),
    Wish("POST", "/v2/op/notify", 200, {"subscriptionId": "5" * 24, "data": [entity("River-x", a=2)]}),
]
REFUSED = [
    Wish("POST", "/v2/entities", 403, entity("New", b=1)),
    Wish("POST", "/v2/entities", 403, entity("New", "Road", a=1)),
    Wish("POST", "/v2/entities", 403, {"id": "New", "a": {"value": 1}}),
    Wish("POST", "/v2/entities", 403, entity("New", a=1), AT_Y),
    Wish("POST", "/v2/entities", 403, entity("New", a=1), {}),
    Wish("POST", "/v2/entities?options=upsert", 403, entity("Road-x", "Road", a=1)),
    Wish(
        "POST", "/v2/entities", 403, entity("New", a=1) | {"dateExpires": {"value": "2030-01-01T00:00:00Z"}}
    ),
    Wish("PATCH", "/v2/entities/River-x/attrs", 403, A | B),
    Wish("PATCH", "/v2/entities/Road-x/attrs", 404, A),
    Wish("PATCH", "/v2/entities/Road-x/attrs?type=Road", 404, A),
    Wish("POST", "/v2/entities/River-x/attrs", 403, B),
    Wish("PUT", "/v2/entities/River-x/attrs", 403, A),
    Wish("PUT", "/v2/entities/River-x/attrs/b", 403, {"value": 9}),
    Wish("DELETE", "/v2/entities/River-x/attrs/b", 403),
    Wish("DELETE", "/v2/entities/River-x/attrs/%62", 403),
    Wish("DELETE", "/v2/entities/River-x", 403),
    Wish("DELETE", "/v2/entities/Road-x?type=Road", 404),
    Wish(
        "POST", "/v2/op/update", 403, batch("append", entity("River-x", a=5), entity("Road-x", "Road", a=6))
    ),
    Wish("POST", "/v2/op/update", 400, batch("append", {"id": "Road-x", **A})),
    Wish("POST", "/v2/op/update", 403, batch("delete", {"id": "River-x", "type": "River"})),
    Wish("POST", "/v2/op/update", 403, batch("replace", entity("River-x", a=5))),
    Wish("POST", "/v2/op/update", 403, batch("REPLACE", entity("River-x", a=5))),
    Wish("POST", "/v2/op/notify", 403, {"subscriptionId": "5" * 24, "data": [entity("River-x", b=2)]}),
    Wish("POST", "/v2/registrations", 403, {}),
]


def do(city: City, wish: Wish) -> Any:
    path, _, query = wish.path.partition("?")
    parameters = dict(pair.split("=", 1) for pair in query.split("&")) if query else {}
    return city.ask(wish.method, path, json=wish.body, headers=wish.headers, **parameters)


def state(there: City) -> Any:
    return there.get(
        "/v2/entities", options="keyValues", orderBy="id", attrs="*,servicePath", limit=1000
    ).json


@pytest.mark.parametrize("wish", DONE, ids=lambda one: f"{one.method} {one.path}")
def test_a_narrow_key_changes_its_part(narrow: City, there: City, wish: Wish) -> None:
    answer = do(narrow, wish)

    assert answer.status == wish.status, answer.text
    assert [one["b"] for one in state(there) if "b" in one] == [f"hush{path}" for path in PATHS] * 2


@pytest.mark.parametrize("wish", REFUSED, ids=lambda one: f"{one.method} {one.path} {one.body or ''}")
def test_a_change_beyond_is_refused_before_it_leaves(narrow: City, there: City, wish: Wish) -> None:
    before = state(there)

    answer = do(narrow, wish)

    assert answer.status == wish.status, answer.text
    assert answer.json["description"]
    assert state(there) == before


def test_of_two_members_of_one_name_none_is_smuggled_past(narrow: City, there: City) -> None:
    twice = '{"id": "New", "type": "Road", "type": "River", "b": {"value": 1}, "a": {"value": 1}}'
    types = '{"id": "New", "type": "Road", "type": "River", "a": {"value": 1}}'
    sent = {**AT_X, "Content-Type": "application/json"}

    assert narrow.ask("POST", "/v2/entities", body=twice, headers=sent).status == 403
    assert narrow.ask("POST", "/v2/entities", body=types, headers=sent).status == 201

    assert there.get("/v2/entities/New").json["type"] == "River"


def test_the_type_that_is_meant_is_found_among_those_that_are_reached(
    things: City, give_key: GiveKey, there: City, tenant: str
) -> None:
    same = {"id": "Same", "a": {"value": 1}}
    for type_ in ("River", "Road", "Sea"):
        things.post("/v2/entities", json=same | {"type": type_}, headers=AT_X)
    for type_ in ("Lake", "Sea"):
        things.post("/v2/entities", json=same | {"id": "One", "type": type_}, headers=AT_X)
    two = give_key(Grant(tenant=tenant, path="/x", types=("River", "Lake"), may=("read", "write")))
    three = give_key(Grant(tenant=tenant, path="/x", types=("River", "Road", "Lake")))

    assert two.get("/v2/entities/Same").json["type"] == "River"
    assert two.get("/v2/entities/One/attrs/a/value").text == "1"
    assert three.get("/v2/entities/Same").status == 409
    assert two.get("/v2/entities/Road-x").status == 404
    assert two.delete("/v2/entities/One", headers=AT_X).status == 204
    assert [one["type"] for one in there.get("/v2/entities", id="One").json] == ["Sea"]


def test_different_attributes_of_different_types_are_kept_apart(
    things: City, give_key: GiveKey, tenant: str
) -> None:
    holder = give_key(
        Grant(tenant=tenant, types=("River",), attributes=("a",)),
        Grant(tenant=tenant, types=("Road",), attributes=("b",)),
    )
    at_x = [
        set(one) - {"id", "type"} for one in holder.get("/v2/entities", headers=AT_X, orderBy="type").json
    ]

    assert at_x == [{"a"}, {"b"}]
    assert holder.get("/v2/entities", options="values").status == 422
    assert holder.get("/v2/entities", options="values", type="River", headers=AT_X).json == [[1]]
    assert holder.get("/v2/entities", q="b~=hush").status == 422
    assert ids(holder.get("/v2/entities", q="b~=hush", type="Road", headers=AT_X).json) == ["Road-x"]


def test_anyone_reads_what_lies_open(things: City, there: City) -> None:
    broker = things.broker
    broker.do_now(lambda session: open_paths.open_path(session, tenant=things.tenant, path="/y"))
    broker.keyring.look()
    nobody = City(things.running, tenant=things.tenant)

    assert ids(nobody.get("/v2/entities").json) == ["River-y", "Road-y"]
    assert nobody.get("/v2/entities/River-x").status == 404
    assert nobody.post("/v2/entities", json=entity("New", a=1)).status == 401
