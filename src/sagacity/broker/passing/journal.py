"""The audit of changes that went through us: who sent what to which Orion, and what it said."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from sagacity.broker.access.caller import Caller
from sagacity.broker.broker import Broker
from sagacity.broker.delivering.deliveries import moment
from sagacity.broker.here import here
from sagacity.broker.store.base import Row, Session

UNKNOWN = 0  # instead of a status: nobody heard an answer
KEPT_MS = 400 * 86_400_000  # a year, and the weeks until somebody looks
LONGEST = 500  # characters of an address


@dataclass(frozen=True, slots=True)
class Passed:
    """A change that was sent on. ``status`` 0: whether it was done nobody knows."""

    at: datetime
    tenant: str
    key: str
    name: str
    method: str
    target: str
    correlator: str
    status: int


def begin(
    session: Session, *, at: int, tenant: str, caller: Caller, method: str, target: str, correlator: str
) -> int:
    """A change is about to leave; the number of its line."""
    rows = session.execute(
        "INSERT INTO broker_passed (at, tenant, key_id, name, method, target, correlator, status)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (at, tenant, caller.key, caller.name, method, target[:LONGEST], correlator[:LONGEST], UNKNOWN),
    )
    return int(rows[0][0])


def end(session: Session, number: int, status: int) -> None:
    """What the Orion said."""
    session.execute("UPDATE broker_passed SET status = ? WHERE id = ?", (status, number))


def sweep(session: Session, *, at: int) -> None:
    """Forget what is older than anybody asks for."""
    session.execute("DELETE FROM broker_passed WHERE at < ?", (at - KEPT_MS,))


def latest(session: Session, *, key: str = "", limit: int = 50) -> list[Passed]:
    """With one key or with all, the latest first."""
    where, values = ("WHERE key_id = ?", (key,)) if key else ("", ())
    rows = session.execute(
        "SELECT at, tenant, key_id, name, method, target, correlator, status FROM broker_passed"
        f" {where} ORDER BY id DESC LIMIT ?",
        (*values, limit),
    )
    return [_passed(row) for row in rows]


def _passed(row: Row) -> Passed:
    at, *rest = row
    return Passed(moment(at), *rest)


def find_passed(*, key: str = "", limit: int = 50, broker: Broker | None = None) -> list[Passed]:
    """Changes that went on to an Orion, with one key or with all, the latest first."""
    found: list[Passed] = (broker or here()).read_now(lambda session: latest(session, key=key, limit=limit))
    return found


class Journal:
    """Outcomes are written in the background: an answer waits for its line, not for what becomes of it."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker
        self._writing: set[asyncio.Task[None]] = set()

    async def begin(self, *, tenant: str, caller: Caller, method: str, target: str, correlator: str) -> int:
        """The line is on the disk when this returns."""
        at = self._broker.clock()
        number: int = await self._broker.do(
            lambda session: begin(
                session,
                at=at,
                tenant=tenant,
                caller=caller,
                method=method,
                target=target,
                correlator=correlator,
            )
        )
        return number

    def end(self, number: int, status: int) -> None:
        """Have the outcome written."""
        task = asyncio.get_running_loop().create_task(self._end(number, status))
        self._writing.add(task)
        task.add_done_callback(self._writing.discard)

    async def _end(self, number: int, status: int) -> None:
        await self._broker.do(lambda session: end(session, number, status))

    async def flush(self) -> None:
        """Wait for what is being written."""
        await asyncio.gather(*self._writing, return_exceptions=True)
