"""What a resident does on the screen: says something, taps a phrase, chooses a language."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sagacity.kit import clock, policy
from sagacity.messaging.conversation import api as conversation
from sagacity.messaging.conversation.api import Side
from sagacity.miniapps.talk import paired

Talk = conversation.Conversation


@policy.access(policy.ANYONE)
@require_POST
@paired.of_a_screen
def say(request: HttpRequest, talk: Talk) -> HttpResponse:
    return _answered(
        request,
        lambda: conversation.speak(
            conversation=talk.key,
            side=Side.RESIDENT,
            text=request.POST.get("text", ""),
            spoken=bool(request.POST.get("spoken")),
            client_key=_once(request),
            at=clock.now(),
        ),
    )


@policy.access(policy.ANYONE)
@require_POST
@paired.of_a_screen
def phrase(request: HttpRequest, talk: Talk) -> HttpResponse:
    return _answered(
        request,
        lambda: conversation.say_phrase(
            conversation=talk.key,
            side=Side.RESIDENT,
            board=request.POST.get("board", ""),
            phrase=request.POST.get("phrase", ""),
            client_key=_once(request),
            at=clock.now(),
        ),
    )


@policy.access(policy.ANYONE)
@require_POST
@paired.of_a_screen
def language(request: HttpRequest, talk: Talk) -> HttpResponse:
    return _answered(
        request,
        lambda: conversation.choose_language(
            key=talk.key, language=request.POST.get("language", ""), at=clock.now()
        ),
    )


@policy.access(policy.ANYONE)
@require_POST
@paired.of_a_screen
def hear(request: HttpRequest, talk: Talk) -> HttpResponse:
    """A recording as its words, for whoever spoke to look at; it is kept nowhere."""
    try:
        text = conversation.hear(
            recording=request.read(conversation.LARGEST_RECORDING + 1),
            kind=request.content_type or "",
            language=talk.language,
        )
    except conversation.NothingHeard:
        return HttpResponse(status=422)
    except (conversation.ProviderAway, conversation.Unheard):
        return HttpResponse(status=503)
    return JsonResponse({"text": text})


def _answered(request: HttpRequest, act: Callable[[], object]) -> HttpResponse:
    """Do it; the page's script shows what came of it, or the page is loaded anew."""
    problem = ""
    try:
        act()
    except (conversation.Refused, conversation.NoSuchPhrase) as why:
        problem = _refusal(why)
    if paired.QUIET in request.headers:
        return HttpResponse(status=422 if problem else 204)
    if problem:
        messages.error(request, problem)
    return redirect("talk:screen")


def _refusal(why: Exception) -> str:
    """Why nothing was said, and what to do."""
    if isinstance(why, conversation.NothingSaid):
        return _("文を書いてから送ってください。")
    if isinstance(why, conversation.TooLong):
        return _("長すぎます。短く分けて送ってください。")
    if isinstance(why, conversation.MyNumberSaid):
        return _("個人番号（マイナンバー）は書かないでください。送っていません。")
    if isinstance(why, conversation.TooMuch):
        return _("会話が長くなりました。窓口の人に、新しい番号を聞いてください。")
    return _("送れませんでした。もう一度おしてください。")


def _once(request: HttpRequest) -> str:
    """The key of a press: pressed twice is once."""
    return f"resident:{request.POST.get('once', '')[:60] or clock.now().isoformat()}"
