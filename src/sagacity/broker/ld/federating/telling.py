"""What is told to whoever subscribed to registrations (5.3.2, 5.11.7), in the transaction of the change."""

from collections.abc import Iterator, Sequence
from typing import Literal

from sagacity.broker.access.keyring import Keyring
from sagacity.broker.delivering import outbox
from sagacity.broker.delivering.outgoing import Guard, Outgoing
from sagacity.broker.entity import Json
from sagacity.broker.ld import times
from sagacity.broker.ld.contexts import gathering
from sagacity.broker.ld.federating import matching, rows, showing
from sagacity.broker.ld.federating.rows import StoredSource
from sagacity.broker.ld.subscribing import asked, telling
from sagacity.broker.store.base import Session
from sagacity.broker.subscribing import rows as subscriptions
from sagacity.broker.subscribing.rows import Stored
from sagacity.broker.subscribing.sight import Sight

FACE = "ld-source"  # of subscriptions that are about registrations
KIND = "ContextSourceNotification"
MOST = 10_000  # subscriptions of one tenant
Reason = Literal["newlyMatching", "updated", "noLongerMatching"]


def changed(
    session: Session,
    before: StoredSource | None,
    after: StoredSource | None,
    *,
    at: int,
    keyring: Keyring,
) -> None:
    """A registration was made, changed or taken away."""
    there = after or before
    if there is None:
        return
    sight = Sight(keyring)
    sight.refresh(session)
    found = subscriptions.page(session, tenant=there.tenant, face=FACE, limit=MOST, offset=0)
    outgoing = [
        one
        for stored in found
        if _is_awake(stored, at) and sight.caller_of(stored.id, at=at) is not None
        for one in _of_change(session, stored, before, after, at)
    ]
    if outgoing:
        outbox.put(session, outgoing)


def _is_awake(stored: Stored, at: int) -> bool:
    given = asked.from_bytes(stored.body).given
    if stored.status != "active" or "timeInterval" in given:
        return False
    return "expiresAt" not in given or times.milliseconds(given["expiresAt"]) > at


def _of_change(
    session: Session, stored: Stored, before: StoredSource | None, after: StoredSource | None, at: int
) -> Iterator[Outgoing]:
    was, now = (_meant(session, stored, one) for one in (before, after))
    reason: Reason = "updated" if was and now else "newlyMatching" if now else "noLongerMatching"
    if was or now:
        yield _outgoing(session, stored, [now or was], reason, at)


def _meant(session: Session, stored: Stored, registration: StoredSource | None) -> dict[str, Json]:
    """A registration with that of its information which the subscription is about; {} if it is about none."""
    if registration is None:
        return {}
    kept = asked.from_bytes(stored.body)
    context = gathering.read_kept(session, kept.context)
    own = gathering.read_kept(session, registration.kept.context)
    parts = matching.from_subscription(kept.given, context).information(registration.kept.given, own)
    return showing.shown(registration, own, context, parts=parts) if parts else {}


def _outgoing(
    session: Session, stored: Stored, data: Sequence[dict[str, Json]], reason: str, at: int
) -> Outgoing:
    kept = asked.from_bytes(stored.body)
    told = telling.telling(kept, gathering.read_kept(session, kept.context))
    message = told.message(list(data), at=at, tenant=stored.tenant, kind=KIND, reason=reason)
    guard = Guard(throttling_ms=int(kept.given.get("throttling", 0) * 1000))
    return Outgoing(stored.tenant, stored.id, "", message.endpoint, message.parcel, at, guard)


def everything(session: Session, stored: Stored, *, at: int) -> list[Outgoing]:
    """All registrations a subscription is about, as they are told at its beginning and by the clock."""
    found = (_meant(session, stored, one) for one in rows.page(session, tenant=stored.tenant))
    data = [one for one in found if one]
    return [_outgoing(session, stored, data, "newlyMatching", at)] if data else []
