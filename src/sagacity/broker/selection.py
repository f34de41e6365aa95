"""Which entities a question is about; every face fills it in, the store and the predicates answer it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from sagacity.broker.entity import Entity

Comparison = Literal["==", ">", "<", ">=", "<="]


@dataclass(frozen=True, slots=True)
class Hint:
    """A necessary condition on a plain attribute (no inner path) that an index can answer.

    ``value`` is a number, or text (also for dates, in their normal form). The predicate still decides.
    """

    attribute: str
    comparison: Comparison
    value: float | str


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in degrees, longitude first, outside of which nothing can fit."""

    west: float
    south: float
    east: float
    north: float


class Predicate(Protocol):
    """A compiled condition; all parts of a selection must hold."""

    def matches(self, entity: Entity) -> bool: ...
    @property
    def hints(self) -> tuple[Hint, ...]: ...  # necessary conditions, joined by AND
    @property
    def box(self) -> Box | None: ...  # necessary, for conditions on the location


@dataclass(frozen=True, slots=True)
class PathScope:
    """A service path, or the whole subtree below it (``/a/#``)."""

    path: str
    subtree: bool = False

    def covers(self, path: str) -> bool:
        if path == self.path:
            return True
        if not self.subtree:
            return False
        return self.path == "/" or path.startswith(f"{self.path}/")


EVERYWHERE = PathScope("/", subtree=True)


@dataclass(frozen=True, slots=True)
class Reach:
    """One part of what a caller may see: a scope, and there these types (none named: all)."""

    scope: PathScope
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """One step of sorting: the key of an entity, None where it has none."""

    key: Callable[[Entity], object]
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Selection:
    """Conditions joined by AND. Empty tuples mean "any".

    Without ``order`` the oldest entity comes first; ties in ``order`` are broken by (seq).
    ``any_of`` holds alternatives (NGSIv2 batch query): an entity must fit one of them, if there are any.
    ``within`` is the reach of the caller (nothing: all), ``sight`` leaves of an entity what the caller sees,
    before anything else is asked about it.
    """

    tenant: str
    paths: tuple[PathScope, ...] = (EVERYWHERE,)
    ids: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    id_pattern: str = ""  # a linear-time regular expression (RE2), searched
    type_pattern: str = ""
    any_of: tuple["Subject", ...] = ()
    predicates: tuple[Predicate, ...] = ()
    having: tuple[str, ...] = ()  # names: an entity must have at least one of these attributes
    order: tuple[Order, ...] = ()
    limit: int = 20
    offset: int = 0
    after: int = 0  # only entities with a greater ``seq``: the next piece of a long walk
    count: bool = False
    within: tuple[Reach, ...] = ()
    sight: Callable[[Entity], Entity] | None = None

    def covers(self, path: str, type_: str) -> bool:
        """Whether what lies there can be meant at all, by paths, types and reach."""
        if self.types and type_ not in self.types:
            return False
        if not any(scope.covers(path) for scope in self.paths):
            return False
        return not self.within or any(
            (not reach.types or type_ in reach.types) and reach.scope.covers(path) for reach in self.within
        )


@dataclass(frozen=True, slots=True)
class Subject:
    """One alternative of a batch query or a subscription: id or pattern, type or pattern; "" means any."""

    id: str = ""
    id_pattern: str = ""
    type: str = ""
    type_pattern: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an answer; ``total`` is None unless it was asked for."""

    entities: list[Entity]
    total: int | None = None
