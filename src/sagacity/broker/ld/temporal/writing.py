"""Points that come with their own moments: laid into the history, the newest also into the present."""

from dataclasses import replace

from sagacity.broker.entity import Entity, Json
from sagacity.broker.history import beside, instances
from sagacity.broker.history.beside import Noted
from sagacity.broker.history.points import split
from sagacity.broker.history.recording import Recorder
from sagacity.broker.ld import times
from sagacity.broker.ld.contexts.context import Context
from sagacity.broker.ld.instance import Instance
from sagacity.broker.ld.reading import attribute, entity
from sagacity.broker.ld.reading.entity import Body
from sagacity.broker.ld.rows.folding import fold
from sagacity.broker.ld.rows.names import Names
from sagacity.broker.ld.rows.unfolding import unfold
from sagacity.broker.ld.terms import ENTITY_MEMBERS
from sagacity.broker.refusals import BadRequest
from sagacity.broker.store.base import Session

Evolution = dict[str, list[Instance]]  # address → instances, the oldest first


def read(given: Json, context: Context, *, whole: bool) -> tuple[Body, Evolution]:
    """(the entity with the newest instance of each attribute, all instances)."""
    if not isinstance(given, dict):
        raise BadRequest("the past of an entity is a JSON object")
    head = {name: said for name, said in given.items() if name in ENTITY_MEMBERS}
    terms = {context.expand(name): name for name in given if name not in ENTITY_MEMBERS}
    evolution = {
        context.expand(name): instances_of(name, said, context)
        for name, said in given.items()
        if name not in ENTITY_MEMBERS
    }
    body = entity.whole(head, context) if whole else entity.fragment(head, context)
    newest = {address: list(latest(found).values()) for address, found in evolution.items()}
    return replace(body, attributes=newest, terms=terms), evolution


def instances_of(name: str, given: Json, context: Context) -> list[Instance]:
    """The instances of one attribute, the oldest first; each needs its moment."""
    listed = given if isinstance(given, list) else [given]
    if not listed:
        raise BadRequest(f"attribute {name} has no instances")
    found: list[Instance] = []
    for one in listed:
        instance = attribute.whole(name, one, context)[0]
        if instance.gone or "observedAt" not in instance.members:
            raise BadRequest(f"attribute {name}: every instance needs a value and its observedAt")
        found.append(instance)
    return sorted(found, key=_moment)


def latest(given: list[Instance]) -> dict[str, Instance]:
    """The newest instance of each datasetId."""
    return {one.dataset: one for one in given}


def _moment(instance: Instance) -> int:
    return times.milliseconds(instance.members["observedAt"])


def is_newer(row: Entity, address: str, instance: Instance) -> bool:
    """Whether an instance was observed after what the entity shows now under its datasetId."""
    names = Names((row.ld or {}).get("names"))
    kept = row.attributes.get(names.key(address))
    there = [one for one in unfold(kept, names) if one.dataset == instance.dataset] if kept else []
    if not there or "observedAt" not in there[0].members:
        return True
    return _moment(there[0]) < _moment(instance)


def append(session: Session, found: list[Noted], *, kind: str) -> None:
    """Lay points into the history."""
    Recorder(kind=kind).append_noted(session, found)


def rows(row: Entity, *, tenant: str, older: Evolution, at: int) -> list[Noted]:
    """Instances as points of the history of an entity."""
    names = Names((row.ld or {}).get("names"))
    found: list[Noted] = []
    for address, given in older.items():
        key = names.key(address)
        for instance in given:
            kept = fold([instance], names, row.attributes.get(key))
            whose = (tenant, row.path, row.id, row.type, instances.name_of(key, instance.dataset), kept.type)
            found.append(Noted((*whose, _moment(instance), at, *split(kept.value)), beside.of(kept)))
    return found
