"""All that a page says of one child today."""

from dataclasses import dataclass
from datetime import date

from sagacity.miniapps.childcare import tables
from sagacity.miniapps.childcare.lines import Line, line
from sagacity.miniapps.childcare.mine import Child
from sagacity.miniapps.childcare.rules import schedule, school
from sagacity.miniapps.childcare.rules.judging import State
from sagacity.miniapps.childcare.rules.schedule import FINISHED, NOW, Step

URGENT = (State.CLOSING, State.OVERDUE, State.STANDARD)


@dataclass(frozen=True, slots=True)
class ChildCalendar:
    """One child's doses and check-ups, sorted by what to do."""

    child: Child
    now: tuple[Line, ...]
    coming: tuple[Line, ...]
    waiting: tuple[Line, ...]  # for the dose before
    finished: tuple[Line, ...]
    closed: tuple[Line, ...]

    @property
    def urgent(self) -> tuple[Line, ...]:
        """What is due: the usual time is now or over, or the period ends soon."""
        return tuple(
            one for one in self.now if one.state in URGENT or (one.dose.is_checkup and one.state in NOW)
        )

    @property
    def dated(self) -> tuple[Line, ...]:
        """What has days of its own: for the sheet."""
        return (*self.now, *self.coming, *self.finished)


def steps(child: Child, *, today: date) -> list[Step]:
    """Every dose and check-up of one child."""
    said = tables.current()
    return schedule.steps((*said.doses, *said.checkups), birth=child.birth, done=child.done, today=today)


def of(child: Child, *, today: date) -> ChildCalendar:
    """The calendar of one child."""
    every = [line(step) for step in steps(child, today=today)]
    now = [one for one in every if one.state in NOW or one.state is State.UNSURE]
    coming = [one for one in every if one.state is State.EARLY]
    return ChildCalendar(
        child=child,
        now=tuple(now),
        coming=tuple(sorted(coming, key=lambda one: (one.opens, one.key))),
        waiting=tuple(one for one in every if one.state is State.AFTER),
        finished=tuple(one for one in every if one.state in FINISHED),
        closed=tuple(one for one in every if one.state is State.CLOSED),
    )


def classes(child: Child, on: date) -> tuple[int, ...]:
    """The class of a nursery on a day; two when only the month is known and 1 April lies in it."""
    found = (school.age_class(child.birth.first, on), school.age_class(child.birth.last, on))
    return tuple(dict.fromkeys(one for one in found if one is not None))
