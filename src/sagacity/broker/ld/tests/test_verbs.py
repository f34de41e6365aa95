"""What the verbs make of a row."""

from typing import Any

import pytest

from sagacity.broker.entity import Entity
from sagacity.broker.ld.contexts.building import CORE
from sagacity.broker.ld.reading import attribute as attribute_reading
from sagacity.broker.ld.reading import entity as reading
from sagacity.broker.ld.tests.casting import AT, shown, written
from sagacity.broker.ld.verbs import attributes, entities
from sagacity.broker.ld.verbs.outcome import NotAllUpdated
from sagacity.broker.refusals import AlreadyExists, BadRequest, NotFound
from sagacity.broker.writing.change import After, Verb

URN = "urn:ngsi-ld:River:1"
NULL = "urn:ngsi-ld:null"


@pytest.fixture
def river() -> Entity:
    return written({
        "id": URN,
        "type": "River",
        "level": {"type": "Property", "value": 3.6, "unitCode": "MTR", "by": {"value": "A"}},
        "name": {"type": "LanguageProperty", "languageMap": {"ja": "嘉瀬川", "en": "Kase"}},
        "address": {"type": "Property", "value": {"city": "佐賀", "zip": "840"}},
    })  # fmt: skip


def after(verb: Verb, row: Entity | None) -> Entity:
    entity = verb(row, AT + 1000).entity
    assert entity is not None
    return entity


def fragment(given: dict[str, Any]) -> reading.Body:
    return reading.fragment(given, CORE, entity_id=URN)


def test_an_entity_is_not_created_twice(river: Entity) -> None:
    with pytest.raises(AlreadyExists):
        entities.create(reading.whole({"id": URN, "type": "River"}, CORE))(river, AT)


def test_a_merge_changes_what_it_names_and_leaves_the_rest_alone(river: Entity) -> None:
    new = after(
        entities.merge(
            fragment({"level": {"value": 4}, "address": {"value": {"zip": NULL, "town": "大和"}}})
        ),
        river,
    )

    assert shown(new)["level"] == {**shown(river)["level"], "value": 4}
    assert shown(new)["address"]["value"] == {"city": "佐賀", "town": "大和"}
    assert new.attributes["name"] is river.attributes["name"]
    assert new.attributes["level"].modified == AT + 1000
    assert new.attributes["level"].created == AT


def test_a_merge_deletes_by_null(river: Entity) -> None:
    new = after(
        entities.merge(fragment({
            "level": {"unitCode": NULL, "by": NULL},
            "name": {"languageMap": {"en": NULL}},
            "address": NULL,
        })),
        river,
    )  # fmt: skip

    assert shown(new)["level"] == {"type": "Property", "value": 3.6}
    assert shown(new)["name"]["languageMap"] == {"ja": "嘉瀬川"}
    assert "address" not in shown(new)


def test_a_merge_of_plain_values_keeps_the_kind(river: Entity) -> None:
    body = reading.fragment({"level": 5, "name": "嘉瀬"}, CORE, plain=True)
    new = after(entities.merge(body, lang="ja"), river)

    assert shown(new)["level"]["unitCode"] == "MTR"
    assert shown(new)["name"]["languageMap"] == {"ja": "嘉瀬", "en": "Kase"}


def test_appending_without_overwriting_names_what_was_there(river: Entity) -> None:
    body = fragment({"level": {"type": "Property", "value": 9}, "depth": {"type": "Property", "value": 2}})
    result = entities.append(body, overwrite=False)(river, AT)

    assert result.entity is not None
    assert shown(result.entity)["level"]["value"] == 3.6
    assert shown(result.entity)["depth"]["value"] == 2
    assert isinstance(result.trouble, NotAllUpdated)
    assert list(result.trouble.left) == [CORE.expand("level")]
    assert result.trouble.updated == (CORE.expand("depth"),)


def test_updating_a_missing_attribute_names_it_and_stores_the_rest(river: Entity) -> None:
    result = entities.update(fragment({"level": 9, "depth": 2}))(river, AT)

    assert result.entity is not None
    assert shown(result.entity)["level"] == {"type": "Property", "value": 9}
    assert isinstance(result.trouble, NotAllUpdated)
    assert list(result.trouble.left) == [CORE.expand("depth")]


def test_replacing_an_entity_leaves_nothing_of_it_but_its_age(river: Entity) -> None:
    new = after(entities.replace(reading.whole({"id": URN, "type": "River", "level": 1}, CORE)), river)

    assert list(new.attributes) == ["level"]
    assert new.attributes["level"].created == AT
    assert new.created == river.created


def patched(row: Entity, given: dict[str, Any]) -> After:
    fragments = attribute_reading.fragment("level", given, CORE)
    return attributes.patch(CORE.expand("level"), fragments)(row, AT)


def test_patching_an_attribute_keeps_the_members_it_does_not_name(river: Entity) -> None:
    new = patched(river, {"observedAt": "2026-04-01T00:00:00Z"}).entity

    assert new is not None
    assert shown(new)["level"] == {**shown(river)["level"], "observedAt": "2026-04-01T00:00:00Z"}


def test_patching_with_another_kind_of_attribute_is_refused(river: Entity) -> None:
    with pytest.raises(BadRequest, match="Property, not a Relationship"):
        patched(river, {"type": "Relationship", "observedAt": "2026-04-01T00:00:00Z"})


def test_instances_are_deleted_one_by_one(river: Entity) -> None:
    level = CORE.expand("level")
    two = after(entities.append(fragment({"level": {"value": 7, "datasetId": "urn:d:1"}})), river)
    assert [one.get("datasetId") for one in shown(two)["level"]] == [None, "urn:d:1"]

    one = after(attributes.delete(level), two)
    assert shown(one)["level"]["datasetId"] == "urn:d:1"

    with pytest.raises(NotFound):
        attributes.delete(level)(one, AT)
    assert "level" not in shown(after(attributes.delete(level, dataset="urn:d:1"), one))


def test_scope_type_and_expiry_change_without_attributes(river: Entity) -> None:
    new = after(
        entities.merge(fragment({"scope": "/Saga", "type": "Place", "expiresAt": "2030-01-01T00:00:00Z"})),
        river,
    )

    assert (new.path, shown(new)["type"], shown(new)["expiresAt"]) == (
        "/Saga",
        ["River", "Place"],
        "2030-01-01T00:00:00Z",
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "no address", "type": "T"},
        {"id": URN},
        {"id": URN, "type": "T", "a": None},
        {"id": URN, "type": "T", "a": {"type": "Property"}},
        {"id": URN, "type": "T", "a": {"type": "Property", "value": None}},
        {"id": URN, "type": "T", "a": {"type": "Propety", "value": 1}},
        {"id": URN, "type": "T", "a": {"type": "Relationship", "object": "x"}},
        {"id": URN, "type": "T", "a": {"type": "Relationship", "value": "urn:x:1"}},
        {"id": URN, "type": "T", "a": {"type": "GeoProperty", "value": {"type": "Point"}}},
        {"id": URN, "type": "T", "a": {"type": "Property", "value": 1, "observedAt": "yesterday"}},
        {"id": URN, "type": "T", "a": {"value": 1, "object": "urn:x:1"}},
        {"id": URN, "type": "T", "a": [{"value": 1}, {"value": 2}]},
        {"id": URN, "type": "T", "scope": "a b"},
        {"id": URN, "type": "T", "expiresAt": "soon"},
    ],
)
def test_a_wrong_entity_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadRequest):
        reading.whole(wrong, CORE)
