"""The page that reads cards at the door, with a network or without."""

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sagacity.checkin import api as checkin
from sagacity.desks.reception import doors, scanner_words
from sagacity.kit import policy


@policy.access(doors.LOOK)
@never_cache
@require_safe
def page(request: HttpRequest, key: str) -> HttpResponse:
    reception = doors.reception_or_404(request, key)
    if reception.closed_at is not None:
        return redirect("desk_reception:one", key=key)
    context = {
        "reception": reception,
        "words": scanner_words.words(),
        "decoder": _decoder(),
        "asks": _asks(reception),
        "minutes": settings.SCANNER_LOCK_MINUTES,
    }
    return render(request, "desk_reception/scanner.html", context)


@policy.access(doors.LOOK)
@require_safe
def worker(request: HttpRequest, key: str) -> HttpResponse:
    """The worker that keeps this one page, and no other of staff, for opening without a network."""
    doors.reception_or_404(request, key)
    answer = render(request, "desk_reception/scan_worker.js", content_type="text/javascript; charset=utf-8")
    patch_cache_control(answer, no_cache=True)
    return answer


def _asks(reception: checkin.Reception) -> str:
    """What this reception may know of somebody: `nothing`, the `name`, or the `facts` a shelter needs."""
    if reception.purpose == checkin.Purpose.SHELTER:
        return "facts"
    return "name" if reception.asks_name else "nothing"


def _decoder() -> str:
    """The address of the deployment's own decoder; where there is none, the page uses its own."""
    try:
        return staticfiles_storage.url(settings.SCANNER_DECODER) if settings.SCANNER_DECODER else ""
    except ValueError:  # no such file was collected
        return ""
