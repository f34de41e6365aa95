"""A subscription tells no more than the key it was made with may know, on both databases."""

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from sagacity.broker.access import keys
from sagacity.broker.access.grants import Grant
from sagacity.broker.access.tests.conftest import FULL_KEY, GiveKey
from sagacity.broker.delivering.testing import Receiver
from sagacity.broker.subscribing.testing import change, remove, settle, subscribe
from sagacity.broker.testing import City, Running

_numbers = itertools.count()
Become = Callable[..., City]


@pytest.fixture
def full(closed: Running) -> Iterator[City]:
    found = City(closed, tenant=f"told{next(_numbers)}", key=FULL_KEY)
    yield found
    found.connection.close()


@pytest.fixture
def become(full: City, give_key: GiveKey) -> Iterator[Become]:
    """Somebody with a key to subscribe at /x, to rivers, attribute a; what is named differs."""
    made: list[City] = []

    def somebody(**differing: Any) -> City:
        reach = {"path": "/x", "types": ("River",), "attributes": ("a",), "may": ("subscribe",)}
        _, secret = give_key(Grant(tenant=full.tenant, **(reach | differing)))
        made.append(City(full.running, tenant=full.tenant, key=secret))
        return made[-1]

    yield somebody
    for one in made:
        one.connection.close()


def test_only_what_lies_within_is_told(full: City, become: Become, receiver: Receiver) -> None:
    subscribe(become(), receiver.url, notification={"metadata": ["previousValue", "*"]})

    for id_, type_, path in (("r", "River", "/x/in"), ("road", "Road", "/x"), ("s", "River", "/y")):
        change(full, id_, type_=type_, path=path, a=1, b="hush")
    change(full, "r", type_="River", path="/x/in", b="hush, hush")
    change(full, "r", type_="River", path="/x/in", a=2, b="!")
    remove(full, "r", type_="River", path="/x/in")
    settle(full)

    heard = [one.json["data"][0] for one in receiver.heard]
    assert [(one["id"], one["a"]["value"]) for one in heard] == [("r", 1), ("r", 2)]
    assert all("b" not in one for one in heard)
    assert all(b"hush" not in one.body for one in receiver.heard)


@pytest.mark.parametrize(
    "condition",
    [{"attrs": ["b"]}, {"expression": {"q": "b~=hush"}}, {"jexlExpression": "b == 'hush'"}],
)
def test_no_condition_finds_out_what_is_hidden(
    full: City, become: Become, receiver: Receiver, condition: dict[str, Any]
) -> None:
    subscribe(become(), receiver.url, condition=condition)

    change(full, "r", type_="River", path="/x", a=1, b="hush")
    settle(full)

    assert receiver.heard == []


def test_even_a_made_up_message_holds_nothing_hidden(full: City, become: Become, receiver: Receiver) -> None:
    custom = {
        "url": receiver.url,
        "json": {"a": "${a}", "b": "${b}", "before": "${metadata.b.previousValue}"},
    }
    subscribe(become(), receiver.url, notification={"httpCustom": custom})

    change(full, "r", type_="River", path="/x", a=1, b="hush")
    settle(full)

    assert receiver.heard[0].json == {"a": 1, "b": None, "before": None}


def test_a_hidden_change_is_not_told_even_to_whoever_asks_for_every_update(
    full: City, become: Become, receiver: Receiver
) -> None:
    subscribe(become(), receiver.url, condition={"alterationTypes": ["entityUpdate", "entityDelete"]})
    change(full, "r", type_="River", path="/x", a=1, b="hush")
    settle(full)
    receiver.heard.clear()

    change(full, "r", type_="River", path="/x", b="hush, hush")
    settle(full)

    assert receiver.heard == []


def test_with_its_key_a_subscription_ends(full: City, become: Become, receiver: Receiver) -> None:
    somebody = become()
    subscribe(somebody, receiver.url)
    held = full.broker.keyring.by_secret(somebody.key)
    assert held is not None

    full.broker.do_now(lambda session: keys.revoke(session, held.key.id, who="staff", at=1))
    full.broker.keyring.look()
    change(full, "r", type_="River", path="/x", a=1)
    settle(full)

    assert receiver.heard == []


def test_nobody_sees_or_changes_the_subscriptions_of_others(
    full: City, become: Become, receiver: Receiver
) -> None:
    mine, theirs = become(), become()
    id_ = subscribe(mine, receiver.url)

    assert [one["id"] for one in mine.get("/v2/subscriptions").json] == [id_]
    assert theirs.get("/v2/subscriptions", options="count").headers["fiware-total-count"] == "0"
    assert theirs.get(f"/v2/subscriptions/{id_}").status == 404
    assert theirs.patch(f"/v2/subscriptions/{id_}", json={"status": "inactive"}).status == 404
    assert theirs.delete(f"/v2/subscriptions/{id_}").status == 404
    assert len(full.get("/v2/subscriptions").json) == 1
    assert mine.patch(f"/v2/subscriptions/{id_}", json={"status": "inactive"}).status == 204
    assert mine.delete(f"/v2/subscriptions/{id_}").status == 204


def test_whoever_may_only_read_cannot_subscribe(full: City, become: Become) -> None:
    reading = become(may=("read", "write"))

    assert reading.get("/v2/subscriptions").status == 403
    assert reading.post("/v2/subscriptions", json={}).status == 403
