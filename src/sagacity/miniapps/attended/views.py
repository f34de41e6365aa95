"""Events that a resident attended, as their card was read there, and certificates of it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sagacity.checkin import api as checkin
from sagacity.identity.accounts import api as accounts
from sagacity.identity.register import api as register
from sagacity.kit import clock, policy
from sagacity.miniapps.attended import said

CARD = policy.resident(level=2)
PURPOSE = "参加証に名前を入れるため"


@dataclass(frozen=True, slots=True)
class Line:
    """One event of one day, and what was issued for it."""

    attended: checkin.Attended
    name: str
    certificates: tuple[checkin.Certificate, ...]

    @property
    def is_settled(self) -> bool:
        return self.attended.is_settled

    @property
    def has_plain(self) -> bool:
        return any(not one.name for one in self.certificates)

    @property
    def has_named(self) -> bool:
        return any(one.name for one in self.certificates)


@require_safe
@policy.access(CARD)
@never_cache
def listed(request: HttpRequest) -> HttpResponse:
    """Where the resident was, newest first, and the certificates they have made."""
    resident = _resident(request)
    issued = [one for one in checkin.certificates(resident=resident.key) if one.revoked_at is None]
    lines = [_line(one, issued) for one in checkin.attended(people=_people(resident))]
    revoked = [one for one in checkin.certificates(resident=resident.key) if one.revoked_at is not None]
    return render(request, "attended/listed.html", {"lines": lines, "revoked": revoked})


@require_POST
@policy.access(CARD)
def certify(request: HttpRequest, key: str) -> HttpResponse:
    """Make a certificate; the name stands on it only when the resident ticks that."""
    resident, at = _resident(request), clock.now()
    day, with_name = _day(request.POST.get("day", "")), request.POST.get("with_name") == "1"
    by = accounts.person_of(request, at=at)
    try:
        made = checkin.issue_certificate(
            subject=key,
            day=day,
            by=by,
            people=_people(resident),
            name=_name(resident, by, at) if with_name else "",
            at=at,
        )
    except checkin.NotAttended as problem:
        raise Http404(key) from problem
    except checkin.NotSettled:
        messages.info(request, _("市が受付の記録を確かめています。確かめ終わると、参加証をつくれます。"))
        return HttpResponseRedirect(reverse("attended:listed"))
    return HttpResponseRedirect(reverse("attended:certificate", args=[made.number]))


def own(request: HttpRequest, number: str) -> checkin.Certificate:
    """A certificate of this resident; of anybody else's the page does not even say that it exists."""
    try:
        found = checkin.certificate(number)
    except checkin.NoSuchCertificate as problem:
        raise Http404(number) from problem
    if found.resident != _resident(request).key:
        raise Http404(number)
    return found


def _line(one: checkin.Attended, issued: list[checkin.Certificate]) -> Line:
    own = tuple(each for each in issued if (each.subject, each.day) == (one.subject, one.day))
    return Line(one, said.event_name(one.subject, one.title), own)


def _resident(request: HttpRequest) -> accounts.Resident:
    found = accounts.resident_of(request)
    if found is None:
        raise Http404
    return found


def _people(resident: accounts.Resident) -> tuple[str, ...]:
    """The keys under which check-in knows a resident."""
    return tuple(filter(None, (resident.inhabitant, resident.key)))


def _name(resident: accounts.Resident, by: policy.Person, at: datetime) -> str:
    """The name in the register; the look is in the log that the resident reads."""
    try:
        return register.own_facts(
            key=resident.inhabitant, resident=by, purpose=PURPOSE, channel="app", at=at
        ).name
    except register.NoSuchInhabitant:
        return ""


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise Http404(text) from problem
