"""What a query on metadata finds."""

import pytest

from sagacity.broker.entity import Attribute
from sagacity.broker.querying import mq
from sagacity.broker.querying.tests.things import attribute, entity
from sagacity.broker.refusals import BadRequest

_ROOM = entity(t=attribute(20, accuracy=0.5, unit="CEL", inner={"deep": [1, 2]}), bare=1)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("t.accuracy<0.6", True),
        ("t.accuracy==0.5;t.unit==CEL", True),
        ("t.unit!=CEL", False),
        ("t.unit", True),
        ("!t.unit", False),
        ("!bare.unit", True),
        ("!nowhere.unit", True),
        ("t.nothing!=1", False),
        ("t.inner.deep==2", True),
        ("t.unit~=^C", True),
        ("t.dateCreated==1970-01-01T00:00:01Z", True),
        ("t.dateModified>1970-01-01T00:00:02Z", False),
        ("nowhere.dateModified", False),
    ],
)
def test_metadata_are_asked_like_attributes(query: str, found: bool) -> None:
    assert mq.parse(query).matches(_ROOM) is found


def test_metadata_typed_as_dates_compare_as_moments() -> None:
    dated = Attribute(1, "Number", {"observed": {"type": "DateTime", "value": "2026-04-08T03:00:00.000Z"}})
    assert mq.parse("t.observed==2026-04-08T12:00:00+09:00").matches(entity(t=dated))


@pytest.mark.parametrize("query", ["t", "!t", "t==1", "t.==1", ""])
def test_a_query_on_metadata_names_attribute_and_metadata(query: str) -> None:
    with pytest.raises(BadRequest):
        mq.parse(query)
