"""How things are now: sensors in a list and on a map, and one sensor with its last day."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sagacity.broker import api as broker
from sagacity.kit import clock, policy
from sagacity.kit.ui import api as ui
from sagacity.miniapps.places import chips, distance, gauges, reach, sensing

HOURS = 24  # shown of the past


@require_GET
@policy.access(policy.ANYONE)
def page(request: HttpRequest) -> HttpResponse:
    """All sensors, or those of some kinds; nearest to the chosen town first."""
    at, wanted = clock.now(), _wanted(request)
    origin = distance.from_district(distance.district(request))
    found, is_away = reach.ask(sensing.things)
    shown = [one for one in found if _is_wanted(one, wanted)]
    if origin:
        shown = gauges.nearest_first(shown, origin)
    said, fails = reach.ask(lambda: gauges.gauges(shown, at=at, origin=origin))
    context = {
        "gauges": said,
        "is_away": is_away or fails,
        "chips": chips.sensors(request, wanted, found),
        "origin": origin,
        "has_simulated": any(one.is_simulated for one in said),
        "points_url": f"{reverse('places:now_points')}?{request.GET.urlencode()}",
    }
    return render(request, "places/now.html", context)


@require_GET
@policy.access(policy.ANYONE)
def points(request: HttpRequest) -> HttpResponse:
    """The sensors in the window of the map."""
    view, on = ui.view_of(request), request.GET.get("id", "")
    wanted = _wanted(request)
    found, _away = reach.ask(lambda: gauges.gauges(sensing.things(wanted, within=view.bbox), at=clock.now()))
    answer = ui.answer(mark(one, on=on) for one in found)
    answer["Cache-Control"] = "private, max-age=30"
    return answer


@require_GET
@policy.access(policy.ANYONE)
def sensor(request: HttpRequest) -> HttpResponse:
    """One sensor."""
    at = clock.now()
    try:
        thing = sensing.thing(request.GET.get("id", ""))
        (said,) = gauges.gauges([thing], at=at)
        past = broker.past_of(thing, attribute=_attribute(thing), step="hour", until=at)
    except broker.NoSuchEntity as problem:
        raise Http404(str(problem)) from problem
    except broker.Unreachable:
        return render(request, "places/now.html", {"is_away": True})
    context = {
        "gauge": said,
        "chart": _course(thing, said, past[-HOURS:]),
        "points_url": f"{reverse('places:now_points')}?{request.GET.urlencode()}",
    }
    return render(request, "places/sensor.html", context)


def mark(gauge: gauges.Gauge, *, on: str = "") -> ui.Mark:
    """A sensor on a map, with the link to its page unless the map stands there."""
    state = f"（{gauge.state.label}）" if gauge.state else ""
    made_up = _("模擬の値です。") if gauge.is_simulated else ""
    doubts = " ".join(
        word
        for word, holds in ((_("古い値です"), gauge.is_old), (_("たしかでない値です"), gauge.is_doubtful))
        if holds
    )
    return ui.Mark(
        latitude=gauge.latitude or 0.0,
        longitude=gauge.longitude or 0.0,
        name=gauge.name,
        key=gauge.key,
        icon=gauge.kind.icon,
        url="" if gauge.key == on else gauge.url,
        note=f"{gauge.kind.label} {gauge.text}{state} {doubts} {made_up}".strip(),
    )


def _wanted(request: HttpRequest) -> tuple[str, ...]:
    said = request.GET.getlist("kind")
    return tuple(one.key for one in sensing.kinds() if one.key in said)


def _is_wanted(thing: broker.Live, wanted: tuple[str, ...]) -> bool:
    kind = sensing.kind_of(thing)
    return kind is not None and (not wanted or kind.key in wanted)


def _attribute(thing: broker.Live) -> str:
    kind = sensing.kind_of(thing)
    reading = sensing.reading_of(thing, kind) if kind else None
    return reading.name if reading else ""


def _course(thing: broker.Live, gauge: gauges.Gauge, past: tuple[broker.Stretch, ...]) -> SafeString | None:
    """The mean of each hour, with the lines that matter; nothing when nothing was read."""
    if not any(one.readings for one in past):
        return None
    means = [None if one.mean is None else round(one.mean, 2) for one in past]
    series = [ui.Series(gauge.kind.label, means)]
    series += [ui.Series(one.name, [one.value] * len(past), has_dots=False) for one in gauge.levels[-4:]]
    labels = [f"{one.begins.month}/{one.begins.day} {one.begins.hour}:00" for one in past]
    unit = thing.readings[_attribute(thing)].unit
    return ui.line(title=_("この24時間のようす（1時間の平均）"), labels=labels, series=series, unit=unit)
