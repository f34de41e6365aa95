"""How far a key reaches: a tenant, a service path with everything below it, types, attributes, and verbs."""

from collections.abc import Iterable

import msgspec

from sagacity.broker.selection import PathScope

EVERY_TENANT = "*"
VERBS = ("read", "write", "subscribe", "administer")


class Grant(msgspec.Struct, frozen=True, omit_defaults=True):
    """One part of a key's reach; no types and no attributes mean all of them.

    ``tenant`` "" is the one of whoever names none, "*" every one. ``may`` holds words of VERBS.
    """

    tenant: str = ""
    path: str = "/"
    types: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    may: tuple[str, ...] = ("read",)

    @property
    def scope(self) -> PathScope:
        """The path and everything below."""
        return PathScope(self.path, subtree=True)

    def concerns(self, tenant: str, verb: str) -> bool:
        """Whether it says anything about that verb in that tenant."""
        return verb in self.may and self.tenant in (tenant, EVERY_TENANT)

    def covers(self, path: str, type_: str) -> bool:
        """Whether an entity of that type at that path lies within."""
        return (not self.types or type_ in self.types) and self.scope.covers(path)


def attributes_of(grants: Iterable[Grant]) -> frozenset[str] | None:
    """The attributes that some grants together show; None means all."""
    found: set[str] = set()
    for grant in grants:
        if not grant.attributes:
            return None
        found.update(grant.attributes)
    return frozenset(found)


def both(one: PathScope, other: PathScope) -> PathScope | None:
    """Where two scopes overlap; subtrees either hold one another or have nothing in common."""
    if one.covers(other.path):
        return other if one.subtree or not other.subtree else PathScope(other.path)
    if other.covers(one.path):
        return one if other.subtree or not one.subtree else PathScope(one.path)
    return None


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(tuple[Grant, ...])


def to_bytes(grants: tuple[Grant, ...]) -> bytes:
    """The grants as they lie in the store."""
    return _encoder.encode(grants)


def from_bytes(kept: bytes) -> tuple[Grant, ...]:
    """The grants again."""
    return _decoder.decode(kept)
