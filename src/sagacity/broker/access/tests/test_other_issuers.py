"""Tokens of a city's own identity provider; against a real issuer over HTTP, on each database."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from joserfc import jwk

from sagacity.broker.access import keys, keysets, usage
from sagacity.broker.access.issuers import BrokenIssuers, Issuer, Meaning, read
from sagacity.broker.access.part import write_down
from sagacity.broker.access.tests import realm as realms
from sagacity.broker.access.tests.realm import AUDIENCE, Realm, made_by_hand
from sagacity.broker.delivering.testing import Receiver
from sagacity.broker.settings import Settings
from sagacity.broker.testing import Answer, City, Running

GRANTS = (
    Meaning(word="data:read", tenant="t"),
    Meaning(word="writer", tenant="t", path="/a", types=("Room",), may=("read", "write", "subscribe")),
)


@pytest.fixture
def realm() -> Iterator[Realm]:
    with realms.running() as found:
        yield found


@pytest.fixture
def start(broker_store: str, realm: Realm) -> Iterator[Callable[..., City]]:
    """Starts a broker that knows the realm; its clock can be set forward."""
    begun: list[Running] = []

    def make(*, targets: tuple[str, ...] = ("127.0.0.1",), **changed: Any) -> City:
        issuer = Issuer(realm.url, f"{realm.url}/certs", AUDIENCE, GRANTS, **changed)
        running = Running(
            Settings(store=broker_store, issuers=(issuer,), allowed_targets=targets, full_key="full")
        )
        begun.append(running.__enter__())
        return City(running, tenant="t")

    yield make
    for running in begun:
        running.__exit__()


def ask(city: City, token: str, method: str = "GET", path: str = "/v2/entities", **more: Any) -> Answer:
    return city.ask(
        method, path, headers={"Authorization": f"Bearer {token}"} | more.pop("headers", {}), **more
    )


def test_a_token_lets_in_as_far_as_its_words_mean_something(start: Callable[..., City], realm: Realm) -> None:
    city = start()
    room = {"id": "R", "type": "Room"}
    there = {"Fiware-ServicePath": "/a"}

    assert ask(city, realm.token()).status == 200
    assert ask(city, realm.token(), "POST", json=room, headers=there).status == 403
    assert ask(city, realm.token(), headers={"Fiware-Service": "other"}).status == 403
    writer = realm.token(scope=None, realm_access={"roles": ["offline_access", "writer"]})
    assert ask(city, writer, "POST", json=room, headers=there).status == 201
    assert ask(city, writer, "POST", json={"id": "S", "type": "Shop"}, headers=there).status == 403
    in_client = realm.token(scope="", resource_access={AUDIENCE: {"roles": ["data:read"]}})
    assert [one["id"] for one in ask(city, in_client).json] == ["R"]
    assert realm.asked == 1


@pytest.mark.parametrize(
    ("alg", "key"),
    [
        ("PS256", lambda: jwk.RSAKey.generate_key(2048)),
        ("ES256", lambda: jwk.ECKey.generate_key("P-256")),
    ],
)
def test_each_pinned_algorithm_is_taken(
    start: Callable[..., City], realm: Realm, alg: str, key: Callable[[], Any]
) -> None:
    realm.add("second", key())

    assert ask(start(), realm.token(kid="second", alg=alg)).status == 200


@pytest.mark.parametrize(
    "changed",
    [
        {"aud": "account"},
        {"aud": None},
        {"aud": [AUDIENCE + "x"]},
        {"iss": "https://elsewhere.example/realms/city"},
        {"iss": None},
        {"exp": -61},
        {"exp": None},
        {"exp": "never"},
        {"nbf": 120},
        {"iat": 120},
        {"typ": "ID"},
        {"typ": "Refresh"},
        {"azp": None, "sub": None},
        {"azp": "x" * 5000},
    ],
    ids=str,
)
def test_what_a_token_must_say_and_does_not_is_refused(
    start: Callable[..., City], realm: Realm, changed: dict[str, Any]
) -> None:
    now = int(time.time())
    said: dict[str, Any] = {
        name: now + value if isinstance(value, int) else value for name, value in changed.items()
    }

    answer = ask(start(), realm.token(**said))

    assert answer.status == 401, answer.text
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_clocks_may_differ_by_a_minute(start: Callable[..., City], realm: Realm) -> None:
    city, now = start(), int(time.time())

    assert ask(city, realm.token(exp=now - 30, nbf=now + 30, iat=now + 30)).status == 200


def test_words_that_mean_nothing_here_open_nothing(start: Callable[..., City], realm: Realm) -> None:
    city = start()

    assert ask(city, realm.token(scope="profile email")).status == 403
    assert ask(city, realm.token(scope=7, realm_access=["writer"], resource_access={"x": 1})).status == 403


def forged(realm: Realm) -> dict[str, str]:
    """What others have got past careless servers with."""
    claims, public = realm.claims(), realm.keys["first"].as_pem(private=False)
    header: dict[str, Any] = {"alg": "HS256", "kid": "first", "typ": "JWT"}
    signed = made_by_hand(header, claims).rpartition(".")[0]
    mac = hmac.digest(public, signed.encode(), hashlib.sha256)
    stranger = jwk.RSAKey.generate_key(2048)
    genuine = realm.token()
    own = {**stranger.as_dict(private=False), "kid": "first"}
    realm.keys["mine"] = stranger
    realm.hidden.add("mine")
    by_stranger = realm.token(kid="mine").rpartition(".")[2]
    return {
        "none": made_by_hand({**header, "alg": "none"}, claims),
        "None": made_by_hand({**header, "alg": "None"}, claims, b"x"),
        "HS256 with the public key": made_by_hand(header, claims, mac),
        "other claims": ".".join(
            [
                genuine.split(".")[0],
                made_by_hand({}, realm.claims(scope="writer")).split(".")[1],
                genuine.split(".")[2],
            ]
        ),
        "signed by a stranger": f"{genuine.rpartition('.')[0]}.{by_stranger}",
        "a key it brings itself": made_by_hand({**header, "alg": "RS256", "jwk": own}, claims, b"x" * 256),
        "an address of keys it brings": made_by_hand(
            {**header, "alg": "RS256", "jku": "http://127.0.0.1:9/"}, claims, b"x"
        ),
        "critical": made_by_hand(
            {**header, "alg": "RS256", "crit": ["b64"], "b64": False}, claims, b"x" * 256
        ),
        "no name of a key": made_by_hand({"alg": "RS256"}, claims, b"x" * 256),
        "no signature": genuine.rpartition(".")[0] + ".",
        "five parts": genuine + ".x.y",
        "deep": made_by_hand(header, claims)[:10] + "." + "W3tb" * 3000 + ".x",
        "large": genuine + "A" * 20_000,
        "no text": "é.ü.ñ",
        "endless": made_by_hand({**header, "alg": "RS256"}, {**claims, "exp": 10**400}, b"x"),
    }


def test_forgeries_are_refused(start: Callable[..., City], realm: Realm) -> None:
    city = start()
    assert ask(city, realm.token()).status == 200

    for name, token in forged(realm).items():
        answer = city.ask(
            "GET", "/v2/entities", headers={"Authorization": f"Bearer {token}".encode().decode("latin-1")}
        )
        assert answer.status == 401, (name, answer.text)


def test_a_flood_of_unknown_names_of_keys_asks_the_issuer_once_a_minute(
    start: Callable[..., City], realm: Realm
) -> None:
    city = start()
    assert ask(city, realm.token()).status == 200
    for number in range(50):
        token = made_by_hand({"alg": "RS256", "kid": f"k{number}"}, realm.claims(), b"x" * 256)
        assert ask(city, token).status == 401
    assert realm.asked == 1

    set_forward(city, keysets.AGAIN_MS + 1)
    for number in range(50):
        token = made_by_hand({"alg": "RS256", "kid": f"l{number}"}, realm.claims(), b"x" * 256)
        assert ask(city, token).status == 401
    assert realm.asked == 2
    assert ask(city, realm.token()).status == 200


def set_forward(city: City, ms: int) -> None:
    """As if time had passed, at the door."""
    gate: Any = city.running.service.door.admit
    earlier = gate.__self__.clock
    gate.__self__.clock = lambda: earlier() + ms


def test_a_key_that_is_rotated_is_learnt_and_one_that_is_withdrawn_forgotten(
    start: Callable[..., City], realm: Realm
) -> None:
    city = start()
    old = realm.token(exp=int(time.time()) + 36_000)
    assert ask(city, old).status == 200
    realm.add("second", jwk.RSAKey.generate_key(2048))
    realm.hidden.add("first")

    assert ask(city, realm.token(kid="second")).status == 401  # so soon nobody is asked again
    set_forward(city, keysets.AGAIN_MS + 1)
    assert ask(city, realm.token(kid="second")).status == 200
    set_forward(city, 600_001)
    assert ask(city, old).status == 401


@pytest.mark.parametrize(
    "answer",
    [b"", b"<html>", b"[]", b'{"keys": 7}', b"[" * 100_000],
    ids=["empty", "html", "list", "seven", "deep"],
)
def test_an_issuer_that_talks_nonsense_keeps_the_keys_it_had(
    start: Callable[..., City], realm: Realm, answer: bytes
) -> None:
    city = start()
    assert ask(city, realm.token()).status == 200
    realm.answer = answer
    set_forward(city, keysets.FRESH_MS + 1)

    assert ask(city, realm.token(exp=int(time.time()) + 36_000)).status == 200
    assert realm.asked == 2


@pytest.mark.filterwarnings("ignore:Key size")
def test_odd_keys_do_not_hide_the_good_ones(start: Callable[..., City], realm: Realm) -> None:
    weak = jwk.RSAKey.generate_key(1024)
    good = json.loads(realm.document())["keys"]
    odd: list[Any] = [
        7,
        {"kty": "oct", "kid": "first", "k": "AAAA"},
        {"kty": "RSA", "kid": "broken", "n": "!", "e": "AQAB"},
        {**weak.as_dict(private=False), "kid": "weak"},
        {**realm.keys["first"].as_dict(private=False), "kid": "enc", "use": "enc"},
    ]
    realm.answer = json.dumps({"keys": odd + good}).encode()
    realm.keys |= {"weak": weak, "enc": realm.keys["first"]}
    city = start()

    assert ask(city, realm.token()).status == 200
    assert ask(city, realm.token(kid="weak")).status == 401
    assert ask(city, realm.token(kid="enc")).status == 401


def test_an_issuer_beyond_the_list_of_targets_is_never_asked(
    start: Callable[..., City], realm: Realm
) -> None:
    city = start(targets=())

    assert ask(city, realm.token()).status == 401
    assert realm.asked == 0


def test_off_by_default(broker_store: str, realm: Realm) -> None:
    with Running(Settings(store=broker_store, allowed_targets=("127.0.0.1",))) as running:
        assert ask(City(running, tenant="t"), realm.token()).status == 401
    assert realm.asked == 0


def test_a_client_has_limits_use_and_an_end_like_any_key(start: Callable[..., City], realm: Realm) -> None:
    city = start(per_minute=3)
    client = f"client-{realm.url[-20:]}"

    statuses = [ask(city, realm.token(azp=client, jti=str(number))).status for number in range(5)]
    assert statuses == [200, 200, 200, 429, 429]
    other = ask(city, realm.token(azp="another"))
    assert other.status == 200
    [key] = [one for one in city.broker.read_now(keys.all_keys) if one.name == client]
    assert (key.prefix, key.holder) == (keys.CLIENT, realm.url.split("/")[2])
    asyncio.run_coroutine_threadsafe(write_down(city.broker), _loop(city)).result(10)
    day = usage.day_of(city.broker.clock())
    [used] = city.broker.read_now(lambda session: usage.since(session, day, key=key.id))
    assert (used.calls, used.refused) == (3, 2)

    city.broker.do_now(lambda session: keys.revoke(session, key.id, who="staff", at=1))
    city.broker.keyring.look()
    assert ask(city, realm.token(azp=client, jti="late")).status == 401
    assert [one.what for one in city.broker.read_now(lambda session: keys.events(session, key.id))] == [
        "made",
        "revoked",
    ]


def _loop(city: City) -> Any:
    return city.running.service._tasks[0].get_loop()


def test_a_subscription_of_a_client_learns_what_its_words_reach(
    start: Callable[..., City], realm: Realm, receiver: Receiver
) -> None:
    city = start()
    token = realm.token(scope="writer", azp="subscriber")
    body = {"subject": {"entities": [{"idPattern": ".*"}]}, "notification": {"http": {"url": receiver.url}}}
    there = {"Fiware-ServicePath": "/a"}
    assert ask(city, token, "POST", "/v2/subscriptions", json=body, headers=there).status == 201

    for id_, type_ in (("hidden", "Shop"), ("shown", "Room")):
        full = {"X-API-Key": "full", **there}
        city.post("/v2/entities", json={"id": id_, "type": type_, "a": {"value": 1}}, headers=full)

    assert receiver.wait_for(1)[0].json["data"][0]["id"] == "shown"


FILE = """
[[issuer]]
issuer = "https://login.example.jp/realms/city"
keys = "https://login.example.jp/realms/city/protocol/openid-connect/certs"
audience = "city-data"
[[issuer.grant]]
word = "data:read"
path = "/opendata"
"""


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("https://login.example.jp/realms/city/protocol", "http://login.example.jp/certs", "https://"),
        ("keys = ", 'algorithms = ["HS256"]\nkeys = ', "RS256"),
        ('keys = "https:', 'keys = "ftp:', "https://"),
        ('path = "/opendata"', 'may = ["everything"]', "read, write"),
        ('path = "/opendata"', 'may = ["administer"]\npath = "/a"', "administer"),
        ('audience = "city-data"', "", "audience"),
        ("word", "wrod", "wrod"),
        ("[[issuer]]", "[[issuer", "Expected"),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused_at_start(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    path = tmp_path / "issuers.toml"
    path.write_text(FILE, encoding="utf-8")
    assert read(str(path))[0].grants_of({"data:read"})[0].path == "/opendata"
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(FILE.replace(old, new), encoding="utf-8")

    with pytest.raises(BrokenIssuers, match=says):
        read(str(wrong))


def test_keys_may_lie_in_a_file(broker_store: str, realm: Realm, tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    path.write_bytes(realm.document())
    issuer = Issuer(realm.url, str(path), AUDIENCE, GRANTS)
    with Running(Settings(store=broker_store, issuers=(issuer,))) as running:
        assert ask(City(running, tenant="t"), realm.token()).status == 200
    assert realm.asked == 0
