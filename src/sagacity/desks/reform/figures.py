"""Every table of the desk by its name: what pages show, and what is taken along."""

from dataclasses import dataclass
from datetime import datetime

from sagacity.desks.reform import busy, walks, words
from sagacity.desks.reform import hardships as hard
from sagacity.desks.reform import voices as said
from sagacity.desks.reform.busy import HeatTable
from sagacity.desks.reform.periods import Period
from sagacity.desks.reform.tables import Table
from sagacity.kit import policy
from sagacity.procedures import api as procedures
from sagacity.procedures.cases import api as cases
from sagacity.procedures.forms import api as filling
from sagacity.reservations.queue import api as queue


class NoSuchTable(LookupError):
    """The desk has no table of this name."""


@dataclass(frozen=True, slots=True)
class Walked:
    """Walks as picture and tables show them."""

    shown: walks.Shown
    tables: tuple[Table, ...]


def flow(period: Period) -> Walked:
    """Where people went and waited."""
    found = queue.flow(since=period.since, until=period.until, place=period.place, by_desk=period.by_desk)
    shown = walks.shown(found)
    return Walked(shown, walks.tables(shown) if found.people else ())


def demand(period: Period, *, by: policy.Person) -> list[tuple[HeatTable | None, Table]]:
    """Hours of the week at the counter, and online."""
    counter = queue.demand(since=period.since, until=period.until, line=period.line)
    online = cases.arrivals(since=period.first_moment, until=period.last_moment, by=by)
    return [busy.counter(counter), busy.online(online)]


def hardships(period: Period, *, by: policy.Person, at: datetime) -> list[Table]:
    """Procedures, questions and screens that make trouble."""
    names = words.Procedures({one.key: one for one in procedures.procedures(at=at)})
    found = cases.corrections(since=period.first_moment, until=period.last_moment, by=by)
    counts = filling.drop_offs(since=period.since, until=period.until)
    return [hard.procedures(found, names), hard.questions(found, names), hard.steps(counts, names)]


def voices(period: Period) -> list[Table]:
    """What visitors said."""
    return said.tables(queue.opinions(since=period.since, until=period.until, place=period.place))


def table(key: str, period: Period, *, by: policy.Person, at: datetime) -> Table:
    """One table, to be taken along.

    Raises:
        NoSuchTable: there is none of this name.
    """
    if key in {"stops", "ways"}:
        found = list(walks.tables(flow(period).shown))
    elif key in {"demand", "online"}:
        found = [one for _heat, one in demand(period, by=by)]
    elif key in {"procedures", "questions", "steps"}:
        found = hardships(period, by=by, at=at)
    else:
        found = voices(period)
    for one in found:
        if one.key == key:
            return one
    raise NoSuchTable(key)
