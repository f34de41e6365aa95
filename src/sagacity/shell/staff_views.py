"""The home screen of staff: what waits today, the doors, and one search over everything."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from sagacity.kit import clock, policy
from sagacity.kit.search import api as search
from sagacity.kit.ui import api as ui
from sagacity.shell import staff_cards

PER_PAGE = 20


@policy.access(policy.ANY_STAFF)
def home(request: HttpRequest) -> HttpResponse:
    at, person = clock.now(), policy.person_of(request)
    page = {
        "at": at,
        "person": person,
        "cards": staff_cards.cards(person=person, at=at),
        "doors": staff_cards.doors(person=person, language=get_language() or "ja"),
    }
    return render(request, "shell/staff_home.html", page)


@policy.access(policy.ANY_STAFF)
def find(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:200]
    found = (
        search.find(words=words, limit=PER_PAGE, offset=ui.offset(request, per_page=PER_PAGE))
        if words
        else None
    )
    return render(request, "shell/staff_search.html", {"words": words, "found": found, "per_page": PER_PAGE})
