"""What screens in town halls and at stations show: the seam for signage."""

import hashlib

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from sagacity.kit import clock, policy
from sagacity.kit.city import api as city
from sagacity.messaging import screens


@require_safe
@policy.access(policy.ANYONE)
def feed(request: HttpRequest) -> HttpResponse:
    """What is published now, most urgent first; `?group=` adds what is for one part of the city."""
    shown = screens.shown_now(group=request.GET.get("group", "")[:80], at=clock.now())
    answer = JsonResponse(
        {"city": city.current().name["ja"], "notices": [screens.as_json(notice) for notice in shown]},
        json_dumps_params={"ensure_ascii": False},
    )
    answer["Cache-Control"] = "public, max-age=30"
    answer["ETag"] = f'"{hashlib.sha256(answer.content).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == answer["ETag"]:
        return HttpResponse(status=304, headers={"ETag": answer["ETag"]})
    return answer
