"""One notice: what it says, why it came, what belongs to it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sagacity.kit import clock, policy
from sagacity.messaging import api as messaging
from sagacity.miniapps.notices import attached, because, looks, me


@require_GET
@policy.access(policy.ANYONE)
def page(request: HttpRequest, key: str) -> HttpResponse:
    """Reading it marks it as read."""
    at, person = clock.now(), me.person(request)
    try:
        letter = messaging.letter(person=person, notice=key, at=at)
    except messaging.NoSuchNotice as problem:
        raise Http404(key) from problem
    if person and letter.read_at is None:
        messaging.read(person=person, notice=key, at=at)
    notice = letter.notice
    topic = notice.content.topic
    follows = topic in messaging.followed(person=person) if topic else False
    context = {
        "notice": notice,
        "look": looks.look(notice, looks.topic_names(), at=at, said_at=letter.at),
        "because": because.words(messaging.why(person=person, notice=key)),
        "attached": attached.of(notice.content.attachments),
        "topic": topic,
        "follows": follows,
        "stopped": request.GET.get("stopped") == "1" and not follows,
        "division": notice.division or notice.written_by_name,
        "is_neighbour": notice.origin == messaging.Origin.NEIGHBOUR,
    }
    answer = render(request, "notices/letter.html", context)
    answer["Cache-Control"] = "private, no-cache"
    return answer
