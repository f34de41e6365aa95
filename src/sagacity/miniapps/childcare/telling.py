"""Being told when something becomes due: messaging learns of a birth only after the resident says yes."""

from collections.abc import Iterator
from datetime import date, datetime

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.messaging import api as messaging
from sagacity.miniapps.childcare import calendars, mine
from sagacity.miniapps.childcare.rules.judging import State

CHILD = "child"
DUE = "childcare.due"


@require_POST
@policy.access(policy.ANYONE)
def wish(request: HttpRequest) -> HttpResponseRedirect:
    """Switch being told on or off."""
    now = clock.now()
    mine.wish_to_be_told(request, request.POST.get("told") == "1", at=now)
    renew(request, at=now)
    return HttpResponseRedirect(reverse("childcare:door") + "#told")


def renew(request: HttpRequest, *, at: datetime) -> None:
    """Tell messaging what it may know now: births and days of next doses, or nothing at all."""
    person = identity.device_of(request).key
    if not person:
        return
    births: set[str] = set()
    due: set[str] = set()
    if mine.is_told(request):
        for child in mine.children(request):
            births.add(child.birth.text)
            due |= {f"{day.isoformat()}:{dose}" for day, dose in next_doses(child, today=clock.day(at))}
    language = get_language() or "ja"
    messaging.mark(person=person, kind=CHILD, values=births, language=language, at=at)
    messaging.mark(person=person, kind=DUE, values=due, language=language, at=at)


def next_doses(child: mine.Child, *, today: date) -> Iterator[tuple[date, str]]:
    """Doses whose day hangs on one already recorded: nobody else has the same day."""
    for step in calendars.steps(child, today=today):
        times = step.last.times
        day = times.standard_from or times.opens
        is_open = step.state not in (State.AFTER, State.CLOSED) and step.dose.key not in child.done
        if step.dose.min_interval and is_open and day >= today:
            yield day, step.dose.key
