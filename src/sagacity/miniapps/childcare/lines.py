"""A dose in the reader's words: what it is, where it stands, from when until when, and what to do."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from sagacity.kit.ui import dates
from sagacity.miniapps.childcare import stages
from sagacity.miniapps.childcare.rules.doses import Dose
from sagacity.miniapps.childcare.rules.judging import State
from sagacity.miniapps.childcare.rules.schedule import FINISHED, Step


@dataclass(frozen=True, slots=True)
class Line:
    """One dose or check-up, ready to be read."""

    key: str
    name: str
    state: State
    stage: stages.Stage
    times: tuple[tuple[str, str], ...]  # label and days
    advice: str
    kinds: tuple[tuple[str, str], ...]  # key and name of what may be recorded
    given: date | None
    is_finished: bool
    is_unchecked: bool
    dose: Dose
    note: str
    how: str
    basis: str
    opens: date
    opens_words: str
    starts: date  # of the usual time: for the calendar of a phone
    ends: date


def name_of(dose: Dose) -> str:
    """The vaccine and its turn, or the check-up."""
    return f"{_(dose.name)} {_(dose.turn)}".strip() if dose.turn else _(dose.name)


def line(step: Step) -> Line:
    """A step of the schedule as a page shows it."""
    dose, last = step.dose, step.last
    kinds = tuple((one.key, name_of(one)) for one in step.kinds or (dose,))
    name = " / ".join(dict.fromkeys(name for _key, name in kinds))
    return Line(
        key=dose.key,
        name=name,
        state=step.state,
        stage=stages.of(step.state, is_checkup=dose.is_checkup),
        times=tuple(_times(step)),
        advice=stages.advice(step),
        kinds=kinds,
        given=step.given,
        is_finished=step.state in FINISHED,
        is_unchecked=not all(one.origin.is_checked for one in step.kinds or (dose,)),
        dose=dose,
        note=_(dose.note) if dose.note else "",
        how=_(dose.how) if dose.how else "",
        basis=_(dose.basis) if dose.basis else "",
        opens=last.times.opens,
        opens_words=_("%(day)sから") % {"day": day_or_days(step.first.times.opens, last.times.opens)},
        starts=last.times.standard_from or last.times.opens,
        ends=step.first.times.last_day,
    )


def _times(step: Step) -> list[tuple[str, str]]:
    first, last = step.first.times, step.last.times
    if step.state in FINISHED:
        return [(_("受けた日"), dates.long_day(step.given) if step.given else _("おぼえていない"))]
    if step.state is State.AFTER:
        return [(_("期間の終わり"), day_or_days(first.last_day, last.last_day))]
    found = []
    if first.standard_from and last.standard_from:
        until = (first.standard_last, last.standard_last)
        found.append((_("標準の時期"), span((first.standard_from, last.standard_from), until)))
    found.append((_("受けられる期間"), span((first.opens, last.opens), (first.last_day, last.last_day))))
    return found


def span(starts: tuple[date, date], ends: tuple[date | None, date | None]) -> str:
    """From and until; with only the month of birth each of them is a few days wide."""
    begins = _("%(day)sから") % {"day": day_or_days(*starts)}
    if ends[0] is None or ends[1] is None:
        return begins
    return f"{begins} " + _("%(day)sまで") % {"day": day_or_days(ends[0], ends[1])}


def day_or_days(first: date, last: date) -> str:
    """One day, or 「5月1日～31日のどこか」: the day of birth decides."""
    if first == last:
        return dates.long_day(first)
    return _("%(first)s～%(last)sのどこか") % {"first": dates.long_day(first), "last": dates.long_day(last)}
