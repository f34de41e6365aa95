"""What the kit asks of the ladder: who the resident is, and the answer to too little proof."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _

from sagacity.identity.accounts import holding, residents
from sagacity.kit import clock, policy


class ResidentLadder:
    """Stands in `policy` for everything about residents."""

    def person(self, request: HttpRequest) -> policy.Person:
        return residents.person_of(request, at=clock.now())

    def raise_first(self, request: HttpRequest, *, level: int) -> HttpResponse:
        return need(request, level)


def need(request: HttpRequest, level: int) -> HttpResponse:
    """The answer to somebody who has proven too little: a page that leads on, or a problem for a program."""
    place = request.get_full_path() if request.method in {"GET", "HEAD"} else request.path
    where = f"/me/raise/?{urlencode({'need': level, 'next': place})}"
    if level == 0:
        where = f"/me/sign-in/?{urlencode({'next': place})}"
    if wants_json(request):
        return _problem(request, level, where)
    answer = HttpResponseRedirect(where)
    holding.hold(request, answer, at=clock.now())
    return answer


def wants_json(request: HttpRequest) -> bool:
    """Whether a program asks: it accepts JSON and no page, sends JSON, or names a file of JSON."""
    accepts = request.headers.get("Accept", "")
    if "text/html" in accepts:
        return False
    is_json = request.content_type == "application/json" or request.path.endswith(".json")
    return is_json or "json" in accepts


def _problem(request: HttpRequest, level: int, where: str) -> HttpResponse:
    """RFC 9457: what is missing and where to go on."""
    has = residents.level_of(request, at=clock.now())
    said = {
        "type": "/problems/too-little-assurance",
        "title": _("だれの手続きかを、もう少し確かめる必要があります。"),
        "status": 403,
        "detail": _("「next_step」のページを開いて確かめてから、もう一度送ってください。"),
        "needs": level,
        "has": int(has),
        "next_step": where,
    }
    return JsonResponse(said, status=403, content_type="application/problem+json")
