from collections.abc import Iterator

import pytest

from sagacity.broker.entity import Attribute, Entity
from sagacity.broker.selection import EVERYWHERE, Box, Hint, PathScope, Selection
from sagacity.broker.store import promoting
from sagacity.broker.store.base import Session, Store
from sagacity.broker.store.opening import open_store

AT = 1_000_000
LEVEL = frozenset({"level"})


class Above:
    """A condition with a hint: the level is above some value."""

    box: Box | None = None

    def __init__(self, level: float) -> None:
        self.level = level
        self.hints = (Hint("level", ">", level),)
        self.asked = 0

    def matches(self, entity: Entity) -> bool:
        self.asked += 1
        attribute = entity.attributes.get("level")
        return attribute is not None and attribute.value > self.level


class Inside:
    hints: tuple[Hint, ...] = ()

    def __init__(self, box: Box) -> None:
        self.box: Box | None = box
        self.asked = 0

    def matches(self, entity: Entity) -> bool:
        self.asked += 1
        return True


@pytest.fixture
def store(broker_store: str) -> Iterator[Store]:
    found = open_store(broker_store)
    found.prepare()
    yield found
    with found.writing() as session:
        for table in (
            "broker_entity",
            "broker_attr",
            "broker_geo",
            "broker_indexed",
            "broker_tally",
            "broker_meta",
        ):
            session.execute(f"DELETE FROM {table}")
    found.close()


def gauge(number: int, **more: object) -> Entity:
    place = Attribute(value={"type": "Point", "coordinates": [130.0 + number / 100, 33.0]}, type="geo:json")
    level = Attribute(value=number / 10, type="Number", created=AT, modified=AT)
    return Entity(
        id=f"gauge-{number}", type="River", attributes={"level": level, "location": place}, created=AT
    )


def put(store: Store, *entities: Entity, tenant: str = "") -> list[Entity]:
    with store.writing() as session:
        return session.save(tenant, new=entities, changed=(), gone=())


def ids(store: Store, selection: Selection) -> list[str]:
    with store.reading() as session:
        return [entity.id for entity in session.find(selection, at=AT).entities]


def test_what_is_saved_comes_back_as_it_was(store: Store) -> None:
    (kept,) = put(store, gauge(1))

    with store.reading() as session:
        assert session.entities("", ["gauge-1", "nobody"]) == [kept]


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    def fail(session: Session) -> None:
        session.save("", new=[gauge(1)], changed=(), gone=())
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), store.writing() as session:
        fail(session)

    assert ids(store, Selection("")) == []


def test_pages_follow_the_order_of_creation(store: Store) -> None:
    put(store, *(gauge(number) for number in range(25)))

    with store.reading() as session:
        page = session.find(Selection("", limit=10, offset=20, count=True), at=AT)

    assert [entity.id for entity in page.entities] == [f"gauge-{number}" for number in range(20, 25)]
    assert page.total == 25


def test_an_expired_entity_is_hidden_at_once(store: Store) -> None:
    old = Entity(id="old", type="River", expires=AT, created=AT)
    young = Entity(id="young", type="River", expires=AT + 1, created=AT)
    put(store, old, young)

    assert ids(store, Selection("")) == ["young"]


def test_tenants_and_subtrees_are_kept_apart(store: Store) -> None:
    put(store, *(Entity(id=path, type="T", path=path) for path in ("/", "/a", "/a/b", "/ab", "/a_b")))
    put(store, Entity(id="other", type="T"), tenant="other")

    assert ids(store, Selection("", paths=(PathScope("/a", subtree=True),))) == ["/a", "/a/b"]
    assert ids(store, Selection("", paths=(PathScope("/ab"), PathScope("/")))) == ["/", "/ab"]
    assert ids(store, Selection("", paths=(EVERYWHERE,))) == ["/", "/a", "/a/b", "/ab", "/a_b"]
    assert ids(store, Selection("other")) == ["other"]


def test_an_attribute_asked_for_often_is_indexed_and_stays_right(store: Store) -> None:
    saved = put(store, *(gauge(number) for number in range(700)))
    with store.reading() as session:
        session.find(Selection("", types=("River",), predicates=(Above(69.5),), count=True), at=AT)
        wished = session.wished
    assert wished == {("", "River", "level")}

    with store.writing() as session:
        promoting.promote(session, wished)
        store.promoted.update(promoting.promoted_attributes(session))
    with store.writing() as session:
        level = Attribute(value=99.0, type="Number")
        session.save(
            "",
            new=(),
            changed=[(saved[0], saved[0].with_attributes({"level": level}, at=AT))],
            gone=[saved[699]],
        )

    above = Above(69.5)
    assert ids(store, Selection("", types=("River",), predicates=(above,))) == [
        "gauge-0",
        "gauge-696",
        "gauge-697",
        "gauge-698",
    ]
    assert above.asked == 4


def test_only_entities_near_the_rectangle_are_looked_at(store: Store) -> None:
    saved = put(store, *(gauge(number) for number in range(100)))
    with store.writing() as session:
        moved = saved[50].with_attributes({"level": saved[50].attributes["level"]}, at=AT)
        session.save("", new=(), changed=[(saved[50], moved)], gone=())

    inside = Inside(Box(west=130.485, south=32, east=130.515, north=34))
    assert ids(store, Selection("", predicates=(inside,))) == ["gauge-49", "gauge-51"]
    assert inside.asked == 2


def test_a_question_in_the_middle_of_another_is_answered(store: Store) -> None:
    put(store, gauge(1))

    with store.reading() as outer, store.reading() as inner:
        assert inner.entities("", ["gauge-1"]) == outer.entities("", ["gauge-1"])
        assert len(outer.entities("", ["gauge-1"])) == 1
