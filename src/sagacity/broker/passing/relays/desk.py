"""Subscriptions to an Orion: made there with our address, shown with the client's, changed on both sides."""

import re
from typing import Any

import orjson

from sagacity.broker.access import owning
from sagacity.broker.door.request import Response
from sagacity.broker.passing import answering
from sagacity.broker.passing.answering import GARBAGE
from sagacity.broker.passing.call import Call
from sagacity.broker.passing.crossing import Passage
from sagacity.broker.passing.relays import endpoint, known, reach, rows, showing
from sagacity.broker.passing.relays.rows import Relay
from sagacity.broker.passing.relays.wish import Wish
from sagacity.broker.refusals import Away, NoAnswer, NotSupported, TooLate
from sagacity.broker.subscribing import asked, asking
from sagacity.broker.v2 import bodies, options
from sagacity.broker.v2.entities import TOTAL

_CREATING = frozenset({"options"})
_LISTING = frozenset({"options", "limit", "offset"})
_LOCATION = re.compile(r"(?:.*/)?v2/subscriptions/([0-9A-Za-z_-]{1,64})").fullmatch
_NO_ADDRESS = (
    "no subscription can be made: the Orion behind us would not know where to reach us; the operator has to"
    " set SAGACITY_BROKER_ORION_RELAY"
)
_NOT_OURS = (
    "this subscription was made at the Orion itself and sends past us; its receiver is changed there,"
    " or delete it and subscribe here"
)
_UNDER_WAY = "another change of this subscription is under way; try again in 1 s"
_NOTED = "; the end of this subscription is noted, nothing is delivered any more, the Orion is told later"
_RECEIVERS = frozenset({*endpoint.KINDS, "kafka", "kafkaCustom"})
_GONE = frozenset({204, 404})


async def create(passage: Passage) -> Response:
    """POST: noted here, made there, confirmed here; what is not confirmed is undone."""
    if not passage.crossing.orions.relay_url:
        raise NotSupported(_NO_ADDRESS)
    broker, call = passage.broker, passage.call(_CREATING)
    found = await reach.checked(passage, asking.parse(_body(passage)))
    path, found = reach.within(passage, found, call)
    status = found.status if isinstance(found.status, str) else "active"
    at = broker.clock()
    relay = rows.new(tenant=passage.tenant, path=path, wanted=Wish(found, status, {}), at=at)
    told = endpoint.told(found, endpoint.base(passage.crossing.orions.relay_url, relay.token))
    await broker.do(lambda session: rows.insert(session, relay))
    call.body = orjson.dumps(told)
    try:
        reply = await passage.change(call)
    except Away:
        await broker.do(lambda session: rows.remove(session, relay))
        raise
    if reply.status != 201:
        await broker.do(lambda session: rows.remove(session, relay))
        return await answering.answer(reply, url=passage.orion.url)
    sub = _LOCATION(reply.header("location"))
    if sub is None:
        raise NoAnswer(GARBAGE.format("a subscription without an address"))
    owner = "" if passage.caller.unlimited else passage.caller.key
    await broker.do(lambda session: rows.made(session, relay, sub[1], owner=owner, at=broker.clock()))
    return await answering.answer(reply, url=passage.orion.url)


async def get(passage: Passage) -> Response:
    """GET one."""
    relay = await known.relay_of(passage)
    call = _of_one(passage)
    if relay is None:
        return await passage.answer(call, lambda one: showing.masked(one, passage.crossing.orions.relay_url))
    stored = await passage.broker.read(lambda session: rows.stored(session, relay))
    return await passage.answer(call, lambda one: showing.shown(one, stored))


async def list_all(passage: Passage) -> Response:
    """GET: a page of them; of those the key has made, if it does not administer the tenant."""
    request, tenant = passage.request, passage.tenant
    parameters = options.parameters(request)
    limit, offset = options.limit(parameters), options.offset(parameters)
    counted = "count" in options.options(parameters)
    owner = owning.only(request, tenant)
    relays, kept = await passage.broker.read(lambda session: known.of_tenant(session, tenant))

    def change(page: Any) -> Any:
        url = passage.crossing.orions.relay_url
        return [
            showing.shown(one, kept[one["id"]]) if one.get("id") in kept else showing.masked(one, url)
            for one in page
        ]

    if not owner:
        return await passage.answer(passage.call(_LISTING), change)
    owned = await passage.broker.read(owning.all_of)
    mine = {id_ for id_ in relays if owned.get(id_) == owner and relays[id_].state != rows.ENDING}
    seen = [one for one in await known.everything(passage) if one.get("id") in mine]
    total = [(TOTAL, str(len(seen)))] if counted else []
    return Response(200, orjson.dumps(change(seen[offset : offset + limit])), headers=total)


async def patch(passage: Passage) -> Response:
    """PATCH: what is named changes, on both sides or on none."""
    relay = await known.relay_of(passage)
    body = _body(passage)
    if relay is None:
        return await _patch_there(passage, body)
    stored = await known.stored_of(passage, relay)
    found = await reach.checked(passage, asking.patched(asked.from_bytes(stored.body), body))
    call = _of_one(passage)
    found = reach.again_within(passage, found, relay)
    status = found.status if isinstance(found.status, str) else stored.status
    told = endpoint.told(found, endpoint.base(passage.crossing.orions.relay_url, relay.token))
    wanted = Wish(found, status, {name: told.get(name, body[name]) for name in body})
    await _begin(passage, relay, rows.CHANGING, wanted.to_bytes())
    call.body = orjson.dumps(wanted.patch)
    broker = passage.broker
    try:
        reply = await passage.change(call)
    except Away:
        await broker.do(lambda session: rows.stand(session, relay, at=broker.clock()))
        raise
    if reply.status == 204:
        await broker.do(lambda session: rows.changed(session, relay, wanted, at=broker.clock()))
    elif reply.status < 500:
        await broker.do(lambda session: rows.stand(session, relay, at=broker.clock()))
    return await answering.answer(reply, url=passage.orion.url)


async def delete(passage: Passage) -> Response:
    """DELETE: nothing is delivered from now on; the Orion is told, by us later if it does not hear it now."""
    relay = await known.relay_of(passage)
    call = _of_one(passage)
    if relay is None:
        return await passage.answer(call)
    await _begin(passage, relay, rows.ENDING)
    try:
        reply = await passage.change(call)
    except Away as trouble:
        raise Away(f"{trouble}{_NOTED}", trouble.retry_after) from trouble
    except (NoAnswer, TooLate) as trouble:
        raise type(trouble)(f"{trouble}{_NOTED}") from trouble
    if reply.status in _GONE:
        await passage.broker.do(lambda session: rows.remove(session, relay))
        return Response(204)
    return await answering.answer(reply, url=passage.orion.url)


def _body(passage: Passage) -> Any:
    return bodies.read_json(passage.request, largest=passage.broker.settings.largest_body)


def _of_one(passage: Passage) -> Call:
    """A call about one subscription, which its id alone names."""
    call = passage.call()
    call.headers.pop("Fiware-ServicePath", None)
    return call


async def _begin(passage: Passage, relay: Relay, state: str, body: bytes = b"") -> None:
    at = passage.broker.clock()
    if not await passage.broker.do(lambda session: rows.begin(session, relay, state, body=body, at=at)):
        raise Away(_UNDER_WAY, 1)


async def _patch_there(passage: Passage, body: Any) -> Response:
    """A subscription that sends past us keeps its receiver."""
    notification = body.get("notification") if isinstance(body, dict) else None
    if isinstance(notification, dict) and not _RECEIVERS.isdisjoint(notification):
        raise NotSupported(_NOT_OURS)
    call = _of_one(passage)
    call.body = orjson.dumps(body)
    return await passage.answer(call)
