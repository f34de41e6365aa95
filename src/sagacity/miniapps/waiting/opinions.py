"""Two taps at the end of a visit: on the phone that held the number, and on the tablet of a desk."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sagacity.kit import clock, policy
from sagacity.reservations.queue import api as queue

AFTER = timedelta(minutes=3)  # whom the tablet of a desk still asks


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answers in words."""

    about: str
    title: str
    answers: tuple[tuple[str, str], ...]


def asked(ticket: queue.Ticket, *, at: datetime) -> Asked | None:
    """What is asked next of whoever held a ticket; None before the end, and when all is said."""
    about = queue.asked(ticket=ticket, at=at)
    if about is None:
        return None
    answers = tuple((key, str(queue.ANSWER_WORDS[key])) for key in queue.ANSWERS[about])
    return Asked(about.value, str(queue.ABOUT_WORDS[about]), answers)


@policy.access(policy.ANYONE)
@require_POST
def say(request: HttpRequest, key: str) -> HttpResponse:
    """One tap on the phone; whoever holds the key of a ticket may."""
    if not _say(request, key):
        raise Http404(key)
    return HttpResponseRedirect(f"{reverse('waiting:one', args=[key])}#opinion")


@policy.access(policy.ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tablet(request: HttpRequest, desk: str) -> HttpResponse:
    """The tablet beside a desk: asks whoever has just been there, and rests until the next one goes."""
    at = clock.now()
    try:
        ticket = queue.just_over(desk=desk, since=at - AFTER)
    except queue.NoSuchDesk:
        return render(request, "waiting/tablet.html", {"closed": True}, status=404)
    if request.method == "POST":
        # The number tells whose question was on the screen: the next visitor's is not answered by mistake.
        if ticket is not None and request.POST.get("number") == ticket.number:
            _say(request, ticket.key)
        return HttpResponseRedirect(reverse("waiting:tablet", args=[desk]))
    question = asked(ticket, at=at) if ticket else None
    context = {"desk": desk, "ticket": ticket, "question": question, "thanks": bool(ticket) and not question}
    part = "waiting/tablet_part.html" if request.GET.get("part") else "waiting/tablet.html"
    return render(request, part, context)


def _say(request: HttpRequest, key: str) -> bool:
    """Count what was tapped; whether it was an answer at all."""
    try:
        about = queue.About(request.POST.get("about", ""))
        queue.say(ticket=key, about=about, answer=request.POST.get("answer", ""), at=clock.now())
    except queue.TooLate:
        messages.error(request, _("答えられるのは、窓口が終わった日だけです。"))
    except (ValueError, LookupError):
        return False
    return True
