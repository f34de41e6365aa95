"""What is pressed beside the sheet: the screen, one procedure more or less, the end."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sagacity.desks.onestop import doors, pictures, words
from sagacity.identity.accounts import api as accounts
from sagacity.kit import clock, policy
from sagacity.procedures import api as procedures
from sagacity.procedures.guide import api as guide
from sagacity.procedures.visits import api as visits


@policy.access(doors.COUNTER)
@never_cache
@require_POST
def pair(request: HttpRequest, key: str) -> HttpResponse:
    """A code for the resident's screen, shown this once."""
    return _acted(request, key, lambda: _shown(request, key))


@policy.access(doors.COUNTER)
@require_POST
def act(request: HttpRequest, key: str, verb: str) -> HttpResponse:
    """One verb of a visit."""
    verbs: dict[str, Callable[[HttpRequest, str], Any]] = {
        "cut-off": _cut_off, "add": _add, "drop": _drop, "tick": _tick, "paper": _paper, "retract": _retract,
        "finish": _finish, "leave": _leave,
    }  # fmt: skip
    if verb not in verbs:
        raise Http404(verb)
    return _acted(request, key, lambda: verbs[verb](request, key))


def _acted(request: HttpRequest, key: str, verb: Callable[[], Any]) -> HttpResponse:
    """Do it, or say in words why not."""
    doors.visit_or_404(key)
    try:
        answer = verb()
    except visits.OtherClerk:
        messages.warning(request, _("ほかの窓口が引き継ぎました。続けるには、引き継ぎ直してください。"))
        return redirect("desk_onestop:take-over", key=key)
    except visits.VisitIsOver:
        messages.info(request, _("この受付は終わっています。"))
        return redirect("desk_onestop:home")
    return answer if isinstance(answer, HttpResponse) else redirect("desk_onestop:one", key=key)


def _shown(request: HttpRequest, key: str) -> HttpResponse:
    pairing = visits.pair(visit=key, by=policy.person_of(request), at=clock.now())
    address = pictures.house(request) + f"/visit/?code={pairing.code}"
    context = {
        "visit": doors.visit_or_404(key),
        "code": f"{pairing.code[:4]}-{pairing.code[4:]}",
        "qr": pictures.drawn(address),
        "until": pairing.until,
        "address": pictures.house(request) + "/visit/",
    }
    return render(request, "desk_onestop/pair.html", context)


def _cut_off(request: HttpRequest, key: str) -> None:
    visits.cut_off(visit=key, by=policy.person_of(request), at=clock.now())
    messages.success(
        request, _("本人の画面を切り離しました。新しいコードを出すか、紙に署名をもらってください。")
    )


def _add(request: HttpRequest, key: str) -> None:
    try:
        visits.add(
            visit=key,
            procedure=request.POST.get("procedure", ""),
            by=policy.person_of(request),
            at=clock.now(),
        )
    except visits.NothingWanted:
        messages.error(request, _("加える手続を選んでください。"))


def _drop(request: HttpRequest, key: str) -> None:
    visits.drop(
        visit=key, procedure=request.POST.get("procedure", ""), by=policy.person_of(request), at=clock.now()
    )


def _tick(request: HttpRequest, key: str) -> None:
    visit = doors.visit_or_404(key)
    try:
        guide.tick(
            key=visit.handed,
            rule=request.POST.get("rule", ""),
            done=request.POST.get("done") == "yes",
            by=policy.person_of(request),
            at=clock.now(),
        )
    except (guide.NoSuchSet, guide.NotInTheList):
        messages.warning(request, _("この手続は、案内の一覧にもうありません。"))


def _paper(request: HttpRequest, key: str) -> None:
    seen = request.POST.get("seen", "")
    try:
        visits.sign_on_paper(
            visit=key, seen=int(seen) if seen.isdigit() else -1, by=policy.person_of(request), at=clock.now()
        )
    except visits.NotWhole:
        messages.error(request, _("まだ足りないところがあります。埋めてから署名をもらってください。"))
    except visits.SheetMoved:
        messages.warning(request, _("内容が変わりました。もう一度見てから押してください。"))


def _retract(request: HttpRequest, key: str) -> None:
    visits.retract(visit=key, at=clock.now())


def _leave(request: HttpRequest, key: str) -> HttpResponse:
    visits.leave(visit=key, by=policy.person_of(request), at=clock.now())
    messages.success(request, _("受付をやめました。書いたことは消しました。"))
    return redirect("desk_onestop:home")


def _finish(request: HttpRequest, key: str) -> HttpResponse | None:
    try:
        done = visits.finish(visit=key, by=policy.person_of(request), at=clock.now())
    except visits.NotSigned:
        messages.error(
            request, _("署名がまだか、署名のあとで内容が変わりました。もう一度署名をもらってください。")
        )
        return None
    except (accounts.NotAtTheCounter, accounts.NoSuchResident) as problem:
        messages.error(request, words.in_the_way(problem))
        return None
    for one in done.refused:
        definition = procedures.definition(procedure=one.wanted.procedure, version=one.wanted.version)
        messages.error(request, f"{words.here(definition.name)}：{words.in_the_way(one.problem)}")
    return None if done.refused else redirect("desk_onestop:list", key=key)
