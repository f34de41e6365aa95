"""The token of a paired browser, and what is found when the visit is over."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from sagacity.messaging.conversation import api as conversation

COOKIE = "sagacity_talk"
PATH = "/apps/talk/"
LONGEST = 12 * 60 * 60  # seconds: no visit is longer than the day of a counter
QUIET = "X-Quiet"  # asked by the page's script, which shows the answer itself
View = Callable[..., HttpResponse]


def token_of(request: HttpRequest) -> str:
    return request.COOKIES.get(COOKIE, "")[:100]


def keep(answer: HttpResponse, token: str) -> HttpResponse:
    """Write the token where no script reads it."""
    answer.set_cookie(
        COOKIE,
        token,
        max_age=LONGEST,
        path=PATH,
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return answer


def of_a_screen(view: View) -> View:
    """The view gets the conversation of this browser, in the language that was chosen in it."""

    @wraps(view)
    def found(request: HttpRequest) -> HttpResponse:
        try:
            talk = conversation.conversation_of(token=token_of(request))
        except conversation.NotPaired:
            return ended(request)
        translation.activate(talk.language)
        try:
            return view(request, talk)
        except conversation.NoSuchConversation:  # the clerk ended it in this moment
            return ended(request)

    return found


def ended(request: HttpRequest) -> HttpResponse:
    """The visit is over, or this browser was never let in."""
    if QUIET in request.headers:
        return HttpResponse(status=410)
    if "part" in request.GET:
        return render(request, "messaging_conversation/part.html", {"state": "ended"})
    if token_of(request):
        messages.info(request, _("会話は終わりました。話した内容は消えました。"))
    else:
        messages.info(request, _("窓口の人が見せる番号を入れてください。"))
    return let_go(request)


def let_go(request: HttpRequest) -> HttpResponse:
    """Back to where a code is asked for; a browser that came without its token keeps it."""
    answer = redirect("talk:home")
    if token_of(request):
        answer.delete_cookie(COOKIE, path=PATH)
    return answer
