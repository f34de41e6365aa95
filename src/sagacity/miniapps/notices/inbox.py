"""My inbox: what the city said to me, the newest first."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from sagacity.kit import clock, policy
from sagacity.kit.ui import api as ui
from sagacity.messaging import api as messaging
from sagacity.miniapps.notices import looks, me

PER_PAGE = 20
NEWEST = 10
OFFLINE = 30


@require_GET
@policy.access(policy.ANYONE)
def door(request: HttpRequest) -> HttpResponse:
    """The inbox; for somebody nothing was sent to yet, the archive and an invitation."""
    at, person = clock.now(), me.person(request)
    glance = messaging.glance(person=person, at=at)
    if not glance.total:
        return HttpResponse(_door(request, person, at))  # the archive: no form, nothing to keep
    # The stamp is another as soon as anything in the inbox is: a letter more, one read, one taken back.
    depends_on: list[object] = [person, glance.stamp, me.district(request)]
    page = ui.once_a_minute(
        request, name="inbox", depends_on=depends_on, at=at, draw=lambda: _door(request, person, at)
    )
    return HttpResponse(page)


def _door(request: HttpRequest, person: str, at: datetime) -> str:
    topics = looks.topic_names()
    unread, topic = request.GET.get("unread") == "1", request.GET.get("topic", "")
    topic = topic if topic in topics else ""
    page = messaging.inbox(
        person=person,
        at=at,
        unread_only=unread,
        topic=topic,
        limit=PER_PAGE,
        offset=ui.offset(request, per_page=PER_PAGE),
    )
    is_filtered = unread or bool(topic)
    has_inbox = is_filtered or page.total > 0
    context = {
        "letters": looks.of_letters(page.letters, at=at, topics=topics),
        "total": page.total,
        "unread": page.unread,
        "per_page": PER_PAGE,
        "only_unread": unread,
        "topics": sorted(topics.items(), key=lambda pair: pair[1]),
        "topic": topic,
        "is_filtered": is_filtered,
        "has_inbox": has_inbox,
        "has_district": bool(me.district(request)),
        "newest": [] if has_inbox else _newest(),
        "token": ui.TOKEN,
    }
    return render_to_string("notices/inbox.html", context, request)


@require_POST
@policy.access(policy.ANYONE)
def read_all(request: HttpRequest) -> HttpResponse:
    """I have read everything."""
    messaging.read_all(person=me.person(request), at=clock.now())
    return HttpResponseRedirect(reverse("notices:door"))


@require_GET
@policy.access(policy.ANYONE)
def offline(request: HttpRequest) -> HttpResponse:
    """The inbox so far, for reading without a network."""
    at = clock.now()
    page = messaging.inbox(person=me.person(request), at=at, limit=OFFLINE)
    body = {
        "at": at.isoformat(),
        "notices": [
            {
                "title": one.title,
                "body": one.body,
                "at": one.at.isoformat(),
                "url": reverse("notices:letter", args=[one.key]),
            }
            for one in looks.of_letters(page.letters, at=at, topics={})
            if not one.is_recalled
        ],
    }
    answer = JsonResponse(body, json_dumps_params={"ensure_ascii": False})
    answer["Cache-Control"] = "private, no-cache"
    return answer


def _newest() -> list[looks.Look]:
    at = clock.now()
    return looks.of_notices(messaging.archive(at=at, limit=NEWEST).notices, at=at)
