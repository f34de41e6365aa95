from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from sagacity.broker import api as broker
from sagacity.kit import policy
from sagacity.site.asgi import BROKER_PATHS
from tests.architecture.contracts import room_of


def _doors(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _doors(entry, prefix + str(entry.pattern))
        else:
            yield prefix + str(entry.pattern), entry


ADDRESSES = broker.addresses()
# Addresses of the broker that no key guards, and why that is right.
UNGUARDED = {
    "GET /version": "names the program, nothing of the city",
    "GET /federation/keys": "public keys, made to be given away",
    **dict.fromkeys(
        (f"{method} /relay/{{token}}" for method in ("DELETE", "GET", "PATCH", "POST", "PUT")),
        "an Orion hands over notifications; the token in the address is the key",
    ),
    "GET /history/version": "names the program",
    "GET /history/v2/version": "names the program",
    "GET /history/health": "says whether the store answers",
    "GET /history/v2/health": "says whether the store answers",
    "GET /ngsi-ld/v1/jsonldContexts/{id}": "names and their IRIs; whoever reads an entity must find them",
    "POST /oauth2/token": "a key is shown in its body",
    "GET /iot/about": "names the program",
    "GET /iot/json": "devices show the key of their group",
    "POST /iot/json": "devices show the key of their group",
    "POST /iot/json/attrs/{object_id}": "devices show the key of their group",
    "POST /iot/json/commands": "devices show the key of their group",
}

DOORS = sorted(_doors(get_resolver()), key=lambda door: door[0])


def _owner(door: URLPattern) -> str:
    return str(getattr(door.callback, "__module__", ""))


def test_there_are_doors() -> None:
    assert len(DOORS) > 20


@pytest.mark.parametrize(("path", "door"), DOORS, ids=[path or "/" for path, _ in DOORS])
def test_the_url_has_an_owner_and_an_access_rule(path: str, door: URLPattern) -> None:
    rule = policy.rule_of(door.callback)

    assert _owner(door).startswith(("sagacity.", "sagacity_")), f"/{path} belongs to {_owner(door)}: wrap it"
    assert rule is not None, f"/{path}: put @policy.access(policy.ANYONE) or a stricter rule on its view"


@pytest.mark.parametrize(
    ("path", "door"),
    [(path, door) for path, door in DOORS if path.startswith("desk/")],
    ids=[path for path, _ in DOORS if path.startswith("desk/")],
)
def test_a_staff_door_never_lets_a_resident_in(path: str, door: URLPattern) -> None:
    rule = policy.rule_of(door.callback)

    assert rule is not None
    assert rule.needs_staff, f"/{path} is under /desk/ but open to {rule.name}"


def test_every_door_stands_in_a_room_or_an_installed_mini_app() -> None:
    owners = {room_of(_owner(door)) for _, door in DOORS}

    assert {"sagacity.registry", "sagacity.shell", "sagacity.identity"} <= owners


def _named(address: broker.Address) -> str:
    return f"{address.method} {address.template}"


@pytest.mark.parametrize("address", ADDRESSES, ids=_named)
def test_the_address_of_the_broker_has_a_face_and_an_access_rule(address: broker.Address) -> None:
    assert address.access in {"open", "read", "write", "subscribe", "administer", "administer_all"}
    assert address.face in broker.faces(), f"{_named(address)}: nobody has words for its refusals"
    assert any(address.template.startswith(prefix) for prefix in BROKER_PATHS), (
        f"{_named(address)}: the front door does not lead there, see site/asgi.py"
    )


@pytest.mark.parametrize("address", [each for each in ADDRESSES if each.access == "open"], ids=_named)
def test_an_address_of_the_broker_without_a_key_is_meant_so(address: broker.Address) -> None:
    assert _named(address) in UNGUARDED, f"{_named(address)}: let it ask for a key, or say here why not"


@pytest.mark.parametrize(
    "address",
    [each for each in ADDRESSES if each.method not in {"GET", "HEAD"}],
    ids=_named,
)
def test_whoever_may_only_read_changes_nothing(address: broker.Address) -> None:
    asks = address.template.endswith("/query")

    assert address.access != "read" or asks, f"{_named(address)} changes something: ask for more than reading"


@pytest.mark.parametrize("address", ADDRESSES, ids=_named)
def test_who_is_told_and_who_is_asked_is_no_matter_of_reading(address: broker.Address) -> None:
    """Subscriptions name receivers; registrations and peers see the questions and changes of others."""
    if "ubscriptions" in address.template:
        assert address.access == "subscribe", f"{_named(address)}: ask for the verb subscribe"
    if "egistrations" in address.template:
        allowed = {"administer"} | ({"subscribe"} if address.method == "GET" else set())
        assert address.access in allowed, f"{_named(address)}: ask for one of {sorted(allowed)}"
    if "/peers" in address.template:
        assert address.access == "administer_all", f"{_named(address)}: peers belong to no tenant"
