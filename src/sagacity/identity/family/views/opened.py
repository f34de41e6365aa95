"""Which person a clerk has open, and for what: without a purpose nobody's page opens."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest

_OPEN = "family.opened"


@dataclass(frozen=True, slots=True)
class Opened:
    """One person at a time: the next look-up closes this one."""

    inhabitant: str
    purpose: str


def note(request: HttpRequest, *, inhabitant: str, purpose: str) -> None:
    request.session[_OPEN] = {"inhabitant": inhabitant, "purpose": purpose}


def current(request: HttpRequest) -> Opened | None:
    said = request.session.get(_OPEN)
    return Opened(said["inhabitant"], said["purpose"]) if said else None


def demanded(request: HttpRequest) -> Opened:
    """Who is open, for forms that decide something about them."""
    found = current(request)
    if found is None:
        raise Http404("nobody is open")
    return found
