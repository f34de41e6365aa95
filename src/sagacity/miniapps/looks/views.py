"""Pages of residents: who looked, and a question about one look."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from sagacity.identity.accounts import api as accounts
from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.ui import api as ui
from sagacity.miniapps.looks import questions, words
from sagacity.miniapps.looks.forms import AskForm

PER_PAGE = 20
SIGNED_IN = policy.resident(level=1)


@require_GET
@never_cache
@policy.access(SIGNED_IN)
def listed(request: HttpRequest) -> HttpResponse:
    """Every look at my data, newest first, with what I asked and was answered."""
    resident, at = _resident(request), clock.now()
    subjects = questions.subjects_of(resident)
    asked = questions.of_resident(resident.key)
    offset = ui.offset(request, per_page=PER_PAGE)
    looks = audit.looks_at(subjects=subjects, at=at, limit=PER_PAGE, offset=offset)
    context = {
        "rows": [_row(look, asked.get(look.number)) for look in looks],
        "paging": ui.paging(request, total=audit.count_looks(subjects=subjects, at=at), per_page=PER_PAGE),
        "is_verified": resident.verified,
    }
    return render(request, "looks/listed.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@policy.access(SIGNED_IN)
def ask(request: HttpRequest, number: int) -> HttpResponse:
    """Ask about one look."""
    resident, at = _resident(request), clock.now()
    try:
        look = audit.look(number=number, subjects=questions.subjects_of(resident), at=at)
    except audit.NoSuchLook as problem:
        raise Http404(str(number)) from problem
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        questions.ask(resident=resident, line=number, text=form.cleaned_data["text"], at=at)
        messages.success(request, _("聞きました。答えはこのページに出ます。"))
        return HttpResponseRedirect(reverse("looks:listed"))
    asked = questions.of_resident(resident.key).get(number)
    context = {"row": _row(look, asked), "form": form}
    return render(request, "looks/ask.html", context, status=422 if form.errors else 200)


def _resident(request: HttpRequest) -> accounts.Resident:
    resident = accounts.resident_of(request)
    if resident is None:  # the rule has let nobody else in
        raise Http404
    return resident


def _row(look: audit.Look, asked: object) -> dict[str, object]:
    return {
        "look": look,
        "action": words.action(look.action),
        "groups": words.groups(look.group),
        "channel": words.channel(look.channel),
        "question": asked,
    }
