"""Subscriptions through the house: the Orion knows our address only, the receiver hears from our outbox."""

from typing import Any

import pytest

from sagacity.broker.access import desk
from sagacity.broker.access.grants import Grant
from sagacity.broker.delivering import dead_letters
from sagacity.broker.delivering.testing import Receiver
from sagacity.broker.passing.relays import rows
from sagacity.broker.passing.testing import until
from sagacity.broker.passing.tests.conftest import GiveKey, relay_url
from sagacity.broker.subscribing import rows as subscriptions
from sagacity.broker.testing import City

RIVER = {"id": "R1", "type": "River", "level": {"value": 1}, "note": {"value": "hush"}}


def subscription(url: str, *, subject: Any = None, **rest: Any) -> dict[str, Any]:
    notification = rest.pop("notification", {"http": {"url": url}})
    return {
        "subject": {"entities": [{"idPattern": ".*", "type": "River"}], **(subject or {})},
        "notification": {"attrsFormat": "keyValues", **notification},
        **rest,
    }


def subscribe(city: City, body: dict[str, Any]) -> str:
    answer = city.post("/v2/subscriptions", json=body)
    assert answer.status == 201, answer.text
    return answer.headers["location"].rpartition("/")[2]


def put(city: City, level: Any, id_: str = "R1") -> None:
    entity = {"id": id_, "type": "River", "level": level, "note": "hush"}
    assert city.post("/v2/entities", json=entity, options="upsert,keyValues").status in (201, 204)


def test_the_orion_is_given_our_address_and_the_client_sees_its_own(
    city: City, there: City, receiver: Receiver
) -> None:
    body = subscription(receiver.url, description="levels", throttling=0)
    body["notification"]["maxFailsLimit"] = 7
    id_ = subscribe(city, body)

    theirs = there.get(f"/v2/subscriptions/{id_}").json
    ours = city.get(f"/v2/subscriptions/{id_}").json

    assert theirs["notification"]["http"]["url"].startswith(f"{relay_url(city)}/relay/")
    assert receiver.url not in str(theirs)
    assert "maxFailsLimit" not in theirs["notification"]
    assert ours["notification"]["http"] == {"url": receiver.url}
    assert ours["notification"]["maxFailsLimit"] == 7
    assert "/relay/" not in str(ours)
    assert city.get("/v2/subscriptions", options="count").json == [ours]


def test_what_happens_in_the_orion_arrives_by_our_outbox(city: City, there: City, receiver: Receiver) -> None:
    id_ = subscribe(city, subscription(f"{receiver.url}/hear?x=1"))

    put(there, 2)

    heard = receiver.wait_for(1)[0]
    assert (heard.method, heard.path) == ("POST", "/hear?x=1")
    assert heard.json == {
        "subscriptionId": id_,
        "data": [{"id": "R1", "type": "River", "level": 2, "note": "hush"}],
    }
    assert heard.headers["fiware-service"] == city.tenant
    assert heard.headers["ngsiv2-attrsformat"] == "keyValues"
    assert heard.headers["idempotency-key"].isdigit()
    until(lambda: "lastSuccess" in city.get(f"/v2/subscriptions/{id_}").json["notification"])
    (delivery,) = until(lambda: _deliveries(city, id_))
    assert delivery[0] == "/ R1 River"


def _deliveries(city: City, id_: str) -> Any:
    sql = "SELECT entity FROM broker_delivery WHERE sub = ?"
    return city.broker.read_now(lambda session: session.execute(sql, (id_,)))


def test_a_receiver_that_is_away_gets_everything_in_order_when_it_is_back(
    city: City, receiver: Receiver
) -> None:
    subscribe(city, subscription(receiver.url))
    receiver.answer = 503
    for level in range(5):
        put(city, level)
    receiver.wait_for(1)
    receiver.answer = 204

    taken = receiver.wait_until_taken(5)

    assert [heard.json["data"][0]["level"] for heard in taken] == list(range(5))


def test_custom_notifications_are_filled_in_by_the_orion_and_sent_on_as_they_come(
    city: City, receiver: Receiver
) -> None:
    custom = {
        "url": f"{receiver.url}/${{id}}/in?level=${{level}}",
        "method": "PUT",
        "headers": {"X-Say": "${type}", "Authorization": "Bearer of-the-receiver"},
        "qs": {"more": "${note}"},
        "json": {"n": "${level+1}"},
    }
    id_ = subscribe(city, subscription("", notification={"httpCustom": custom}))

    put(city, 3)

    heard = receiver.wait_for(1)[0]
    assert (heard.method, heard.path) == ("PUT", "/R1/in?level=3&more=hush")
    assert heard.json == {"n": 4}
    assert heard.headers["x-say"] == "River"
    assert heard.headers["authorization"] == "Bearer of-the-receiver"
    shown = city.get(f"/v2/subscriptions/{id_}").json["notification"]["httpCustom"]
    assert shown == custom


@pytest.mark.parametrize(
    ("path", "arrives"), [("", "/?a=1"), ("/x", "/x?a=1"), ("/x?b=2", "/x?b=2&a=1"), ("/${id}", "/R1?a=1")]
)
def test_added_parameters_find_their_place(city: City, receiver: Receiver, path: str, arrives: str) -> None:
    custom = {"url": receiver.url + path, "qs": {"a": "1"}}
    subscribe(city, subscription("", notification={"httpCustom": custom}))

    put(city, 3)

    assert receiver.wait_for(1)[0].path == arrives


@pytest.mark.parametrize(
    ("notification", "more", "status"),
    [
        ({"http": {"url": "http://169.254.169.254/latest"}}, {}, 400),
        ({"http": {"url": "http://10.1.2.3/"}}, {}, 400),
        ({"httpCustom": {"url": "http://10.1.2.3/${id}"}}, {}, 400),
        ({"httpCustom": {"url": "http://${host}/"}}, {}, 422),
        ({"httpCustom": {"url": "${url}"}}, {}, 422),
        ({"httpCustom": {"url": "http://127.0.0.1@10.1.2.3/${id}"}}, {}, 400),
        ({"httpCustom": {"url": "http://127.0.0.1/", "method": "TRACE"}}, {}, 422),
        ({"httpCustom": {"url": "http://127.0.0.1/", "method": "${m}"}}, {}, 422),
        ({"mqttCustom": {"url": "mqtt://127.0.0.1", "topic": "${id}"}}, {}, 422),
        ({"kafka": {"url": "kafka://x", "topic": "t"}}, {}, 400),
        ({"http": {"url": "http://127.0.0.1/"}}, {"throttlingKeepsLatest": True, "throttling": 5}, 422),
    ],
)
def test_what_cannot_be_relayed_or_leads_inside_is_refused_in_words(
    city: City, there: City, notification: Any, more: Any, status: int
) -> None:
    answer = city.post("/v2/subscriptions", json=subscription("", notification=notification, **more))

    assert answer.status == status, answer.text
    assert answer.json["description"]
    assert there.get("/v2/subscriptions").json == []
    assert city.broker.read_now(lambda session: rows.tenants(session)).count(city.tenant) == 0


def test_mqtt_is_taken_by_http_and_handed_on(city: City, there: City) -> None:
    mqtt = {"url": "mqtt://127.0.0.1:1", "topic": "levels", "user": "u", "passwd": "secret"}
    id_ = subscribe(city, subscription("", notification={"mqtt": mqtt}))

    put(city, 1)

    assert "http" in there.get(f"/v2/subscriptions/{id_}").json["notification"]
    shown = city.get(f"/v2/subscriptions/{id_}").json["notification"]
    assert shown["mqtt"]["passwd"] == "*****"
    waiting = until(lambda: _waiting(city, id_))
    assert waiting == [("mqtt://127.0.0.1:1",)]
    assert city.delete(f"/v2/subscriptions/{id_}").status == 204
    assert not _waiting(city, id_)


def _waiting(city: City, id_: str) -> Any:
    sql = "SELECT endpoint FROM broker_outbox WHERE sub = ?"
    return city.broker.read_now(lambda session: session.execute(sql, (id_,)))


def test_a_change_reaches_both_sides(city: City, there: City, receiver: Receiver) -> None:
    id_ = subscribe(city, subscription("http://127.0.0.1:1/nobody"))
    change = {"notification": {"http": {"url": receiver.url}, "attrs": ["level"]}, "description": "other"}

    assert city.patch(f"/v2/subscriptions/{id_}", json=change).status == 204
    put(city, 4)

    assert receiver.wait_for(1)[0].json["data"] == [
        {
            "id": "R1",
            "type": "River",
            "level": {"type": "Number", "value": 4, "metadata": {}},
        }
    ]
    assert there.get(f"/v2/subscriptions/{id_}").json["description"] == "other"
    assert city.get(f"/v2/subscriptions/{id_}").json["notification"]["http"]["url"] == receiver.url
    assert city.patch(f"/v2/subscriptions/{id_}", json={"status": "inactive"}).status == 204
    assert there.get(f"/v2/subscriptions/{id_}").json["status"] == "inactive"
    bad = city.patch(f"/v2/subscriptions/{id_}", json={"notification": {"http": {"url": "http://10.1.1.1"}}})
    assert bad.status == 400
    assert city.get(f"/v2/subscriptions/{id_}").json["notification"]["http"]["url"] == receiver.url


def test_an_end_ends_both_and_the_address_is_worth_nothing_any_more(
    city: City, there: City, receiver: Receiver
) -> None:
    id_ = subscribe(city, subscription(receiver.url))
    address = there.get(f"/v2/subscriptions/{id_}").json["notification"]["http"]["url"]

    assert city.delete(f"/v2/subscriptions/{id_}").status == 204

    assert there.get(f"/v2/subscriptions/{id_}").status == 404
    assert city.get(f"/v2/subscriptions/{id_}").status == 404
    assert city.delete(f"/v2/subscriptions/{id_}").status == 404
    assert city.post(address.removeprefix(relay_url(city)), json={}).status == 404
    assert city.post("/relay/guess", json={}).status == 404


def test_a_subscription_made_at_the_orion_is_shown_to_administrators_and_left_alone(
    city: City, there: City, receiver: Receiver, give_key: GiveKey, tenant: str
) -> None:
    id_ = subscribe(there, subscription(receiver.url))
    holder = give_key(Grant(tenant=tenant, may=("read", "subscribe")))
    moved = {"notification": {"http": {"url": "http://10.1.1.1/"}}}

    assert city.get(f"/v2/subscriptions/{id_}").json["notification"]["http"]["url"] == receiver.url
    assert [one["id"] for one in city.get("/v2/subscriptions").json] == [id_]
    assert holder.get("/v2/subscriptions", options="count").json == []
    assert holder.get(f"/v2/subscriptions/{id_}").status == 404
    assert holder.delete(f"/v2/subscriptions/{id_}").status == 404
    assert city.patch(f"/v2/subscriptions/{id_}", json=moved).status == 422
    assert city.patch(f"/v2/subscriptions/{id_}", json={"status": "inactive"}).status == 204
    assert city.delete(f"/v2/subscriptions/{id_}").status == 204


def test_a_narrow_key_learns_its_part_and_only_while_it_lives(
    city: City, receiver: Receiver, give_key: GiveKey, tenant: str, there: City
) -> None:
    holder = give_key(Grant(tenant=tenant, types=("River",), attributes=("level",), may=("subscribe",)))
    other = give_key(Grant(tenant=tenant, may=("subscribe",)))
    everything = subscription(receiver.url, subject={"entities": [{"idPattern": ".*"}]})
    id_ = subscribe(holder, everything)

    city.post("/v2/entities?options=keyValues", json={"id": "X", "type": "Road", "level": 1})
    put(city, 1)

    assert receiver.wait_for(1)[0].json["data"] == [{"id": "R1", "type": "River", "level": 1}]
    assert [one["id"] for one in holder.get("/v2/subscriptions").json] == [id_]
    assert other.get("/v2/subscriptions").json == []
    assert other.get(f"/v2/subscriptions/{id_}").status == 404
    assert other.patch(f"/v2/subscriptions/{id_}", json={"status": "inactive"}).status == 404
    for subject in (
        {"condition": {"attrs": ["note"]}},
        {"condition": {"expression": {"q": "note==hush"}}},
        {"condition": {"jexlExpression": "note=='hush'"}},
        {"entities": [{"idPattern": ".*", "type": "Road"}]},
    ):
        assert (
            holder.post("/v2/subscriptions", json=subscription(receiver.url, subject=subject)).status == 422
        )
    custom = {"httpCustom": {"url": receiver.url, "payload": "${note}"}}
    assert holder.post("/v2/subscriptions", json=subscription("", notification=custom)).status == 422

    held = city.broker.keyring.by_secret(holder.key)
    assert held is not None
    desk.revoke_key(held.key.id, who="a test", broker=city.broker)
    put(city, 2)
    until(lambda: there.get(f"/v2/subscriptions/{id_}").json["notification"]["timesSent"] == 2)
    until(lambda: "lastSuccess" in there.get(f"/v2/subscriptions/{id_}").json["notification"])
    assert receiver.stays_at(1)


def test_one_shot_and_sleep_are_followed_on_both_sides(city: City, there: City, receiver: Receiver) -> None:
    once = subscribe(city, subscription(receiver.url, status="oneshot"))
    put(city, 1)
    put(city, 2)
    assert receiver.wait_for(1)[0].json["data"][0]["level"] == 1
    until(lambda: city.get(f"/v2/subscriptions/{once}").json["status"] == "inactive")
    kept = subscribe(city, subscription(receiver.url, description="kept"))

    city.broker.do_now(lambda session: subscriptions.set_status(session, kept, "inactive"))

    until(lambda: there.get(f"/v2/subscriptions/{kept}").json["status"] == "inactive")
    assert receiver.stays_at(1, during=0.2)
    city.broker.do_now(lambda session: subscriptions.set_status(session, kept, "active"))
    until(lambda: there.get(f"/v2/subscriptions/{kept}").json["status"] == "active")


def test_a_subscription_that_was_ended_at_the_orion_is_forgotten_here(
    city: City, there: City, receiver: Receiver
) -> None:
    id_ = subscribe(city, subscription(receiver.url))

    assert there.delete(f"/v2/subscriptions/{id_}").status == 204

    until(lambda: not city.broker.read_now(lambda session: rows.of_tenant(session, city.tenant)))
    assert city.get(f"/v2/subscriptions/{id_}").status == 404


def test_too_many_failures_put_it_to_sleep_on_both_sides(city: City, there: City) -> None:
    body = subscription("http://127.0.0.1:1/nobody")
    body["notification"]["maxFailsLimit"] = 1
    id_ = subscribe(city, body)

    put(city, 1)

    until(lambda: there.get(f"/v2/subscriptions/{id_}").json["status"] == "inactive")
    assert city.get(f"/v2/subscriptions/{id_}").json["notification"]["failsCounter"] >= 2


def test_a_letter_that_was_given_up_is_seen_and_replayed_as_any_other(city: City, receiver: Receiver) -> None:
    id_ = subscribe(city, subscription(receiver.url))
    receiver.answer = 400
    put(city, 1)
    receiver.wait_for(1)
    bury = "UPDATE broker_outbox SET state = 'dead' WHERE sub = ? RETURNING id"
    until(lambda: city.broker.do_now(lambda session: session.execute(bury, (id_,))))

    (dead,) = city.broker.read_now(lambda session: dead_letters.dead_letters(session, subscription=id_))
    receiver.answer = 204
    at = city.broker.clock()
    city.broker.do_now(lambda session: dead_letters.replay(session, at=at, subscription=id_))

    assert (dead.tenant, dead.entity, dead.type) == (city.tenant, "R1", "River")
    assert receiver.wait_until_taken(1)[0].json["data"][0]["level"] == 1
