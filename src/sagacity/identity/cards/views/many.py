"""Ending many cards: counted first, then proposed to a second person."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sagacity.identity.cards import ending_many
from sagacity.identity.cards.forms import ManyForm
from sagacity.identity.cards.views.work import ISSUE
from sagacity.kit import clock, policy


@policy.access(ISSUE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The first press counts, the second proposes; nothing ends before another person agrees."""
    sent, at = request.method == "POST", clock.now()
    form = ManyForm(request.POST if sent else None)
    found: int | None = None
    if sent and form.is_valid():
        said = form.cleaned_data
        days = {"kind": said["kind"], "first": said["first"], "last": said["last"]}
        found = ending_many.count(**days, at=at)
        if found and request.POST.get("answer") == "propose":
            person = policy.person_of(request)
            ending_many.propose(**days, reason=said["reason"], by=person, at=at)
            messages.success(request, _("提案しました。権限の承認者が承認すると、そのとき終わります。"))
            return redirect("cards:find")
    status = 422 if form.errors else 200
    return render(request, "cards/many.html", {"form": form, "found": found}, status=status)
