"""The days of an area to take along: iCalendar, CSV, JSON for the offline shell."""

import csv
import io
from datetime import UTC, datetime, timedelta

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sagacity.kit import clock, ical, keys, policy
from sagacity.kit.city import api as city
from sagacity.kit.ui import dates
from sagacity.miniapps.garbage.showing import of_an_area
from sagacity.registry.collection import api as collection

ONE_YEAR = timedelta(days=365)
OFFLINE = timedelta(days=60)
SIX_HOURS = 6 * 60 * 60


@require_GET
@policy.access(policy.ANYONE)
@of_an_area
def calendar(request: HttpRequest, area: str) -> HttpResponse:
    """A year of days for the calendar of a phone; ?remind=1 adds an alarm on the evening before."""
    today, language = clock.day(clock.now()), get_language() or "ja"
    place, edition = collection.area(area), collection.edition(area=area, on=today)
    kinds = {kind.name: kind for kind in collection.kinds()}
    local = keys.parse(place.key).local
    notice = edition.source.notice.get(language) or edition.source.notice.get("ja", "")
    entries = [
        ical.Entry(
            uid=f"{day.on:%Y%m%d}-{kinds[day.kind].key}-{local}@{city.current().key}.sagacity",
            on=day.on,
            summary=kinds[day.kind].name_in(language),
            description="\n".join(filter(None, [f"{place.group} {place.name}".strip(), day.note, notice])),
        )
        for day in collection.days(area=area, from_=today - timedelta(days=31), until=today + ONE_YEAR)
    ]
    stamp = (
        datetime.fromisoformat(edition.changed_at) if edition.changed_at else datetime(2000, 1, 1, tzinfo=UTC)
    )
    body = ical.calendar(
        name=f"{_('ごみの日')} {place.name}",
        product=f"-//{city.current().name_in('ja')}//Sagacity//JA",
        stamp=stamp,
        entries=entries,
        evening_alarm=request.GET.get("remind") == "1",
    )
    return _file(body, "text/calendar; charset=utf-8", f"{_('ごみの日')}_{place.name}.ics")


@require_GET
@policy.access(policy.ANYONE)
@of_an_area
def table(request: HttpRequest, area: str) -> HttpResponse:
    """A year of collection days as CSV for people, with BOM and CRLF."""
    today, place = clock.day(clock.now()), collection.area(area)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["日付", "曜日", "分け方", "地区グループ", "地名", "備考"])
    for day in collection.days(area=area, from_=today, until=today + ONE_YEAR):
        writer.writerow(
            [day.on.isoformat(), dates.weekday(day.on, "ja"), day.kind, place.group, place.name, day.note]
        )
    return _file(text.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", f"ごみの日_{place.name}.csv")


@require_GET
@policy.access(policy.ANYONE)
@of_an_area
def days_json(request: HttpRequest, area: str) -> HttpResponse:
    """The next 60 days, for reading without a network."""
    today, language = clock.day(clock.now()), get_language() or "ja"
    place, edition = collection.area(area), collection.edition(area=area, on=today)
    kinds = {kind.name: kind for kind in collection.kinds()}
    body = {
        "area": place.key,
        "group": place.group,
        "name": place.name,
        "from": today.isoformat(),
        "until": (today + OFFLINE).isoformat(),
        "language": language,
        "notice": edition.source.notice.get(language) or edition.source.notice.get("ja", ""),
        "days": [
            {
                "on": day.on.isoformat(),
                "label": dates.short_day(day.on, language),
                "kind": kinds[day.kind].key,
                "name": kinds[day.kind].name_in(language),
                "icon": kinds[day.kind].icon,
                "note": day.note,
            }
            for day in collection.days(area=area, from_=today, until=today + OFFLINE)
        ],
    }
    answer = JsonResponse(body, json_dumps_params={"ensure_ascii": False})
    patch_cache_control(answer, private=True, max_age=SIX_HOURS)  # the language is a cookie
    return answer


def _file(body: bytes, media_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(body, content_type=media_type)
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    patch_cache_control(answer, private=True, max_age=SIX_HOURS)  # the language is a cookie
    return answer
