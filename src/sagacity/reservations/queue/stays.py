"""Stays of a period, read in one question and handed on one by one: a year needs no more room than a day."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sagacity.kit import clock
from sagacity.reservations.queue import models

HANDFUL = 5_000


class Stay(NamedTuple):
    """One stay of one ticket in one line."""

    ticket: int
    issued_at: datetime
    kind: str
    case: str
    turn: int  # of the ticket, from 0
    line: str
    since: datetime
    called_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    desk: str
    outcome: str

    @property
    def wait(self) -> timedelta | None:
        """How long until called; None when nobody was."""
        return self.called_at - self.since if self.called_at else None

    @property
    def talk(self) -> timedelta | None:
        """How long somebody sat at the desk; None when they did not, or still do."""
        begun = self.started_at or self.called_at
        return self.ended_at - begun if begun and self.ended_at and self.outcome != "left" else None


def stays(*, since: date, until: date) -> Iterator[Stay]:
    """Stays of tickets issued from `since` to `until`, both included: by issue, a ticket's together."""
    rows = models.Visit.objects.filter(
        ticket__issued_at__gte=_first(since), ticket__issued_at__lt=_first(until) + _DAY
    )
    columns = (
        "ticket_id", "ticket__issued_at", "ticket__kind", "ticket__case", "turn", "line",
        "since", "called_at", "started_at", "ended_at", "desk", "outcome",
    )  # fmt: skip
    ordered = rows.order_by("ticket__issued_at", "ticket_id", "turn")
    return map(Stay._make, ordered.values_list(*columns).iterator(chunk_size=HANDFUL))


_DAY = timedelta(days=1)


def _first(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=clock.JAPAN)
