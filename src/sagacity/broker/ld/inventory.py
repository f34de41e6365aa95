"""Which types and attributes a tenant has: addresses, told from the tally and never from all rows."""

from collections import Counter
from dataclasses import dataclass, field

import orjson

from sagacity.broker.access.caller import Caller
from sagacity.broker.ld.rows import names
from sagacity.broker.selection import Selection
from sagacity.broker.store import tally
from sagacity.broker.store.base import Session
from sagacity.broker.store.tally import Facet


@dataclass(slots=True)
class Inventory:
    """Addresses throughout: type → attribute → the kinds it comes in."""

    entities: int = 0
    attributes_of_type: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    count_of_type: Counter[str] = field(default_factory=Counter)
    count_of_attribute: Counter[str] = field(default_factory=Counter)

    def types_of_attribute(self, address: str) -> list[str]:
        return [one for one, attributes in self.attributes_of_type.items() if address in attributes]

    def kinds_of_attribute(self, address: str) -> set[str]:
        every = (attributes.get(address, set()) for attributes in self.attributes_of_type.values())
        return set().union(*every)

    def add(self, facet: Facet, n: int) -> None:
        """So many entities have this facet."""
        types = [str(one) for one in orjson.loads(facet.types)] if facet.types else [names.iri(facet.type)]
        if not facet.attr:
            self.entities += n
            for type_ in types:
                self.count_of_type[type_] += n
                self.attributes_of_type.setdefault(type_, {})
            return
        address = facet.iri or names.iri(facet.attr)
        self.count_of_attribute[address] += n
        for type_ in types:
            self.attributes_of_type.setdefault(type_, {}).setdefault(address, set()).add(facet.kind)


def take(session: Session, *, tenant: str, at: int, caller: Caller) -> Inventory:
    """What is alive in a tenant at a moment, as far as the caller sees."""
    found = Inventory()
    for facet, n in tally.facets(session, Selection(tenant), at=at).items():
        visible = caller.visible_attributes(tenant, facet.path, facet.type)
        if visible is None or facet.attr in visible or (visible and not facet.attr):
            found.add(facet, n)
    return found
