"""The table of addresses: each with the room that answers it and what a caller must be allowed."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from sagacity.broker.door.request import Request, Response

Handler = Callable[[Request], Awaitable[Response]]
# "administer_all": what belongs to no tenant, such as peers.
Access = Literal["open", "read", "write", "subscribe", "administer", "administer_all"]


@dataclass(frozen=True, slots=True)
class Route:
    """``template`` such as ``/v2/entities/{id}/attrs``; a part in braces takes one part of the path.

    ``face`` decides in which words a refusal is said: "v2", "ld", "iot", "history", "portal".
    """

    method: str
    template: str
    handler: Handler
    access: Access
    face: str


class Routes:
    """A hand-made router: exact addresses by one look, the others part by part."""

    def __init__(self, routes: list[Route]) -> None:
        self.all = routes
        self._exact: dict[str, dict[str, Route]] = {}
        self._shaped: dict[int, list[tuple[tuple[str, ...], dict[str, Route]]]] = {}
        for route in routes:
            self._add(route)

    def _add(self, route: Route) -> None:
        if "{" not in route.template:
            self._exact.setdefault(route.template, {})[route.method] = route
            return
        parts = tuple(route.template.split("/"))
        shapes = self._shaped.setdefault(len(parts), [])
        for known, methods in shapes:
            if known == parts:
                methods[route.method] = route
                return
        shapes.append((parts, {route.method: route}))

    def find(self, path: str) -> tuple[dict[str, Route], dict[str, str]] | None:
        """The methods an address knows and its named parts (still percent-encoded), or None.

        One slash at the end is passed over: common clients write it.
        """
        if (methods := self._exact.get(path)) is not None:
            return methods, {}
        asked = path.split("/")
        if len(asked) > 2 and not asked[-1]:
            return self.find(path[:-1]) if asked[-2] else None
        for parts, methods in self._shaped.get(len(asked), ()):
            named = _fit(parts, asked)
            if named is not None:
                return methods, named
        return None


def _fit(parts: tuple[str, ...], asked: list[str]) -> dict[str, str] | None:
    named: dict[str, str] = {}
    for part, given in zip(parts, asked, strict=True):
        if part.startswith("{"):
            if not given:
                return None
            named[part[1:-1]] = given
        elif part != given:
            return None
    return named
