"""Whether a service can be booked at a time at all: hours, grid, length, how far ahead. Pure."""

from datetime import datetime, timedelta

from sagacity.kit import clock
from sagacity.kit.city import api as city
from sagacity.kit.hours import api as opening
from sagacity.reservations.slots import models, types
from sagacity.reservations.slots.refusals import NotOffered


def refuse_by_terms(
    terms: types.Service, *, begins: datetime, length: timedelta, at: datetime, is_staff: bool
) -> None:
    """Staff may write down what is near or far; nobody books off the grid or another length.

    Raises:
        NotOffered: the reason is a stable word.
    """
    local = clock.local(begins)
    since_midnight = timedelta(hours=local.hour, minutes=local.minute, seconds=local.second)
    reasons = {
        "too_short": length < terms.shortest,
        "too_long": length > terms.longest,
        "off_grid": bool(since_midnight % terms.grid) or local.microsecond != 0,
        "too_soon": begins < at if is_staff else begins < at + terms.notice,
        "too_far": not is_staff and clock.day(begins) > clock.day(at) + timedelta(terms.days_ahead),
    }
    for reason, holds in reasons.items():
        if holds:
            raise NotOffered(reason)


def is_open_for(resource: models.Resource, *, begins: datetime, ends: datetime) -> bool:
    """Whether a resource is open for the whole of a time; buffers may lie outside."""
    calendar = opening.calendar(key=resource.calendar)
    spans = opening.spans(calendar=calendar, on=clock.day(begins), is_holiday=city.is_holiday)
    return any(span.begins <= begins and ends <= span.ends for span in spans)
