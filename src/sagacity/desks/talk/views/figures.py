"""Phrases and languages by month: what boards lack, and which languages a desk needs. No contents."""

from collections import Counter
from collections.abc import Hashable
from datetime import date
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sagacity.desks.talk import doors, words
from sagacity.kit import clock, policy, small_cells
from sagacity.messaging.conversation import api as conversation

Key = TypeVar("Key", bound=Hashable)


@policy.access(doors.HOLD)
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    month = _month(request.GET.get("month", ""))
    found = conversation.figures(month=month)
    languages, phrases, ways = Counter[str](), Counter[tuple[str, str]](), Counter[str]()
    for one in found:
        languages[one.language] += one.times
        ways[one.how.value] += one.times
        if one.phrase:
            phrases[one.board, one.phrase] += one.times
    context = {
        "tab": "figures",
        "month": month,
        "months": conversation.months(),
        "least": small_cells.LEAST,
        "languages": [(words.language(code), many) for code, many in _seen(languages)],
        "phrases": [(*_named(board, key), many) for (board, key), many in _seen(phrases)[:50]],
        "ways": [(words.WAYS[how], many) for how, many in _seen(ways)],
    }
    return render(request, "desk_talk/figures.html", context)


def _seen(counts: Counter[Key]) -> list[tuple[Key, int]]:
    """The counts that may be seen, the largest first.

    A small one would tell a colleague what somebody said at the next desk; not even its name is shown.
    """
    shown = [(key, many) for key, many in small_cells.hide(counts).items() if many]
    return sorted(shown, key=lambda each: -each[1])


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
