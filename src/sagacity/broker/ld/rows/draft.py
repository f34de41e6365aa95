"""An entity while a verb works on it, addressed by the addresses of its attributes."""

from collections.abc import Iterable

from sagacity.broker.entity import Attribute, Entity, Json
from sagacity.broker.ld.instance import Instance
from sagacity.broker.ld.rows import locations, scopes, types
from sagacity.broker.ld.rows.folding import fold
from sagacity.broker.ld.rows.names import Names
from sagacity.broker.ld.rows.unfolding import unfold


class Draft:
    """``touched``: short names the request carried, in order."""

    def __init__(self, entity: Entity, at: int) -> None:
        self.entity = entity
        self.at = at
        self.names = Names((entity.ld or {}).get("names"))
        self.attributes: dict[str, Attribute] = dict(entity.attributes)
        self.scopes = scopes.of(entity)
        self.types = types.of(entity)
        self.expires = entity.expires
        self.touched: list[str] = []

    def instances(self, address: str) -> list[Instance]:
        """What is there under an address; nothing if it has no such attribute."""
        kept = self.attributes.get(self.names.key(address))
        return [] if kept is None else unfold(kept, self.names)

    def put(self, address: str, term: str, instances: list[Instance]) -> None:
        """Lay these instances in the place of whatever was there; none: the attribute goes."""
        if not instances:
            self.drop(address)
            return
        key = self.names.claim(address, term, self.attributes)
        self.attributes[key] = fold(instances, self.names, self.attributes.get(key))
        self.touched.append(key)

    def drop(self, address: str) -> None:
        key = self.names.key(address)
        if self.attributes.pop(key, None) is not None:
            self.touched.append(key)

    def clear(self, *, but: Iterable[str] = ()) -> None:
        """Take every attribute away that is not named."""
        keep = {self.names.key(address) for address in but}
        for key in [key for key in self.attributes if key not in keep]:
            del self.attributes[key]
            self.touched.append(key)

    def finish(self) -> Entity:
        """The entity as it shall be kept."""
        first, type_notes = types.noted(self.types, self.entity.type)
        notes: dict[str, Json] = {
            **(self.entity.ld or {}),
            "names": {key: iri for key, iri in self.names.kept.items() if iri},
            "scopes": scopes.noted(self.scopes),
            **type_notes,
        }
        return Entity(
            id=self.entity.id,
            type=first,
            path=scopes.path_of(self.scopes),
            attributes=locations.settle(self.attributes),
            created=self.entity.created,
            modified=self.at,
            expires=self.expires,
            ld={name: note for name, note in notes.items() if note} or None,
            seq=self.entity.seq,
        )
