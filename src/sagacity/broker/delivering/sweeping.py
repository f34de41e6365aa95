"""What time does to the outbox: held letters go, old histories and old dead letters are forgotten."""

import time
from functools import partial

from sagacity.broker.broker import Broker
from sagacity.broker.delivering import outbox
from sagacity.broker.delivering.pace import Pace
from sagacity.broker.store.base import Session

_EVERY_S = 60.0
_AT_ONCE = 5_000
_MOST_TURNS = 20
LONGEST_HISTORY = 1_000_000  # attempts


class Sweeper:
    """Asked once a second; does the heavy part once a minute."""

    def __init__(self, broker: Broker, pace: Pace) -> None:
        self._broker = broker
        self._pace = pace
        self._swept = 0.0

    async def turn(self) -> None:
        """Do what is due."""
        at = self._broker.clock()
        if await self._broker.read(partial(outbox.any_held, at=at)):
            await self._broker.do(partial(outbox.release, at=at))
        if time.monotonic() - self._swept > _EVERY_S:
            self._swept = time.monotonic()
            for _ in range(_MOST_TURNS):
                if await self._broker.do(partial(sweep, pace=self._pace, at=at)) < _AT_ONCE:
                    return


def sweep(session: Session, pace: Pace, *, at: int) -> int:
    """Bury what waited too long, forget what nobody will ask about; how many attempts were forgotten."""
    session.execute(
        "UPDATE broker_outbox SET state = ?, reason = ? WHERE id IN"
        " (SELECT id FROM broker_outbox WHERE state = ? AND created < ? LIMIT ?)",
        (outbox.DEAD, outbox.TOO_OLD, outbox.WAITING, at - pace.oldest, _AT_ONCE),
    )
    session.execute(
        "DELETE FROM broker_outbox WHERE state = ? AND created < ?", (outbox.DEAD, at - pace.dead)
    )
    return max(
        _forget(session, "at < ?", at - pace.history),
        _forget(session, "id <= (SELECT MAX(id) FROM broker_delivery) - ?", LONGEST_HISTORY),
    )


def _forget(session: Session, condition: str, value: int) -> int:
    """Forget some of the attempts that fit, found by an index; how many they were."""
    forgotten = session.execute(
        "DELETE FROM broker_delivery WHERE id IN"
        f" (SELECT id FROM broker_delivery WHERE {condition} LIMIT ?) RETURNING id",
        (value, _AT_ONCE),
    )
    return len(forgotten)
