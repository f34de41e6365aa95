"""What a clerk does: says something, taps a phrase, mends a translation, lets a screen in, ends the visit."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sagacity.desks.talk import doors, words
from sagacity.kit import clock, policy
from sagacity.messaging.conversation import api as conversation
from sagacity.messaging.conversation.api import Side

Talk = conversation.Conversation


@policy.access(doors.HOLD)
@require_POST
@doors.of_a_clerk
def say(request: HttpRequest, talk: Talk) -> HttpResponse:
    return _answered(
        request,
        talk,
        lambda: conversation.speak(
            conversation=talk.key,
            side=Side.CLERK,
            text=request.POST.get("text", ""),
            spoken=bool(request.POST.get("spoken")),
            client_key=_once(request),
            at=clock.now(),
        ),
    )


@policy.access(doors.HOLD)
@require_POST
@doors.of_a_clerk
def phrase(request: HttpRequest, talk: Talk) -> HttpResponse:
    return _answered(
        request,
        talk,
        lambda: conversation.say_phrase(
            conversation=talk.key,
            side=Side.CLERK,
            board=request.POST.get("board", ""),
            phrase=request.POST.get("phrase", ""),
            client_key=_once(request),
            at=clock.now(),
        ),
    )


@policy.access(doors.HOLD)
@require_POST
@doors.of_a_clerk
def again(request: HttpRequest, talk: Talk, number: int) -> HttpResponse:
    return _answered(
        request,
        talk,
        lambda: conversation.translate(conversation=talk.key, number=number, at=clock.now()),
    )


@policy.access(doors.HOLD)
@require_POST
@doors.of_a_clerk
def mend(request: HttpRequest, talk: Talk, number: int) -> HttpResponse:
    return _answered(
        request,
        talk,
        lambda: conversation.mend(
            conversation=talk.key,
            number=number,
            language=request.POST.get("language", ""),
            text=request.POST.get("text", ""),
            by=policy.person_of(request),
            at=clock.now(),
        ),
    )


@policy.access(doors.HOLD)
@require_POST
@doors.of_a_clerk
def language(request: HttpRequest, talk: Talk) -> HttpResponse:
    return _answered(
        request,
        talk,
        lambda: conversation.choose_language(
            key=talk.key, language=request.POST.get("language", ""), at=clock.now()
        ),
    )


@policy.access(doors.HOLD)
@require_POST
@doors.of_a_clerk
def code(request: HttpRequest, talk: Talk) -> HttpResponse:
    conversation.new_code(key=talk.key, by=policy.person_of(request), at=clock.now())
    return redirect("desk_talk:one", key=talk.key)


@policy.access(doors.HOLD)
@require_POST
def end(request: HttpRequest, key: str) -> HttpResponse:
    conversation.end(key=key, by=policy.person_of(request), at=clock.now())
    messages.success(request, _("会話を終わりました。話した内容はすべて消しました。"))
    return redirect("desk_talk:home")


@policy.access(doors.HOLD)
@require_POST
@doors.of_a_clerk
def hear(request: HttpRequest, talk: Talk) -> HttpResponse:
    """A recording as its words, for the clerk to look at; it is kept nowhere."""
    try:
        text = conversation.hear(
            recording=request.read(conversation.LARGEST_RECORDING + 1),
            kind=request.content_type or "",
            language="ja",
        )
    except conversation.NothingHeard:
        return HttpResponse(status=422)
    except (conversation.ProviderAway, conversation.Unheard):
        return HttpResponse(status=503)
    return JsonResponse({"text": text})


def _answered(request: HttpRequest, talk: Talk, act: Callable[[], object]) -> HttpResponse:
    """Do it; the page's script shows what came of it, or the page is loaded anew."""
    problem = ""
    try:
        act()
    except (conversation.Refused, conversation.NoSuchPhrase) as why:
        problem = words.refusal(why)
    if doors.QUIET in request.headers:
        return HttpResponse(status=422 if problem else 204)
    if problem:
        messages.error(request, problem)
    board = request.POST.get("board", "")
    answer = redirect("desk_talk:one", key=talk.key)
    if board in {one.key for one in conversation.boards()}:
        answer["Location"] += f"?board={board}"
    return answer


def _once(request: HttpRequest) -> str:
    """The key of a press: pressed twice is once."""
    return f"clerk:{request.POST.get('once', '')[:60] or clock.now().isoformat()}"
