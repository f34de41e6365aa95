"""What the health page says of the scheduler."""

from datetime import timedelta

from sagacity.kit import clock, providers
from sagacity.kit.scheduler import models
from sagacity.kit.scheduler.entries import all_entries


def offer() -> None:
    providers.offer_check("scheduler", check)


def check() -> providers.Check:
    """Whether somebody looks at the watch."""
    seen = models.Clock.objects.filter(name="scheduler").values_list("seen_at", flat=True).first()
    if seen is None:
        return providers.Check(name="scheduler", ok=False, detail="no scheduler has started yet")
    ok = clock.now() - seen < timedelta(minutes=3)
    detail = f"{len(all_entries())} jobs on the timetable, last look {clock.local(seen):%Y-%m-%d %H:%M:%S}"
    return providers.Check(name="scheduler", ok=ok, detail=detail)
