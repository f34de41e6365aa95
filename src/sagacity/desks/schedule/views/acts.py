"""What is done with the schedule: book, close, mark, move, cancel. Twice is once."""

from datetime import date, timedelta
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sagacity.desks.schedule import doors, forms, words
from sagacity.desks.schedule.views import day
from sagacity.kit import clock, policy
from sagacity.kit.ui import api as ui
from sagacity.reservations.slots import api as slots


@policy.access(doors.KEEP)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest) -> HttpResponse:
    """Write down a booking for somebody; several weeks make a series."""
    area, on = doors.area_of(request), doors.day_of(request)
    form = forms.BookForm(request.POST or None, area=area)
    if form.is_valid() and (booked := _book(request, form)) is not None:
        for one in booked.missed:
            said = {"when": ui.moment(one.begins), "why": words.REASONS.get(one.why, one.why)}
            messages.warning(request, _("%(when)sは取れませんでした：%(why)s") % said)
        if booked.slots:
            numbers = "、".join(words.number(one.key) for one in booked.slots)
            messages.success(request, _("予約しました。予約番号：%(numbers)s") % {"numbers": numbers})
            return _to_day(area, str(clock.day(booked.slots[0].begins)))
    service = request.GET.get("service") or request.POST.get("service", "")
    context = {"form": form, "area": area, "day": on, "free": _free(area, service, on)}
    status = 422 if request.method == "POST" else 200
    return render(request, "desk_schedule/book.html", context, status=status)


def _book(request: HttpRequest, form: forms.BookForm) -> slots.Series | None:
    said = form.cleaned_data
    try:
        return slots.book_series(
            service=said["service"],
            first=said["begins"],
            times=said["weeks"],
            length=timedelta(minutes=said["minutes"]),
            client_key=form.client_key,
            contact=form.contact,
            by=policy.person_of(request),
            at=clock.now(),
        )
    except slots.BadContact as problem:
        texts = {"phone": _("電話番号を読めません。"), "mail": _("メールアドレスを読めません。")}
        form.add_error(problem.field, texts[problem.field])
    except (slots.Refused, slots.ClientKeyTaken) as problem:
        form.add_error(None, words.why_not(problem))
    return None


@policy.access(doors.KEEP)
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Take a resource away for a while; bookings that it strikes are named and stay until somebody acts."""
    form = forms.AwayForm(request.POST, area=doors.area_of(request))
    if not form.is_valid():
        return day.show(request, away_form=form, status=422)
    try:
        struck = slots.set_absence(**form.cleaned_data, by=policy.person_of(request), at=clock.now())
    except slots.BadService as problem:
        form.add_error(None, words.why_not(problem))
        return day.show(request, away_form=form, status=422)
    messages.success(request, _("休みを入れました。"))
    if struck:
        return day.show(request, struck=struck)
    return _to_day(doors.area_of(request), str(clock.day(form.cleaned_data["begins"])))


@policy.access(doors.KEEP)
@require_POST
def reopen(request: HttpRequest, number: int) -> HttpResponse:
    slots.end_absence(number=number, by=policy.person_of(request), at=clock.now())
    messages.success(request, _("休みを取り消しました。"))
    return _to_day(doors.area_of(request), str(doors.day_of(request)))


@policy.access(doors.LOOK)
@never_cache
@require_safe
def one(request: HttpRequest, key: str) -> HttpResponse:
    """One booking, without names."""
    return _show(request, doors.slot_or_404(key))


@policy.access(doors.KEEP)
@require_POST
def mark(request: HttpRequest, key: str) -> HttpResponse:
    """Note that somebody came, or did not; it can be corrected."""
    slot = doors.slot_or_404(key)
    try:
        came = request.POST.get("came") == "yes"
        slots.mark(slot=key, came=came, by=policy.person_of(request), at=clock.now())
    except slots.Refused as problem:
        messages.error(request, words.why_not(problem))
    area = slots.service(key=slot.service).area
    return _to_day(area, str(clock.day(slot.begins)))


@policy.access(doors.KEEP)
@require_POST
def move(request: HttpRequest, key: str) -> HttpResponse:
    """Another time; whoever has it is told."""
    slot, form = doors.slot_or_404(key), forms.MoveForm(request.POST)
    if not form.is_valid():
        return _show(request, slot, move_form=form, status=422)
    try:
        moved = slots.move(
            slot=key,
            begins=form.cleaned_data["begins"],
            client_key=form.client_key,
            by=policy.person_of(request),
            at=clock.now(),
        )
    except (slots.Refused, slots.ClientKeyTaken) as problem:
        form.add_error("begins", words.why_not(problem))
        return _show(request, slot, move_form=form, status=409)
    messages.success(request, _("時間を変えました。本人にお知らせします。"))
    return redirect("desk_schedule:one", key=moved.key)


@policy.access(doors.KEEP)
@require_POST
def cancel(request: HttpRequest, key: str) -> HttpResponse:
    """Cancel with words for whoever had it; what was paid goes back whole. A series goes whole if asked."""
    slot, form = doors.slot_or_404(key), forms.CancelForm(request.POST)
    if not form.is_valid():
        return _show(request, slot, cancel_form=form, status=422)
    by, why, at = policy.person_of(request), form.cleaned_data["why"], clock.now()
    try:
        slots.give_back(slot=key, why=why, by=by, at=at)
    except slots.Refused as problem:
        form.add_error("why", words.why_not(problem))
        return _show(request, slot, cancel_form=form, status=409)
    if slot.series and request.POST.get("series"):
        slots.give_back_series(key=slot.series, why=why, by=by, at=at)
    messages.success(request, _("取り消しました。本人にお知らせします。"))
    return redirect("desk_schedule:one", key=key)


def _show(
    request: HttpRequest,
    slot: slots.Slot,
    *,
    move_form: forms.MoveForm | None = None,
    cancel_form: forms.CancelForm | None = None,
    status: int = 200,
) -> HttpResponse:
    service = slots.service(key=slot.service)
    bill = slots.bill_of(slot=slot.key)
    context = {
        "slot": slot,
        "service": words.own(service),
        "area": service.area,
        "place": words.own(slots.resource(key=slot.resource)),
        "day": clock.day(slot.begins),
        "when": words.span(slot),
        "number": words.number(slot.key),
        "state": words.STATES[slot.state],
        "bill": bill,
        "series": slots.series(key=slot.series).slots if slot.series else (),
        "may_keep": doors.may_keep(request),
        "is_promised": slot.state is slots.SlotState.CONFIRMED,
        "may_mark": slot.state in {slots.SlotState.CONFIRMED, slots.SlotState.CAME, slots.SlotState.NO_SHOW}
        and slot.begins <= clock.now(),
        "move_form": move_form or forms.MoveForm(),
        "cancel_form": cancel_form or forms.CancelForm(),
    }
    return render(request, "desk_schedule/one.html", context, status=status)


def _free(area: str, service: str, on: date) -> list[str]:
    """The free starts of a day, so that a caller hears them."""
    offered = {one.key: one for one in slots.services(area=area)}
    chosen = offered.get(service) or next(iter(offered.values()), None)
    if chosen is None:
        return []
    found = slots.free(service=chosen.key, since=on, until=on, at=clock.now(), is_staff=True)
    return [f"{clock.local(one.begins):%H:%M}" for one in found]


def _to_day(area: str, on: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('desk_schedule:day')}?{urlencode({'area': area, 'day': on})}")
