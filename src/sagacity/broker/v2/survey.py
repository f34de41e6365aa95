"""How many entities of each type a tenant has, and which attributes of which types."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sagacity.broker.access import guarding
from sagacity.broker.access.caller import CALLER, Caller
from sagacity.broker.broker import Broker
from sagacity.broker.selection import PathScope, Selection
from sagacity.broker.store import tally
from sagacity.broker.store.base import Session


@dataclass(frozen=True, slots=True)
class Survey:
    """Where to look, and how much of it whoever asks may see; read from the tally, never from all rows."""

    selection: Selection
    caller: Caller
    at: int

    def counts(self, session: Session, types: Iterable[str] = ()) -> dict[str, int]:
        """How many entities of each type."""
        return tally.counts(session, replace(self.selection, types=tuple(types)), at=self.at)

    def attributes(self, session: Session, types: Iterable[str]) -> dict[str, dict[str, list[str]]]:
        """type → attribute → its types, all in alphabetical order."""
        facets = tally.facets(session, replace(self.selection, types=tuple(types)), at=self.at)
        seen = {
            (facet.type, facet.attr, facet.attr_type) for facet in facets if facet.attr and self._shows(facet)
        }
        found: dict[str, dict[str, list[str]]] = {}
        for type_, name, kind in sorted(seen):
            found.setdefault(type_, {}).setdefault(name, []).append(kind)
        return found

    def _shows(self, facet: tally.Facet) -> bool:
        visible = self.caller.visible_attributes(self.selection.tenant, facet.path, facet.type)
        return visible is None or facet.attr in visible


def survey(broker: Broker, *, tenant: str, paths: tuple[PathScope, ...]) -> Survey:
    """A survey for whoever asks just now."""
    selection = guarding.narrowed(Selection(tenant, paths=paths))
    return Survey(selection, CALLER.get(), broker.clock())
