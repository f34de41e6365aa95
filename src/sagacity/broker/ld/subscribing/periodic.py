"""Subscriptions with a timeInterval: at every interval all entities that fit, in one notification."""

from collections.abc import Callable
from dataclasses import dataclass

from sagacity.broker.access.caller import CALLER
from sagacity.broker.broker import Broker
from sagacity.broker.delivering import outbox
from sagacity.broker.delivering.outgoing import Outgoing
from sagacity.broker.entity import Entity, Json
from sagacity.broker.ld import times
from sagacity.broker.ld.contexts import gathering
from sagacity.broker.ld.contexts.context import Context
from sagacity.broker.ld.federating import telling as sources
from sagacity.broker.ld.notes import Notes
from sagacity.broker.ld.querying import selecting
from sagacity.broker.ld.rendering.entity import render
from sagacity.broker.ld.rendering.representation import Representation
from sagacity.broker.ld.speaking.answering import GEOJSON
from sagacity.broker.ld.subscribing import asked, telling
from sagacity.broker.store import meta
from sagacity.broker.store.base import Session
from sagacity.broker.subscribing import rows
from sagacity.broker.subscribing.rows import Stored
from sagacity.broker.subscribing.sight import Sight

MOST = 1000  # entities of one notification


@dataclass(frozen=True, slots=True)
class Interval:
    """``every`` and ``expires`` in milliseconds."""

    stored: Stored
    kept: asked.Kept
    context: Context
    every: int
    expires: int | None


class Ticking:
    """The subscriptions of this process that are told by the clock; claimed in the store, so told once."""

    def __init__(self, broker: Broker, notes: Notes) -> None:
        self._broker = broker
        self._notes = notes
        self._sight = Sight(broker.keyring)
        self._edition = -1
        self._version = 0
        self._intervals: dict[str, Interval] = {}
        self._last: dict[str, int] = {}

    async def tick(self) -> None:
        """Tell what is due."""
        await self._broker.read(self._look)
        now = self._broker.clock()
        for one in list(self._intervals.values()):
            if one.expires is not None and one.expires <= now:
                continue
            if self._last.get(one.stored.id, one.stored.created) + one.every <= now:
                await self._tell(one, now)

    def _look(self, session: Session) -> None:
        """Take over what was added, changed and removed since the last look."""
        edition = meta.editions(session).get(rows.COUNTER, 0)
        if edition == self._edition:
            return
        self._sight.refresh(session)
        for stored in rows.since(session, self._version):
            self._take(session, stored)
            self._version = stored.version
        there = rows.ids(session)
        self._intervals = {id_: one for id_, one in self._intervals.items() if id_ in there}
        self._edition = edition

    def _take(self, session: Session, stored: Stored) -> None:
        self._intervals.pop(stored.id, None)
        if stored.face not in ("ld", sources.FACE) or stored.status != "active":
            return
        found = _interval(session, stored)
        if found is not None:
            self._intervals[stored.id] = found
            self._last[stored.id] = max(stored.claimed, stored.created)

    async def _tell(self, one: Interval, now: int) -> None:
        self._last[one.stored.id] = now
        caller = self._sight.caller_of(one.stored.id, at=now)
        if caller is None:
            return
        if one.stored.face == sources.FACE:
            await self._broker.do(_claiming(one, now, lambda session: _registrations(session, one, now)))
            return
        question = selecting.from_body(one.kept.given, one.context)
        selection = await question.selection(one.stored.tenant, self._notes, limit=MOST)
        token = CALLER.set(caller)
        try:
            entities = (await self._broker.find(selection)).entities
        finally:
            CALLER.reset(token)
        if entities:
            message = _message(one, entities, now)
            await self._broker.do(_claiming(one, now, lambda session: [message]))


def _interval(session: Session, stored: Stored) -> Interval | None:
    kept = asked.from_bytes(stored.body)
    if "timeInterval" not in kept.given:
        return None
    expires = times.milliseconds(kept.given["expiresAt"]) if "expiresAt" in kept.given else None
    every = int(kept.given["timeInterval"] * 1000)
    return Interval(stored, kept, gathering.read_kept(session, kept.context), every, expires)


def _message(one: Interval, entities: list[Entity], now: int) -> Outgoing:
    told = telling.telling(one.kept, one.context)
    show: Callable[[Entity, Representation], dict[str, Json]] = render
    if told.endpoint.accept == GEOJSON:
        show = telling.feature
    message = told.message([show(entity, told.look) for entity in entities], at=now, tenant=one.stored.tenant)
    return Outgoing(one.stored.tenant, one.stored.id, "", message.endpoint, message.parcel, now)


def _registrations(session: Session, one: Interval, now: int) -> list[Outgoing]:
    return sources.everything(session, one.stored, at=now)


def _claiming(
    one: Interval, now: int, outgoing: Callable[[Session], list[Outgoing]]
) -> Callable[[Session], None]:
    """Of several processes one tells."""

    def work(session: Session) -> None:
        claimed = session.execute(
            "UPDATE broker_subscription SET claimed = ? WHERE id = ? AND status = 'active' AND claimed <= ?"
            " RETURNING id",
            (now, one.stored.id, now - one.every // 2),
        )
        if claimed:
            outbox.put(session, outgoing(session))

    return work
