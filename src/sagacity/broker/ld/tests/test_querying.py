"""Questions in the language of NGSI-LD, asked of one river."""

from typing import Any

import pytest

from sagacity.broker.entity import Attribute, Entity
from sagacity.broker.ld.contexts.building import CORE, build
from sagacity.broker.ld.querying import geo_q, q, scope_q, type_selection
from sagacity.broker.ld.tests.casting import v2_row, written
from sagacity.broker.refusals import BadRequest

POINT = {"type": "Point", "coordinates": [130.30, 33.26]}


@pytest.fixture
def river() -> Entity:
    return written({
        "id": "urn:ngsi-ld:River:1",
        "type": ["River", "Water"],
        "scope": ["/Saga/Kase", "/Flood"],
        "level": [
            {"type": "Property", "value": 3.6, "unitCode": "MTR", "observedAt": "2026-04-01T00:00:00Z",
             "accuracy": {"type": "Property", "value": 0.1}},
            {"type": "Property", "value": 9, "datasetId": "urn:d:2"},
        ],
        "state": "danger; high",
        "open": True,
        "tags": ["a", "b"],
        "since": {"type": "Property", "value": {"@type": "DateTime", "@value": "2026-04-01T09:00:00+09:00"}},
        "address": {"type": "Property", "value": {"city": {"name": "佐賀"}, "lines": [{"n": 1}, {"n": 2}]}},
        "flowsTo": {"type": "Relationship", "object": "urn:ngsi-ld:Sea:有明"},
        "name": {"type": "LanguageProperty", "languageMap": {"ja": "嘉瀬川", "en": "Kase"}},
        "use": {"type": "VocabProperty", "vocab": "irrigation"},
        "location": POINT,
    })  # fmt: skip


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("level==3.6", True),
        ("level==9", True),
        ("level>9", False),
        ("level>=3..5", None),
        ("level==3..4", True),
        ("level!=3.6", False),
        ("level!=1", True),
        ("depth!=1", False),
        ("level", True),
        ("depth", False),
        ("!depth", True),
        ("depth|level", True),
        ("depth;level", False),
        ("(depth|level);open==true", True),
        ("depth;level|open==true", True),
        ('state=="danger; high"', True),
        ('state=="danger"', False),
        ("state~=^dan", True),
        ('state!~="(x|y)z"', True),
        ("state~=(danger|calm)", True),
        ('tags=="b"', True),
        ('tags=="c","b"', True),
        ('tags!="b"', False),
        ("since==2026-04-01T00:00:00Z", True),
        ("since>2026-03-01T00:00:00Z;since<2026-05-01T00:00:00Z", True),
        ("level.observedAt==2026-04-01T00:00:00Z", True),
        ('level.unitCode=="MTR"', True),
        ("level.accuracy<0.2", True),
        ("level.accuracy>0.2", False),
        ('address[city.name]=="佐賀"', True),
        ("address[lines.n]==2", True),
        ("address[street]", False),
        ("flowsTo==urn:ngsi-ld:Sea:有明", True),
        ('flowsTo=="urn:ngsi-ld:Sea:有明"', True),
        ('name[en]=="Kase"', True),
        ('name[ja]=="Kase"', False),
        ('name=="Kase"', True),
        ('use=="irrigation"', True),
        ("createdAt>2000-01-01T00:00:00Z", True),
        ('level=="3.6"', False),
    ],
)
def test_a_question_is_answered(river: Entity, text: str, holds: bool | None) -> None:
    if holds is None:
        with pytest.raises(BadRequest):
            q.parse(text, CORE)
    else:
        assert q.parse(text, CORE).matches(river) is holds


@pytest.mark.parametrize(
    "text", ["", "level==", "(level", "level)", "level==1;;", 'a=="x', "a[b", "a~=(((", "=1"]
)
def test_what_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(BadRequest):
        q.parse(text, CORE)


def test_questions_into_linked_entities_wait_for_somebody_to_look() -> None:
    question = q.parse("flowsTo{Sea:depth}>3", CORE)
    river = written({"id": "urn:x:1", "type": "River", "flowsTo": {"object": "urn:ngsi-ld:Sea:1"}})

    assert not question.matches(river)
    question.links[0].found = frozenset({"urn:ngsi-ld:Sea:1"})
    assert question.matches(river)


def test_names_are_compared_by_their_addresses() -> None:
    fiware = build([{"level": "https://uri.fiware.org/ns#level"}])
    row = written({"id": "urn:x:1", "type": "River", "level": 5}, context=fiware)

    assert q.parse("level==5", fiware).matches(row)
    assert q.parse("https://uri.fiware.org/ns#level==5", CORE).matches(row)
    assert not q.parse("level==5", CORE).matches(row)


def test_what_ngsiv2_wrote_is_found_by_the_words_of_ngsi_ld() -> None:
    when = {"TimeInstant": {"type": "DateTime", "value": "2026-04-01T00:00:00.000Z"}}
    row = v2_row(t=Attribute(value=20, type="Number", metadata=when))

    assert q.parse("t.observedAt>=2026-04-01T00:00:00Z", CORE).matches(row)


def test_only_conjunctions_tell_the_index_what_is_needed() -> None:
    assert len(q.parse("a==1;b>2", CORE).needed) == 2
    assert q.parse("a==1|b>2", CORE).needed == ()


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("/Saga/Kase", True),
        ("/Saga", False),
        ("/Saga/#", True),
        ("/+/Kase", True),
        ("/#", True),
        ("/Tosu,/Flood", True),
        ("/Saga/#;/Flood", True),
        ("/Saga/#;/Tosu", False),
    ],
)
def test_scopes_are_found(river: Entity, text: str, holds: bool) -> None:
    assert scope_q.parse(text)(river) is holds


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("River", True),
        ("River;Water", True),
        ("River;Sea", False),
        ("Sea,(River;Water)", True),
        ("Sea|Lake", False),
    ],
)
def test_types_are_selected(river: Entity, text: str, holds: bool) -> None:
    found = type_selection.parse(text, CORE)
    assert found is not None
    assert found.matches(river) is holds


@pytest.mark.parametrize(
    ("georel", "geometry", "coordinates", "holds"),
    [
        ("near;maxDistance==1000", "Point", "[130.305,33.26]", True),
        ("near;maxDistance==100", "Point", "[130.305,33.26]", False),
        ("near;minDistance==100", "Point", "[130.305,33.26]", True),
        ("within", "Polygon", "[[[130,33],[131,33],[131,34],[130,34],[130,33]]]", True),
        ("disjoint", "Polygon", "[[[130,33],[131,33],[131,34],[130,34],[130,33]]]", False),
        ("equals", "Point", "[130.30,33.26]", True),
    ],
)
def test_places_are_found(river: Entity, georel: str, geometry: str, coordinates: str, holds: bool) -> None:
    assert geo_q.parse(georel=georel, geometry=geometry, coordinates=coordinates).matches(river) is holds


@pytest.mark.parametrize(
    "wrong",
    [
        {"georel": "near", "geometry": "Point", "coordinates": "[1,2]"},
        {"georel": "near;maxDistance=5", "geometry": "Point", "coordinates": "[1,2]"},
        {"georel": "beside", "geometry": "Point", "coordinates": "[1,2]"},
        {"georel": "within", "geometry": "Circle", "coordinates": "[1,2]"},
        {"georel": "within", "geometry": "Point", "coordinates": "1,2"},
    ],
)
def test_a_place_that_cannot_be_read_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadRequest):
        geo_q.parse(**wrong)
