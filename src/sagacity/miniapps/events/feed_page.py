"""The page that gives and takes back the private calendar address, and the address itself."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.miniapps.events import downloads, feeds, mine
from sagacity.registry import api as registry


@require_POST
@policy.access(policy.ANYONE)
def give(request: HttpRequest) -> HttpResponse:
    """A new address, shown this once: nobody here can read it again."""
    at = clock.now()
    device = identity.begin(request, at=at).key
    token = feeds.give(device=device, events=mine.keys(request), language=get_language() or "ja", at=at)
    address = request.build_absolute_uri(reverse("events:saved_feed", args=[token]))
    context = {"address": address, "webcal": f"webcal://{address.partition('://')[2]}"}
    answer = render(request, "events/feed.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@policy.access(policy.ANYONE)
def end(request: HttpRequest) -> HttpResponse:
    """Calendars read nothing more; twice is once."""
    device = identity.device_of(request).key
    if device:
        feeds.end(device=device)
    return HttpResponseRedirect(reverse("events:saved"))


@require_GET
@policy.access(policy.ANYONE)
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """What the calendar reads: the saved events and nothing else."""
    try:
        keys, language = feeds.read(token)
    except feeds.NoSuchFeed as problem:
        raise Http404 from problem
    with override(language):
        answer = downloads.answer(request, _("保存した催し"), registry.events(keys))
    answer["Content-Disposition"] = "inline"
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
