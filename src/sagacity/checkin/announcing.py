"""Saying how many are here, whenever that may have changed."""

from collections.abc import Iterable
from datetime import datetime

from sagacity.checkin import counts, models, persons, signals, types


def announce(reception: models.Reception, at: datetime) -> None:
    """Say how many are at a reception now."""
    count = counts.count(reception=reception.key)
    signals.reception_changed.announce(
        types.ReceptionNews(reception.key, reception.subject, count.here, count.crowding, at)
    )


def announce_of(touched: Iterable[str], at: datetime, *, also: str = "") -> None:
    """The same of every reception where these persons are or were: who came to one may have left another."""
    keys = {also} if also else set()
    for chunk in persons.chunks(touched):
        keys |= set(
            models.Entry.objects.filter(person__in=chunk).values_list("reception__key", flat=True).distinct()
        )
    for row in models.Reception.objects.filter(key__in=keys).order_by("id"):
        announce(row, at)
