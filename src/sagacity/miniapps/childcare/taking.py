"""The calendar to take along: iCalendar for a phone, JSON for reading without a network."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sagacity.kit import clock, ical, policy
from sagacity.kit.city import api as city
from sagacity.kit.ui import dates
from sagacity.miniapps.childcare import calendars, mine, tables
from sagacity.miniapps.childcare.children import known
from sagacity.miniapps.childcare.lines import Line, day_or_days

AHEAD = timedelta(days=730)
OFFLINE_MOST = 60


@require_GET
@policy.access(policy.ANYONE)
def calendar(request: HttpRequest, key: str) -> HttpResponse:
    """The beginnings of a child's doses and check-ups for the calendar of a phone."""
    child, today, said = known(request, key), clock.day(clock.now()), tables.current()
    entries = [
        ical.Entry(
            uid=f"{one.key}-{child.id}@{city.current().key}.sagacity",
            on=on,
            summary=f"{child.label}: {one.name}",
            description="\n".join([*(f"{label}: {days}" for label, days in one.times), *_warnings(one)]),
        )
        for on, one in coming(child, today=today)
    ]
    stamp = datetime.combine(said.as_of or date(2000, 1, 1), time(), tzinfo=UTC)
    body = ical.calendar(
        name=f"{_('予防接種と健診')} {child.label}",
        product=f"-//{city.current().name_in('ja')}//Sagacity//JA",
        stamp=stamp,
        entries=entries,
        evening_alarm=request.GET.get("remind") == "1",
    )
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    name = f"{_('予防接種と健診')}.ics"
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    patch_cache_control(answer, private=True, no_store=True)
    return answer


@require_GET
@policy.access(policy.ANYONE)
def days_json(request: HttpRequest) -> HttpResponse:
    """What is due and what comes, of all children, for reading without a network."""
    today, language = clock.day(clock.now()), get_language() or "ja"
    found = [
        {
            "on": on.isoformat(),
            "until": one.ends.isoformat(),  # what is due stays in sight until its period is over
            "label": dates.long_day(on, language),
            "child": child.label,
            "name": one.name,
            "note": f"{one.stage.label} {_('医師と相談してください')}",
        }
        for child in mine.children(request)
        for on, one in coming(child, today=today)
    ]
    found.sort(key=lambda one: one["on"])
    answer = JsonResponse(
        {"name": _("予防接種と健診"), "language": language, "days": found[:OFFLINE_MOST]},
        json_dumps_params={"ensure_ascii": False},
    )
    patch_cache_control(answer, private=True, no_store=True)
    return answer


def coming(child: mine.Child, *, today: date) -> Iterator[tuple[date, Line]]:
    """Every dose with the day its time begins, as far as that is known: two years ahead."""
    view = calendars.of(child, today=today)
    for one in (*view.now, *view.coming):
        if one.starts <= today + AHEAD:
            yield one.starts, one


def _warnings(one: Line) -> list[str]:
    said = tables.current()
    found = [_("期間の終わり") + f": {day_or_days(one.ends, one.ends)}", _("医師と相談してください")]
    if said.as_of:
        found.append(_("時期の表の日付: %(day)s") % {"day": said.as_of.isoformat()})
    return [*found, _("確かめていません")] if one.is_unchecked else found
