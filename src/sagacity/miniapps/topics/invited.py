"""Opening an invitation: a link or a typed code; only the button uses it up, so that previews do not."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.messaging import api as messaging
from sagacity.miniapps.topics import areas


@never_cache
@require_http_methods(["GET", "POST"])
@policy.access(policy.ANYONE)
def page(request: HttpRequest) -> HttpResponse:
    """Show what the invitation offers, and accept it."""
    asked = request.POST if request.method == "POST" else request.GET
    code = asked.get("code", "").strip()[:60]
    offer = _offer(code)
    if request.method == "POST" and offer is not None:
        try:
            identity.accept_invitation(request, code=code, at=clock.now())
        except identity.InvitationOver:
            return _show(request, code, offer, problem=True)
        messages.success(request, _("このスマホ（パソコン）から、話題を書けるようになりました。"))
        return HttpResponseRedirect(reverse("topics:mine"))
    return _show(request, code, offer, problem=bool(code) and offer is None)


def _show(
    request: HttpRequest, code: str, offer: identity.Invitation | None, *, problem: bool
) -> HttpResponse:
    is_open = offer is not None and offer.is_open(clock.now())
    names = {topic.key: topic.name_in(get_language() or "ja") for topic in messaging.topics(open_only=False)}
    context = {
        "code": code,
        "offer": offer if is_open else None,
        "problem": problem or (offer is not None and not is_open),
        "areas": areas.words(offer.scope.districts) if offer else (),
        "themes": [names.get(key, key) for key in offer.scope.topics] if offer else [],
    }
    return render(request, "topics/invited.html", context, status=422 if context["problem"] else 200)


def _offer(code: str) -> identity.Invitation | None:
    try:
        return identity.invitation(code=code) if code else None
    except identity.NoSuchInvitation:
        return None
