"""Entities with what they are linked to inside them (4.5.23.2)."""

from dataclasses import dataclass

from sagacity.broker.entity import Entity, Json
from sagacity.broker.ld import ids
from sagacity.broker.ld.errors import TooManyResults
from sagacity.broker.ld.instance import Instance
from sagacity.broker.ld.linking import join, relations
from sagacity.broker.ld.linking.fetching import Linked
from sagacity.broker.ld.rendering import entity as rendering
from sagacity.broker.ld.rendering.representation import Representation
from sagacity.broker.ld.rows.names import Names


@dataclass(slots=True)
class Inlining:
    """Shows entities; one that contains itself is not shown again inside."""

    look: Representation
    linked: Linked
    met: frozenset[str]
    shown: int = 0

    def entity(self, entity: Entity, level: int, above: frozenset[str] = frozenset()) -> dict[str, Json]:
        """The entity, with what its relationships lead to, ``level`` deep."""
        found = rendering.render(entity, self.look)
        if level == 0:
            return found
        above = above | self.met | {ids.shown(entity)}
        names = Names((entity.ld or {}).get("names"))
        for key, attribute in entity.attributes.items():
            address = names.iri(key)
            name = self.look.context.compact(address)
            instances = rendering.wanted(attribute, names, self.look)
            if self.look.shows(address) and any(one.kind in relations.KINDS for one in instances):
                found[name] = self._attribute(found[name], instances, level, above)
        return found

    def _attribute(self, shown: Json, instances: list[Instance], level: int, above: frozenset[str]) -> Json:
        if isinstance(shown, dict) and set(shown) == {"dataset"} and self.look.form == "simplified":
            inside = {
                name: self._with(said, one, level, above)
                for (name, said), one in zip(shown["dataset"].items(), instances, strict=True)
            }
            return {"dataset": inside}
        if len(instances) == 1:
            return self._with(shown, instances[0], level, above)
        return [self._with(said, one, level, above) for said, one in zip(shown, instances, strict=True)]

    def _with(self, shown: Json, instance: Instance, level: int, above: frozenset[str]) -> Json:
        if instance.kind not in relations.KINDS:
            return shown
        inside = {
            id_: self._one(self.linked[id_], level, above)
            for id_ in relations.of(instance)
            if id_ in self.linked and id_ not in above
        }
        if not inside:
            return shown
        several = isinstance(instance.value, list)
        if self.look.form == "simplified":
            listed = [inside.get(id_, id_) for id_ in relations.of(instance)]
            return listed if several else listed[0]
        member = "entityList" if instance.kind == "ListRelationship" else "entity"
        return {**shown, member: list(inside.values()) if several else next(iter(inside.values()))}

    def _one(self, entity: Entity, level: int, above: frozenset[str]) -> dict[str, Json]:
        self.shown += 1
        if self.shown > join.MOST:
            raise TooManyResults(
                f"the answer would show more than {join.MOST} linked entities; join=flat shows each once"
            )
        return self.entity(entity, level - 1, above)
