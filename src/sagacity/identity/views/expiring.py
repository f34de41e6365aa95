"""What ends soon, and its extension to the end of the fiscal year, proposed with one reason."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sagacity.identity import acts, expiring, grants
from sagacity.identity.forms import WhyForm
from sagacity.identity.views import words
from sagacity.identity.views.people import MANAGE
from sagacity.kit import clock, policy

WHY_NOT: dict[str, Promise] = {
    "": gettext_lazy("延ばします"),
    "long enough": gettext_lazy("もう足りています"),
    "work ends": gettext_lazy("延ばせません：この列を使う役割が、その前に終わります"),
}


@policy.access(MANAGE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    today = clock.day(clock.now())
    if request.method == "POST":
        return _look_at(request)
    said = request.GET.get("days", "")
    days = int(said) if said in map(str, expiring.SPANS) else expiring.SPANS[0]
    context = {
        "days": days,
        "spans": expiring.SPANS,
        "ending": expiring.ending(within=days, day=today),
        "until": grants.latest_end(today),
    }
    return render(request, "identity/expiring.html", context)


def _look_at(request: HttpRequest) -> HttpResponse:
    """The preview; with a reason, the proposal."""
    today, chosen = clock.day(clock.now()), request.POST.getlist("chosen")
    found = expiring.preview(chosen=chosen, day=today)
    given = [each for each in found if not each.why_not]
    if not found:
        messages.error(request, _("延ばすものを、1つ以上選んでください。"))
        return redirect("identity:expiring")
    form = WhyForm(request.POST if "reason" in request.POST else None)
    if form.is_bound and form.is_valid() and given:
        acts.propose_extension(
            chosen=[each.ending.choice for each in given],
            reason=form.cleaned_data["reason"],
            by=policy.person_of(request),
            at=clock.now(),
        )
        messages.success(request, words.proposed())
        return redirect("identity:expiring")
    context = {
        "rows": [(each, WHY_NOT[each.why_not]) for each in found],
        "count": len(given),
        "until": grants.latest_end(today),
        "form": form,
    }
    return render(request, "identity/expiring_preview.html", context)
