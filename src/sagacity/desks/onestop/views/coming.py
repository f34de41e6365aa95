"""How a visit begins: with the guide's code, with the number that was called, with nothing; or taken over."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sagacity.desks.onestop import doors, words
from sagacity.desks.onestop.forms import BeginForm, TakeOverForm
from sagacity.identity.accounts import api as accounts
from sagacity.kit import clock, policy
from sagacity.procedures import api as procedures
from sagacity.procedures.guide import api as guide
from sagacity.procedures.visits import api as visits
from sagacity.reservations.queue import api as queue


@policy.access(doors.COUNTER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """A code, a called number, or nothing; and what is open."""
    code, wrong, at, person = request.POST.get("code", ""), "", clock.now(), policy.person_of(request)
    if request.method == "POST":
        try:
            found = guide.open_by(token=code, at=at)
        except guide.NoSuchSet:
            wrong = _(
                "このコードの一覧はありません。文字が違うか、30日を過ぎています。もう一度読むか、下から始めてください。"
            )
        else:
            return HttpResponseRedirect(_begin_path(set=found.key))
    context = {
        "code": code,
        "wrong": wrong,
        "lines": _lines(at),
        "tickets": [(one, _begin_path(ticket=one)) for one in _called(person)],
        "own": [_row(one) for one in visits.visits_of(clerk=person.key, at=at)],
        "others": [_row(one) for one in visits.visits_of_others(clerk=person.key, at=at)],
    }
    return render(request, "desk_onestop/home.html", context, status=422 if wrong else 200)


@policy.access(doors.COUNTER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Who it is, and what is to be done; the guide's list is ticked already."""
    at, person, sent = clock.now(), policy.person_of(request), request.method == "POST"
    handed = _handed(request)
    form = BeginForm(
        request.POST if sent else None,
        by=person,
        procedures=_offered(),
        is_listed=handed is not None,
        initial={"wanted": visits.online(handed=handed, at=at) if handed else []},
    )
    if sent and form.is_valid():
        try:
            return _open(request, form, handed)
        except visits.NobodyFound as problem:
            form.add_error("code" if problem.why == "card" else "name", words.nobody_found(problem.why))
        except visits.NothingWanted:
            form.add_error("wanted", _("手続を1つ以上選んでください。"))
        except (accounts.NotAtTheCounter, accounts.NoSuchResident):
            form.add_error(None, _("本人を確かめる役割がありません。役割「審査担当」の人に頼んでください。"))
    context = {
        "form": form,
        "name": words.here(guide.event(key=handed.event).name) if handed else "",
        "ticket": request.GET.get("ticket", "")[:40],
    }
    return render(request, "desk_onestop/begin.html", context, status=422 if sent else 200)


@policy.access(doors.COUNTER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_over(request: HttpRequest, key: str) -> HttpResponse:
    """Go on with what a colleague began; nothing is typed again."""
    visit, person = doors.visit_or_404(key), policy.person_of(request)
    if visit.clerk == person.key or visit.is_over:
        return redirect("desk_onestop:one", key=key)
    form = TakeOverForm(request.POST if request.method == "POST" else None, by=person, about=visit.key)
    if request.method == "POST" and form.is_valid():
        visits.take_over(visit=key, purpose=form.cleaned_data["purpose"], by=person, at=clock.now())
        messages.success(request, _("引き継ぎました。書いてあることは、そのまま残っています。"))
        return redirect("desk_onestop:one", key=key)
    context = {"form": form, **_row(visit)}
    return render(request, "desk_onestop/take_over.html", context, status=422 if form.errors else 200)


def _open(request: HttpRequest, form: BeginForm, handed: guide.HandedSet | None) -> HttpResponse:
    said, at, person = form.cleaned_data, clock.now(), policy.person_of(request)
    listed = visits.online(handed=handed, at=at) if handed else []
    visit = visits.open_visit(
        wanted=[one for one in dict.fromkeys((*listed, *said["wanted"])) if one in said["wanted"]],
        visitor=_visitor(said),
        by=person,
        client_key=f"desk:{said['once']}",
        at=at,
        event=handed.event if handed else "",
        handed=handed.key if handed else "",
        ticket=request.GET.get("ticket", "")[:40],
    )
    visits.prefill(visit=visit.key, by=person, at=at)
    return redirect("desk_onestop:one", key=visit.key)


def _visitor(said: dict[str, Any]) -> visits.Visitor:
    if said["who"] == "card":
        return visits.by_card(code=said["code"], purpose=said["purpose"], at=clock.now())
    if said["who"] == "facts":
        return visits.by_facts(
            name=said["name"], birth_date=said["birth_date"], address=said["address"], purpose=said["purpose"]
        )
    return visits.by_document(purpose=said["purpose"])


def _handed(request: HttpRequest) -> guide.HandedSet | None:
    """The guide's list this visit comes from; gone, it is begun without."""
    key = request.GET.get("set", "")
    try:
        return guide.handed_set(key=key, at=clock.now()) if key else None
    except guide.NoSuchSet:
        messages.warning(request, _("案内の一覧は期限が過ぎていました。手続を選んで始めてください。"))
        return None


def _offered() -> list[tuple[str, str]]:
    return sorted(
        ((one.key, words.here(one.name)) for one in visits.offered(at=clock.now())), key=lambda one: one[1]
    )


def _called(person: policy.Person) -> list[str]:
    """Numbers that this clerk has called and not ended."""
    keys = [one.ticket for one in queue.desks(by=person.key) if one.ticket]
    return [queue.ticket(key=key).number for key in keys]


def _lines(at: datetime) -> list[tuple[str, str, int, int | None]]:
    """How busy the lines are: in the season of moving those with a code are asked to come first."""
    boards = [board for place in queue.places() for board in queue.boards(place=place.key, at=at)]
    return [
        (words.here(one.line.name), str(one.colour), len(one.waiting), _minutes(one.newcomer))
        for one in boards
        if one.waiting
    ]


def _minutes(forecast: queue.Forecast | None) -> int | None:
    return round(forecast.median) if forecast else None


def _begin_path(**said: str) -> str:
    return f"{reverse('desk_onestop:begin')}?{urlencode(said)}"


def _row(visit: visits.Visit) -> dict[str, Any]:
    names = [
        words.here(procedures.definition(procedure=one.procedure, version=one.version).name)
        for one in visit.wanted
    ]
    return {"visit": visit, "names": names}
