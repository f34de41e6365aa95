"""Linked entities, fetched level by level: each once, never more than one answer may hold."""

from collections.abc import Iterable

from sagacity.broker.entity import Entity
from sagacity.broker.ld import ids
from sagacity.broker.ld.errors import TooManyResults
from sagacity.broker.ld.face import Face
from sagacity.broker.ld.federating import reading as federated
from sagacity.broker.ld.instance import Instance
from sagacity.broker.ld.linking import join, relations
from sagacity.broker.ld.linking.join import Join
from sagacity.broker.ld.rendering.representation import Representation
from sagacity.broker.ld.rows.names import Names
from sagacity.broker.ld.rows.unfolding import unfold
from sagacity.broker.ld.speaking.asking import Asked

Linked = dict[str, Entity]  # shown id → entity


async def fetch(
    face: Face, asked: Asked, entities: Iterable[Entity], look: Representation, how: Join
) -> Linked:
    """What the shown relationships of some entities lead to, in the order in which it is met.

    Raises:
        TooManyResults: it would be more than one answer holds.
    """
    found: Linked = {}
    edge = list(entities)
    there = {ids.shown(entity): entity for entity in edge}
    for _ in range(how.level if how.way else 0):
        wanted = dict(target for entity in edge for target in _targets(entity, look))
        missing = [id_ for id_ in wanted if id_ not in there and id_ not in how.met]
        if len(found) + len(missing) > join.MOST:
            raise TooManyResults(
                f"the answer would hold more than {join.MOST} linked entities;"
                " ask with a smaller limit, a smaller joinLevel, or pick fewer relationships"
            )
        new = await _rows(face, asked, {id_: wanted[id_] for id_ in missing})
        found |= new
        there |= new
        edge = list(new.values())
    return found


def _targets(entity: Entity, look: Representation) -> Iterable[tuple[str, bool]]:
    """(id, whether the relationship says of which type it is) of what may be shown."""
    names = Names((entity.ld or {}).get("names"))
    for key, attribute in entity.attributes.items():
        if look.shows(names.iri(key)):
            for instance in unfold(attribute, names):
                yield from ((id_, "objectType" in instance.members) for id_ in _of(instance))


def _of(instance: Instance) -> list[str]:
    return [id_ for id_ in relations.targets([instance]) if ids.is_uri(id_)]


async def _rows(face: Face, asked: Asked, wanted: dict[str, bool]) -> Linked:
    """Those that are here; one whose type is named may also lie with a context source."""
    found = await face.rows(asked.tenant, wanted)
    for id_, is_typed in wanted.items():
        if is_typed and id_ not in found:
            elsewhere = await federated.one(face, asked, id_)
            if elsewhere is not None:
                found[id_] = elsewhere
    return {id_: found[id_] for id_ in wanted if id_ in found}
