"""A city and its prefecture that know one another by signatures, no key handed over; on each database."""

import base64
import http.client
import itertools
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sagacity.broker.delivering.pace import Pace
from sagacity.broker.federating import own_keys, ring, shelf, signing
from sagacity.broker.federating.signing import NotSigned, Target
from sagacity.broker.settings import Settings
from sagacity.broker.subscribing.testing import settle
from sagacity.broker.testing import Answer, City, Running, own_database

FULL = "the full key"
QUICK = Pace(first=100, longest=300, timeout=5000)
ROOM = {"id": "Room1", "type": "Room", "temperature": {"value": 20}, "secret": {"value": "x"}}
THERE = {"Fiware-ServicePath": "/saga"}
_numbers = itertools.count(1)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database of these tests alone: nobody else delivers from it."""
    yield from own_database(request.param, tmp_path_factory.mktemp("city"))


@pytest.fixture(scope="module")
def two(store: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, Running]]:
    """The city's broker on each database, and the prefecture's; both ask for keys."""
    rest: dict[str, Any] = {"full_key": FULL, "allowed_targets": ("127.0.0.1",), "pace": QUICK}
    other = str(tmp_path_factory.mktemp("prefecture") / "broker.sqlite3")
    with (
        Running(Settings(store=store, token_secret="the city's secret", **rest)) as city,
        Running(Settings(store=other, token_secret="the prefecture's secret", **rest)) as prefecture,
    ):
        yield city, prefecture


@pytest.fixture
def city(two: tuple[Running, Running]) -> Iterator[City]:
    found = City(two[0], tenant=f"c{next(_numbers)}", key=FULL)
    yield found
    found.connection.close()


@pytest.fixture
def prefecture(two: tuple[Running, Running], city: City) -> Iterator[City]:
    found = City(two[1], tenant=city.tenant, key=FULL)
    yield found
    found.connection.close()


def own_key(city: City, state: str = "current") -> str:
    deadline = time.monotonic() + 10
    while not (found := [one["key"] for one in city.get("/federation/keys").json if one["state"] == state]):
        assert time.monotonic() < deadline, f"there is no {state} key"
        time.sleep(0.02)
    return str(found[0])


def peer(at: City, other: City, *, name: str, path: str, there: str, **rest: object) -> str:
    body = {
        "name": name,
        "url": f"{other.url}/v2",
        "tenant": at.tenant,
        "path": path,
        "types": ["Room"],
        "attrs": ["temperature"],
        "there": {"tenant": other.tenant, "path": there},
        **rest,
    }
    answer = at.post("/federation/peers", json=body)
    assert answer.status == 201, answer.text
    return answer.headers["location"].rpartition("/")[2]


def believe(at: City, peer_: str, key: str, *may: str) -> None:
    answer = at.post(f"/federation/peers/{peer_}/keys", json={"key": key, "may": may})
    assert answer.status == 201, answer.text


@pytest.fixture
def peers(city: City, prefecture: City) -> Iterator[tuple[str, str]]:
    """Each is a peer of the other and believes the other's key; the city sends, the prefecture takes."""
    of_city = peer(city, prefecture, name="佐賀県", path="/", there="/saga", reads=False, pushes=True)
    of_prefecture = peer(prefecture, city, name="市", path="/saga", there="/", reads=True, pushes=False)
    believe(city, of_city, own_key(prefecture), "read")
    believe(prefecture, of_prefecture, own_key(city), "write")
    yield of_city, of_prefecture
    city.delete(f"/federation/peers/{of_city}")
    prefecture.delete(f"/federation/peers/{of_prefecture}")
    for one in (city, prefecture):
        for key in one.get("/federation/keys").json:
            one.delete(f"/federation/keys/{key['name']}")


def keys_of(at: City, peer_: str) -> list[dict[str, str]]:
    [found] = [one["keys"] for one in at.get("/federation/peers").json if one["id"] == peer_]
    return list(found)


def test_pushes_and_questions_come_in_by_signature_alone(
    city: City, prefecture: City, peers: tuple[str, str]
) -> None:
    assert city.post("/v2/entities", json=ROOM).status == 201
    settle(city)

    [pushed] = prefecture.get("/v2/entities", options="keyValues,skipForwarding", headers=THERE).json
    assert pushed == {"id": "Room1", "type": "Room", "temperature": 20}
    assert "lastVerified" in keys_of(prefecture, peers[1])[0]
    assert city.post("/v2/entities", json={**ROOM, "id": "Room0"}).status == 201
    settle(city)
    prefecture.delete("/v2/entities/Room0", headers=THERE)
    assert prefecture.get("/v2/entities/Room0", options="keyValues", headers=THERE).json == {
        "id": "Room0",
        "type": "Room",
        "temperature": 20,
    }
    assert "lastVerified" in keys_of(city, peers[0])[0]


def test_a_peer_reaches_no_further_than_what_is_shared(
    city: City, prefecture: City, peers: tuple[str, str]
) -> None:
    ask = asker(city, prefecture, peers[0])

    assert ask(entity("Room", temperature=1)).status == 204
    for refused in (entity("Shop", temperature=1), entity("Room", secret=1)):
        assert ask(refused).status == 403
    assert ask(entity("Room", temperature=1), path="/v2/subscriptions").status in (400, 403)
    assert ask(entity("Room", temperature=1), headers={"fiware-servicepath": "/other"}).status == 403
    assert ask(entity("Room", temperature=1), headers={"fiware-service": "other"}).status == 403


def entity(type_: str, **values: int) -> dict[str, Any]:
    return {
        "actionType": "append",
        "entities": [
            {"id": "R", "type": type_, **{name: {"value": value} for name, value in values.items()}}
        ],
    }


Ask = Callable[..., Answer]


def asker(city: City, prefecture: City, peer_: str) -> Ask:
    """Sends what the city signs to the prefecture, spoilt on the way if a test says so."""
    sign = shelf.of(city.broker).ring.signer(peer_)
    assert sign is not None
    where = urlsplit(prefecture.url)

    def ask(
        body: Any,
        *,
        path: str = "/v2/op/update",
        headers: dict[str, str] | None = None,
        spoil: Callable[[dict[str, str], bytes], tuple[dict[str, str], bytes, str]] | None = None,
        method: str = "POST",
    ) -> Answer:
        raw = orjson.dumps(body)
        said = {
            "content-type": "application/json",
            "fiware-service": prefecture.tenant,
            "fiware-servicepath": "/saga",
        } | (headers or {})
        said |= {n.lower(): v for n, v in sign(method, f"{prefecture.url}{path}", said, raw).items()}
        if spoil is not None:
            said, raw, path = spoil(said, raw)
        connection = http.client.HTTPConnection(where.hostname or "", where.port or 0, timeout=10)
        connection.request(method, path, raw, said)
        answer = connection.getresponse()
        return Answer(answer.status, answer.read().decode(), {n.lower(): v for n, v in answer.getheaders()})

    return ask


GOOD = entity("Room", temperature=1)
UPDATE = "/v2/op/update"


def test_a_signature_counts_once(city: City, prefecture: City, peers: tuple[str, str]) -> None:
    ask = asker(city, prefecture, peers[0])
    kept: list[tuple[dict[str, str], bytes, str]] = []

    def keep(said: dict[str, str], raw: bytes) -> tuple[dict[str, str], bytes, str]:
        kept.append((said, raw, UPDATE))
        return kept[-1]

    assert ask(GOOD, spoil=keep).status == 204
    replayed = ask(GOOD, spoil=lambda *_: kept[0])

    assert replayed.status == 401
    assert "used already" in replayed.text
    assert ask(GOOD).status == 204


def changed(name: str, value: str) -> Callable[[dict[str, str], bytes], tuple[dict[str, str], bytes, str]]:
    return lambda said, raw: ({**said, name: value}, raw, UPDATE)


def without(name: str) -> Callable[[dict[str, str], bytes], tuple[dict[str, str], bytes, str]]:
    return lambda said, raw: ({key: value for key, value in said.items() if key != name}, raw, UPDATE)


def parameter(old: str, new: str) -> Callable[[dict[str, str], bytes], tuple[dict[str, str], bytes, str]]:
    return lambda said, raw: (
        {**said, "signature-input": said["signature-input"].replace(old, new)},
        raw,
        UPDATE,
    )


@pytest.mark.parametrize(
    "spoil",
    [
        changed("fiware-servicepath", "/saga/inner"),
        changed("content-digest", signing.content_digest(b"{}")),
        changed("ngsild-tenant", "other"),
        changed("signature", "peer=:AAAA:"),
        changed("signature", "other=:AAAA:"),
        changed("signature", ""),
        without("content-digest"),
        without("fiware-service"),
        lambda said, raw: (said, raw.replace(b"1", b"2"), UPDATE),
        lambda said, raw: (said, raw, UPDATE + "?options=keyValues"),
        lambda said, raw: (said, raw, "/v2/op/notify"),
        parameter('"content-digest" ', ""),
        parameter('"fiware-service" ', ""),
        parameter('"@path" ', ""),
        parameter('"@method"', '"@status"'),
        parameter("created=", "created=1"),
        parameter("created=", "created=-"),
        parameter("ed25519", "hmac-sha256"),
        parameter(";nonce=", ";nonsense="),
        parameter(";tag=", ";gat="),
        parameter("peer=(", "peer=(("),
        changed("signature-input", "x" * 10_000),
        changed("signature-input", "peer=();" * 500),
    ],
)  # fmt: skip
def test_what_was_changed_on_the_way_is_refused(
    city: City,
    prefecture: City,
    peers: tuple[str, str],
    spoil: Callable[[dict[str, str], bytes], tuple[dict[str, str], bytes, str]],
) -> None:
    answer = asker(city, prefecture, peers[0])(GOOD, spoil=spoil)

    assert answer.status == 401, answer.text
    assert prefecture.get("/v2/entities/R", headers=THERE, options="skipForwarding").status == 404


@pytest.mark.parametrize("seconds", [-ring.HOLDS_S - 2, ring.HOLDS_S + 2, -86_400])
def test_an_old_signature_and_one_of_the_future_are_refused(
    city: City, prefecture: City, peers: tuple[str, str], seconds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = asker(city, prefecture, peers[0])
    kept, clock = shelf.of(city.broker).ring, city.broker.clock
    monkeypatch.setattr(kept, "clock", lambda: clock() + seconds * 1000)

    answer = ask(GOOD)

    assert answer.status == 401
    assert "this minute" in answer.text


def test_what_was_signed_for_another_peer_is_refused(
    city: City, prefecture: City, peers: tuple[str, str]
) -> None:
    other = peer(city, prefecture, name="県外", path="/", there="/saga", reads=False, pushes=False)
    stranger = own_keys._key("a third city", "1", "current", 0)
    believe(city, other, stranger.public, "read")

    answer = asker(city, prefecture, other)(GOOD)

    assert answer.status == 401
    assert "somebody else" in answer.text
    city.delete(f"/federation/peers/{other}")


def test_keys_are_rotated_without_a_gap(city: City, prefecture: City, peers: tuple[str, str]) -> None:
    assert city.post("/federation/keys").status == 201
    assert city.post("/federation/keys").status == 422
    believe(prefecture, peers[1], own_key(city, "next"), "write")
    old = own_key(city)
    assert asker(city, prefecture, peers[0])(GOOD).status == 204

    assert city.post("/federation/keys/use-next").status == 204
    wait_for(lambda: shelf.of(city.broker).ring._own[0].public == own_key(city) != old)
    assert asker(city, prefecture, peers[0])(GOOD).status == 204
    assert (
        asker(prefecture, city, peers[1])(
            {"entities": [{"idPattern": ".*"}]}, path="/v2/op/query", headers={"fiware-servicepath": "/"}
        ).status
        == 200
    ), "what is still addressed to the old key comes in"

    gone = next(one["name"] for one in keys_of(prefecture, peers[1]) if one["key"] == old)
    assert prefecture.delete(f"/federation/peers/{peers[1]}/keys/{gone}").status == 204
    assert asker(city, prefecture, peers[0])(GOOD).status == 204


def wait_for(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def test_a_peer_that_is_taken_away_comes_in_no_more(
    city: City, prefecture: City, peers: tuple[str, str]
) -> None:
    ask = asker(city, prefecture, peers[0])
    assert ask(GOOD).status == 204

    prefecture.delete(f"/federation/peers/{peers[1]}")

    assert ask(GOOD).status == 401


def test_a_key_beside_an_unknown_signature_still_counts(city: City) -> None:
    signed = {
        "Signature-Input": 'sig1=("@method");created=1;nonce="n";keyid="k";tag="t"',
        "Signature": "sig1=:AA==:",
    }

    assert city.get("/v2/entities", headers=signed).status == 200
    assert city.get("/v2/entities", headers={**signed, "X-API-Key": None}).status in (200, 401)


@pytest.mark.parametrize(
    "body",
    [
        {"key": "ed25519:short", "may": ["read"]},
        {"key": "rsa:" + "A" * 43, "may": ["read"]},
        {"key": 7, "may": ["read"]},
        {"key": signing.public_text(b"k" * 32), "may": []},
        {"key": signing.public_text(b"k" * 32), "may": ["administer"]},
        {"key": signing.public_text(b"k" * 32)},
        [],
    ],
)
def test_a_key_that_is_none_is_refused(city: City, peers: tuple[str, str], body: Any) -> None:
    assert city.post(f"/federation/peers/{peers[0]}/keys", json=body).status == 400


def test_the_key_that_signs_cannot_be_taken_away(city: City, peers: tuple[str, str]) -> None:
    [name] = [one["name"] for one in city.get("/federation/keys").json if one["state"] == "current"]

    assert city.delete(f"/federation/keys/{name}").status == 404
    assert city.post("/federation/keys/use-next").status == 422
    assert city.delete("/federation/keys/none").status == 404


def test_keys_survive_a_restart_and_are_those_of_this_house(city: City) -> None:
    now = city.broker.read_now(lambda session: own_keys.all_own(session, secret="the city's secret"))
    other = city.broker.read_now(lambda session: own_keys.all_own(session, secret="another secret"))

    assert now[0].public == own_key(city)
    assert now[0].public != other[0].public


def test_the_example_of_the_standard_is_read_as_it_says() -> None:
    """RFC 9421, B.2.6, with the key of B.1.4."""
    public = base64.b64decode("JrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=")
    headers = {
        "date": "Tue, 20 Apr 2021 02:07:55 GMT",
        "content-type": "application/json",
        "content-length": "18",
    }
    base = (
        '"date": Tue, 20 Apr 2021 02:07:55 GMT\n"@method": POST\n"@path": /foo\n"@authority": example.com\n'
        '"content-type": application/json\n"content-length": 18\n'
        '"@signature-params": ("date" "@method" "@path" "@authority" "content-type" "content-length")'
        ';created=1618884473;keyid="test-key-ed25519"'
    )
    signature = base64.b64decode(
        "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw=="
    )
    Ed25519PublicKey.from_public_bytes(public).verify(signature, base.encode())
    target = Target("POST", "/foo", "", headers)
    with pytest.raises(NotSigned, match="authority"):
        target.component("@authority")
    assert target.component("@path") == "/foo"
    assert target.component("content-type") == "application/json"
