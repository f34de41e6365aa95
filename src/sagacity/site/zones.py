"""Japanese cities run three separated networks; a zone decides which doors a process serves."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

ZONES: Final = ("all", "internet", "lgwan", "mynumber")
EVERYWHERE = ("/healthz", "/static/", "/language/")
BOTH = ("/live/remote/",)  # resident and clerk meet there, each in their own zone
STAFF = ("/staff/", "/desk/")
Answer = Callable[[HttpRequest], HttpResponse]


def serves(zone: str, path: str) -> bool:
    """Whether a door may be opened in a zone: staff doors never on the internet, residents' only there."""
    if zone == "all" or path.startswith(EVERYWHERE):
        return True
    if path.startswith(BOTH):
        return zone in {"internet", "lgwan"}
    if path.startswith(STAFF):
        return zone == "lgwan"
    return zone == "internet"


def keep_to_zone(get_response: Answer) -> Answer:
    """Answer "not found" at every door of another zone.

    The doors stay in the URL table, closed: a page may still name an address of the other zone.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if serves(settings.ZONE, request.path):
            return get_response(request)
        if settings.ZONE == "lgwan" and request.path == "/":
            return HttpResponseRedirect("/staff/")
        raise Http404(f"not served in the zone {settings.ZONE}")

    return answer
