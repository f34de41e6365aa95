"""Whoever calls, and how far that reaches; the store answers as though nothing else existed."""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal

import msgspec

from sagacity.broker.access import grants
from sagacity.broker.access.grants import Grant
from sagacity.broker.entity import Entity
from sagacity.broker.refusals import NoKey, NotAllowed
from sagacity.broker.selection import PathScope

Verb = Literal["read", "write", "subscribe", "administer"]

ASK_FOR_A_KEY = (
    "only open data can be read without a key; show one in the header X-API-Key"
    " (the city's page for developers gives one)"
)


@dataclass(frozen=True, slots=True)
class Caller:
    """``grants`` None: everything. ``key``: the id of the key that was shown, "" if none was."""

    name: str
    key: str = ""
    grants: tuple[Grant, ...] | None = None

    @property
    def unlimited(self) -> bool:
        return self.grants is None

    def reach(self, tenant: str, verb: Verb) -> tuple[Grant, ...]:
        """The grants that speak of a verb in a tenant.

        Raises:
            NoKey, NotAllowed: there is none.
        """
        found = tuple(grant for grant in self.grants or () if grant.concerns(tenant, verb))
        if not found and not self.unlimited:
            where = f"in the tenant {tenant!r}" if tenant else "where no tenant is named"
            raise self.refusal(f"this key may not {verb} {where}")
        return found

    def refusal(self, sentence: str) -> NoKey | NotAllowed:
        """What to raise when the reach ends."""
        return NotAllowed(sentence) if self.key else NoKey(ASK_FOR_A_KEY)

    def paths(self, tenant: str, asked: tuple[PathScope, ...], verb: Verb = "read") -> tuple[PathScope, ...]:
        """What of the paths asked for lies within the reach.

        Raises:
            NoKey, NotAllowed: nothing does.
        """
        if self.unlimited:
            return asked
        scopes = {grant.scope for grant in self.reach(tenant, verb)}
        found = {both for one in asked for scope in scopes if (both := grants.both(one, scope)) is not None}
        if not found:
            named = ", ".join(scope.path for scope in asked)
            raise self.refusal(f"this key may not {verb} at {named}")
        return tuple(sorted(found, key=lambda scope: scope.path))

    def visible_attributes(
        self, tenant: str, path: str, type_: str, verb: Verb = "read"
    ) -> frozenset[str] | None:
        """The attributes shown of an entity there; None means all, an empty set none."""
        if self.unlimited:
            return None
        covering = [
            grant for grant in self.grants or () if grant.concerns(tenant, verb) and grant.covers(path, type_)
        ]
        return grants.attributes_of(covering)

    def sees(self, tenant: str, entity: Entity, verb: Verb = "read") -> Entity | None:
        """The entity with what is shown of it, None if it lies beyond the reach."""
        if self.unlimited:
            return entity
        visible = self.visible_attributes(tenant, entity.path, entity.type, verb)
        if visible is None:
            return entity
        if not visible:
            return None
        shown = {name: kept for name, kept in entity.attributes.items() if name in visible}
        return msgspec.structs.replace(entity, attributes=shown)

    def may_write(self, tenant: str, path: str, type_: str, attributes: frozenset[str]) -> bool:
        """Whether these attributes of such an entity may be set or taken away."""
        writable = self.visible_attributes(tenant, path, type_, "write")
        if writable is None:
            return True
        return bool(writable) and attributes <= writable


HOUSE = Caller("the house itself")  # no request from outside, or one whose address checks by itself
ANYONE = Caller("anyone")  # an open broker
FULL = Caller("full key")

# Whose request this task works on; everything the house does by itself may do all.
CALLER: ContextVar[Caller] = ContextVar("broker_caller", default=HOUSE)
