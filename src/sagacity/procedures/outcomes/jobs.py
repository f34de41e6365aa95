"""By the clock: try again what could not be made, and let go of what was kept long enough."""

from datetime import datetime

from sagacity.kit import clock
from sagacity.kit.scheduler import api as scheduler
from sagacity.procedures.outcomes import closing, models, purging, troubles


@scheduler.every(minutes=60)
def try_again(at: datetime) -> None:
    """A font may have come meanwhile, or an answer may have been corrected."""
    for case in (
        models.Trouble.objects.filter(solved_at=None)
        .order_by("tried_at")
        .values_list("case", flat=True)[:200]
    ):
        troubles.ask_for(case=case)


@scheduler.daily(at="03:30")
def close_what_was_handed(at: datetime) -> None:
    """Close cases whose document was handed over 30 days ago."""
    closing.close_what_was_handed(at=clock.now())


@scheduler.daily(at="03:40")
def purge_old_documents(at: datetime) -> None:
    """Take everything of a person off documents whose years are over."""
    purging.purge(at=clock.now())
