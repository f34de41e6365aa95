"""Pass-through as a part of the broker: it stands before the faces, for tenants that lie in an Orion."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

from sagacity.broker.access.tenants import tenant_of
from sagacity.broker.broker import Broker
from sagacity.broker.delivering import lease
from sagacity.broker.door.request import Request, Response
from sagacity.broker.door.routes import Route
from sagacity.broker.passing import asking, changing, crossing, journal, linked, registering, types
from sagacity.broker.passing.crossing import Crossing, Passage
from sagacity.broker.passing.looking_out import Lookout
from sagacity.broker.passing.orions import Orion
from sagacity.broker.passing.relays import desk, taking
from sagacity.broker.passing.relays.mending import Mender
from sagacity.broker.refusals import NotSupported
from sagacity.broker.store.base import Session

log = logging.getLogger(__name__)
Way = Callable[[Passage], Awaitable[Response]]

LEASE = "passing"
COMPARE_EVERY = 6  # looks
_ENTITY = "/v2/entities/{id}"
_ATTRIBUTE = f"{_ENTITY}/attrs/{{attribute}}"
_WAYS: dict[tuple[str, str], Way] = {
    ("GET", "/v2/entities"): asking.list_entities,
    ("POST", "/v2/entities"): changing.create_entity,
    ("GET", _ENTITY): asking.one,
    ("DELETE", _ENTITY): changing.delete_entity,
    ("GET", f"{_ENTITY}/attrs"): asking.one,
    ("POST", f"{_ENTITY}/attrs"): changing.change_entity,
    ("PATCH", f"{_ENTITY}/attrs"): changing.change_entity,
    ("PUT", f"{_ENTITY}/attrs"): changing.replace_entity,
    ("GET", _ATTRIBUTE): asking.one,
    ("PUT", _ATTRIBUTE): changing.change_attribute,
    ("DELETE", _ATTRIBUTE): changing.change_attribute,
    ("GET", f"{_ATTRIBUTE}/value"): asking.one,
    ("PUT", f"{_ATTRIBUTE}/value"): changing.change_attribute,
    ("GET", "/v2/types"): types.list_types,
    ("GET", "/v2/types/{type}"): types.get_type,
    ("POST", "/v2/op/update"): changing.update,
    ("POST", "/v2/op/notify"): changing.notify,
    ("POST", "/v2/op/query"): asking.query,
    ("GET", "/v2/subscriptions"): desk.list_all,
    ("POST", "/v2/subscriptions"): desk.create,
    ("GET", "/v2/subscriptions/{id}"): desk.get,
    ("PATCH", "/v2/subscriptions/{id}"): desk.patch,
    ("DELETE", "/v2/subscriptions/{id}"): desk.delete,
    ("GET", "/v2/registrations"): registering.ask,
    ("POST", "/v2/registrations"): registering.create,
    ("GET", "/v2/registrations/{id}"): registering.ask,
    ("DELETE", "/v2/registrations/{id}"): registering.ask,
}
_NO_DEVICES = (
    "the data of this tenant lie in an Orion behind us, where devices are written by its own IoT agent;"
    " speak to that, or keep the tenant here"
)
_NOT_PASSED = "the data of this tenant lie in an Orion behind us, and this is not passed through to it"


def routes(broker: Broker) -> list[Route]:
    """Where an Orion hands over notifications."""
    return taking.routes(broker)


def around(broker: Broker, routes: list[Route]) -> list[Route]:
    """The same addresses, answered by an Orion for the tenants that lie there."""
    ways = crossing.of(broker)
    return [_before(ways, route) for route in routes] if ways.orions else routes


def _before(ways: Crossing, route: Route) -> Route:
    if not route.template.startswith(("/v2/", "/ngsi-ld/", "/iot/")) or route.access == "open":
        return route
    if route.template in linked.OURS:
        return route

    async def handler(request: Request) -> Response:
        orion = ways.orions.of(tenant_of(request, route.face))
        return await (route.handler(request) if orion is None else _passed(ways, orion, route, request))

    return replace(route, handler=handler)


async def _passed(ways: Crossing, orion: Orion, route: Route, request: Request) -> Response:
    way = _way(orion, route)
    return await way(await crossing.passage(ways, orion, route, request))


def _way(orion: Orion, route: Route) -> Way:
    if route.face == "iot":
        raise NotSupported(_NO_DEVICES)
    if route.face == "ld":
        return linked.way(orion, route)
    found = _WAYS.get((route.method, route.template))
    if found is None:
        raise NotSupported(_NOT_PASSED)
    return found


async def running(broker: Broker) -> None:
    """Keep both sides in step, in one process of all; hang up at the end."""
    if not broker.settings.orions:
        return
    ways = crossing.of(broker)
    mender, lookout, holder, looks = Mender(ways), Lookout(ways), lease.holder_of_this_process(), 0
    look_ms = ways.orions.look_ms
    try:
        while look_ms:
            try:
                if await broker.do(partial(_lead, holder=holder, at=broker.clock(), lasting=3 * look_ms)):
                    await mender.turn(compare=looks % COMPARE_EVERY == 0)
                    if looks % COMPARE_EVERY == 0:
                        await lookout.look()
                        await broker.do(partial(journal.sweep, at=broker.clock()))
                    looks += 1
            except Exception:
                log.exception("relays could not be looked at; trying again")
            await asyncio.sleep(look_ms / 1000)
        await asyncio.Event().wait()
    finally:
        await ways.close()
        crossing.forget(broker)
        await broker.do(lambda session: lease.give_up(session, holder=holder, name=LEASE))


def _lead(session: Session, *, holder: str, at: int, lasting: int) -> bool:
    return lease.take(session, holder=holder, at=at, lasting=lasting, name=LEASE)
