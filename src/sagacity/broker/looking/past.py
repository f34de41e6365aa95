"""How an attribute went: one figure for each hour, day or month of the clock in Japan."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sagacity.broker.here import here
from sagacity.broker.history import aggregating, choosing
from sagacity.broker.history.buckets import Bucket
from sagacity.broker.history.levels import Span
from sagacity.broker.history.question import Question
from sagacity.broker.looking.facts import Live
from sagacity.broker.looking.reading import moment
from sagacity.broker.selection import PathScope
from sagacity.broker.store.base import Session
from sagacity.kit import clock

Step = Literal["hour", "day", "month"]
SHOWN: Mapping[Step, int] = {"hour": 48, "day": 31, "month": 12}


@dataclass(frozen=True, slots=True)
class Stretch:
    """One step of time; without readings the figures are None, never zero."""

    begins: datetime  # on the clock in Japan
    readings: int = 0
    mean: float | None = None
    low: float | None = None
    high: float | None = None


def past_of(thing: Live, *, attribute: str, step: Step, until: datetime) -> tuple[Stretch, ...]:
    """The last 48 hours, 31 days or 12 months up to a moment, oldest first.

    The hourly sums of the roll-up are added up, for a day in Japan begins at 15:00 UTC.
    """
    begins = _begins(step, clock.local(until))
    question = Question(
        tenant=thing.tenant,
        paths=(PathScope(thing.path),),
        entities=(thing.id,),
        types=(thing.type,),
        attributes=(attribute,),
        span=Span(_ms(begins[0]), _ms(until) + 1),
        period="hour",
    )
    hours = here().read_now(lambda session: _hours(session, question))
    return _told(begins, step, hours)


def _hours(session: Session, question: Question) -> dict[int, Bucket]:
    found: dict[int, Bucket] = {}
    for series in choosing.series_for(session, question):
        found |= aggregating.sums_of(session, series=series, spans=[question.span], question=question)
    return found


def _told(begins: list[datetime], step: Step, hours: Mapping[int, Bucket]) -> tuple[Stretch, ...]:
    sums: dict[datetime, Bucket] = {}
    for at, bucket in hours.items():
        sums.setdefault(_begin(step, clock.local(moment(at))), Bucket(last_ts=at)).merge(bucket)
    return tuple(_stretch(at, sums.get(at, Bucket())) for at in begins)


def _stretch(begins: datetime, bucket: Bucket) -> Stretch:
    if not bucket.numbers:
        return Stretch(begins)
    return Stretch(begins, bucket.numbers, bucket.total / bucket.numbers, bucket.low, bucket.high)


def _begins(step: Step, until: datetime) -> list[datetime]:
    found = [_begin(step, until)]
    while len(found) < SHOWN[step]:
        found.append(_begin(step, found[-1] - timedelta(minutes=1)))
    return found[::-1]


def _begin(step: Step, at: datetime) -> datetime:
    hour = at.replace(minute=0, second=0, microsecond=0)
    whole: dict[Step, Callable[[], datetime]] = {
        "hour": lambda: hour,
        "day": lambda: hour.replace(hour=0),
        "month": lambda: hour.replace(hour=0, day=1),
    }
    return whole[step]()


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)
