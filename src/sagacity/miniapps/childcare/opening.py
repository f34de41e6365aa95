"""Opening hours of nurseries and places, and whether they cover the hours of work."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _

from sagacity.kit.ui import dates
from sagacity.registry import api as registry

DAYS = "月火水木金土日"
_MONDAY = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class Need:
    """From when until when a child must be looked after: work, and the way there and back."""

    begins: time
    ends: time


def need(starts: str, ends: str, travel: str) -> Need | None:
    """What hours of work and a way of some minutes ask of a nursery; None when they do not say."""
    try:
        first, last = time.fromisoformat(starts), time.fromisoformat(ends)
        minutes = timedelta(minutes=min(max(int(travel or 0), 0), 180))
    except ValueError:
        return None
    day = datetime.combine(_MONDAY, time())
    begins = max(datetime.combine(day, first) - minutes, day)
    until = min(datetime.combine(day, last) + minutes, day + timedelta(hours=23, minutes=59))
    return Need(begins.time(), until.time()) if begins < until else None


def covers(hours: registry.Hours | None, wanted: Need) -> bool | None:
    """Whether published hours cover a need; None when nothing is published."""
    if hours is None or hours.opens is None or hours.closes is None:
        return None
    return hours.opens <= wanted.begins and wanted.ends <= hours.closes


def extended(fields: Mapping[str, Any]) -> registry.Hours | None:
    """The hours in which children are looked after outside the usual time."""
    opens, closes = _time(fields.get("子供預かり開所時間")), _time(fields.get("子供預かり閉所時間"))
    return registry.Hours(opens=opens, closes=closes) if opens or closes else None


def words(hours: registry.Hours | None) -> str:
    """Days, times and the note as written; empty when nothing is published."""
    if hours is None:
        return ""
    times = ""
    if hours.opens and hours.closes:
        times = f"{dates.hour(hours.opens)}～{dates.hour(hours.closes)}"
    elif hours.opens:
        times = _("%(time)sから") % {"time": dates.hour(hours.opens)}
    elif hours.closes:
        times = _("%(time)sまで") % {"time": dates.hour(hours.closes)}
    return " ".join(part for part in (_days(hours.days), times, hours.note) if part)


def _days(run: str) -> str:
    given = [dates.weekday(_MONDAY + timedelta(days=DAYS.index(day))) for day in DAYS if day in run]
    return "・".join(given)


def _time(text: object) -> time | None:
    try:
        return time.fromisoformat(str(text)) if text else None
    except ValueError:
        return None
