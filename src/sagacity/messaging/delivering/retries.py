"""How often and how long a letter is tried: here and nowhere else."""

from datetime import datetime, timedelta

from sagacity.messaging import models

WAITS = (
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=3),
)
MOST = 12  # tries: a little more than a day
LONGEST_MARGIN = timedelta(minutes=15)


def next_try(
    *, tries: int, after: timedelta | None, at: datetime, notice: models.Notice, is_last: bool
) -> datetime | None:
    """When to try again; None when that would be too late, and the next channel is better.

    The last channel may use the time up to the deadline itself; others leave some for the one after them.
    """
    if tries >= MOST:
        return None
    wait = WAITS[min(max(tries, 1), len(WAITS)) - 1]
    again = at + max(wait, after or wait)
    limit = deadline(notice) if is_last else fall_back_at(notice)
    return again if again < limit else None


def deadline(notice: models.Notice) -> datetime:
    """After this the notice is of no use to whoever has not got it."""
    return min(notice.useful_until or notice.expires_at, notice.expires_at)


def fall_back_at(notice: models.Notice) -> datetime:
    """When the next channel must begin, so that it still comes in time."""
    begun = notice.published_at or notice.publish_at
    return deadline(notice) - min(LONGEST_MARGIN, max(deadline(notice) - begun, timedelta()) / 4)
