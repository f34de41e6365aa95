"""What a scanner asks while there is a network: whose code was typed, and who stands there."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sagacity.checkin import api as checkin
from sagacity.desks.reception import doors
from sagacity.desks.reception.views.devices import problem, said_by
from sagacity.identity.cards import api as cards
from sagacity.kit import clock, policy


@policy.access(doors.LOOK)
@never_cache
@require_POST
def code(request: HttpRequest, key: str) -> HttpResponse:
    """The card of a short code; or why there is none, by the words that scanners know."""
    doors.reception_or_404(request, key)
    typed = said_by(request).get("code")
    if not isinstance(typed, str):
        return problem(400, "malformed", "send the code")
    try:
        reading = cards.by_short_code(typed[:40], at=clock.now())
    except cards.NoSuchCode:
        return JsonResponse({"reason": "no_code"})
    except cards.CardRefused as refusal:
        return JsonResponse({"reason": refusal.reason})
    return JsonResponse({"card": reading.card, "fresh": reading.fresh})


@policy.access(doors.LOOK)
@never_cache
@require_POST
def person(request: HttpRequest, key: str) -> HttpResponse:
    """Who holds a card, as far as the reception is for it; a look that the holder can read."""
    doors.reception_or_404(request, key)
    card = said_by(request).get("card")
    if not isinstance(card, str):
        return problem(400, "malformed", "send the number of the card")
    try:
        found = checkin.shown(reception=key, card=card[:40], by=policy.person_of(request), at=clock.now())
    except checkin.NotAsked:
        return JsonResponse({"name": ""})
    born = found.birth_date.isoformat() if found.birth_date else ""
    return JsonResponse({"name": found.name, "birth_date": born, "address": found.address})
