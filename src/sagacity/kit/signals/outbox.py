"""The outbox: messages on their way, those that arrived, and those that never will by themselves."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from sagacity.kit import clock
from sagacity.kit.signals import codec, models
from sagacity.kit.signals.signal import Signal, all_signals

TRIES = 8
# Long enough for any receiver; a worker that dies with a message in hand gives it back after this.
LEASE = timedelta(minutes=5)

logger = logging.getLogger(__name__)


class NoSuchLetter(Exception):
    """There is no dead letter of this key; `outbox --list-dead` shows those there are."""


class _NobodyKnows(Exception):
    """No room of this program knows the signal; was a mini-app removed?"""


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A message given up after many tries, with the last thing that went wrong."""

    key: str
    signal: str
    announced_at: datetime
    tries: int
    error: str


def backlog() -> int:
    """How many messages have not reached all their receivers yet."""
    return models.Message.objects.waiting().count()


def deliver(*, limit: int = 100, at: datetime | None = None) -> int:
    """Deliver what is due, at most `limit` messages; says how many were taken in hand."""
    for done in range(limit):
        message = _claim(at or clock.now())
        if message is None:
            return done
        _deliver_one(message, at or clock.now())
    return limit


def dead_letters() -> list[DeadLetter]:
    """What was given up, oldest first."""
    return [
        DeadLetter(row.key, row.signal, row.announced_at, row.tries, row.error)
        for row in models.Message.objects.dead().order_by("announced_at", "id")
    ]


@transaction.atomic
def replay(*, key: str, at: datetime | None = None) -> None:
    """Send a dead letter again; receivers that have heard it already will not hear it twice.

    Raises:
        NoSuchLetter: there is no dead letter of this key.
    """
    changed = models.Message.objects.dead().filter(key=key)
    if not changed.update(state=models.State.WAITING, tries=0, due_at=at or clock.now()):
        raise NoSuchLetter(key)


def prune(*, before: datetime) -> int:
    """Forget messages that all receivers had heard before a moment; dead letters stay."""
    old = models.Message.objects.filter(state=models.State.DELIVERED, delivered_at__lt=before)
    keys = list(old.order_by("id").values_list("id", flat=True)[:5000])
    models.Message.objects.filter(id__in=keys).delete()
    return len(keys)


def _claim(at: datetime) -> models.Message | None:
    """Take one message in hand: it is not due again before the lease ends, so nobody else takes it."""
    due = models.Message.objects.due(at).order_by("due_at", "id")
    if not due.exists():  # Reading first: an idle worker must not hold SQLite's only write lock.
        return None
    with transaction.atomic():
        message = due.select_for_update(skip_locked=True).first()
        if message is None:
            return None
        message.tries += 1
        message.due_at = at + LEASE
        message.save(update_fields=["tries", "due_at"])
    return message


def _deliver_one(message: models.Message, at: datetime) -> None:
    if message.tries > TRIES:
        _give_up(message, message.error or "the worker died each time it delivered this message")
        return
    try:
        signal = _signal_of(message)
        fact = codec.from_json(signal.fact, message.body)
    except Exception as problem:
        _try_later(message, at, [f"{type(problem).__name__}: {problem}"])
        return
    answers = [_hear(signal, name, message, fact) for name in list(signal.receivers)]
    problems = [answer for answer in answers if answer]
    if problems:
        _try_later(message, at, problems)
    else:
        message.state, message.delivered_at, message.error = models.State.DELIVERED, at, ""
        message.save(update_fields=["state", "delivered_at", "error"])


def _signal_of(message: models.Message) -> Signal[Any]:
    try:
        return all_signals()[message.signal]
    except KeyError:
        raise _NobodyKnows(f"{message.signal}: no room announces this any more") from None


def _hear(signal: Signal[Any], name: str, message: models.Message, fact: object) -> str:
    """One receiver hears one message, at most once; answers what went wrong, or nothing."""
    try:
        with transaction.atomic():
            _, fresh = models.Delivery.objects.get_or_create(message=message, receiver=name)
            if fresh:
                signal.receivers[name](fact)
    except Exception as problem:
        logger.exception("%s could not hear %s %s (try %s)", name, message.signal, message.key, message.tries)
        return f"{name}: {type(problem).__name__}: {problem}"
    return ""


def _try_later(message: models.Message, at: datetime, problems: list[str]) -> None:
    error = "\n".join(problems)
    if message.tries >= TRIES:
        _give_up(message, error)
        return
    message.error = error
    message.due_at = at + timedelta(seconds=5 * 4 ** (message.tries - 1))  # 5 s, 20 s … 5.7 h: a day in all
    message.save(update_fields=["error", "due_at"])


def _give_up(message: models.Message, error: str) -> None:
    message.state, message.error = models.State.DEAD, error
    message.save(update_fields=["state", "error"])
    logger.error("dead letter %s (%s): %s", message.key, message.signal, error)
