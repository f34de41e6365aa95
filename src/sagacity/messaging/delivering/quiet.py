"""Quiet hours: when a phone may ring again."""

from datetime import datetime, time, timedelta

from sagacity.kit import clock


def until(*, quiet_from: time, quiet_until: time, at: datetime) -> datetime:
    """The next moment outside of a person's quiet hours: now, or when they end."""
    if quiet_from == quiet_until:
        return at
    here = clock.local(at)
    now = here.time()
    over_night = quiet_from > quiet_until
    quiet = (now >= quiet_from or now < quiet_until) if over_night else quiet_from <= now < quiet_until
    if not quiet:
        return at
    end = here.replace(
        hour=quiet_until.hour, minute=quiet_until.minute, second=quiet_until.second, microsecond=0
    )
    return end if end > here else end + timedelta(days=1)
