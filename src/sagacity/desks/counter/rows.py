"""Rows of the queue, with everything a clerk reads in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from sagacity.desks.counter import words
from sagacity.identity import api as identity
from sagacity.kit import clock
from sagacity.procedures import api as procedures
from sagacity.procedures.cases import api as cases


@dataclass(frozen=True, slots=True)
class Row:
    """One case as the list shows it: nothing of it tells who applied."""

    case: cases.Row
    title: str
    state: words.Words
    colour: str
    stage: str
    due: str
    is_late: bool
    assignee: str
    channel: words.Words
    is_chosen: bool


def rows(found: Iterable[cases.Row], *, chosen: Iterable[str] = (), at: datetime) -> list[Row]:
    """Rows for the eyes; names of colleagues are asked for once."""
    listed = list(found)
    names = identity.names(of=[one.assignee for one in listed if one.assignee])
    ticked, stages = set(chosen), _Stages()
    return [
        Row(
            case=one,
            title=words.here(one.title),
            state=words.STATES[one.state][0],
            colour=words.STATES[one.state][1],
            stage=stages.name(one),
            due=due_words(one.due_at, at=at) if one.due_at else "",
            is_late=one.is_late,
            assignee=names.get(one.assignee, ""),
            channel=words.CHANNELS.get(one.channel, one.channel),
            is_chosen=one.key in ticked,
        )
        for one in listed
    ]


class _Stages:
    """Names of stages: each version of a procedure is asked for once."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], dict[str, str]] = {}

    def name(self, row: cases.Row) -> str:
        kind = (row.procedure, row.version)
        if kind not in self.known:
            try:
                found = procedures.definition(procedure=row.procedure, version=row.version).stages
            except procedures.NoSuchProcedure:
                found = ()
            self.known[kind] = {one.key: words.here(one.name) for one in found}
        return self.known[kind].get(row.stage, row.stage)


def due_words(due_at: datetime, *, at: datetime) -> str:
    """How much time is left, or by how much it is late; in days as people count them."""
    days = (clock.day(due_at) - clock.day(at)).days
    if due_at < at:
        if days == 0:
            return _("期限切れ（きょうまでだった）")
        return _("期限切れ（%(days)d日すぎた）") % {"days": -days}
    if days == 0:
        return _("きょうまで")
    if days == 1:
        return _("あすまで")
    return _("あと%(days)d日") % {"days": days}
