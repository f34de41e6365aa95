"""Notifications nobody tries any more, and how a person sends them on their way again."""

from collections.abc import Sequence

from sagacity.broker.delivering.deliveries import moment, parts_of
from sagacity.broker.delivering.facts import DeadLetter
from sagacity.broker.delivering.outbox import AGAIN, DEAD, WAITING
from sagacity.broker.delivering.outgoing import parcel_from_bytes
from sagacity.broker.delivering.resting import BELL
from sagacity.broker.store import meta
from sagacity.broker.store.base import Row, Session


def dead_letters(
    session: Session, *, tenant: str | None = None, subscription: str = "", limit: int = 50, offset: int = 0
) -> list[DeadLetter]:
    """The latest first."""
    where, values = _where(tenant=tenant, subscription=subscription)
    rows = session.execute(
        "SELECT id, tenant, sub, entity, endpoint, payload, created, tries, reason FROM broker_outbox"
        f" {where} ORDER BY id DESC LIMIT ? OFFSET ?",
        (*values, limit, offset),
    )
    return [_dead_letter(row) for row in rows]


def replay(
    session: Session,
    *,
    at: int,
    letters: Sequence[int] = (),
    tenant: str | None = None,
    subscription: str = "",
) -> int:
    """Send dead letters again, all that fit if none is named, with the numbers they had; how many.

    Endpoints that are resting are tried at once. ``at`` in milliseconds: their age counts from now on.
    """
    where, values = _where(tenant=tenant, subscription=subscription, letters=letters)
    found = session.execute(
        f"UPDATE broker_outbox SET state = ?, due = ?, created = ?, tries = 0, reason = '' {where}"
        " RETURNING id",
        (WAITING, at, at, *values),
    )
    meta.bump(session, AGAIN)
    session.ring(BELL)
    return len(found)


def discard(
    session: Session, *, letters: Sequence[int] = (), tenant: str | None = None, subscription: str = ""
) -> int:
    """Throw dead letters away; how many they were."""
    where, values = _where(tenant=tenant, subscription=subscription, letters=letters)
    return len(session.execute(f"DELETE FROM broker_outbox {where} RETURNING id", values))


def _where(*, tenant: str | None, subscription: str, letters: Sequence[int] = ()) -> tuple[str, list[object]]:
    where, values = "WHERE state = ?", list[object]([DEAD])
    if tenant is not None:
        where, values = f"{where} AND tenant = ?", [*values, tenant]
    if subscription:
        where, values = f"{where} AND sub = ?", [*values, subscription]
    if letters:
        marks = ", ".join("?" * len(letters))
        where, values = f"{where} AND id IN ({marks})", [*values, *letters]
    return where, values


def _dead_letter(row: Row) -> DeadLetter:
    letter, tenant, subscription, thread, endpoint, payload, created, tries, reason = row
    path, entity, type_ = parts_of(thread)
    return DeadLetter(
        letter=letter,
        tenant=tenant,
        subscription=subscription,
        path=path,
        entity=entity,
        type=type_,
        endpoint=endpoint,
        created=moment(created),
        tries=tries,
        reason=reason,
        body=parcel_from_bytes(bytes(payload)).body.decode(errors="replace"),
    )
