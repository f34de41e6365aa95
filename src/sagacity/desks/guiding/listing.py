"""The list at the counter: begin each thing, tick what is done, give one sheet along."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sagacity.desks.guiding import doors, words
from sagacity.desks.guiding.asking import screen, standing
from sagacity.kit import clock, manifest, policy
from sagacity.kit.city import api as city
from sagacity.procedures import api as procedures
from sagacity.procedures.forms import api as forms
from sagacity.procedures.guide import api as guide


@policy.access(doors.COUNTER)
@never_cache
@require_safe
def page(request: HttpRequest, key: str) -> HttpResponse:
    """What this household has to do, and what is done of it."""
    handed = doors.set_or_404(key)
    event = doors.event_or_404(handed.event)
    stand = standing(event, handed)
    if stand.next != forms.REVIEW:
        return HttpResponseRedirect(screen(key, stand.next))
    context = {
        "handed": handed,
        "event": event,
        "name": words.here(event.name),
        "view": _view(handed, words.language()),
        "first_block": stand.blocks[0],
        "languages": city.languages(),
        "onestop": _onestop(key),
    }
    return render(request, "desk_guiding/one.html", context)


@policy.access(doors.COUNTER)
@never_cache
@require_POST
def tick(request: HttpRequest, key: str) -> HttpResponse:
    """Done, or not done after all."""
    doors.set_or_404(key)
    done = request.POST.get("done") == "yes"
    rule = request.POST.get("rule", "")
    try:
        guide.tick(key=key, rule=rule, done=done, by=policy.person_of(request), at=clock.now())
    except guide.NotInTheList:
        messages.warning(
            request,
            _("この手続は、今の答えでは一覧にありません。答えが変わったようです。一覧を見てください。"),
        )
    return HttpResponseRedirect(f"{reverse('desk_guiding:one', args=[key])}#step-{rule}")


@policy.access(doors.COUNTER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, key: str) -> HttpResponse:
    """One sheet: what happened, what follows, and a new code for the next desk."""
    handed = doors.set_or_404(key)
    event = doors.event_or_404(handed.event)
    wanted = request.POST.get("language", "")
    language = wanted if wanted in {one.code for one in city.languages()} else words.language()
    code = guide.renew_token(key=key, at=clock.now()) if request.method == "POST" else ""
    context = {
        "handed": handed,
        "name": manifest.in_language(event.name, language),
        "view": _view(handed, language),
        "code": guide.shown(code),
        "qr": _drawn(f"{guide.PREFIX}{code}") if code else "",
        "at": clock.now(),
        "sheet_language": language,
    }
    return render(request, "desk_guiding/paper.html", context)


def _view(handed: guide.HandedSet, language: str) -> guide.AnswerView:
    answer = guide.answer(event=handed.event, answers=handed.answers, at=clock.now(), language=language)
    return guide.answer_view(answer=answer, language=language, links=_links(), done=handed.done)


def _links() -> dict[str, str]:
    """Where each procedure in force is begun at the counter, when this house has that desk."""
    found = manifest.find("counter")
    if found is None:
        return {}
    return {
        one.key: f"{found.staff_path}enter/?{urlencode({'procedure': one.key})}"
        for one in procedures.procedures(at=clock.now())
    }


def _onestop(key: str) -> str:
    """Where everything of this list is asked on one sheet, when this house has that desk."""
    found = manifest.find("onestop")
    return f"{found.staff_path}begin/?{urlencode({'set': key})}" if found else ""


def _drawn(said: str) -> str:
    """A QR code as an address of data: nothing is fetched."""
    import segno

    return str(segno.make_qr(said, error="m").svg_data_uri(scale=4, border=2))
