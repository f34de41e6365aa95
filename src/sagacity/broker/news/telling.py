"""Telling the house: each noted row becomes one announcement, then the row goes."""

from functools import partial
from typing import Any

import msgspec
from django.db import transaction

from sagacity.broker import signals
from sagacity.broker.here import here
from sagacity.broker.store.base import Row, Session
from sagacity.kit.signals.api import Signal

SIGNALS: dict[str, Signal[Any]] = {
    signal.name: signal for signal in (signals.line_crossed, signals.device_silent, signals.device_back)
}
AT_ONCE = 100


def tell_the_house() -> int:
    """Announce what was noted, the oldest first; how many rows were told.

    The announcement is durable before the row goes; told again after a crash, its key is known already.
    """
    rows = here().read_now(_waiting)
    for key, name, body in rows:
        _announce(SIGNALS[name], key, bytes(body))
    if rows:
        here().do_now(partial(_forget, keys=[key for key, _, _ in rows]))
    return len(rows)


@transaction.atomic
def _announce(signal: Signal[Any], key: str, body: bytes) -> None:
    signal.announce_once(msgspec.json.decode(body, type=signal.fact), key=key)


def _waiting(session: Session) -> list[Row]:
    marks = ", ".join("?" * len(SIGNALS))
    return session.execute(
        f"SELECT key, signal, body FROM broker_news WHERE signal IN ({marks}) ORDER BY n LIMIT {AT_ONCE}",
        tuple(SIGNALS),
    )


def _forget(session: Session, *, keys: list[str]) -> None:
    session.execute_many("DELETE FROM broker_news WHERE key = ?", [(key,) for key in keys])
