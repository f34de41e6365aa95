"""Questions answered from here and from elsewhere."""

from dataclasses import dataclass, replace

import msgspec

from sagacity.broker.access import guarding
from sagacity.broker.entity import Entity
from sagacity.broker.federating import filling
from sagacity.broker.federating.journey import Journey
from sagacity.broker.ld import ids
from sagacity.broker.ld.face import Face
from sagacity.broker.ld.federating.asking import Remote, Sought, ask
from sagacity.broker.ld.federating.joining import joined
from sagacity.broker.ld.federating.source import Source
from sagacity.broker.ld.querying.selecting import Question
from sagacity.broker.ld.speaking.asking import Asked
from sagacity.broker.querying.condition import Test
from sagacity.broker.selection import Page, Selection


async def find(face: Face, asked: Asked, question: Question, *, limit: int, offset: int, count: bool) -> Page:
    """One page; with sources, whatever has to be laid together is laid together before it is filtered."""
    sources = await _sources(face, asked, "queryEntity", question.sources)
    if sources:
        return await _joined(face, asked, question, sources, limit=limit, offset=offset, count=count)
    selection = await question.selection(asked.tenant, face.notes, limit=limit, offset=offset, count=count)
    page = await face.broker.find(selection)
    if _is_local(asked) or not filling.concerns(face.broker, asked.tenant):
        return page
    return await filling.fill(face.broker, asked.request, selection, page)


async def _sources(face: Face, asked: Asked, operation: str, meant: Test | None = None) -> list[Source]:
    if _is_local(asked):
        return []
    at = face.broker.clock()
    found = [one for one in await face.sources.of_tenant(asked.tenant) if one.does(operation, at=at)]
    return [one for one in found if meant is None or meant(one.described)]


def _is_local(asked: Asked) -> bool:
    return asked.request.query.get("local") == "true"


async def _joined(
    face: Face,
    asked: Asked,
    question: Question,
    sources: list[Source],
    *,
    limit: int,
    offset: int,
    count: bool,
) -> Page:
    """One page of what is here, in its order, then of what only sources have.

    An entity that sources know too is laid together before it is judged; the store judges all others.
    """
    named = tuple(id_ for one in question.wanted for id_ in one.ids)
    attributes = question.attrs if question.q is None and question.geo is None else frozenset()
    sought = Sought(named, question.types, attributes)
    remotes = await ask(face.broker, face.sources, Journey.of(asked.request), sources, sought)
    together = await _together(face, asked, Question(wanted=question.wanted), remotes)
    fits = question.test()

    def test(entity: Entity) -> bool:
        both = together.here.get(ids.shown(entity), entity)
        return both is not None and fits(both)

    question = replace(question, q=None, geo=None, scope=None, attrs=frozenset(), exactly=test)
    selection = await question.selection(asked.tenant, face.notes, limit=limit, offset=offset, count=True)
    page = await face.broker.find(selection)
    if filling.concerns(face.broker, asked.tenant):
        page = await filling.fill(face.broker, asked.request, selection, page)
    further = [one for one in together.elsewhere if fits(one)]
    skipped = max(0, offset - (page.total or 0))
    shown = [_laid(entity, together.here.get(ids.shown(entity))) for entity in page.entities]
    shown += further[skipped : skipped + limit - len(shown)]
    return Page(shown, (page.total or 0) + len(further) if count else None)


@dataclass(frozen=True, slots=True)
class Together:
    """``here``: shown id → the local entity with what sources have of it, None if nothing of it is seen."""

    here: dict[str, Entity | None]
    elsewhere: list[Entity]


async def _together(face: Face, asked: Asked, who: Question, remotes: list[Remote]) -> Together:
    """What sources answered, laid over the local entities it is about."""
    named = list(dict.fromkeys(ids.shown(remote.entity) for remote in remotes))
    meant = who.test()
    rows = await face.rows(asked.tenant, named)
    local = {id_: row for id_, row in rows.items() if meant(row)}
    both = joined(local, remotes)
    seen = {ids.shown(one): one for one in guarding.seen(asked.tenant, both.values())}
    return Together(
        {id_: seen.get(id_) for id_ in local}, [seen[id_] for id_ in both if id_ not in local and id_ in seen]
    )


def _laid(entity: Entity, both: Entity | None) -> Entity:
    """An entity of the page with what sources have of it."""
    if both is None:
        return entity
    return msgspec.structs.replace(both, attributes={**entity.attributes, **both.attributes})


async def one(face: Face, asked: Asked, id_: str) -> Entity | None:
    """One entity, with what others have of it."""
    here = await face.rows(asked.tenant, [id_])
    sources = await _sources(face, asked, "retrieveEntity")
    if sources:
        journey = Journey.of(asked.request)
        remotes = await ask(face.broker, face.sources, journey, sources, Sought((id_,)))
        mine = [remote for remote in remotes if ids.shown(remote.entity) == id_]
        here = {ids.shown(one): one for one in guarding.seen(asked.tenant, joined(here, mine).values())}
    if not _is_local(asked) and filling.concerns(face.broker, asked.tenant):
        selection = Selection(asked.tenant, ids=ids.kept_as(id_))
        page = await filling.fill(face.broker, asked.request, selection, Page(list(here.values())))
        here = {ids.shown(entity): entity for entity in page.entities}
    return here.get(id_)
