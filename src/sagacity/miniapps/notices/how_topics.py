"""Topics I follow: one tap begins, one tap ends, and another undoes it."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from sagacity.kit import clock, policy
from sagacity.messaging import api as messaging
from sagacity.miniapps.notices import me


@require_POST
@policy.access(policy.ANYONE)
def choose(request: HttpRequest) -> HttpResponse:
    """Begin or end a topic, then back to where the button was."""
    topic, at = request.POST.get("topic", ""), clock.now()
    begins = request.POST.get("follow") == "1"
    try:
        if begins:
            messaging.topic(key=topic)
            messaging.follow(person=me.begin(request, at=at), topic=topic, language=me.language(), at=at)
        elif person := me.person(request):
            messaging.unfollow(person=person, topic=topic, at=at)
    except messaging.NoSuchTopic as problem:
        raise Http404(topic) from problem
    return HttpResponseRedirect(_back(request, topic, begins=begins))


def _back(request: HttpRequest, topic: str, *, begins: bool) -> str:
    """Only the places where such a button stands."""
    notice = request.POST.get("notice", "")
    if notice.startswith("urn:") and notice.isprintable() and "/" not in notice:
        return reverse("notices:letter", args=[notice]) + ("" if begins else "?stopped=1")
    return f"{reverse('notices:how')}#topics"
