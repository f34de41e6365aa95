"""The transparent display between the two: the last words alone, white on black."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sagacity.desks.talk import doors
from sagacity.kit import policy
from sagacity.messaging.conversation import api as conversation


@policy.access(doors.HOLD)
@never_cache
@require_safe
@doors.of_a_clerk
def page(request: HttpRequest, talk: conversation.Conversation) -> HttpResponse:
    here = reverse("desk_talk:display", args=[talk.key])
    chosen = conversation.on_display(talk, asked=request.GET)
    context = chosen | {
        "part": f"{here}?part=1&{request.GET.urlencode()}",
        "live": conversation.LIVE_PATH,
        "back": reverse("desk_talk:one", args=[talk.key]),
    }
    name = "part.html" if "part" in request.GET else "display.html"
    return render(request, f"messaging_conversation/{name}", context)
