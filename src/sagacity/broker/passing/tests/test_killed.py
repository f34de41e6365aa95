"""A house that is killed, an Orion that is away: nothing that was taken is lost, nothing half made stays."""

import http.client
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sagacity.broker.delivering.testing import Heard, Receiver
from sagacity.broker.delivering.tests.process import Process
from sagacity.broker.delivering.tests.test_killed import first_of_each
from sagacity.broker.passing.orions import Orions
from sagacity.broker.passing.relays import rows
from sagacity.broker.passing.testing import PlainServer, said, until
from sagacity.broker.passing.testing import plain as plain
from sagacity.broker.passing.tests.test_relays import subscribe, subscription
from sagacity.broker.settings import Settings
from sagacity.broker.testing import QUICK, City, OwnProcess, Running, free_port, own_database

CHANGES = 300
RIVERS = 10
PATIENCE = 400  # ms an Orion has; the house gives up on what was begun after twice of it


class House(Process):
    """A house in a process of its own that passes everything to an Orion."""

    def __init__(self, store: str, orion: str) -> None:
        super().__init__(store)
        self.more = ["--orion", orion, "--relay", f"http://127.0.0.1:{self.port}"]


@pytest.fixture(params=["sqlite", "postgresql"])
def house(request: pytest.FixtureRequest, tmp_path: Path, orion: OwnProcess) -> Iterator[House]:
    for store in own_database(request.param, tmp_path):
        found = House(store, f"http://127.0.0.1:{orion.port}")
        found.start()
        yield found
        found.kill()


def change(house: House, tenant: str, number: int) -> None:
    """Count one river on; asked again until it is answered."""
    river = {"id": f"River{number % RIVERS}", "type": "River", "count": {"value": number}}
    while True:
        try:
            assert house.send("POST", "/v2/entities?options=upsert", river, tenant=tenant) in (201, 204)
            return
        except (OSError, http.client.HTTPException):
            house.kill()
            house.start()


def told(heard: list[Heard]) -> dict[str, list[int]]:
    """The counts of each river in the order they came.

    Without what our outbox sent again under its old key, and what the Orion handed over twice, one after the
    other, because we were killed before we could thank it.
    """
    found: dict[str, list[int]] = {}
    for request in first_of_each(heard):
        (entity,) = request.json["data"]
        counts = found.setdefault(entity["id"], [])
        if counts[-1:] != [entity["count"]]:
            counts.append(entity["count"])
    return found


@pytest.mark.slow
def test_nothing_is_lost_when_the_house_is_killed_and_the_receiver_is_away(
    house: House, receiver: Receiver, tenant: str
) -> None:
    assert house.send("POST", "/v2/subscriptions", subscription(receiver.url), tenant=tenant) == 201
    receiver.stop()

    for number in range(CHANGES):
        if number == CHANGES // 3:
            house.kill()
        if number == CHANGES // 2:
            receiver.start()
        if number == CHANGES * 2 // 3:
            house.kill()
        change(house, tenant, number)

    expected = {f"River{river}": list(range(river, CHANGES, RIVERS)) for river in range(RIVERS)}
    until(lambda: sum(map(len, told(receiver.taken).values())) >= CHANGES, within=60)
    assert told(receiver.taken) == expected


@pytest.fixture(params=["sqlite", "postgresql"])
def town(request: pytest.FixtureRequest, tmp_path: Path, plain: PlainServer) -> Iterator[City]:
    """A house before an Orion that answers as the test says."""
    port = free_port()
    orions = Orions(usual=plain.url, relay_url=f"http://127.0.0.1:{port}", look_ms=50, timeout_ms=PATIENCE)
    for store in own_database(request.param, tmp_path):
        with Running(Settings(store=store, open=True, pace=QUICK, orions=orions), port=port) as running:
            city = City(running, tenant="town")
            yield city
            city.connection.close()


class Orion:
    """Keeps subscriptions as an Orion does, and fails after or before doing what it is asked."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, Any]] = {}
        self.silent: set[str] = set()  # methods that are carried out, and never answered
        self.down = False

    def __call__(self, request: bytes) -> bytes:
        head, _, body = request.partition(b"\r\n\r\n")
        method, target, _ = head.split(b"\r\n")[0].decode().split(" ")
        id_ = target.partition("?")[0].removeprefix("/v2/subscriptions").strip("/")
        if self.down:
            return said("503 Service Unavailable", b'{"error":"Down","description":"-"}')
        answer = self._do(method, id_, json.loads(body) if body else None)
        return b"never\r\n\r\n" if method in self.silent else answer

    def _do(self, method: str, id_: str, body: Any) -> bytes:
        if method == "POST":
            new = f"{len(self.kept) + 1:024x}"
            self.kept[new] = {"id": new, "status": "active", **body}
            return said("201 Created", b"", "application/json", f"Location: /v2/subscriptions/{new}")
        if method == "GET" and not id_:
            return said("200 OK", json.dumps(list(self.kept.values())).encode())
        if id_ not in self.kept:
            return said("404 Not Found", b'{"error":"NotFound","description":"-"}')
        if method == "PATCH":
            self.kept[id_] |= body
        elif method == "DELETE":
            del self.kept[id_]
        else:
            return said("200 OK", json.dumps(self.kept[id_]).encode())
        return b"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n"


@pytest.fixture
def theirs(plain: PlainServer) -> Orion:
    found = Orion()
    plain.choose = found
    return found


def relays(town: City) -> Any:
    sql = "SELECT sub, state FROM broker_relay"
    return town.broker.read_now(lambda session: session.execute(sql))


def test_a_subscription_whose_making_nobody_heard_of_is_undone(town: City, theirs: Orion) -> None:
    theirs.silent = {"POST"}

    answer = town.post("/v2/subscriptions", json=subscription("http://127.0.0.1:1/"))

    assert answer.status in (502, 504)
    until(lambda: not theirs.kept and not relays(town))
    assert town.get("/v2/subscriptions").json == []


def test_a_change_whose_answer_was_lost_is_finished_on_both_sides(town: City, theirs: Orion) -> None:
    id_ = subscribe(town, subscription("http://127.0.0.1:1/"))
    theirs.silent = {"PATCH"}
    moved = {"notification": {"http": {"url": "http://127.0.0.1:2/"}, "attrs": ["a"]}, "description": "new"}

    assert town.patch(f"/v2/subscriptions/{id_}", json=moved).status in (502, 504)
    under_way = town.patch(f"/v2/subscriptions/{id_}", json=moved)
    theirs.silent = set()

    assert (under_way.status, under_way.headers["retry-after"]) == (503, "1")
    until(lambda: relays(town) == [(id_, rows.STANDING)])
    shown = town.get(f"/v2/subscriptions/{id_}").json
    assert shown["notification"]["http"]["url"] == "http://127.0.0.1:2/"
    assert (shown["description"], theirs.kept[id_]["notification"]["attrs"]) == ("new", ["a"])


def test_an_end_that_the_orion_did_not_hear_of_is_told_it_later(town: City, theirs: Orion) -> None:
    id_ = subscribe(town, subscription("http://127.0.0.1:1/"))
    address = theirs.kept[id_]["notification"]["http"]["url"]
    theirs.down = True

    assert town.delete(f"/v2/subscriptions/{id_}").status == 503
    assert town.get(f"/v2/subscriptions/{id_}").status == 404
    assert town.post(address.removeprefix(town.url), json={}).status == 204
    assert town.broker.read_now(lambda session: session.execute("SELECT 1 FROM broker_outbox")) == []
    theirs.down = False

    until(lambda: not theirs.kept and not relays(town))


def test_an_end_whose_answer_was_lost_is_an_end(town: City, theirs: Orion) -> None:
    id_ = subscribe(town, subscription("http://127.0.0.1:1/"))
    theirs.silent = {"DELETE"}

    answer = town.delete(f"/v2/subscriptions/{id_}")
    theirs.silent = set()

    assert answer.status in (502, 504)
    assert "noted" in answer.json["description"]
    until(lambda: not relays(town))


def test_what_an_orion_could_not_hand_over_is_noticed(town: City, theirs: Orion) -> None:
    id_ = subscribe(town, subscription("http://127.0.0.1:1/"))

    theirs.kept[id_]["notification"]["lastFailure"] = "2026-11-27T01:02:03.000Z"

    found = until(lambda: town.broker.read_now(lambda session: rows.of_tenant(session, "town"))[id_].lost)
    assert found == 1795741323000


def test_notifications_of_a_subscription_that_is_still_being_made_are_kept(
    town: City, theirs: Orion, plain: PlainServer, receiver: Receiver
) -> None:
    def quick(request: bytes) -> bytes:
        answer = theirs(request)
        if request.startswith(b"POST"):
            (one,) = theirs.kept.values()
            early = City(town.running, tenant="town")
            url = one["notification"]["http"]["url"].removeprefix(town.url)
            form = {"Ngsiv2-AttrsFormat": "keyValues", "Fiware-ServicePath": "/"}
            assert early.post(url, json={"data": [{"id": "E", "type": "T"}]}, headers=form).status == 204
            early.connection.close()
        return answer

    plain.choose = quick

    subscribe(town, subscription(receiver.url))

    assert receiver.wait_for(1)[0].json["data"] == [{"id": "E", "type": "T"}]
