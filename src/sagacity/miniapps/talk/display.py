"""The transparent display, where the screen on the resident's side is one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sagacity.kit import policy
from sagacity.messaging.conversation import api as conversation
from sagacity.miniapps.talk import paired


@policy.access(policy.ANYONE)
@never_cache
@require_safe
@paired.of_a_screen
def page(request: HttpRequest, talk: conversation.Conversation) -> HttpResponse:
    chosen = conversation.on_display(talk, asked=request.GET)
    context = chosen | {
        "part": f"{reverse('talk:display')}?part=1&{request.GET.urlencode()}",
        "live": conversation.LIVE_PATH,
        "back": reverse("talk:screen"),
    }
    name = "part.html" if "part" in request.GET else "display.html"
    return render(request, f"messaging_conversation/{name}", context)
