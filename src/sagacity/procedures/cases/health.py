"""For the health page: whether cases stand still that the clock should have moved."""

from datetime import timedelta

from sagacity.kit import clock
from sagacity.kit.providers import Check, offer_check
from sagacity.procedures.cases import models, money
from sagacity.procedures.cases.types import OVER

NAME = "procedures.cases"
TURNS_MISSED = timedelta(days=2)


def offer() -> None:
    offer_check(NAME, stuck)


def stuck() -> Check:
    """Paid and not moved, or kept longer than the years of its class."""
    now = clock.now()
    waiting = len(money.waiting_though_paid(limit=100))
    overdue = models.Case.objects.filter(
        purged_at=None, purge_on__lt=clock.day(now - TURNS_MISSED), state__in=sorted(OVER)
    ).count()
    if waiting or overdue:
        return Check(NAME, ok=False, detail=f"{waiting} paid and not moved; {overdue} kept too long")
    return Check(NAME, ok=True, detail=f"{models.Case.objects.ours().count()} wait for the city")
