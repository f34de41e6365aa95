"""Opening hours in the reader's words, and whether it is open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sagacity.kit import clock
from sagacity.kit.city import api as city
from sagacity.kit.ui import dates
from sagacity.registry import api as registry

DAYS = "月火水木金土日"
_MONDAY = date(2024, 1, 1)
MIDNIGHT_NEARLY = time(23, 59)  # how tables write a day without end


def days(run: str) -> str:
    """「月火水木金」 → 「月〜金」 or the days one by one."""
    given = [day for day in DAYS if day in run]
    language = get_language() or "ja"
    names = [dates.weekday(_MONDAY + timedelta(days=DAYS.index(day)), language) for day in given]
    first = DAYS.index(given[0]) if given else 0
    together = len(given) > 2 and given == list(DAYS[first : first + len(given)])
    said = f"{names[0]}～{names[-1]}" if together else "・".join(names)
    if len(given) == len(DAYS):
        said = _("毎日")
    if "祝" in run:
        said = "・".join(part for part in (said, _("祝日")) if part)
    return said


def times(opens: time | None, closes: time | None) -> str:
    if opens is None or closes is None:
        return " ".join(
            part
            for part in (
                _("%(time)sから") % {"time": dates.hour(opens)} if opens else "",
                _("%(time)sまで") % {"time": dates.hour(closes)} if closes else "",
            )
            if part
        )
    if opens == time(0) and closes >= MIDNIGHT_NEARLY:
        return _("24時間")
    return f"{dates.hour(opens)}～{dates.hour(closes)}"


def is_open(hours: registry.Hours, at: datetime) -> bool | None:
    """Whether it is open by the hours that are published; None when they do not say."""
    if hours.opens is None or hours.closes is None:
        return None
    local = clock.local(at)
    day = "祝" if city.is_holiday(local.date()) else DAYS[local.weekday()]
    if hours.days and day not in hours.days:
        return False
    now = local.time().replace(tzinfo=None)
    if hours.closes < hours.opens:
        return now >= hours.opens or now < hours.closes
    return hours.opens <= now < hours.closes


@dataclass(frozen=True, slots=True)
class Written:
    """Hours ready to be read."""

    days: str
    times: str
    note: str


def written(hours: registry.Hours | None) -> Written | None:
    """The hours as three short texts; None when nothing is published."""
    if hours is None:
        return None
    return Written(days(hours.days), times(hours.opens, hours.closes), hours.note)


def of_fields(said: Mapping[str, Any]) -> registry.Hours | None:
    """The hours one data set gives, for a facet that has its own."""
    found = registry.Hours(
        days=str(said.get("利用可能曜日") or ""),
        opens=_time(said.get("開始時間")),
        closes=_time(said.get("終了時間")),
        note=str(said.get("利用可能日時特記事項") or ""),
    )
    return found if found != registry.Hours() else None


def _time(text: object) -> time | None:
    try:
        return time.fromisoformat(str(text)) if text else None
    except ValueError:
        return None
