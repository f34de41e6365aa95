"""What can be done to a whole entity. Each makes a verb for the writer."""

import msgspec

from sagacity.broker.entity import Entity
from sagacity.broker.ld.instance import Instance
from sagacity.broker.ld.reading.entity import Body
from sagacity.broker.ld.rows.draft import Draft
from sagacity.broker.ld.verbs import outcome
from sagacity.broker.ld.verbs.merging import fresh, merged
from sagacity.broker.refusals import AlreadyExists, NotFound
from sagacity.broker.writing.change import After, Verb


def create(body: Body) -> Verb:
    """Make an entity that is not there yet."""

    def verb(entity: Entity | None, at: int) -> After:
        if entity is not None:
            raise AlreadyExists(f"{body.id} exists already")
        return _after(_fill(_empty(body, at), body, whole=True))

    return verb


def replace(body: Body) -> Verb:
    """Put this in the place of everything the entity was; its age stays."""

    def verb(entity: Entity | None, at: int) -> After:
        return _after(_fill(Draft(_existing(entity, body.id), at), body, whole=True))

    return verb


def upsert(body: Body, *, whole: bool) -> Verb:
    """Make the entity or, if it is there, replace it (``whole``) or lay the attributes over its own."""

    def verb(entity: Entity | None, at: int) -> After:
        if entity is None:
            return _after(_fill(_empty(body, at), body, whole=True))
        return _after(_fill(Draft(entity, at), body, whole=whole))

    return verb


def merge(body: Body, *, lang: str = "") -> Verb:
    """Lay a fragment over an entity, member by member."""

    def verb(entity: Entity | None, at: int) -> After:
        draft = Draft(_existing(entity, body.id), at)
        _head(draft, body, whole=False)
        for address, fragments in body.attributes.items():
            if fragments[0].gone and not fragments[0].dataset:
                draft.drop(address)
                continue
            kept = merged(draft.instances(address), fragments, at=at, deep=True, lang=lang)
            draft.put(address, body.terms.get(address, address), kept)
        return _after(draft)

    return verb


def append(body: Body, *, overwrite: bool = True) -> Verb:
    """Add attributes; those that are there are replaced, or left alone and named."""

    def verb(entity: Entity | None, at: int) -> After:
        draft = Draft(_existing(entity, body.id), at)
        _head(draft, body, whole=False, scope=overwrite or not draft.scopes)
        left: dict[str, str] = {}
        done: list[str] = []
        for address, instances in body.attributes.items():
            there = {one.dataset for one in draft.instances(address)}
            kept = [one for one in instances if overwrite or one.dataset not in there]
            if kept:
                _overlay(draft, address, body, kept)
                done.append(address)
            if len(kept) < len(instances):
                left[address] = "it exists already and noOverwrite was asked for"
        return _after(draft, outcome.trouble(done, left))

    return verb


def update(body: Body) -> Verb:
    """Replace attributes that are there; those that are not are named."""

    def verb(entity: Entity | None, at: int) -> After:
        draft = Draft(_existing(entity, body.id), at)
        _head(draft, body, whole=False)
        left: dict[str, str] = {}
        done: list[str] = []
        for address, instances in body.attributes.items():
            there = {one.dataset for one in draft.instances(address)}
            kept = [one for one in instances if one.dataset in there]
            if kept:
                _overlay(draft, address, body, kept)
                done.append(address)
            if len(kept) < len(instances):
                left[address] = "the entity has no such attribute"
        return _after(draft, outcome.trouble(done, left))

    return verb


def delete(entity_id: str) -> Verb:
    """Take an entity away."""

    def verb(entity: Entity | None, at: int) -> After:
        _existing(entity, entity_id)
        return After(None)

    return verb


def _existing(entity: Entity | None, entity_id: str) -> Entity:
    if entity is None:
        raise NotFound(f"there is no entity {entity_id}")
    return entity


def _empty(body: Body, at: int) -> Draft:
    return Draft(Entity(id=body.id, type=next(iter(body.types.values()), ""), created=at), at)


def _fill(draft: Draft, body: Body, *, whole: bool) -> Draft:
    _head(draft, body, whole=whole)
    if whole:
        draft.clear(but=body.attributes)
    for address, instances in body.attributes.items():
        if whole:
            created = {one.dataset: one.created for one in draft.instances(address)}
            kept = [
                fresh(one, at=draft.at, created=created.get(one.dataset, draft.at))
                for one in instances
                if not one.gone
            ]
            draft.put(address, body.terms.get(address, address), kept)
        else:
            _overlay(draft, address, body, instances)
    return draft


def _head(draft: Draft, body: Body, *, whole: bool, scope: bool = True) -> None:
    """Types are added, or exchanged as a whole; scopes and expiry change when something was said."""
    if whole and body.types:
        draft.types = dict(body.types)
    else:
        new = {iri: name for iri, name in body.types.items() if iri not in draft.types}
        draft.types = {**draft.types, **new}
    if scope and body.scopes is not None:
        draft.scopes = body.scopes
    if body.expires is not None or whole:
        draft.expires = body.expires or None


def _overlay(draft: Draft, address: str, body: Body, instances: list[Instance]) -> None:
    """Put instances in the place of those with the same datasetId, and leave the others."""
    found = {one.dataset: one for one in draft.instances(address)}
    for one in instances:
        was = found.pop(one.dataset, None) if one.gone else found.get(one.dataset)
        if not one.gone:
            found[one.dataset] = fresh(one, at=draft.at, created=was.created if was else draft.at)
    draft.put(address, body.terms.get(address, address), list(found.values()))


def _after(draft: Draft, trouble: outcome.NotAllUpdated | None = None) -> After:
    entity = draft.finish()
    if not draft.touched and _same(entity, draft.entity):
        entity = draft.entity
    return After(entity, touched=tuple(dict.fromkeys(draft.touched)), trouble=trouble)


def _same(one: Entity, other: Entity) -> bool:
    return msgspec.structs.replace(one, modified=other.modified) == other
