"""Who books: a device, or the resident who signed in on it; and which times are theirs."""

from datetime import datetime
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponseRedirect

from sagacity.identity import api as identity
from sagacity.identity.accounts import api as accounts
from sagacity.kit import policy
from sagacity.reservations.slots import api as slots


def owners(request: HttpRequest) -> tuple[str, ...]:
    """The keys under which this browser has times; nothing is made by asking."""
    # The browser's own key too: what it began goes to the profile a moment after signing in.
    found = dict.fromkeys([identity.device_of(request).key, accounts.browser_of(request)])
    return tuple(one for one in found if one)


def holder(request: HttpRequest, *, at: datetime) -> str:
    """The key under which a time is kept; made now if there is none."""
    return identity.begin(request, at=at).key


def person(request: HttpRequest, *, at: datetime) -> policy.Person:
    """Whoever acts: the resident who signed in, else the device."""
    resident = policy.resident_person_of(request)
    if resident.kind == "resident":
        return resident
    return policy.Person(holder(request, at=at), "", "anonymous")


def level(request: HttpRequest) -> int:
    return policy.resident_person_of(request).level


def raise_path(request: HttpRequest, needs: int, back: str) -> str:
    """Where somebody proves who they are, and comes back from."""
    return f"/me/raise/?{urlencode({'need': needs, 'next': back})}"


def to_raise(request: HttpRequest, needs: int, back: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(raise_path(request, needs, back))


def own(request: HttpRequest, key: str) -> slots.Slot:
    """A time of theirs; of anybody else's the page does not even say that it exists."""
    try:
        slot = slots.slot(key=key)
    except slots.NoSuchSlot as problem:
        raise Http404(key) from problem
    if slot.holder not in owners(request):
        raise Http404(key)
    return slot


def slots_of(request: HttpRequest) -> list[slots.Slot]:
    """Everything this browser has, the next to come first."""
    found = {one.key: one for key in owners(request) for one in slots.slots_of(holder=key)}
    return sorted(found.values(), key=lambda one: one.begins)


def waiters_of(request: HttpRequest) -> list[slots.Waiter]:
    return [one for key in owners(request) for one in slots.waiters_of(holder=key)]


def entries_of(request: HttpRequest) -> list[slots.Entry]:
    return [one for key in owners(request) for one in slots.entries_of(holder=key)]


def service_or_404(key: str) -> slots.Service:
    """A service by its key, or by the short one of the pack."""
    for each in (key, f"urn:ngsi-ld:Service:{key}"):
        try:
            return slots.service(key=each)
        except slots.NoSuchService:
            continue
    raise Http404(key)
