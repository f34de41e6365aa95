"""Who may come in, and what they find when a conversation has ended."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sagacity.identity import api as identity
from sagacity.kit import policy
from sagacity.messaging.conversation import api as conversation

HOLD = policy.permitted(identity.CONVERSATION_HOLD)
QUIET = "X-Quiet"  # asked by the page's script, which shows the answer itself
View = Callable[..., HttpResponse]


def of_a_clerk(view: View) -> View:
    """The view gets the clerk's own conversation; when it has ended, the clerk is told so at home."""

    @wraps(view)
    def found(request: HttpRequest, key: str, **more: object) -> HttpResponse:
        try:
            return view(request, conversation.conversation(key=key, by=policy.person_of(request)), **more)
        except conversation.NoSuchConversation:
            if QUIET in request.headers:
                return HttpResponse(status=410)
            if "part" in request.GET:
                return render(request, "messaging_conversation/part.html", {"state": "ended"})
            messages.info(request, _("この会話は終わりました。話した内容は残っていません。"))
            return redirect("desk_talk:home")

    return found
