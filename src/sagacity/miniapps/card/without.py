"""Without a phone: the card on paper, and what else to show."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sagacity.kit import policy

FOR_ALL = "whoever has no account reads here how to get a card on paper"


@require_GET
@policy.access(policy.lower(policy.ANYONE, because=FOR_ALL))
def page(request: HttpRequest) -> HttpResponse:
    """The ways without a phone."""
    return render(request, "card/without.html")
