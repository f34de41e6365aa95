"""What of one question lies within a caller's reach, in words an Orion understands: paths, types, names."""

from collections.abc import Iterable
from dataclasses import dataclass

from sagacity.broker.access import grants as reaching
from sagacity.broker.access.caller import Caller, Verb
from sagacity.broker.access.grants import Grant
from sagacity.broker.querying import patterns
from sagacity.broker.refusals import NotSupported
from sagacity.broker.selection import PathScope
from sagacity.broker.v2.headers import MOST_PATHS

OTHER = ""  # stands for every type that no grant names
_UNEVEN = (
    "this key reaches different things at different service paths, which cannot be one question to the Orion"
    " behind us; ask at one of them, by the header Fiware-ServicePath: "
)


@dataclass(frozen=True, slots=True)
class Span:
    """``grants`` hold at every one of ``scopes``, whole."""

    scopes: tuple[PathScope, ...]
    grants: tuple[Grant, ...]

    @property
    def types(self) -> tuple[str, ...]:
        """The types that are reached, () for any."""
        if any(not grant.types for grant in self.grants):
            return ()
        return tuple(sorted({name for grant in self.grants for name in grant.types}))

    def attributes(self, type_: str) -> frozenset[str] | None:
        """What is seen of an entity of a type; None means all, an empty set none of it."""
        return reaching.attributes_of(g for g in self.grants if not g.types or type_ in g.types)

    def narrowed(self, asked: tuple[str, ...], pattern: str = "") -> tuple[str, ...] | None:
        """Of the types asked for (none: any) those that are reached; () for any, None for nothing at all."""
        allowed = self.types
        if asked and allowed:
            return tuple(name for name in asked if name in allowed) or None
        if asked or not allowed:
            return asked
        fits = patterns.compile(pattern).fits if pattern else _any
        return tuple(name for name in allowed if fits(name)) or None

    def kinds(self, types: tuple[str, ...]) -> tuple[str, ...]:
        """The same types, with those that differ in what is seen of them where any is meant."""
        named = {name for grant in self.grants for name in grant.types}
        return types or (*sorted(named), OTHER)

    def in_all(self, types: tuple[str, ...]) -> frozenset[str] | None:
        """The attributes seen of every one of these types: only about them may be asked."""
        sets = [seen for name in self.kinds(types) if (seen := self.attributes(name)) is not None]
        return frozenset.intersection(*sets) if sets else None

    def in_any(self, types: tuple[str, ...]) -> frozenset[str] | None:
        """The attributes seen of at least one of them."""
        sets = [self.attributes(name) for name in self.kinds(types)]
        return None if None in sets else frozenset().union(*(one for one in sets if one is not None))

    def is_even(self, types: tuple[str, ...]) -> bool:
        """Whether the same attributes are seen of each."""
        return len({self.attributes(name) for name in self.kinds(types)}) == 1

    def shown(
        self, entity: dict[str, object], kept: Iterable[str], *, type_: str | None = None
    ) -> dict[str, object] | None:
        """An entity, in full or plain form, with what is seen of it; None if it lies beyond."""
        named = str(entity.get("type", "")) if type_ is None else type_
        allowed = self.types
        if allowed and named not in allowed:
            return None
        seen = self.attributes(named)
        if seen is None:
            return entity
        return {name: value for name, value in entity.items() if name in seen or name in kept}


def _any(name: str) -> bool:
    return True


def span(
    caller: Caller, tenant: str, asked: tuple[PathScope, ...], verb: Verb, *, types: tuple[str, ...] = ()
) -> Span:
    """The part of a caller's reach that a question is about; ``types`` are those it names.

    Raises:
        NoKey, NotAllowed: nothing of it.
        NotSupported: it would take several questions.
    """
    caller.paths(tenant, asked, verb)
    reach = caller.reach(tenant, verb)
    grants = _widest(
        tuple(g for g in reach if not types or not g.types or set(g.types) & set(types)) or reach
    )
    scopes = _outermost(
        {both for one in asked for g in grants if (both := reaching.both(one, g.scope)) is not None}
    )
    found: set[frozenset[Grant]] = set()
    for scope in scopes:
        near = [grant for grant in grants if reaching.both(grant.scope, scope) is not None]
        if any(reaching.both(grant.scope, scope) != scope for grant in near):
            raise NotSupported(_UNEVEN + ", ".join(sorted({grant.path for grant in grants})))
        found.add(frozenset(Grant(types=grant.types, attributes=grant.attributes) for grant in near))
    if len(found) > 1 or len(scopes) > MOST_PATHS:
        raise NotSupported(_UNEVEN + ", ".join(sorted({grant.path for grant in grants})))
    return Span(scopes, tuple(found.pop()) if found else ())


def _widest(grants: tuple[Grant, ...]) -> tuple[Grant, ...]:
    """Without those that say nothing another does not say."""
    found = list(dict.fromkeys(grants))
    return tuple(
        one for one in found if not any(other is not one and _holds(other, one, found) for other in found)
    )


def _holds(wide: Grant, narrow: Grant, order: list[Grant]) -> bool:
    """Whether everything of ``narrow`` lies in ``wide``; of two that say the same the first stays."""
    if not _includes(wide, narrow):
        return False
    return not _includes(narrow, wide) or order.index(wide) < order.index(narrow)


def _includes(wide: Grant, narrow: Grant) -> bool:
    types, attributes = set(narrow.types), set(narrow.attributes)
    return (
        wide.scope.covers(narrow.path)
        and (not wide.types or (bool(types) and types <= set(wide.types)))
        and (not wide.attributes or (bool(attributes) and attributes <= set(wide.attributes)))
    )


def _outermost(scopes: set[PathScope]) -> tuple[PathScope, ...]:
    """Without those that lie within another."""
    kept = (
        one
        for one in scopes
        if not any(other != one and reaching.both(other, one) == one for other in scopes)
    )
    return tuple(sorted(kept, key=lambda scope: scope.path))
