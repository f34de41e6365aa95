"""Both sides in step again: what was begun and never finished, by us or by an Orion that was away."""

import logging
from collections.abc import Awaitable
from functools import partial
from typing import Any

import orjson

from sagacity.broker.passing import paging
from sagacity.broker.passing.call import Call
from sagacity.broker.passing.crossing import Crossing
from sagacity.broker.passing.relays import endpoint, rows
from sagacity.broker.passing.relays import wish as wishes
from sagacity.broker.passing.relays.rows import Relay
from sagacity.broker.passing.reply import Reply
from sagacity.broker.querying import dates
from sagacity.broker.refusals import Away, Refused
from sagacity.broker.subscribing import rows as subscriptions

log = logging.getLogger(__name__)

_ALL = "/v2/subscriptions"
_CAN_CHANGE = frozenset({"active", "inactive", "oneshot"})
Theirs = dict[str, Any]


class Mender:
    """Of one process; only the one that leads mends."""

    def __init__(self, crossing: Crossing) -> None:
        self._crossing = crossing
        self._broker = crossing.broker
        # Whoever began something is given up when no answer can come any more.
        self._patience = 2 * crossing.orions.timeout_ms

    async def turn(self, *, compare: bool) -> None:
        """Finish what is unfinished; ``compare`` everything else too."""
        at = self._broker.clock()
        for relay in await self._broker.read(partial(rows.unfinished, before=at - self._patience)):
            await self._try(self._finish(relay), relay)
        for relay, status in await self._broker.read(rows.out_of_step):
            await self._try(self._tell_status(relay, status), relay)
        if compare:
            for tenant in await self._broker.read(rows.tenants):
                await self._compare(tenant)

    async def _try(self, work: Awaitable[None], relay: Relay) -> None:
        try:
            await work
        except Refused as trouble:
            log.info("the relay of subscription %s is not in step yet: %s", relay.sub or "?", trouble)

    async def _finish(self, relay: Relay) -> None:
        if relay.state == rows.CHANGING:
            await self._change(relay)
        elif relay.sub:
            await self._end(relay, relay.sub)
        else:
            await self._unmake(relay)

    async def _change(self, relay: Relay) -> None:
        """A change is told again; it says the whole, so twice is once."""
        wanted = wishes.from_bytes(relay.body)
        reply = await self._ask("PATCH", relay.tenant, f"{_ALL}/{relay.sub}", wanted.patch)
        at = self._broker.clock()
        if reply.status == 204:
            await self._broker.do(lambda session: rows.changed(session, relay, wanted, at=at))
        elif reply.status < 500:
            await self._broker.do(lambda session: rows.stand(session, relay, at=at))

    async def _end(self, relay: Relay, sub: str) -> None:
        reply = await self._ask("DELETE", relay.tenant, f"{_ALL}/{sub}")
        if reply.status in (204, 404):
            await self._broker.do(lambda session: rows.remove(session, relay))

    async def _unmake(self, relay: Relay) -> None:
        """Nobody was told that it was made, so it shall not be."""
        mark = endpoint.base(self._crossing.orions.relay_url, relay.token)
        for one in await self._all(relay.tenant):
            if _address(one).startswith(mark):
                await self._ask("DELETE", relay.tenant, f"{_ALL}/{one['id']}")
        await self._broker.do(lambda session: rows.remove(session, relay))

    async def _tell_status(self, relay: Relay, status: str) -> None:
        """Woken or put to sleep here: by staff, or after too many failures."""
        reply = await self._ask("PATCH", relay.tenant, f"{_ALL}/{relay.sub}", {"status": status})
        if reply.status < 500:
            await self._broker.do(lambda session: rows.status_told(session, relay, status))

    async def _compare(self, tenant: str) -> None:
        """What the Orion did by itself: it fired the only shot, ended a subscription, did not reach us."""
        relays = await self._broker.read(partial(rows.of_tenant, tenant=tenant))
        try:
            theirs = {str(one.get("id")): one for one in await self._all(tenant)}
            self._count_strangers(tenant, relays, theirs)
            for sub, relay in relays.items():
                if relay.state == rows.STANDING:
                    await (self._follow(relay, theirs[sub]) if sub in theirs else self._look_for(relay))
        except Refused as trouble:
            log.info("the subscriptions of tenant %r could not be compared: %s", tenant, trouble)

    def _count_strangers(self, tenant: str, relays: dict[str, Relay], theirs: dict[str, Theirs]) -> None:
        """Never deleted: they may belong to a house that shares our address, or whose database we are not."""
        base = endpoint.base(self._crossing.orions.relay_url, "")
        found = [id_ for id_, one in theirs.items() if id_ not in relays and _address(one).startswith(base)]
        if found:
            log.warning("tenant %r: we know nothing of %s, which send to us", tenant, ", ".join(found[:10]))

    async def _follow(self, relay: Relay, one: Theirs) -> None:
        status, lost = one.get("status"), _moment(one.get("notification", {}).get("lastFailure"))
        if isinstance(status, str) and status in _CAN_CHANGE and status != relay.told:
            await self._broker.do(lambda session: _take_over(session, relay, status))
        if lost > relay.lost:
            log.warning(
                "the Orion could not reach us for subscription %s; what it told then is lost", relay.sub
            )
            await self._broker.do(lambda session: rows.note_lost(session, relay, lost))

    async def _look_for(self, relay: Relay) -> None:
        """Not in the list; only a clear no counts."""
        reply = await self._ask("GET", relay.tenant, f"{_ALL}/{relay.sub}")
        if reply.status == 404:
            waiting = await self._broker.read(lambda session: rows.is_waited_for(session, relay))
            if not waiting:
                log.warning("subscription %s was ended at the Orion itself", relay.sub)
                await self._broker.do(lambda session: rows.remove(session, relay))

    async def _all(self, tenant: str) -> list[Theirs]:
        async def ask(page: dict[str, str]) -> Reply:
            return await self._ask("GET", tenant, _ALL, query=page)

        return await paging.everything(ask, about="subscriptions")

    async def _ask(
        self,
        method: str,
        tenant: str,
        path: str,
        body: Theirs | None = None,
        query: dict[str, str] | None = None,
    ) -> Reply:
        orion = self._crossing.orions.of(tenant)
        if orion is None:
            raise Away(f"tenant {tenant!r} lies here now")
        headers = {"accept": "application/json"} | ({"Fiware-Service": tenant} if tenant else {})
        if body is not None:
            headers["content-type"] = "application/json"
        call = Call(method, path, query or {}, headers, None if body is None else orjson.dumps(body))
        reply = await self._crossing.wire(orion).ask(call)
        await reply.whole()
        return reply


def _take_over(session: Any, relay: Relay, status: str) -> None:
    subscriptions.set_status(session, relay.sub, status)
    rows.status_told(session, relay, status)


def _address(one: Theirs) -> str:
    notification = one.get("notification", {})
    for kind in ("http", "httpCustom"):
        if isinstance(notification.get(kind), dict):
            return str(notification[kind].get("url", ""))
    return ""


def _moment(said: Any) -> int:
    """A stamp in milliseconds, 0 for none."""
    if not isinstance(said, str) or dates.normal(said) is None:
        return 0
    return dates.moment(said) or 0
