"""Who may do what at this desk."""

from datetime import date, datetime, time, timedelta

from django.http import Http404, HttpRequest

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.reservations.slots import api as slots

LOOK = policy.permitted(identity.SCHEDULE_LOOK)
KEEP = policy.permitted(identity.SCHEDULE_KEEP)


def may_keep(request: HttpRequest) -> bool:
    return policy.person_of(request).may(identity.SCHEDULE_KEEP)


def slot_or_404(key: str) -> slots.Slot:
    try:
        return slots.slot(key=key)
    except slots.NoSuchSlot as problem:
        raise Http404(key) from problem


def areas() -> list[str]:
    """Every area in which something stands, in the order they came."""
    return list(dict.fromkeys(one.area for one in slots.resources()))


def area_of(request: HttpRequest) -> str:
    """The area asked for, else the first."""
    found, asked = areas(), request.GET.get("area") or request.POST.get("area", "")
    return asked if asked in found else (found[0] if found else "")


def day_of(request: HttpRequest) -> date:
    """The day asked for, else today."""
    try:
        return date.fromisoformat(request.GET.get("day") or request.POST.get("day", ""))
    except ValueError:
        return clock.day(clock.now())


def hours_of(day: date) -> tuple[datetime, datetime]:
    midnight = datetime.combine(day, time(), tzinfo=clock.JAPAN)
    return midnight, midnight + timedelta(days=1)
