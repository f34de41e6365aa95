"""Where a dose stands on a day: too early, open, standard time, closing, overdue, closed, done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sagacity.miniapps.childcare.rules import intervals, series
from sagacity.miniapps.childcare.rules.doses import Dose
from sagacity.miniapps.childcare.rules.series import Done

CLOSING = 30  # days
LIVE_APART = intervals.parse("P27D")  # injected live vaccines, since 1 October 2020
A_DAY = timedelta(days=1)


class State(StrEnum):
    """What a parent needs to know of a dose today."""

    CLOSING = "closing"  # the last 30 days of the period
    OVERDUE = "overdue"  # the usual time is over, the period is not
    STANDARD = "standard"  # the usual time is now
    OPEN = "open"  # may be given
    EARLY = "early"  # not yet
    AFTER = "after"  # waits for the dose before it
    CLOSED = "closed"  # the period is over
    DONE = "done"
    DONE_EARLY = "done_early"  # given before it counts: ask the doctor whether again
    DONE_LATE = "done_late"  # given after the period
    UNSURE = "unsure"  # only the month of birth is known, and the day decides


@dataclass(frozen=True, slots=True)
class Times:
    """The days of one dose for one day of birth; the last days still belong."""

    opens: date
    last_day: date
    standard_from: date | None = None
    standard_last: date | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where one dose stands for one day of birth."""

    dose: Dose
    state: State
    times: Times
    given: date | None = None
    why: str = ""  # "previous" | "interval" | "live" | "age" | "start" | "valid"


def judge(dose: Dose, every: Sequence[Dose], *, birth: date, done: Done, today: date) -> Verdict:
    """Where a dose stands today for a child born on a day."""
    if dose.key in done:
        return _of_given(dose, every, birth, done, done[dose.key])
    times, why = _times(dose, every, birth, done)
    if today > times.last_day or times.last_day < times.opens:
        return Verdict(dose, State.CLOSED, times, why=_why_closed(dose, birth, today))
    if dose.min_interval is not None and series.before(dose, every, done) is None:
        return Verdict(dose, State.AFTER, times, why="previous")
    if today < times.opens:
        return Verdict(dose, State.EARLY, times, why=why)
    return Verdict(dose, _open_state(times, today), times, why=why)


def _open_state(times: Times, today: date) -> State:
    if (times.last_day - today).days <= CLOSING:
        return State.CLOSING
    if times.standard_last and today > times.standard_last:
        return State.OVERDUE
    if times.standard_from and today >= times.standard_from:
        return State.STANDARD
    return State.OPEN


def _times(dose: Dose, every: Sequence[Dose], birth: date, done: Done) -> tuple[Times, str]:
    opens, why = dose.eligible_from.begins(birth), "age"
    reasons = [(_after_interval(dose, every, done), "interval"), (_after_live(dose, every, done), "live")]
    for day, reason in [*reasons, (dose.valid_from, "valid")]:
        if day and day > opens:
            opens, why = day, reason
    last = dose.eligible_until.ends(birth) - A_DAY
    if dose.start_by:
        last = min(last, dose.start_by.ends(birth) - A_DAY)
    if dose.valid_to:
        last = min(last, dose.valid_to)
    first, until = _standard(dose, every, birth, done)
    first = max(first, opens) if first else None
    until = min(until, last) if until else None
    return Times(opens, last, first, until), why


def _after_interval(dose: Dose, every: Sequence[Dose], done: Done) -> date | None:
    from_ = (
        done.get(f"{dose.item}-1") if dose.interval_from == "dose1" else series.previous(dose, every, done)
    )
    return dose.min_interval.first_day(from_) if dose.min_interval and from_ else None


def _after_live(dose: Dose, every: Sequence[Dose], done: Done) -> date | None:
    """Another injected live vaccine keeps this one away for 27 days, unless both were given on one day."""
    if dose.live != "injected":
        return None
    others = [
        day
        for one in every
        if one.live == "injected" and one.item != dose.item and (day := done.get(one.key))
    ]
    return max((LIVE_APART.first_day(day) for day in others), default=None)


def _standard(dose: Dose, every: Sequence[Dose], birth: date, done: Done) -> tuple[date | None, date | None]:
    """The usual time: by age, by the usual interval, or where both agree."""
    by_age = (
        dose.standard_from.begins(birth) if dose.standard_from else None,
        dose.standard_until.ends(birth) - A_DAY if dose.standard_until else None,
    )
    before = series.previous(dose, every, done)
    if not dose.usual_from or before is None:
        return by_age
    first = dose.usual_from.first_day(before)
    last = dose.usual_until.first_day(before) if dose.usual_until else None
    if by_age[0] is None:
        return first, last
    both = max(first, by_age[0]), min(filter(None, (last, by_age[1])), default=None)
    return both if both[1] is None or both[0] <= both[1] else (first, last)


def _of_given(dose: Dose, every: Sequence[Dose], birth: date, done: Done, given: date | None) -> Verdict:
    others = {key: day for key, day in done.items() if key != dose.key and day and given and day < given}
    times, _why = _times(dose, every, birth, others)
    if given is None:
        return Verdict(dose, State.DONE, times, why="unknown")
    if given < dose.eligible_from.lawful_from(birth):
        return Verdict(dose, State.DONE_EARLY, times, given, "age")
    for day, reason in [
        (_after_interval(dose, every, others), "interval"),
        (_after_live(dose, every, others), "live"),
    ]:
        if day and given < day:
            return Verdict(dose, State.DONE_EARLY, times, given, reason)
    if given > times.last_day:
        return Verdict(dose, State.DONE_LATE, times, given, _why_closed(dose, birth, given))
    return Verdict(dose, State.DONE, times, given)


def _why_closed(dose: Dose, birth: date, on: date) -> str:
    by_age = on >= dose.eligible_until.ends(birth)
    if not by_age and dose.start_by and on >= dose.start_by.ends(birth):
        return "start"
    return "age"
