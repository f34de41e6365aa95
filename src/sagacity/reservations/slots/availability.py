"""Free times: a read model of one bit a minute. It promises nothing; `hold` has the last word."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple

from sagacity.kit import clock
from sagacity.kit.city import api as city
from sagacity.kit.hours import api as opening
from sagacity.reservations.slots import models, resources, services, types

MINUTES = 24 * 60
MARGIN = 24 * 60  # buffers and times that cross midnight reach into the days beside
WIDTH = MINUTES + 2 * MARGIN
ALL = (1 << WIDTH) - 1
Filled = Mapping[int, Sequence[tuple[int, int]]]  # by resource: moments in seconds since 1970
Parts = Mapping[int, Sequence[models.Resource]]
Masks = Mapping[int, int]  # by resource


class _Times(NamedTuple):
    taken: Masks  # from a day before the first day on, a bit a minute
    away: Masks
    open: Mapping[tuple[str, date], int]  # by calendar and day: many resources share one


def free(
    *,
    service: str,
    since: date,
    until: date,
    at: datetime,
    length: timedelta | None = None,
    is_staff: bool = False,
) -> tuple[types.Free, ...]:
    """The starts between two days (both included) at which at least one resource is free, in order.

    Raises:
        NoSuchService: nothing of this key can be booked.
    """
    row = services.row_of(service)
    terms = services.terms_of(row)
    length = length or terms.length
    earliest = at if is_staff else at + terms.notice
    last = until if is_staff else min(until, clock.day(at) + timedelta(terms.days_ahead))
    pool = services.pool_of(row)
    parts = resources.parts_of(pool)
    days = [
        since + timedelta(n) for n in range((last - since).days + 1) if since + timedelta(n) >= clock.day(at)
    ]
    if not pool or not days or not terms.shortest <= length <= terms.longest:
        return ()
    times = _Times(
        _masks(pool, parts, days, _taken(parts, days, at)),
        _masks(pool, parts, days, _away(pool, parts, days)),
        _open(pool, days),
    )
    return tuple(
        one
        for number, day in enumerate(days)
        for one in _of_day(day, number * MINUTES, terms, length, pool, times, earliest)
    )


def _of_day(
    day: date,
    shift: int,
    terms: types.Service,
    length: timedelta,
    pool: Sequence[models.Resource],
    times: "_Times",
    earliest: datetime,
) -> Iterator[types.Free]:
    midnight = datetime.combine(day, time(), tzinfo=clock.JAPAN)
    long, before, after = (span // services.MINUTE for span in (length, terms.before, terms.after))
    starts = _grid(terms.grid // services.MINUTE)
    counts: dict[int, int] = {}
    for resource in pool:
        is_open = times.open[resource.calendar, day] & ~(times.away[resource.pk] >> shift)
        if not is_open:
            continue
        busy = (times.taken[resource.pk] >> shift) & ALL
        good = starts & ~_smeared(ALL ^ is_open, long) & ~(_smeared(busy, long + before + after) << before)
        while good:
            lowest = good & -good
            minute = lowest.bit_length() - 1
            counts[minute] = counts.get(minute, 0) + 1
            good ^= lowest
    for minute in sorted(counts):
        begins = midnight + timedelta(minutes=minute - MARGIN)
        if begins >= earliest:
            yield types.Free(begins, counts[minute])


def _smeared(busy: int, width: int) -> int:
    """A bit for every start from which one of so many minutes is taken."""
    done = 1
    while done < width:
        step = min(done, width - done)
        busy |= busy >> step
        done += step
    return busy


@cache
def _grid(step: int) -> int:
    return sum(1 << (MARGIN + minute) for minute in range(0, MINUTES, step))


def _masks(pool: Sequence[models.Resource], parts: Parts, days: Sequence[date], filled: Filled) -> Masks:
    zero = int(_around(days)[0].timestamp())
    width = (len(days) + 2) * MINUTES
    return {one.pk: _mask(zero, width, filled, [part.pk for part in (*parts[one.pk], one)]) for one in pool}


def _mask(zero: int, width: int, filled: Filled, parts: Iterable[int]) -> int:
    mask = 0
    for begins, ends in (span for part in set(parts) for span in filled.get(part, ())):
        first, last = max(0, (begins - zero) // 60), min(width, -((zero - ends) // 60))
        if last > first:
            mask |= ((1 << (last - first)) - 1) << first
    return mask


def _open(pool: Sequence[models.Resource], days: Sequence[date]) -> Mapping[tuple[str, date], int]:
    found = {}
    for key in {one.calendar for one in pool}:
        calendar = opening.calendar(key=key)
        for day in days:
            mask = 0
            for span in opening.hours(calendar=calendar, on=day, is_holiday=city.is_holiday):
                begins, ends = (one.hour * 60 + one.minute for one in (span.begins, span.ends))
                mask |= ((1 << (ends - begins)) - 1) << (MARGIN + begins)
            found[key, day] = mask
    return found


def _around(days: Sequence[date]) -> tuple[datetime, datetime]:
    """From a day before the first to a day after the last: buffers reach there."""
    first, last = (datetime.combine(day, time(), tzinfo=clock.JAPAN) for day in (days[0], days[-1]))
    return first - services.DAY, last + 2 * services.DAY


def _taken(parts: Parts, days: Sequence[date], at: datetime) -> Filled:
    """When each part is promised, buffers included, holds that are over left out."""
    since, until = (int(moment.timestamp()) for moment in _around(days))
    wanted = {part.pk for found in parts.values() for part in found}
    rows = models.Occupancy.objects.filter(
        is_live=True, resource__in=wanted, begins__lt=until, ends__gt=since
    )
    found: dict[int, list[tuple[int, int]]] = {}
    now = int(at.timestamp())
    for resource, begins, ends, held_until in rows.values_list("resource", "begins", "ends", "held_until"):
        if held_until is None or held_until > now:
            found.setdefault(resource, []).append((begins, ends))
    return found


def _away(pool: Sequence[models.Resource], parts: Parts, days: Sequence[date]) -> Filled:
    """When each resource or part is absent: like closed hours, so buffers may reach into it."""
    since, until = _around(days)
    wanted = {part.pk for found in parts.values() for part in found} | {one.pk for one in pool}
    rows = models.Absence.objects.filter(resource__in=wanted, begins__lt=until, ends__gt=since)
    found: dict[int, list[tuple[int, int]]] = {}
    for resource, begins, ends in rows.values_list("resource", "begins", "ends"):
        found.setdefault(resource, []).append((int(begins.timestamp()), int(ends.timestamp())))
    return found
