"""How the platform itself is: what it holds, how fast it goes, what waits. Cheap at any size."""

from dataclasses import dataclass
from datetime import datetime

from sagacity.broker.broker import Broker
from sagacity.broker.delivering.outbox import DEAD, WAITING
from sagacity.broker.here import here
from sagacity.broker.history import pace, tail
from sagacity.broker.looking.reading import moment
from sagacity.broker.store.base import Session

MOST = 100_000  # further letters are not counted: so many are a trouble already
MOST_ENDPOINTS = 1_000
LATELY = 5  # minutes

_SIZE = {
    "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
    "postgresql": "SELECT pg_database_size(current_database())",
}
_FIRST_WAITING = (
    "SELECT endpoint, created FROM broker_outbox WHERE state = ? AND endpoint > ?"
    " ORDER BY endpoint, id LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class State:
    """``waiting`` and ``given_up`` are notifications, counted up to MOST; rates are of the last minutes.

    ``unmoved`` are points that came and have not reached their series yet; ``oldest`` is when
    the letter was written that waits longest.
    """

    database: str
    size: int  # bytes
    tenants: int
    entities: int
    points: int
    unmoved: int
    points_a_minute: float
    subscriptions: int
    active: int
    waiting: int
    oldest: datetime | None
    given_up: int
    deliveries_a_minute: float


def state(*, broker: Broker | None = None) -> State:
    """How the platform of this process is now."""
    house = broker or here()
    at = house.clock()
    found: State = house.read_now(lambda session: counted(session, kind=house.store.kind, at=at))
    return found


def counted(session: Session, *, kind: str, at: int) -> State:
    """The same where a session is open already."""
    entities, tenants = _one(
        session, "SELECT COALESCE(sum(n), 0), count(DISTINCT tenant) FROM broker_tally WHERE attr = ''"
    )
    subscriptions = {
        status: int(count)
        for status, count in session.execute(
            "SELECT status, count(*) FROM broker_subscription GROUP BY status"
        )
    }
    since = at - LATELY * 60_000
    delivered = _up_to(session, "broker_delivery WHERE at >= ? AND ok = 1", since)
    return State(
        database=kind,
        size=_one(session, _SIZE[kind])[0],
        tenants=tenants,
        entities=entities,
        points=pace.kept(session),
        unmoved=_up_to(session, "broker_tail WHERE n > ?", tail.mark(session)),
        points_a_minute=pace.a_minute(session, at=at, minutes=LATELY),
        subscriptions=sum(subscriptions.values()),
        active=sum(count for status, count in subscriptions.items() if status != "inactive"),
        waiting=_up_to(session, "broker_outbox WHERE state = ?", WAITING),
        oldest=_oldest(session),
        given_up=_up_to(session, "broker_outbox WHERE state = ?", DEAD),
        deliveries_a_minute=delivered / LATELY,
    )


def _oldest(session: Session) -> datetime | None:
    """The first letter of every lane, each found by one look into the index."""
    found: list[int] = []
    endpoint = ""
    while len(found) < MOST_ENDPOINTS:
        rows = session.execute(_FIRST_WAITING, (WAITING, endpoint))
        if not rows:
            break
        endpoint = rows[0][0]
        found.append(int(rows[0][1]))
    return moment(min(found)) if found else None


def _up_to(session: Session, what: str, value: object) -> int:
    return _one(session, f"SELECT count(*) FROM (SELECT 1 FROM {what} LIMIT {MOST}) AS piece", value)[0]


def _one(session: Session, sql: str, *values: object) -> list[int]:
    return [int(each) for each in session.execute(sql, values)[0]]
