"""Phrases and languages by month: what boards lack, and which languages a desk needs. No contents."""

from collections import Counter
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sagacity.desks.talk import doors, words
from sagacity.kit import clock, policy
from sagacity.messaging.conversation import api as conversation


@policy.access(doors.HOLD)
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    month = _month(request.GET.get("month", ""))
    found = conversation.figures(month=month)
    languages, phrases, ways = Counter[str](), Counter[tuple[str, str]](), Counter[str]()
    for one in found:
        languages[one.language] += one.times
        phrases[one.board, one.phrase] += one.times if one.phrase else 0
        ways[one.how.value] += one.times
    context = {
        "tab": "figures",
        "month": month,
        "months": conversation.months(),
        "languages": [(words.language(code), many) for code, many in languages.most_common()],
        "phrases": [(*_named(board, key), many) for (board, key), many in phrases.most_common(50) if many],
        "ways": ways,
    }
    return render(request, "desk_talk/figures.html", context)


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return clock.day(clock.now()).replace(day=1)


def _named(board: str, key: str) -> tuple[str, str]:
    """The board and the phrase in Japanese; a phrase that was taken out of the pack keeps its key."""
    there = next((one for one in conversation.boards() if one.key == board), None)
    phrase = next((one for one in there.phrases if one.key == key), None) if there else None
    return (there.name["ja"] if there else board, phrase.text["ja"] if phrase else key)
