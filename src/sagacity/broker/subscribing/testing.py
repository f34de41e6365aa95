"""Subscriptions and changes for tests."""

import time
from typing import Any

from sagacity.broker.entity import Attribute, Entity, Json
from sagacity.broker.store.base import Session
from sagacity.broker.testing import City
from sagacity.broker.v2 import parsing
from sagacity.broker.writing.change import After, Change, Done, Verb


def subscribe(
    city: City, url: str, *, entity: dict[str, Json] | None = None, path: str | None = None, **rest: Any
) -> str:
    """The number of a new subscription; ``notification`` and ``condition`` add to the usual ones."""
    condition = rest.pop("condition", None)
    subject = {"entities": [entity or {"idPattern": ".*"}], **({"condition": condition} if condition else {})}
    notification = {"http": {"url": url}, **rest.pop("notification", {})}
    if {"httpCustom", "mqtt", "mqttCustom"} & notification.keys():
        del notification["http"]
    answer = city.post(
        "/v2/subscriptions",
        json={"subject": subject, "notification": notification, **rest},
        headers={"Fiware-ServicePath": path},
    )
    assert answer.status == 201, answer.text
    return answer.headers["location"].rpartition("/")[2]


def setting(values: dict[str, Json], *, id_: str, type_: str, path: str) -> Verb:
    """A verb that creates or updates."""

    def verb(before: Entity | None, at: int) -> After:
        attributes = dict(before.attributes) if before else {}
        for name, value in values.items():
            old = attributes.get(name)
            attributes[name] = Attribute(
                value, parsing.type_for(value), created=old.created if old else at, modified=at
            )
        if before is None:
            return After(Entity(id_, type_, path, attributes), tuple(values))
        return After(before.with_attributes(attributes, at=at), tuple(values))

    return verb


def change(city: City, id_: str = "Room1", *, type_: str = "Room", path: str = "/", **values: Json) -> Done:
    """Create or update an entity."""
    verb = setting(values, id_=id_, type_=type_, path=path)
    [result] = city.broker.write_now([Change(city.tenant, id_, type_, path, verb, creates=True)])
    assert isinstance(result, Done)
    return result


def remove(city: City, id_: str = "Room1", *, type_: str = "Room", path: str = "/") -> None:
    """Delete an entity."""
    [result] = city.broker.write_now([Change(city.tenant, id_, type_, path, lambda *_: After(None))])
    assert isinstance(result, Done)


def settle(city: City) -> None:
    """Everything that shall be told has been told and acknowledged."""
    deadline = time.monotonic() + 10
    while waiting(city):
        assert time.monotonic() < deadline, f"{waiting(city)} letters still wait"
        time.sleep(0.01)


def waiting(city: City) -> int:
    """How many letters of a tenant wait in the outbox."""

    def work(session: Session) -> int:
        found = session.execute(
            "SELECT COUNT(*) FROM broker_outbox WHERE tenant = ? AND state = 'waiting'", (city.tenant,)
        )
        return int(found[0][0])

    found: int = city.broker.read_now(work)
    return found
