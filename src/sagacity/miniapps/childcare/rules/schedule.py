"""All doses of one child on one day, the most pressing first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sagacity.miniapps.childcare.rules import series
from sagacity.miniapps.childcare.rules.births import Birth
from sagacity.miniapps.childcare.rules.doses import Dose
from sagacity.miniapps.childcare.rules.judging import State, Verdict, judge
from sagacity.miniapps.childcare.rules.series import Done

NOW = (State.CLOSING, State.OVERDUE, State.STANDARD, State.OPEN)
FINISHED = (State.DONE, State.DONE_EARLY, State.DONE_LATE)
_ORDER = (
    *NOW,
    State.UNSURE,
    State.EARLY,
    State.AFTER,
    State.DONE_EARLY,
    State.DONE_LATE,
    State.DONE,
    State.CLOSED,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One dose for one child: where it stands when born early, and when born late in the month."""

    dose: Dose
    first: Verdict
    last: Verdict
    kinds: tuple[Dose, ...] = ()  # what may be begun with, where kinds never mix

    @property
    def state(self) -> State:
        """One state when every day of the month says the same; else the day decides."""
        return self.first.state if self.first.state == self.last.state else State.UNSURE

    @property
    def given(self) -> date | None:
        return self.first.given

    @property
    def is_exact(self) -> bool:
        return self.first.times == self.last.times

    @property
    def may_be_now(self) -> bool:
        """Whether it may be given today on any day of birth that is possible."""
        return self.first.state in NOW or self.last.state in NOW


def steps(doses: Sequence[Dose], *, birth: Birth, done: Done, today: date) -> list[Step]:
    """Every dose and check-up that applies, the most pressing first."""
    early = _verdicts(doses, birth.first, done, today)
    late = early if birth.is_day else _verdicts(doses, birth.last, done, today)
    found: dict[str, Step] = {}
    for dose in doses:
        if dose.key not in early and dose.key not in late:
            continue
        one = Step(dose, early.get(dose.key) or late[dose.key], late.get(dose.key) or early[dose.key])
        choice = dose.series if dose.series and one.given is None and dose.number == 1 else ""
        if choice in found:
            found[choice] = replace(found[choice], kinds=(*found[choice].kinds, dose))
        else:
            found[choice or dose.key] = replace(one, kinds=(dose,))
    return sorted(found.values(), key=_pressing)


def _verdicts(doses: Sequence[Dose], birth: date, done: Done, today: date) -> dict[str, Verdict]:
    applying = series.due(doses, birth=birth, done=done, today=today)
    return {one.key: judge(one, doses, birth=birth, done=done, today=today) for one in applying}


def _pressing(step: Step) -> tuple[int, date, str]:
    coming = step.state in (State.EARLY, State.AFTER)
    when = step.first.times.opens if coming else step.first.times.last_day
    return _ORDER.index(step.state), when, step.dose.key
