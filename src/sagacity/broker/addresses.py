"""The addresses of the broker, for documents and for the tests that watch over them."""

from dataclasses import dataclass

from sagacity.broker.assembly import Service
from sagacity.broker.settings import Settings


@dataclass(frozen=True, slots=True)
class Address:
    """Where the broker answers, by which module, in whose words it refuses, what a caller must be let do.

    ``access`` "open": the address lets everyone in, or looks for itself at what is shown.
    """

    method: str
    template: str
    owner: str
    face: str
    access: str


def addresses() -> list[Address]:
    """All of them, in alphabetical order; nothing is started."""
    routes = Service(Settings(store="unused.sqlite3")).routes
    found = [
        Address(route.method, route.template, _owner(route.handler), route.face, route.access)
        for route in routes
    ]
    return sorted(found, key=lambda address: (address.template, address.method))


def faces() -> set[str]:
    """Faces that have words for a refusal."""
    return set(Service(Settings(store="unused.sqlite3")).door.faces)


def _owner(handler: object) -> str:
    inner = getattr(handler, "func", handler)
    return str(getattr(inner, "__module__", type(inner).__module__))
