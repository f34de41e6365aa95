"""The addresses for peers: whoever may administer adds them, sees their lag and takes them away."""

from functools import partial

from sagacity.broker.broker import Broker
from sagacity.broker.door.request import Request, Response
from sagacity.broker.door.routes import Route
from sagacity.broker.entity import Json
from sagacity.broker.federating import (
    forwarding,
    key_routes,
    peer_asking,
    peer_keys,
    peers,
    rows,
    shelf,
    tallying,
)
from sagacity.broker.federating.peer_keys import PeerKey
from sagacity.broker.federating.peers import Peer, Stored
from sagacity.broker.querying import dates
from sagacity.broker.refusals import NotFound
from sagacity.broker.store.base import Session
from sagacity.broker.subscribing import asked, asking
from sagacity.broker.subscribing import rows as subscriptions
from sagacity.broker.v2 import bodies

NOT_FOUND = "there is no peer with this id; GET /federation/peers lists them"
_FACE = "v2"
PUSHING = "peer"  # the face of subscriptions that no list of NGSIv2 shows: they hold the key of the peer


def routes(broker: Broker) -> list[Route]:
    """All of them."""
    table = (
        ("GET", "/federation/peers", list_peers),
        ("POST", "/federation/peers", add),
        ("DELETE", "/federation/peers/{id}", remove),
    )
    return key_routes.routes(broker) + [
        Route(method, where, partial(handler, broker), "administer_all", _FACE)
        for method, where, handler in table
    ]


async def list_peers(broker: Broker, request: Request) -> Response:
    """GET: every peer with its lag."""
    await tallying.write_down(broker)
    at = broker.clock()

    def work(session: Session) -> list[dict[str, Json]]:
        keys = peer_keys.all_of_them(session)
        return [
            _shown(session, stored, at=at)
            | {"keys": [_key(one) for one in keys if one.peer == stored.peer.id]}
            for stored in peers.all_of_them(session)
        ]

    return bodies.answer(await broker.read(work), request)


def _shown(session: Session, stored: Stored, *, at: int) -> dict[str, Json]:
    found = peer_asking.shown(stored.peer)
    for name, moment in (("lastSuccess", stored.last_ok), ("lastFailure", stored.last_fail)):
        if moment is not None:
            found[name] = dates.stamp(moment)
    if stored.subscription:
        waiting, age = peers.lag(session, stored.subscription, at=at)
        found["lag"] = {"waiting": waiting, "seconds": age / 1000}
    return found


def _key(one: PeerKey) -> dict[str, Json]:
    found: dict[str, Json] = {"name": one.name, "key": one.public}
    if one.verified is not None:
        found["lastVerified"] = dates.stamp(one.verified)
    return found


async def add(broker: Broker, request: Request) -> Response:
    """POST: a new one; a peer that is pushed to gets its subscription at once."""
    at = broker.clock()
    body = bodies.read_json(request, largest=broker.settings.largest_body)
    peer = peer_asking.parse(body, id=rows.new_id(at))
    await forwarding.check_target(broker, peer.url)
    subscription = _subscription(peer, at=at) if peer.pushes else None

    def work(session: Session) -> None:
        if subscription is not None:
            subscriptions.insert(session, subscription)
        peers.insert(session, peer, subscription=subscription.id if subscription else "", at=at)

    await broker.do(work)
    await broker.read(shelf.of(broker).look)
    return Response(201, headers=[("Location", f"/federation/peers/{peer.id}")])


def _subscription(peer: Peer, *, at: int) -> subscriptions.Stored:
    body = asked.to_bytes(asking.parse(peer.subscription))
    path = f"{peer.path.rstrip('/')}/#"
    return subscriptions.Stored(rows.new_id(at), PUSHING, peer.tenant, path, body, "active", at)


async def remove(broker: Broker, request: Request) -> Response:
    """DELETE: with its subscription and what still waits to be sent."""
    id_ = request.named["id"]

    def work(session: Session) -> None:
        found = [stored for stored in peers.all_of_them(session) if stored.peer.id == id_]
        if not found:
            raise NotFound(NOT_FOUND)
        if found[0].subscription:
            subscriptions.remove(
                session, tenant=found[0].peer.tenant, face=PUSHING, id_=found[0].subscription
            )
        peers.remove(session, id_)
        peer_keys.remove_all(session, id_, who=request.caller.name, at=broker.clock())

    await broker.do(work)
    await broker.read(shelf.of(broker).look)
    return Response(204)
