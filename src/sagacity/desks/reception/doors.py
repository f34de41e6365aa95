"""Who may receive whom: events and shelters are two permissions, asked for every reception."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from sagacity.checkin import api as checkin
from sagacity.identity import api as identity
from sagacity.kit import policy

LOOK = policy.permitted(identity.CHECKIN_LOOK)
NEEDED = {
    checkin.Purpose.EVENT: identity.CHECKIN_EVENT,
    checkin.Purpose.SHELTER: identity.CHECKIN_SHELTER,
}


def purposes_of(person: policy.Person) -> list[checkin.Purpose]:
    """What this person may receive for."""
    return [purpose for purpose, permission in NEEDED.items() if person.may(permission)]


def reception_or_404(request: HttpRequest, key: str) -> checkin.Reception:
    """The reception, for whoever may work at one of its kind.

    Raises:
        Http404: there is none.
        PermissionDenied: it is of the other kind.
    """
    try:
        reception = checkin.reception(key)
    except checkin.NoSuchReception as problem:
        raise Http404(key) from problem
    if reception.purpose not in purposes_of(policy.person_of(request)):
        raise PermissionDenied(NEEDED[reception.purpose])
    return reception
