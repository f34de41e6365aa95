"""What every route of NGSI-LD needs: the broker, its contexts, its notes, and how rows are written."""

from collections.abc import Iterable, Sequence

import msgspec

from sagacity.broker.broker import Broker
from sagacity.broker.entity import Entity
from sagacity.broker.federating.journey import Journey
from sagacity.broker.ld import ids
from sagacity.broker.ld.contexts.book import ContextBook
from sagacity.broker.ld.errors import NoSuchTenant, SourceFailed
from sagacity.broker.ld.federating.shelf import SourceShelf
from sagacity.broker.ld.federating.source import Source
from sagacity.broker.ld.federating.writing import Share, Shared, share
from sagacity.broker.ld.notes import Notes
from sagacity.broker.ld.querying import selecting
from sagacity.broker.ld.querying.type_selection import TypeSelection
from sagacity.broker.ld.reading.entity import Body
from sagacity.broker.ld.rows import types
from sagacity.broker.ld.speaking.asking import Asked
from sagacity.broker.ld.verbs.outcome import NotAllUpdated
from sagacity.broker.refusals import NotFound, Refused
from sagacity.broker.store.base import Session
from sagacity.broker.writing.change import After, Change, Done, Origin, Result, Verb


class Face:
    """One in each process."""

    def __init__(self, broker: Broker) -> None:
        self.broker = broker
        self.contexts = ContextBook(broker)
        self.notes = Notes(broker)
        self.sources = SourceShelf(broker)

    async def rows(self, tenant: str, shown_ids: Iterable[str]) -> dict[str, Entity]:
        """The rows behind these ids; of several with one id the oldest."""
        wanted = list(dict.fromkeys(shown_ids))
        kept = list(dict.fromkeys(kept for one in wanted for kept in ids.kept_as(one)))
        found: dict[str, Entity] = {}
        for entity in sorted(await self.broker.entities_of(tenant, kept), key=lambda entity: entity.seq):
            found.setdefault(ids.shown(entity), entity)
        return {one: found[one] for one in wanted if one in found}

    async def row(self, tenant: str, shown_id: str) -> Entity:
        """The row behind an id, or NotFound (NoSuchTenant)."""
        found = await self.rows(tenant, [ids.checked(shown_id)])
        if not found:
            await self.check_tenant(tenant)
            raise NotFound(f"there is no entity {shown_id}")
        return found[shown_id]

    async def check_tenant(self, tenant: str) -> None:
        """Refuse a tenant under which nothing was ever written."""
        if tenant and not await self.broker.read(lambda session: _exists(session, tenant)):
            raise NoSuchTenant(f"nothing was ever written under the tenant {tenant}")

    async def write(self, asked: Asked, changes: Sequence["Wish"]) -> list[Result]:
        """Carry out wishes in their order, each by itself, in one transaction."""
        rows = await self.rows(asked.tenant, [wish.id for wish in changes])
        sources = await self.sources.of_tenant(asked.tenant)
        if sources and asked.request.query.get("local") != "true":
            return await self._write_shared(asked, changes, rows, sources)
        return await self._write_here(asked, changes, rows)

    async def _write_shared(
        self, asked: Asked, changes: Sequence["Wish"], rows: dict[str, Entity], sources: tuple[Source, ...]
    ) -> list[Result]:
        """Sources first; what is left is done here, and both together make the result."""
        journey = Journey.of(asked.request)
        results: list[Result] = []
        for wish in changes:
            shared = Shared()
            if wish.share is not None:
                shared = await share(
                    self.broker,
                    self.sources,
                    journey,
                    sources,
                    wish.share,
                    id_=wish.id,
                    types=wish.types(rows.get(wish.id)),
                    context=asked.context,
                    query=asked.request.query,
                )
            results.append(await self._rest(asked, wish, rows, shared))
        return results

    async def _rest(self, asked: Asked, wish: "Wish", rows: dict[str, Entity], shared: Shared) -> Result:
        attributes = wish.body.attributes if wish.body is not None else {}
        for address in shared.there | shared.failed.keys():
            attributes.pop(address, None)
        if shared.failed and not attributes:
            return SourceFailed("the context source that holds it did not carry it out")
        if shared.alone and not attributes:
            return Done(None, None)
        [result] = await self._write_here(asked, [wish], rows)
        if isinstance(result, NotFound) and shared.took:
            return Done(None, None)
        if shared.failed and isinstance(result, Done):
            done = tuple(attributes) + tuple(shared.there)
            return msgspec.structs.replace(result, trouble=NotAllUpdated(done, shared.failed))
        return result

    async def _write_here(
        self, asked: Asked, changes: Sequence["Wish"], rows: dict[str, Entity]
    ) -> list[Result]:
        await self.notes.learn(
            asked.tenant, [(wish.body, _key(rows.get(wish.id))) for wish in changes if wish.body is not None]
        )
        origin = Origin(
            correlator=asked.request.headers.get("fiware-correlator", ""),
            token=asked.request.headers.get("x-auth-token", ""),
        )
        return await self.broker.write([wish.change(asked.tenant, rows, origin) for wish in changes])

    async def write_one(self, asked: Asked, wish: "Wish") -> Done:
        """Carry out one wish, or raise its refusal; ``type`` in the address says of which type it must be."""
        types = selecting.types_of(asked.request.query.get("type"), asked.context)
        if types is not None:
            wish.verb = _of_type(wish.verb, types)
        [result] = await self.write(asked, [wish])
        if isinstance(result, Refused):
            raise result
        return result


class Wish:
    """A verb for the entity with an id as NGSI-LD shows it."""

    def __init__(
        self,
        id_: str,
        verb: Verb,
        *,
        body: Body | None = None,
        creates: bool = False,
        share: Share | None = None,
    ) -> None:
        self.id = id_
        self.share = share
        self.verb = verb
        self.body = body
        self.creates = creates

    def types(self, row: Entity | None) -> frozenset[str]:
        """The types it is about, as far as the request or the row says."""
        if self.body is not None and self.body.types:
            return frozenset(self.body.types)
        return frozenset() if row is None else frozenset(types.of(row))

    def change(self, tenant: str, rows: dict[str, Entity], origin: Origin) -> Change:
        row = rows.get(self.id)
        if row is None:
            return Change(tenant, self.id, None, None, self.verb, creates=self.creates, origin=origin)
        return Change(tenant, row.id, row.type, None, self.verb, creates=self.creates, origin=origin)


def _of_type(verb: Verb, types: TypeSelection) -> Verb:
    def of_type(entity: Entity | None, at: int) -> After:
        if entity is not None and not types.matches(entity):
            raise NotFound("the entity of that id has another type")
        return verb(entity, at)

    return of_type


_TABLES = (
    "broker_entity",
    "broker_ld_note",
    "broker_subscription",
    "broker_ld_source",
    "broker_registration",
)


def _key(row: Entity | None) -> str:
    return "" if row is None else row.type


def _exists(session: Session, tenant: str) -> bool:
    asked = _TABLES
    return any(
        session.execute(f"SELECT 1 FROM {table} WHERE tenant = ? LIMIT 1", (tenant,)) for table in asked
    )
