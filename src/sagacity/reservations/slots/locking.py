"""Who writes on the days of an area stands in line for the same lock, taken before anything is read."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import connection

from sagacity.kit import clock
from sagacity.reservations.slots import models


def names(area: str, moments: Iterable[datetime | date]) -> list[str]:
    """The locks of an area on the days of these moments, in the order in which they are taken."""
    days = {clock.day(one) if isinstance(one, datetime) else one for one in moments}
    return [f"slots-area:{area}:{day}" for day in sorted(days)]


def person(service: str, holder: str) -> str:
    """The lock of what one person has of a service; it stands behind every area in any collation."""
    return f"slots-person:{service}:{holder}"


def days_of(row: models.Slot) -> tuple[date, ...]:
    """The days that a slot touches with its buffers."""
    found = row.occupancies.values_list("begins", "ends").first()
    if found is None:
        return (clock.day(row.begins), clock.day(row.ends))
    return tuple(clock.day(datetime.fromtimestamp(one, tz=clock.JAPAN)) for one in found)


def lock(area: str, moments: Iterable[datetime | date]) -> None:
    """Hold an area until the end of the transaction; SQLite has one writer anyway."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for name in names(area, moments):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
