"""When cases come in, by which way, and how many have to be put right soon after."""

from collections import Counter
from datetime import date, datetime, timedelta

from sagacity.kit import clock, policy
from sagacity.procedures.cases import corrections, models, types
from sagacity.procedures.cases.types import Way

ONLINE = frozenset({Way.APP, Way.API})
SOON = timedelta(days=7)  # within which a correction counts, so that old and new days are judged alike


def arrivals(*, since: datetime, until: datetime, by: policy.Person, procedure: str = "") -> types.Arrivals:
    """Cases submitted from `since` until before `until`, by day and by hour of the week, of all divisions.

    Of one procedure, or of all.

    Raises:
        NotAllowed: figures of all divisions are for the reform of counters.
    """
    corrections.demand_look(by)
    days: Counter[date] = Counter()
    online: Counter[date] = Counter()
    hours: Counter[tuple[int, int]] = Counter()
    rows = models.Case.objects.filter(submitted_at__gte=since, submitted_at__lt=until).order_by()
    rows = rows.filter(procedure=procedure) if procedure else rows
    for moment, way in rows.values_list("submitted_at", "channel").iterator(chunk_size=5_000):
        local = clock.local(moment)
        days[local.date()] += 1
        if way in ONLINE:
            online[local.date()] += 1
            hours[local.weekday(), local.hour] += 1
    soon = _put_right_soon(since, until, procedure)
    return types.Arrivals(
        days=tuple(types.DayOfCases(day, days[day], online[day], soon[day]) for day in sorted(days)),
        online_hours=dict(sorted(hours.items())),
    )


def _put_right_soon(since: datetime, until: datetime, procedure: str) -> Counter[date]:
    """By day of submission: cases that were corrected or asked about within a week."""
    events = models.Event.objects.filter(
        kind__in=corrections.PUT_RIGHT,
        at__gte=since,
        at__lt=until + SOON,
        case__submitted_at__gte=since,
        case__submitted_at__lt=until,
        **({"case__procedure": procedure} if procedure else {}),
    )
    found: dict[int, date] = {}
    columns = ("case_id", "at", "case__submitted_at")
    for case, at, submitted in events.values_list(*columns).iterator(chunk_size=5_000):
        if at - submitted <= SOON:
            found[case] = clock.day(submitted)
    return Counter(found.values())
