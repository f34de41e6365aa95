"""The screen of a hall, and the same as data for pages that cannot listen."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sagacity.kit import clock, policy
from sagacity.miniapps.waiting import words
from sagacity.reservations.queue import api as queue


@policy.access(policy.ANYONE)
@never_cache
@require_safe
def page(request: HttpRequest, place: str) -> HttpResponse:
    """Large numbers for everybody in the hall; no sign-in, no names."""
    boards = _boards(place)
    called = [(one, words.call(one.number, one.desk)) for board in boards for one in board.called]
    context = {
        "place": next(one for one in queue.places() if one.key == place),
        "name": words.name(next(one for one in queue.places() if one.key == place)),
        "rows": [
            (one, words.name(one.line), words.COLOURS[one.colour], words.minutes(one.newcomer))
            for one in boards
        ],
        "called": called,
        "call": words.call("{number}", "{desk}"),
        "colours": {colour.value: str(said) for colour, said in words.COLOURS.items()},
        "pattern": words.pattern(),
    }
    return render(request, "waiting/screen.html", context)


@policy.access(policy.ANYONE)
@never_cache
@require_safe
def board(request: HttpRequest, place: str) -> HttpResponse:
    _boards(place)
    return JsonResponse(queue.as_json(place=place, at=clock.now()))


def _boards(place: str) -> tuple[queue.Board, ...]:
    try:
        return queue.boards(place=place, at=clock.now())
    except queue.NoSuchLine as problem:
        raise Http404(place) from problem
