"""Subscriptions of every face as a person sees them, with how their notifications go."""

from typing import Any

import orjson

from sagacity.broker.delivering.deliveries import moment
from sagacity.broker.delivering.facts import Subscription
from sagacity.broker.delivering.outbox import DEAD, WAITING
from sagacity.broker.store.base import Session
from sagacity.broker.subscribing import rows
from sagacity.broker.subscribing.rows import Stored

_KINDS = ("http", "httpCustom", "mqtt", "mqttCustom")


def subscriptions(
    session: Session, *, tenant: str | None = None, text: str = "", limit: int = 50, offset: int = 0
) -> list[Subscription]:
    """The latest first; ``text`` is looked for in everything that was asked."""
    found = rows.search(session, tenant=tenant, text=text, limit=limit, offset=offset)
    waiting = _letters(session, [stored.id for stored in found])
    return [_subscription(stored, waiting) for stored in found]


def _letters(session: Session, ids: list[str]) -> dict[tuple[str, str], int]:
    """How many letters each has, by subscription and state."""
    if not ids:
        return {}
    counted = session.execute(
        "SELECT sub, state, COUNT(*) FROM broker_outbox"
        f" WHERE sub IN ({', '.join('?' * len(ids))}) GROUP BY sub, state",
        ids,
    )
    return {(str(sub), str(state)): int(count) for sub, state, count in counted}


def _subscription(stored: Stored, letters: dict[tuple[str, str], int]) -> Subscription:
    tally = stored.tally
    description, target = _asked(stored)
    return Subscription(
        id=stored.id,
        tenant=stored.tenant,
        face=stored.face,
        path=stored.path,
        description=description,
        target=target,
        status=stored.status,
        created=moment(stored.created),
        sent=tally.sent,
        last_sent=None if tally.last_sent is None else moment(tally.last_sent),
        last_ok=None if tally.last_ok is None else moment(tally.last_ok),
        last_failed=None if tally.last_fail is None else moment(tally.last_fail),
        reason=tally.fail_reason or "",
        failures=tally.fails,
        waiting=letters.get((stored.id, WAITING), 0),
        dead=letters.get((stored.id, DEAD), 0),
    )


def _asked(stored: Stored) -> tuple[str, str]:
    """Description and address, in the words of whichever face."""
    body: dict[str, Any] = orjson.loads(stored.body)
    notification = body.get("notification", {})
    endpoint = notification.get("endpoint", {})
    address = endpoint.get("uri", "") if isinstance(endpoint, dict) else ""
    for kind in _KINDS:
        address = notification.get(kind, {}).get("url", address)
    return str(body.get("description", body.get("subscriptionName", ""))), str(address)
