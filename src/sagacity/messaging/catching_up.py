"""Catching up: who begins to follow, moves or has a child finds what is out and still holds."""

from datetime import datetime

from sagacity.kit import clock
from sagacity.messaging import areas, audiences, inbox, matching, models
from sagacity.messaging.types import Audience, NoticeState, Origin


def with_everything(row: models.Person, *, at: datetime) -> None:
    """A person who is new gets every open notice that is for them."""
    _put(row, [(one, audiences.read(one.audience)) for one in _open(at)], at)


def with_kind(row: models.Person, kind: str, *, at: datetime) -> None:
    """A person whose marks of one kind grew gets the open notices that look at this kind. Never a push."""
    read = ((one, audiences.read(one.audience)) for one in _open(at))
    _put(row, [(one, audience) for one, audience in read if kind in matching.kinds_of(audience)], at)


def _open(at: datetime) -> list[models.Notice]:
    rows = models.Notice.objects.filter(state=NoticeState.PUBLISHED, expires_at__gt=at)
    return list(rows.exclude(origin=Origin.REMINDER).only("id", "audience", "published_at"))


def _put(row: models.Person, candidates: list[tuple[models.Notice, Audience]], at: datetime) -> None:
    candidates = [(one, audience) for one, audience in candidates if not audience.people]
    if not candidates:
        return
    known = areas.areas_for(*(audience for _, audience in candidates))
    somebody = matching.somebody(row)
    fitting = [
        one
        for one, audience in candidates
        if matching.meets(audience, somebody, areas=known, on=clock.day(one.published_at or at))
    ]
    inbox.put(((one.pk, row.pk) for one in fitting), at=at)
