"""Today at a glance: what is owed, what came, what waits for people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sagacity.desks.cashier import acts, doors, words
from sagacity.kit import clock, policy
from sagacity.kit.proposals import api as proposals
from sagacity.ledger import api as ledger


@policy.access(doors.LOOK)
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    at = clock.now()
    glance = ledger.glance(at=at)
    person = policy.person_of(request)
    waiting = [one for one in proposals.waiting_for(person, at=at) if one.act in acts.ALL]
    open_days = ledger.open_days(at=at)
    context = {
        "tab": "home",
        "glance": glance,
        "paid": [(words.method(one.provider, one.method), one) for one in glance.paid],
        "tills": ledger.tills(),
        "open_days": open_days[:7],
        "more_days": max(0, len(open_days) - 7),
        "proposals": waiting,
        "may_take": doors.may(request, doors.TAKE),
    }
    return render(request, "desk_cashier/home.html", context)
