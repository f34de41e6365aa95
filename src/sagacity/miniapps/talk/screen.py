"""The resident's screen: the other's words first and large, then what can be tapped, written or spoken."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sagacity.kit import policy
from sagacity.kit.city import api as city
from sagacity.messaging.conversation import api as conversation
from sagacity.messaging.conversation.api import Side
from sagacity.miniapps.talk import paired

Row = tuple[conversation.Phrase, str, str]


@policy.access(policy.ANYONE)
@never_cache
@require_safe
@paired.of_a_screen
def page(request: HttpRequest, talk: conversation.Conversation) -> HttpResponse:
    context = {
        "conversation": talk,
        "state": talk.language,
        "said": conversation.shown(talk, language=talk.language, side=Side.RESIDENT),
    }
    if "part" in request.GET:
        inner = {"inner": "messaging_conversation/said.html"}
        return render(request, "messaging_conversation/part.html", context | inner)
    once = uuid.uuid4()
    context |= {
        "once": once,
        "live": conversation.LIVE_PATH,
        "part": f"{reverse('talk:screen')}?part=1",
        "longest": conversation.LONGEST,
        "hear": reverse("talk:hear") if conversation.hears() else "",
        "is_demo": conversation.is_demo(),
        "languages": [
            (one.code, one.name, conversation.html_language(one.code), one.code == talk.language)
            for one in city.languages()
        ],
        "boards": [(board, _name(board, talk), _phrases(board, talk)) for board in _boards(talk)],
        "below_language": "ja",
        "remote": conversation.remote_counter(door="resident"),
    }
    return render(request, "talk/screen.html", context)


def _boards(talk: conversation.Conversation) -> list[conversation.Board]:
    """The desk's own board, and the general one that stands first in the city's order."""
    boards = conversation.boards()
    own = [one for one in boards if one.key == talk.board]
    return own + [one for one in boards[:1] if one not in own]


def _name(board: conversation.Board, talk: conversation.Conversation) -> str:
    return board.name.get(talk.language, board.name["ja"])


def _phrases(board: conversation.Board, talk: conversation.Conversation) -> list[Row]:
    """The resident's phrases, in the resident's language; below it what the clerk will read."""
    is_japanese = talk.language in {"ja", "ja-easy"}
    return [
        (one, one.text.get(talk.language, one.text["ja"]), "" if is_japanese else one.text["ja"])
        for one in board.of(Side.RESIDENT)
    ]
