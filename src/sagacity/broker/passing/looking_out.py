"""Looks at every Orion once in a while: does it answer, and which types does it have where somebody cares."""

import logging
from functools import partial
from typing import Any

from sagacity.broker.access import keys, open_paths
from sagacity.broker.access.grants import EVERY_TENANT
from sagacity.broker.passing import knowing
from sagacity.broker.passing.answering import listed
from sagacity.broker.passing.call import Call, written
from sagacity.broker.passing.crossing import Crossing
from sagacity.broker.passing.knowing import KindThere
from sagacity.broker.passing.orions import Orion
from sagacity.broker.refusals import Refused
from sagacity.broker.selection import PathScope
from sagacity.broker.store.base import Session

log = logging.getLogger(__name__)

MOST_KINDS = 200  # of one place
MOST_SAMPLES = 50
MOST_PLACES = 200
Place = tuple[str, str]  # tenant, path


class Lookout:
    """Of one process; only the one that leads looks."""

    def __init__(self, crossing: Crossing) -> None:
        self._crossing = crossing
        self._broker = crossing.broker
        self._opened: set[Place] = set()  # there a sample is shown

    async def look(self) -> None:
        """Ask them all; one that is away keeps nobody from the others."""
        places = [
            place for place in await self._broker.read(self._places) if self._crossing.orions.of(place[0])
        ]
        await self._broker.do(partial(knowing.keep_only, places=places))
        for orion in self._crossing.orions.all:
            mine = [place for place in places if self._crossing.orions.of(place[0]) == orion]
            reason = await self._look_at(orion, mine or [("", "/")], keep=bool(mine))
            at = self._broker.clock()
            await self._broker.do(partial(knowing.note_state, url=orion.url, at=at, reason=reason))

    def _places(self, session: Session) -> list[Place]:
        """Whole tenants that are named or that keys reach, and what lies open in them."""
        granted = {
            grant.tenant
            for key in keys.all_keys(session)
            if key.revoked is None
            for grant in key.grants
            if grant.tenant != EVERY_TENANT
        }
        opened = self._opened = {(grant.tenant, grant.path) for grant in open_paths.all_open(session)}
        tenants = {"", *self._crossing.orions.tenants, *granted, *(tenant for tenant, _ in opened)}
        return sorted({(tenant, "/") for tenant in tenants} | opened)[:MOST_PLACES]

    async def _look_at(self, orion: Orion, places: list[Place], *, keep: bool) -> str:
        """Why it could not be looked at, "" if it could."""
        try:
            for tenant, path in places:
                kinds = await self._kinds(orion, tenant, path, sampled=(tenant, path) in self._opened)
                if keep:
                    at = self._broker.clock()
                    await self._broker.do(
                        partial(knowing.put, tenant=tenant, path=path, url=orion.url, kinds=kinds, at=at)
                    )
        except Refused as trouble:
            log.warning("the Orion at %s: %s", orion.url, trouble)
            return str(trouble)
        return ""

    async def _kinds(self, orion: Orion, tenant: str, path: str, *, sampled: bool) -> list[KindThere]:
        found = await self._ask(orion, tenant, path, "/v2/types", {"limit": str(MOST_KINDS)})
        kinds = []
        for number, one in enumerate(found):
            name = str(one.get("type", ""))
            sample: dict[str, Any] = {}
            if sampled and number < MOST_SAMPLES:
                query = {"type": name, "limit": "1"}
                sample = next(iter(await self._ask(orion, tenant, path, "/v2/entities", query)), {})
            attributes = {
                attribute: tuple(map(str, said.get("types", ())))
                for attribute, said in one.get("attrs", {}).items()
            }
            kinds.append(KindThere(name, int(one.get("count", 0)), attributes, sample))
        return kinds

    async def _ask(
        self, orion: Orion, tenant: str, path: str, address: str, query: dict[str, str]
    ) -> list[dict[str, Any]]:
        headers = {"accept": "application/json", "Fiware-ServicePath": written(PathScope(path, subtree=True))}
        if tenant:
            headers["Fiware-Service"] = tenant
        reply = await self._crossing.wire(orion).ask(Call("GET", address, query, headers))
        return await listed(reply, about=address.rpartition("/")[2])
