"""The reach laid over the store, without any face: on both databases."""

import asyncio
import itertools
from collections.abc import Iterator

import pytest

from sagacity.broker.access.caller import CALLER, Caller
from sagacity.broker.access.grants import Grant
from sagacity.broker.broker import Broker
from sagacity.broker.entity import Attribute, Entity
from sagacity.broker.querying import order, q
from sagacity.broker.refusals import NotAllowed, NotFound, Refused
from sagacity.broker.selection import Page, Selection
from sagacity.broker.settings import Settings
from sagacity.broker.writing.change import After, Change, Result, Verb

_numbers = itertools.count()


@pytest.fixture
def tenant() -> str:
    return f"guarding{next(_numbers)}"


@pytest.fixture
def broker(broker_store: str, tenant: str) -> Iterator[Broker]:
    found = Broker(Settings(store=broker_store))
    found.prepare()
    found.start()
    for path, type_ in itertools.product(("/a", "/a/x", "/b"), ("River", "Road")):
        made = Entity(
            f"{type_}{path}", type_, path, {"level": Attribute(1, "Number"), "note": Attribute("hush")}
        )
        found.write_now([Change(tenant, made.id, type_, path, _make(made), creates=True)])
    yield found
    found.stop()


def _make(entity: Entity) -> Verb:
    return lambda stored, at: After(entity, tuple(entity.attributes))


def find(broker: Broker, selection: Selection, *granted: Grant) -> Page:
    async def ask() -> Page:
        CALLER.set(Caller("x", "k", granted))
        return await broker.find(selection)

    return asyncio.run(ask())


def write(broker: Broker, change: Change, *granted: Grant) -> Result:
    async def ask() -> Result:
        CALLER.set(Caller("x", "k", granted))
        return (await broker.write([change]))[0]

    return asyncio.run(ask())


def test_each_grant_keeps_its_types_to_its_own_path(broker: Broker, tenant: str) -> None:
    reach = (
        Grant(tenant=tenant, path="/a", types=("River",)),
        Grant(tenant=tenant, path="/b", types=("Road",)),
    )

    page = find(broker, Selection(tenant, count=True, limit=2), *reach)

    assert page.total == 3
    assert [entity.id for entity in page.entities] == ["River/a", "River/a/x"]


def test_a_hidden_attribute_answers_no_question_and_sorts_nothing(broker: Broker, tenant: str) -> None:
    reach = Grant(tenant=tenant, attributes=("level",))

    shown = find(broker, Selection(tenant, types=("Road",)), reach).entities
    asked = find(broker, Selection(tenant, types=("Road",), predicates=(q.parse("note==hush"),)), reach)
    absent = find(broker, Selection(tenant, predicates=(q.parse("!note"),), count=True), reach)
    having = find(broker, Selection(tenant, having=("note",)), reach)
    ordered = find(broker, Selection(tenant, order=order.parse("!note")), reach)

    assert [list(entity.attributes) for entity in shown] == [["level"]] * 3
    assert asked.entities == []
    assert having.entities == []
    assert absent.total == 6
    assert [entity.seq for entity in ordered.entities] == sorted(entity.seq for entity in ordered.entities)


def test_another_tenant_is_refused(broker: Broker, tenant: str) -> None:
    with pytest.raises(NotAllowed, match="in the tenant"):
        find(broker, Selection(tenant), Grant(tenant="another"))


def _set(name: str, value: object) -> Verb:
    def verb(stored: Entity | None, at: int) -> After:
        assert stored is not None
        attributes = stored.attributes | {name: Attribute(value, "Number")}
        return After(stored.with_attributes(attributes, at=at), (name,))

    return verb


def _keep_only_level(stored: Entity | None, at: int) -> After:
    assert stored is not None
    return After(stored.with_attributes({"level": stored.attributes["level"]}, at=at))


def _delete(stored: Entity | None, at: int) -> After:
    return After(None)


@pytest.mark.parametrize(
    ("verb", "id_", "refusal"),
    [
        (_set("level", 5), "River/a", None),
        (_set("note", 5), "River/a", NotAllowed),
        (_set("more", 5), "River/a", NotAllowed),
        (_keep_only_level, "River/a", NotAllowed),
        (_delete, "River/a", NotAllowed),
        (_set("level", 5), "Road/a", NotFound),
        (_set("level", 5), "River/b", NotAllowed),
    ],
)
def test_a_change_stays_within_the_reach(
    broker: Broker, tenant: str, verb: Verb, id_: str, refusal: type[Refused] | None
) -> None:
    reach = (
        Grant(tenant=tenant, path="/a", types=("River",), attributes=("level",), may=("write",)),
        Grant(tenant=tenant, path="/b"),
    )
    before = broker.entities_of_now(tenant, [id_])

    result = write(broker, Change(tenant, id_, None, None, verb), *reach)

    assert isinstance(result, refusal) if refusal else not isinstance(result, Refused)
    assert (broker.entities_of_now(tenant, [id_]) == before) == (refusal is not None)


def test_nothing_is_made_beyond_the_reach(broker: Broker, tenant: str) -> None:
    made = Entity("new", "Road", "/a", {})

    result = write(
        broker,
        Change(tenant, "new", "Road", "/a", _make(made), creates=True),
        Grant(tenant=tenant, types=("River",), may=("write",)),
    )

    assert isinstance(result, NotAllowed)
    assert broker.entities_of_now(tenant, ["new"]) == []
