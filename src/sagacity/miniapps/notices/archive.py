"""Everything the city said to everybody, to be searched."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sagacity.kit import clock, policy
from sagacity.kit.ui import api as ui
from sagacity.messaging import api as messaging
from sagacity.miniapps.notices import looks, me
from sagacity.registry import api as registry

PER_PAGE = 20


@require_GET
@policy.access(policy.ANYONE)
def page(request: HttpRequest) -> HttpResponse:
    """The archive, or what the filters leave of it."""
    at, topics = clock.now(), looks.topic_names()
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    topic = request.GET.get("topic", "")
    topic = topic if topic in topics else ""
    own = me.district(request)
    mine = request.GET.get("mine") == "1" and bool(own)
    found = messaging.archive(
        words=words,
        topic=topic,
        district=own if mine else "",
        at=at,
        limit=PER_PAGE,
        offset=ui.offset(request, per_page=PER_PAGE),
    )
    context = {
        "notices": looks.of_notices(found.notices, at=at),
        "total": found.total,
        "per_page": PER_PAGE,
        "words": words,
        "topic": topic,
        "topics": sorted(topics.items(), key=lambda pair: pair[1]),
        "mine": mine,
        "town": _name(own),
        "is_filtered": bool(words or topic or mine),
    }
    return render(request, "notices/archive.html", context)


def _name(district: str) -> str:
    try:
        return registry.town(district).name if district else ""
    except registry.NoSuchTown:
        return ""
