"""Days of the books: closed once they are settled, opened again only with a reason."""

from datetime import date, datetime

from django.db import connection, transaction

from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.ledger import models, settlements, types
from sagacity.ledger.providers import chosen


class DayNotOver(Exception):
    """The day still goes on, or has not begun."""


class DayIsClosed(Exception):
    """It was closed before."""


class DayIsOpen(Exception):
    """There is nothing to open again."""


class NotSettled(Exception):
    """Money went through a provider that day, and its report was not compared and posted yet."""


class NoReason(Exception):
    """Why a closed day is opened again must be said."""


def day_of(*, day: date) -> types.Day:
    """What became of a day; one that nobody closed is open."""
    row = models.Day.objects.filter(day=day).first()
    if row is None:
        return types.Day(day, is_closed=False, closed_at=None, closed_by="", reason="")
    return _as_fact(row)


def close_day(*, day: date, by: policy.Person, at: datetime) -> types.Day:
    """Take no more transfers for a day that is over. Those under way come before; none comes after.

    A day is closed once it is settled with each provider the city works with (`settlements.settle`).

    Raises:
        DayNotOver, DayIsClosed, NotSettled: it stays as it is.
    """
    if day >= clock.day(at):
        raise DayNotOver(day)
    for provider in chosen.all_of_them():
        if provider.methods and not settlements.is_settled(provider=provider.key, day=day):
            raise NotSettled(provider.key)
    with transaction.atomic():
        _alone(day)
        row = models.Day.objects.filter(day=day).first() or models.Day(day=day, is_closed=False)
        if row.is_closed:
            raise DayIsClosed(day)
        row.is_closed, row.closed_at, row.closed_by, row.reason = True, at, by.key, ""
        row.save()
        audit.record(actor=by, action="ledger.close_day", thing=f"ledger:{day}", at=at)
    return _as_fact(row)


def reopen_day(*, day: date, reason: str, by: policy.Person, at: datetime) -> types.Day:
    """Take transfers for a closed day again.

    Raises:
        NoReason, DayIsOpen: it stays closed, or open.
    """
    if not reason.strip():
        raise NoReason(day)
    with transaction.atomic():
        _alone(day)
        row = models.Day.objects.filter(day=day, is_closed=True).first()
        if row is None:
            raise DayIsOpen(day)
        row.is_closed, row.reason = False, reason.strip()[:200]
        row.save()
        audit.record(actor=by, action="ledger.reopen_day", thing=f"ledger:{day}", purpose=row.reason, at=at)
    return _as_fact(row)


def _alone(day: date) -> None:
    """Nobody posts to the day meanwhile; the transfers' trigger waits for the same lock (migration 0002)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"ledger-day:{day}"])


def _as_fact(row: models.Day) -> types.Day:
    return types.Day(row.day, row.is_closed, row.closed_at, row.closed_by, row.reason)
