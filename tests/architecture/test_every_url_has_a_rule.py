from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from sagacity.kit import policy
from tests.architecture.contracts import room_of


def _doors(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _doors(entry, prefix + str(entry.pattern))
        else:
            yield prefix + str(entry.pattern), entry


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
