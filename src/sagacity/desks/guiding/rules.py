"""How the rules stand: golden households, and what none of them touches."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sagacity.desks.guiding import doors, words
from sagacity.kit import policy
from sagacity.procedures.guide import api as guide


@policy.access(doors.RULES)
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Every golden household of every life event, and what comes out otherwise than it says."""
    report = guide.report()
    wrong = {(one.household.file, one.household.name["ja"]) for one in report.differences}
    rows = [
        (
            words.here(event.name),
            len(event.rules),
            covered,
            [
                (words.here(one.name), one.on, len(one.steps), one.minutes, one.yen,
                 (one.file, one.name["ja"]) not in wrong)
                for one in report.households
                if one.event == event.key
            ],
        )
        for event, covered in zip(report.guide.events.values(), report.coverage, strict=True)
    ]  # fmt: skip
    return render(request, "desk_guiding/rules.html", {"rows": rows, "differences": report.differences})
