from collections.abc import Callable
from typing import Any

import pytest

from sagacity.broker.entity import Attribute, Entity
from sagacity.broker.refusals import (
    AlreadyExists,
    BadRequest,
    NotDoable,
    NotFound,
    OperandWrong,
    PartlyDone,
    SecondLocation,
)
from sagacity.broker.v2 import parsing, verbs
from sagacity.broker.v2.applying import Named
from sagacity.broker.v2.given import Sent
from sagacity.broker.writing.change import Verb

ROOM = Named("E", "T", "/")
UNIT = {"unit": {"type": "Text", "value": "CEL"}}
POINT = {"type": "geo:json", "value": {"type": "Point", "coordinates": [130, 33]}}


def sent(**attributes: Any) -> Sent:
    return parsing.attributes(attributes, plain=False)


def stored(**attributes: Any) -> Entity:
    entity = verbs.create(ROOM, sent(**attributes))(None, 1).entity
    assert entity is not None
    return entity


def result(verb: Verb, before: Entity | None) -> Entity:
    entity = verb(before, 2).entity
    assert entity is not None
    return entity


def values(entity: Entity) -> dict[str, Any]:
    return {name: attribute.value for name, attribute in entity.attributes.items()}


def test_what_is_there_is_not_created_again() -> None:
    with pytest.raises(AlreadyExists, match="Already Exists"):
        verbs.create(ROOM, sent(A={}))(stored(), 2)


def test_an_entity_without_a_type_is_a_thing() -> None:
    assert result(verbs.create(Named("E", None, "/a"), sent()), None).type == "Thing"


def test_an_update_changes_what_is_there_and_names_the_rest() -> None:
    done = verbs.update(ROOM, sent(A={"value": 2}, C={"value": 3}))(stored(A={"value": 1}), 2)

    assert done.entity is not None
    assert values(done.entity) == {"A": 2}
    assert done.touched == ("A",)
    assert isinstance(done.trouble, PartlyDone)
    assert str(done.trouble) == "do not exist: E/T - [ C ]"


def test_an_update_of_nothing_that_is_there_is_refused() -> None:
    with pytest.raises(NotDoable, match=r"^do not exist: E - \[ C, D \]$"):
        verbs.update(Named("E", None, "/"), sent(C={}, D={}))(stored(A={}), 2)


def test_a_strict_append_leaves_what_is_there() -> None:
    done = verbs.append_strict(ROOM, sent(A={"value": 2}, C={"value": 3}))(stored(A={"value": 1}), 2)

    assert done.entity is not None
    assert values(done.entity) == {"A": 1, "C": 3}
    assert str(done.trouble) == ("one or more of the attributes in the request already exist: E/T - [ A ]")
    with pytest.raises(NotDoable):
        verbs.append_strict(ROOM, sent(A={}))(stored(A={}), 2)


def test_an_append_updates_and_adds() -> None:
    entity = result(verbs.append(ROOM, sent(A={"value": 2}, C={"value": 3})), stored(A={"value": 1}))
    assert values(entity) == {"A": 2, "C": 3}


def test_a_replacement_leaves_nothing_else() -> None:
    entity = result(verbs.replace(ROOM, sent(B={"value": {"$inc": 4}})), stored(A={}, B={"value": 1}))
    assert values(entity) == {"B": 4}


@pytest.mark.parametrize(
    "verb",
    [
        verbs.update(ROOM, sent()),
        verbs.replace(ROOM, sent()),
        verbs.delete(),
        verbs.delete_attribute("A"),
        verbs.delete_attributes(ROOM, ["A"]),
        verbs.put_attribute("A", sent(A={})),
        verbs.put_value("A", 1),
    ],
)
def test_nothing_can_be_done_to_what_is_not_there(verb: Verb) -> None:
    with pytest.raises(NotFound, match=r"The requested entity has not been found\. Check type and id"):
        verb(None, 2)


@pytest.mark.parametrize(
    "verb",
    [verbs.delete_attribute("Z"), verbs.put_attribute("Z", sent(Z={})), verbs.put_value("Z", 1)],
)
def test_a_missing_attribute_is_not_found(verb: Verb) -> None:
    with pytest.raises(NotFound, match="The entity does not have such an attribute"):
        verb(stored(A={}), 2)


def test_metadata_is_sticky_unless_told_otherwise() -> None:
    before = stored(A={"value": 1, "metadata": UNIT})
    more = sent(A={"value": 2, "metadata": {"n": {"value": 1}}})

    assert set(result(verbs.append(ROOM, more), before).attributes["A"].metadata) == {"unit", "n"}
    assert set(result(verbs.append(ROOM, more, override=True), before).attributes["A"].metadata) == {"n"}
    assert result(verbs.append(ROOM, sent(A={"value": 2})), before).attributes["A"].metadata == UNIT
    emptied = sent(A={"value": 2, "metadata": {}})
    assert result(verbs.append(ROOM, emptied), before).attributes["A"].metadata == {}


def test_a_new_value_alone_keeps_type_and_metadata() -> None:
    before = stored(A={"value": 1, "type": "Celsius", "metadata": UNIT})
    after = result(verbs.put_value("A", "warm"), before).attributes["A"]
    assert (after.value, after.type, after.metadata, after.created, after.modified) == (
        "warm",
        "Celsius",
        UNIT,
        1,
        2,
    )


@pytest.mark.parametrize(("kind", "value"), [("DateTime", "soon"), ("geo:json", {"x": 1}), ("Text", "a;b")])
def test_a_new_value_must_fit_the_stored_type(kind: str, value: Any) -> None:
    before = stored(A={"value": None, "type": kind})
    with pytest.raises(BadRequest):
        verbs.put_value("A", value)(before, 2)


def test_a_type_not_named_follows_the_value() -> None:
    entity = result(verbs.append(ROOM, sent(A={"value": "x"})), stored(A={"value": 1, "type": "Celsius"}))
    assert entity.attributes["A"].type == "Text"


def test_an_operator_without_a_type_keeps_the_stored_one() -> None:
    before = stored(A={"value": 1, "type": "Celsius"})
    after = result(verbs.append(ROOM, sent(A={"value": {"$inc": 1}})), before).attributes["A"]
    assert (after.value, after.type) == (2, "Celsius")


def test_operators_compare_dates_as_dates() -> None:
    early = {"value": {"$min": "2020-01-01"}, "type": "DateTime"}
    before = stored(A={"value": "2021-01-01", "type": "DateTime"})
    assert values(result(verbs.append(ROOM, sent(A=early)), before)) == {"A": "2020-01-01T00:00:00.000Z"}
    assert values(stored(A=early)) == {"A": "1970-01-01T00:00:00.000Z"}


def test_an_operator_that_makes_nothing_makes_no_attribute() -> None:
    assert values(stored(A={"value": {"$unset": {"x": 1}}}, B={"value": 3})) == {"B": 3}
    appended = result(verbs.append(ROOM, sent(A={"value": {"$pull": 1}})), stored(B={"value": 3}))
    assert values(appended) == {"B": 3}


def test_an_operator_that_fails_stores_nothing() -> None:
    with pytest.raises(OperandWrong):
        verbs.append(ROOM, sent(B={"value": 9}, A={"value": {"$inc": 1}}))(stored(A={"value": "x"}), 2)


def test_what_does_not_differ_stays_the_same_object() -> None:
    before = stored(A={"value": {"x": 1}, "metadata": UNIT}, B={"value": 2})
    again = sent(A={"value": {"x": 1}})
    after = result(verbs.append(ROOM, again), before)
    assert after.attributes["A"] is before.attributes["A"]
    assert after.attributes["B"] is before.attributes["B"]

    forced = result(verbs.append(ROOM, again, forced=True), before)
    assert forced.attributes["A"].modified == 2


@pytest.mark.parametrize(("old", "new"), [(1, True), ({"x": 1}, {"x": True}), ([0], [False]), (1, 1.0)])
def test_kinds_that_python_holds_equal_differ(old: Any, new: Any) -> None:
    before = stored(A={"value": old, "type": "T"})
    after = result(verbs.append(ROOM, sent(A={"value": new, "type": "T"})), before)
    assert after.attributes["A"] is not before.attributes["A"]


def test_a_second_location_is_refused() -> None:
    ignored = {**POINT, "metadata": {"ignoreType": {"value": True}}}
    before = stored(here=POINT, there=ignored, nowhere={**POINT, "value": None})

    with pytest.raises(SecondLocation):
        verbs.append(ROOM, sent(more=POINT))(before, 2)
    with pytest.raises(SecondLocation):
        verbs.put_value("nowhere", POINT["value"])(before, 2)
    with pytest.raises(SecondLocation):
        verbs.create(ROOM, sent(one=POINT, two=POINT))(None, 2)
    moved = {**POINT, "value": {"type": "Point", "coordinates": [131, 33]}}
    assert result(verbs.append(ROOM, sent(here=moved)), before).attributes["here"].modified == 2


def test_an_entity_may_become_transient_and_stay_after_all() -> None:
    until = {"dateExpires": {"type": "DateTime", "value": "2030-01-01"}}
    before = stored(A={}, **until)
    assert before.expires == 1_893_456_000_000
    assert set(before.attributes) == {"A"}

    assert result(verbs.append(ROOM, sent(A={"value": 1})), before).expires == before.expires
    assert result(verbs.delete_attribute("dateExpires"), before).expires is None
    assert result(verbs.replace(ROOM, sent(A={})), before).expires is None
    later = result(verbs.put_value("dateExpires", "2031-01-01"), before)
    assert (later.expires, set(later.attributes)) == (1_924_992_000_000, {"A"})


@pytest.mark.parametrize("verb", [verbs.update, verbs.append_strict])
def test_the_end_of_an_entity_obeys_the_verb(verb: Callable[[Named, Sent], Verb]) -> None:
    until = {"dateExpires": {"type": "DateTime", "value": "2030-01-01"}}
    has_none, has_one = stored(A={}), stored(A={}, **until)
    fails, works = (has_none, has_one) if verb is verbs.update else (has_one, has_none)

    with pytest.raises(NotDoable, match=r"\[ dateExpires \]"):
        verb(ROOM, sent(**until))(fails, 2)
    assert result(verb(ROOM, sent(**until)), works).expires == 1_893_456_000_000


def test_deleting_several_attributes_names_those_that_are_missing() -> None:
    done = verbs.delete_attributes(ROOM, ["A", "C"])(stored(A={}, B={}), 2)
    assert done.entity is not None
    assert set(done.entity.attributes) == {"B"}
    assert str(done.trouble) == "do not exist: E/T - [ C ]"
    with pytest.raises(NotDoable):
        verbs.delete_attributes(ROOM, ["C"])(stored(A={}), 2)


def test_what_the_other_face_keeps_survives_an_update() -> None:
    kept = Attribute(1, "Number", {}, 1, 1, {"datasetId": "x"})
    before = Entity("E", "T", "/", {"A": kept}, 1, 1, ld={"scope": "s"})
    after = result(verbs.append(ROOM, sent(A={"value": 2})), before)
    assert after.attributes["A"].ld == {"datasetId": "x"}
    assert after.ld == {"scope": "s"}
