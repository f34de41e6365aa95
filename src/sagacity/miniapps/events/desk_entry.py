"""Entering an event: typed, looked at with all its days, handed to a second person."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sagacity.kit import clock, policy
from sagacity.kit.city import api as city
from sagacity.miniapps.events import desk_columns, desk_forms, recurrence
from sagacity.miniapps.events.desk import EDIT
from sagacity.miniapps.events.event_page import find
from sagacity.registry import api as registry

KIND = "event"


@require_http_methods(["GET", "HEAD", "POST"])
@policy.access(EDIT)
def new(request: HttpRequest) -> HttpResponse:
    """Enter an event; `like` takes another as a beginning."""
    like = request.GET.get("like", "")
    values = cells(find(like)) if like else {}
    return _typed(request, values, record="", title=_("催しを登録する"))


@require_http_methods(["GET", "HEAD", "POST"])
@policy.access(EDIT)
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Change a public event."""
    event = find(key)
    return _typed(request, cells(event), record=key, title=_("催しを直す"))


@require_http_methods(["GET", "HEAD", "POST"])
@policy.access(EDIT)
def again(request: HttpRequest, run: str) -> HttpResponse:
    """Take up a draft again; what comes of it replaces it."""
    entry = _entry(run)
    return _typed(request, entry.values, record=entry.record, title=_("下書きを直す"), replaces=run)


@require_GET
@policy.access(EDIT)
def look(request: HttpRequest, run: str) -> HttpResponse:
    """A draft as it would become public."""
    entry = _entry(run)
    initial = desk_forms.initial_of(entry.values)
    before = cells(find(entry.record)) if entry.record else {}
    lines = [
        (column, value, before.get(column, ""))
        for column, value in entry.values.items()
        if value or before.get(column)
    ]
    asked, _many = registry.report(run, outcome=registry.Outcome.CONFIRM, limit=20)
    context = {
        "entry": entry,
        "lines": [(column, value, old, bool(entry.record) and old != value) for column, value, old in lines],
        "days": [date.fromisoformat(one) for one in initial["dates"].split("\n") if one],
        "asked": asked,
        "is_draft": entry.run.state == registry.RunState.CHECKED,
    }
    return render(request, "events/desk_entry.html", context)


@require_POST
@policy.access(EDIT)
def hand_in(request: HttpRequest, run: str) -> HttpResponse:
    """Ask a second person to approve."""
    return _press(request, run, "submit", _("承認を頼みました。承認されると市民に見えます。"))


@require_POST
@policy.access(EDIT)
def discard(request: HttpRequest, run: str) -> HttpResponse:
    """Give a draft up."""
    _press(request, run, "cancel", _("取りやめました。公開中の内容は変わっていません。"))
    return HttpResponseRedirect(reverse("events_desk:home"))


def cells(event: registry.Event) -> dict[str, str]:
    """A public event as the cells of its row."""
    return {
        name: ";".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
        for name, value in event.fields.items()
    }


def _typed(
    request: HttpRequest, values: object, *, record: str, title: str, replaces: str = ""
) -> HttpResponse:
    cells_before = dict(values) if isinstance(values, dict) else {}
    if request.method != "POST":
        form = desk_forms.EventForm(initial=desk_forms.initial_of(cells_before))
        return _page(request, form, title, record)
    form = desk_forms.EventForm(request.POST)
    if not form.is_valid():
        return _page(request, form, title, record, status=422)
    rule = form.rule()
    try:
        days = recurrence.days(rule, holidays=_holidays()) if rule else ()
    except recurrence.NoDays as problem:
        form.add_error("repeat", str(problem))
        return _page(request, form, title, record, status=422)
    if days and form.cleaned_data["seen"] != registry.say_days(days):
        return _page(request, form, title, record, days=days)
    try:
        run = registry.enter(
            kind=KIND,
            values=form.values(days, recurrence.say(rule) if rule else ""),
            by=policy.person_of(request),
            at=clock.now(),
            record=record,
            once=form.cleaned_data["once"],
        )
    except registry.NotEntered as problem:
        for message in problem.messages:
            form.add_error(_field_of(message.column), f"{message.found} {message.action}".strip())
        return _page(request, form, title, record, status=422)
    if replaces and replaces != run.key:
        _drop(request, replaces)
    return HttpResponseRedirect(reverse("events_desk:entry", args=[run.key]))


def _page(
    request: HttpRequest,
    form: desk_forms.EventForm,
    title: str,
    record: str,
    *,
    days: tuple[date, ...] = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "record": record,
        "days": days,
        "seen": registry.say_days(days) if days else "",
        "knows_holidays": bool(city.holidays()),
    }
    return render(request, "events/desk_form.html", context, status=status)


def _field_of(column: str) -> str | None:
    known = {one.name: one.field for one in desk_columns.EVERY}
    when = {
        "開始日": "first",
        "終了日": "until",
        "開始時刻": "starts",
        "終了時刻": "ends",
        "日時備考": "remark",
    }
    return known.get(column) or when.get(column)


def _holidays() -> frozenset[date]:
    return frozenset(one.on for one in city.holidays())


def _entry(run: str) -> registry.Entry:
    try:
        return registry.entered(run)
    except registry.NoSuchRun as problem:
        raise Http404(run) from problem


def _drop(request: HttpRequest, run: str) -> None:
    try:
        registry.cancel(key=run, by=policy.person_of(request), at=clock.now())
    except registry.NotNow:
        return  # it was approved or given up meanwhile: both stay, and both are listed


def _press(request: HttpRequest, run: str, verb: str, done: str) -> HttpResponse:
    _entry(run)
    try:
        getattr(registry, verb)(key=run, by=policy.person_of(request), at=clock.now())
    except (registry.NotNow, registry.QuestionsOpen, registry.NothingToApply) as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, done)
    return HttpResponseRedirect(reverse("events_desk:entry", args=[run]))
