"""On which phones my card is, and ending it on one that was lost."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sagacity.identity.cards import api as cards
from sagacity.kit import clock, policy

ONE_IS_LOST = "whoever has lost the phone signs in elsewhere, and must be able to end the card at once"


@require_GET
@policy.access(policy.lower(policy.resident(level=1), because=ONE_IS_LOST))
def page(request: HttpRequest) -> HttpResponse:
    """My cards by phone."""
    at = clock.now()
    mine = cards.cards_of(resident=policy.resident_person_of(request).key, at=at)
    answer = render(request, "card/phones.html", {"cards": mine})
    patch_cache_control(answer, private=True, no_store=True)
    return answer


@require_POST
@policy.access(policy.lower(policy.resident(level=1), because=ONE_IS_LOST))
def end(request: HttpRequest) -> HttpResponse:
    """End the card of one phone."""
    why = cards.Why.LOST if request.POST.get("why") == cards.Why.LOST else cards.Why.OWN_WISH
    by = policy.resident_person_of(request)
    try:
        cards.end(card=request.POST.get("card", ""), why=why, by=by, at=clock.now())
    except (cards.NoSuchCard, cards.NotYourCard):
        messages.error(request, _("その市民証は見つかりません。もう終わっているかもしれません。"))
    else:
        messages.success(request, _("市民証を終わらせました。新しいものは、いつでも「市民証」から作れます。"))
    return HttpResponseRedirect(reverse("card:phones"))
