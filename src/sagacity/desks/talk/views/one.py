"""A clerk's page of one conversation: what was said, phrases, writing, the resident's screen."""

import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sagacity.desks.talk import doors, words
from sagacity.kit import clock, policy
from sagacity.messaging.conversation import api as conversation
from sagacity.messaging.conversation.api import Side

ACTS = "desk_talk/mending.html"


@policy.access(doors.HOLD)
@never_cache
@require_safe
@doors.of_a_clerk
def page(request: HttpRequest, talk: conversation.Conversation) -> HttpResponse:
    context = {
        "conversation": talk,
        "state": f"{talk.language} {talk.screens} {talk.code}",
        "said": conversation.shown(talk, language="ja", side=Side.CLERK),
        "acts": ACTS,
    }
    if "part" in request.GET:
        inner = {"inner": "messaging_conversation/said.html"}
        return render(request, "messaging_conversation/part.html", context | inner)
    boards = conversation.boards()
    board = _chosen(boards, request.GET.get("board", talk.board))
    once = uuid.uuid4()
    at = clock.now()
    code = talk.code if talk.code_until and talk.code_until > at else ""
    context |= {
        "tab": "home",
        "boards": [(one, one.name["ja"], one is board) for one in boards],
        "board": board,
        "phrases": _phrases(board, talk.language),
        "below_language": "ja" if talk.language == "ja-easy" else talk.language,
        "languages": words.languages(),
        "language_name": words.language(talk.language),
        "code": code,
        "picture": _drawn(request, code) if code else "",
        "is_old": bool(talk.code_until and talk.code_until <= at),
        "once": once,
        "live": conversation.LIVE_PATH,
        "part": f"{reverse('desk_talk:one', args=[talk.key])}?part=1",
        "longest": conversation.LONGEST,
        "hear": reverse("desk_talk:hear", args=[talk.key]) if conversation.hears() else "",
        "is_demo": conversation.is_demo(),
        "translates": conversation.translates(),
        "remote": conversation.remote_counter(door="staff"),
    }
    return render(request, "desk_talk/one.html", context)


def _drawn(request: HttpRequest, code: str) -> str:
    """The way to the resident's screen as a QR code, for their own telephone: nothing is fetched."""
    import segno

    house = settings.PUBLIC_URL or request.build_absolute_uri("/").rstrip("/")
    link = f"{house}{reverse('talk:home')}?code={code}"
    return str(segno.make_qr(link, error="m").svg_data_uri(scale=4, border=2))


def _chosen(boards: tuple[conversation.Board, ...], key: str) -> conversation.Board | None:
    """The board asked for, else the first."""
    return next((one for one in boards if one.key == key), boards[0] if boards else None)


def _phrases(
    board: conversation.Board | None, language: str
) -> list[tuple[conversation.Phrase, str, str]]:  # fmt: skip
    """The clerk's phrases, in Japanese, with what the resident will read."""
    found = board.of(Side.CLERK) if board else ()
    return [
        (one, one.text["ja"], "" if language in {"ja", "ja-easy"} else one.text.get(language, ""))
        for one in found
    ]
