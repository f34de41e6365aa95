"""Which doses of a vaccine a child gets: it depends on the age at the first one, and on what was begun."""

from collections.abc import Iterable, Mapping
from datetime import date

from sagacity.miniapps.childcare.rules.doses import Dose

Done = Mapping[str, date | None]  # key of a dose → the day it was given; None: nobody remembers


def due(doses: Iterable[Dose], *, birth: date, done: Done, today: date) -> list[Dose]:
    """The doses that apply to this child, those already given included."""
    every = [one for one in doses if not one.of_pregnancy]
    begun = {one.series: one.item for one in every if one.series and one.key in done}
    kept = [one for one in every if not one.series or _is_of(begun.get(one.series), one)]
    return [one for one in kept if one.key in done or _applies(one, every, birth, done, today)]


def _is_of(begun: str | None, dose: Dose) -> bool:
    """The kind that was begun with; before that, the first dose of every kind."""
    return dose.number == 1 if begun is None else dose.item == begun


def mixes(dose: Dose, doses: Iterable[Dose], done: Done) -> str:
    """The other kind that was begun with, which must not be mixed with this one; empty when there is none."""
    others = (one for one in doses if dose.series and one.series == dose.series and one.item != dose.item)
    return next((one.name for one in others if one.key in done), "")


def started(dose: Dose, every: Iterable[Dose], birth: date, done: Done, today: date) -> date:
    """The day of the first dose; before it, the first day on which it could still be given."""
    of_item = sorted((one for one in every if one.item == dose.item), key=lambda one: one.number)
    opens = of_item[0].eligible_from.begins(birth)
    if not any(one.key in done for one in of_item):
        return max(today, opens)
    # Without a remembered day we take the usual beginning: nobody is told too few doses.
    return min((day for one in of_item if (day := done.get(one.key))), default=opens)


def before(dose: Dose, every: Iterable[Dose], done: Done) -> Dose | None:
    """The last dose given before this one."""
    given = [one for one in every if one.item == dose.item and one.number < dose.number and one.key in done]
    return max(given, key=lambda one: one.number, default=None)


def previous(dose: Dose, every: Iterable[Dose], done: Done) -> date | None:
    """The day of the dose given before this one, as far as it is remembered."""
    one = before(dose, every, done)
    return done.get(one.key) if one else None


def _applies(dose: Dose, every: list[Dose], birth: date, done: Done, today: date) -> bool:
    if not _is_valid_ever(dose, birth):
        return False
    limit = dose.only_if_started_before
    if limit and started(dose, every, birth, done, today) >= limit.ends(birth):
        return False
    last = done.get(f"{dose.item}-{dose.number - 1}")
    return not (dose.not_if_previous_from and last and last >= dose.not_if_previous_from.ends(birth))


def _is_valid_ever(dose: Dose, birth: date) -> bool:
    """Whether the row is in force on any day on which this child may get the dose."""
    opens, closes = dose.eligible_from.begins(birth), dose.eligible_until.ends(birth)
    begins_late = dose.valid_from is not None and dose.valid_from >= closes
    ended_early = dose.valid_to is not None and dose.valid_to < opens
    return not (begins_late or ended_early)
