"""Entities in the form of an answer: alone or with what they are linked to, as JSON or as GeoJSON."""

from collections.abc import Iterable
from dataclasses import dataclass

from sagacity.broker.entity import Entity, Json
from sagacity.broker.ld import ids
from sagacity.broker.ld.face import Face
from sagacity.broker.ld.linking import fetching
from sagacity.broker.ld.linking.join import Join
from sagacity.broker.ld.linking.showing import Inlining
from sagacity.broker.ld.rendering import entity as rendering
from sagacity.broker.ld.rendering import geojson
from sagacity.broker.ld.rendering.representation import Representation
from sagacity.broker.ld.speaking.answering import GEOJSON
from sagacity.broker.ld.speaking.asking import Asked


@dataclass(frozen=True, slots=True)
class Form:
    """``kind``: the media type; ``place``: the address of the GeoProperty that becomes a geometry."""

    look: Representation
    how: Join
    kind: str
    place: str

    async def several(self, face: Face, asked: Asked, entities: list[Entity]) -> Json:
        """The entities a question found."""
        shown = await self._shown(face, asked, entities)
        return geojson.collection(shown) if self.kind == GEOJSON else shown

    async def one(self, face: Face, asked: Asked, entity: Entity) -> Json:
        """One entity; flat, it is a list too, with what it is linked to behind it."""
        shown = await self._shown(face, asked, [entity])
        if self.how.way != "flat":
            return shown[0]
        return geojson.collection(shown) if self.kind == GEOJSON else shown

    async def _shown(self, face: Face, asked: Asked, entities: list[Entity]) -> list[dict[str, Json]]:
        if not self.how.way:
            return list(map(self._as_they_are, entities))
        linked = await fetching.fetch(face, asked, entities, self.look, self.how)
        if self.how.way == "flat":
            return list(map(self._as_they_are, [*entities, *linked.values()]))
        linked |= _by_id(entities)
        inlining = Inlining(self.look, linked, self.how.met)
        return [self._feature(one, inlining.entity(one, self.how.level)) for one in entities]

    def _as_they_are(self, entity: Entity) -> dict[str, Json]:
        return self._feature(entity, rendering.render(entity, self.look))

    def _feature(self, entity: Entity, shown: dict[str, Json]) -> dict[str, Json]:
        if self.kind != GEOJSON:
            return shown
        return geojson.feature(entity, self.look, place=self.place, shown=shown)


def _by_id(entities: Iterable[Entity]) -> fetching.Linked:
    return {ids.shown(entity): entity for entity in entities}
