from typing import Any

import pytest

from sagacity.broker.entity import Attribute, Entity
from sagacity.broker.v2.rendering import News, View

UNIT = {"unit": {"type": "Text", "value": "CEL"}}
ROOM = Entity(
    "E",
    "T",
    "/a",
    {
        "t": Attribute(21, "Number", UNIT, 1000, 2000),
        "h": Attribute(21, "Number"),
        "name": Attribute("会議室", "Text"),
    },
    created=1000,
    modified=2000,
)
T = {"type": "Number", "value": 21, "metadata": UNIT}
CREATED = {"type": "DateTime", "value": "1970-01-01T00:00:01.000Z"}
MODIFIED = {"type": "DateTime", "value": "1970-01-01T00:00:02.000Z"}


@pytest.mark.parametrize(
    ("view", "shown"),
    [
        (View("keyValues"), {"id": "E", "type": "T", "t": 21, "h": 21, "name": "会議室"}),
        (View("keyValues", named=False), {"t": 21, "h": 21, "name": "会議室"}),
        (View("values", ("name", "t")), ["会議室", 21]),
        (View("values"), [21, 21, "会議室"]),
        (View("unique"), [21, "会議室"]),
        (View("keyValues", ("name", "nothing")), {"id": "E", "type": "T", "name": "会議室"}),
        (View("keyValues", ("nothing",), covered=True), {"id": "E", "type": "T", "nothing": None}),
        (View("keyValues", hidden=frozenset({"t", "h"})), {"id": "E", "type": "T", "name": "会議室"}),
        (View("values", ("servicePath",)), ["/a"]),
        (View("values", ("*", "servicePath")), [21, 21, "会議室", "/a"]),
        (View("keyValues", ("dateExpires", "alterationType")), {"id": "E", "type": "T"}),
        (View(attrs=("t",)), {"id": "E", "type": "T", "t": T}),
        (View(attrs=("t",), metadata=("x",)), {"id": "E", "type": "T", "t": {**T, "metadata": {}}}),
        (
            View(attrs=("t",), metadata=("*", "dateCreated", "dateModified"), named=False),
            {"t": {**T, "metadata": {**UNIT, "dateCreated": CREATED, "dateModified": MODIFIED}}},
        ),
        (
            View(attrs=("dateModified", "dateCreated"), named=False),
            {"dateModified": {**MODIFIED, "metadata": {}}, "dateCreated": {**CREATED, "metadata": {}}},
        ),
    ],
)
def test_an_entity_is_shown_as_asked(view: View, shown: Any) -> None:
    assert view.render(ROOM) == shown


def test_attributes_come_in_the_order_asked_for() -> None:
    assert list(View(attrs=("name", "t"), named=False).render(ROOM)) == ["name", "t"]


def test_an_attribute_of_the_users_own_goes_before_the_builtin() -> None:
    own = Entity("E", "T", "/", {"dateCreated": Attribute("long ago", "Text")})
    assert View("values").render(own) == ["long ago"]
    assert View("values", ("dateCreated",)).render(own) == ["long ago"]


def test_unique_tells_true_from_one() -> None:
    mixed = Entity("E", "T", "/", {"a": Attribute(1), "b": Attribute(True), "c": Attribute(1)})
    assert View("unique").render(mixed) == [1, True]


def test_a_notification_tells_what_happened() -> None:
    news = News({"t": Attribute(20, "Celsius")}, {"t": "update", "h": "append"}, "entityChange")
    view = View(attrs=("*", "alterationType"), metadata=("previousValue", "actionType"))
    shown = view.render(ROOM, news=news, only={"t", "h"})
    assert shown == {
        "id": "E",
        "type": "T",
        "t": {
            "type": "Number",
            "value": 21,
            "metadata": {
                "previousValue": {"type": "Celsius", "value": 20},
                "actionType": {"type": "Text", "value": "update"},
            },
        },
        "h": {
            "type": "Number",
            "value": 21,
            "metadata": {"actionType": {"type": "Text", "value": "append"}},
        },
        "alterationType": {"type": "Text", "value": "entityChange", "metadata": {}},
    }
