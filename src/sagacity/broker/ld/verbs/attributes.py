"""What can be done to one attribute of an entity. Each makes a verb for the writer."""

from sagacity.broker.entity import Entity
from sagacity.broker.ld.instance import Instance
from sagacity.broker.ld.rows.draft import Draft
from sagacity.broker.ld.verbs.merging import fresh, merged
from sagacity.broker.refusals import NotFound
from sagacity.broker.writing.change import After, Verb


def patch(address: str, fragments: list[Instance]) -> Verb:
    """Change some members of an attribute; the others stay."""

    def verb(entity: Entity | None, at: int) -> After:
        draft, there = _found(entity, address, at)
        for fragment in fragments:
            _instance(there, address, fragment.dataset)
        draft.put(address, address, merged(there, fragments, at=at, deep=False))
        return After(draft.finish(), touched=tuple(draft.touched))

    return verb


def replace(address: str, instances: list[Instance]) -> Verb:
    """Put an attribute in the place of the one that is there."""

    def verb(entity: Entity | None, at: int) -> After:
        draft, there = _found(entity, address, at)
        found = {one.dataset: one for one in there}
        for one in instances:
            was = _instance(there, address, one.dataset)
            found[one.dataset] = fresh(one, at=at, created=was.created)
        draft.put(address, address, list(found.values()))
        return After(draft.finish(), touched=tuple(draft.touched))

    return verb


def delete(address: str, *, dataset: str = "", every: bool = False) -> Verb:
    """Take away the default instance, the one with a datasetId, or ``every`` one."""

    def verb(entity: Entity | None, at: int) -> After:
        draft, there = _found(entity, address, at)
        if not every:
            _instance(there, address, dataset)
        left = [] if every else [one for one in there if one.dataset != dataset]
        draft.put(address, address, left)
        return After(draft.finish(), touched=tuple(draft.touched))

    return verb


def _found(entity: Entity | None, address: str, at: int) -> tuple[Draft, list[Instance]]:
    if entity is None:
        raise NotFound("there is no such entity")
    draft = Draft(entity, at)
    there = draft.instances(address)
    if not there:
        raise NotFound(f"the entity has no attribute {address}")
    return draft, there


def _instance(there: list[Instance], address: str, dataset: str) -> Instance:
    for one in there:
        if one.dataset == dataset:
            return one
    raise NotFound(f"the attribute {address} has no instance {dataset or 'without datasetId'}")
