"""The history of deliveries, the latest first."""

from datetime import UTC, datetime

from sagacity.broker.delivering.facts import Delivery
from sagacity.broker.store.base import Row, Session


def deliveries(
    session: Session,
    *,
    tenant: str | None = None,
    subscription: str = "",
    endpoint: str = "",
    entity: str = "",
    failed: bool = False,
    before: int = 0,
    limit: int = 50,
) -> list[Delivery]:
    """Attempts that fit everything that is named; ``before``, the number of one, turns pages."""
    where, values = ["1 = 1"], list[object]()
    for condition, value, named in (
        ("tenant = ?", tenant, tenant is not None),
        ("sub = ?", subscription, bool(subscription)),
        ("endpoint = ?", endpoint, bool(endpoint)),
        ("entity LIKE ? ESCAPE '!'", f"% {_literal(entity)} %", bool(entity)),
        ("ok = ?", 0, failed),
        ("id < ?", before, bool(before)),
    ):
        if named:
            where.append(condition)
            values.append(value)
    rows = session.execute(
        "SELECT id, letter, tenant, sub, entity, endpoint, at, took, ok, code, reason"
        f" FROM broker_delivery WHERE {' AND '.join(where)} ORDER BY id DESC LIMIT ?",
        (*values, limit),
    )
    return [_delivery(row) for row in rows]


def _literal(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def _delivery(row: Row) -> Delivery:
    number, letter, tenant, subscription, thread, endpoint, at, took, ok, code, reason = row
    path, entity, type_ = parts_of(thread)
    return Delivery(
        number=int(number),
        letter=letter,
        tenant=tenant,
        subscription=subscription,
        path=path,
        entity=entity,
        type=type_,
        endpoint=endpoint,
        at=moment(at),
        took_ms=took,
        delivered=bool(ok),
        code=code,
        reason=reason,
    )


def parts_of(thread: str) -> tuple[str, str, str]:
    """Path, id and type of the entity; empty where a message is about several."""
    path, _, rest = thread.partition(" ")
    id_, _, type_ = rest.partition(" ")
    return path, id_, type_


def moment(at: int) -> datetime:
    """Milliseconds as a moment."""
    return datetime.fromtimestamp(at / 1000, UTC)
