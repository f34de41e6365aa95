"""Which person a member of staff has open, and for what: without a purpose nobody's page opens."""

from django.http import HttpRequest

from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit

_OPEN = "cards.opened"


def note(request: HttpRequest, *, inhabitant: str, purpose: str) -> None:
    """One person at a time: the next look-up closes this one."""
    request.session[_OPEN] = {"inhabitant": inhabitant, "purpose": purpose}


def purpose(request: HttpRequest, *, inhabitant: str) -> str:
    """For what this person was opened; empty when they were not, and then the attempt stands in the log."""
    said = request.session.get(_OPEN, {})
    if said.get("inhabitant") == inhabitant:
        return str(said["purpose"])
    by, at = policy.person_of(request), clock.now()
    audit.refused(actor=by, action="purpose.refused", thing=inhabitant, channel="counter", at=at)
    return ""
