"""The address an Orion sends notifications to: into the outbox, and only then a thank you."""

import logging
from functools import partial
from typing import Any

import orjson

from sagacity.broker.access import owning
from sagacity.broker.access.caller import Caller
from sagacity.broker.broker import Broker
from sagacity.broker.delivering import address
from sagacity.broker.delivering.outgoing import HttpParcel, MqttParcel, Outgoing, Parcel
from sagacity.broker.door import json
from sagacity.broker.door.request import Request, Response
from sagacity.broker.door.routes import Route
from sagacity.broker.passing.relays import endpoint, rows
from sagacity.broker.passing.relays import wish as wishes
from sagacity.broker.passing.relays.rows import Relay
from sagacity.broker.refusals import NotFound, NotJson
from sagacity.broker.store.base import Session
from sagacity.broker.subscribing import asked, part
from sagacity.broker.subscribing.asked import Asked, HttpCustom, Mqtt, MqttCustom

log = logging.getLogger(__name__)

NO_RELAY = "nothing is relayed from here: the subscription has ended, or there never was one"
TEMPLATE = endpoint.PATH + "{token}"
_WHOLE = frozenset({"normalized", "keyValues"})
_BARE = frozenset({"simplifiedNormalized", "simplifiedKeyValues"})
# Of the connection, or of whoever stands between the Orion and us.
_DROPPED = frozenset(
    [
        "host",
        "content-length",
        "transfer-encoding",
        "connection",
        "keep-alive",
        "te",
        "trailer",
        "upgrade",
        "expect",
        "via",
        "forwarded",
        "idempotency-key",
        "x-real-ip",
    ]
)
_DROPPED_FAMILIES = ("x-forwarded-", "proxy-")


def routes(broker: Broker) -> list[Route]:
    """For every method a custom notification may have; the token in the address is the key."""
    return [Route(method, TEMPLATE, partial(take, broker), "open", "v2") for method in endpoint.METHODS]


async def take(broker: Broker, request: Request) -> Response:
    """One notification; it is on the disk when this answers."""
    token = request.named["token"]
    found = await broker.read(lambda session: _known(session, token))
    if found is None:
        raise NotFound(NO_RELAY)
    relay, wanted, status, owner = found
    if relay.state == rows.ENDING or (status == "inactive" and relay.told != status):
        return Response(204)  # the Orion does not know yet
    body = request.body
    if owner:
        held = broker.keyring.by_id(owner)
        if held is None or not held.key.holds(broker.clock()):
            return Response(204)  # whoever made it has no key any more, and learns nothing more
        seen = _seen(request, relay.tenant, held.caller)
        if seen is None:
            return Response(204)
        body = seen
    await part.post(broker, [_outgoing(request, relay, wanted, body, at=broker.clock())])
    return Response(204)


def _known(session: Session, token: str) -> tuple[Relay, Asked, str, str] | None:
    """The relay, what was asked for, its status, and the key it was made with ("" for none)."""
    relay = rows.by_token(session, token)
    if relay is None:
        return None
    if not relay.sub:  # an Orion may be quicker than our own note of its answer
        wanted = wishes.from_bytes(relay.body)
        return relay, wanted.found, wanted.status, ""
    stored = rows.stored(session, relay)
    if stored is None:
        return None
    return relay, asked.from_bytes(stored.body), stored.status, owning.key_of(session, relay.sub)


def _outgoing(request: Request, relay: Relay, wanted: Asked, body: bytes, *, at: int) -> Outgoing:
    parcel = _parcel(request, wanted, body)
    try:
        where = address.parse(parcel.url, ("http", "https", "mqtt")).endpoint
    except address.BadAddress:
        where = ""  # a dead letter that says so
    return Outgoing(relay.tenant, relay.sub or relay.token, _thread(request), where, parcel, at)


def _parcel(request: Request, wanted: Asked, body: bytes) -> Parcel:
    receiver = asked.endpoint_of(wanted.notification)
    if isinstance(receiver, Mqtt | MqttCustom):
        user, password = receiver.user or "", receiver.passwd or ""
        return MqttParcel(receiver.url, receiver.topic, body, receiver.qos, receiver.retain, user, password)
    url = endpoint.url(receiver, request.query_string.decode("latin-1"))
    method = request.method if isinstance(receiver, HttpCustom) else "POST"
    return HttpParcel(method, url, _headers(request), body, receiver.timeout)


def _headers(request: Request) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, value)
        for name, value in request.headers.items()
        if name not in _DROPPED and not name.startswith(_DROPPED_FAMILIES)
    )


def _thread(request: Request) -> str:
    """Path, id and type of the entity; where that cannot be seen the whole subscription keeps its order."""
    path = request.headers.get("fiware-servicepath", "")
    entities = _entities(request)
    one = entities[0] if len(entities) == 1 else {}
    return f"{path} {one.get('id', '')} {one.get('type', '')}" if one else f"{path}  "


def _entities(request: Request) -> list[dict[str, Any]]:
    """The entities of a notification in one of the usual forms."""
    form = request.headers.get("ngsiv2-attrsformat", "")
    if form not in _WHOLE | _BARE:
        return []
    try:
        found = json.parse(request.body)
    except NotJson:
        return []
    data = [found] if form in _BARE else found.get("data") if isinstance(found, dict) else None
    return [one for one in data if isinstance(one, dict)] if isinstance(data, list) else []


def _seen(request: Request, tenant: str, caller: Caller) -> bytes | None:
    """What the key may still learn of it; None for nothing. What is no entity was narrowed at its making."""
    entities = _entities(request)
    if not entities:
        return request.body
    path = request.headers.get("fiware-servicepath", "/")
    shown = []
    for one in entities:
        visible = caller.visible_attributes(tenant, path, str(one.get("type", "")), "subscribe")
        if visible is None:
            shown.append(one)
        elif visible:
            kept = visible | {"id", "type"} | _ALWAYS
            shown.append({name: value for name, value in one.items() if name in kept})
    if not shown:
        return None
    if shown == entities:
        return request.body
    whole = json.parse(request.body)
    bare = request.headers.get("ngsiv2-attrsformat") in _BARE
    return orjson.dumps(shown[0] if bare else {**whole, "data": shown})


_ALWAYS = frozenset({"dateCreated", "dateModified", "dateExpires", "servicePath", "alterationType"})
