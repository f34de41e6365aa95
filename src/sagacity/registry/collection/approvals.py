"""Approval: a second person looks at the twelve months and lets residents see them."""

from datetime import date, datetime

from django.db import transaction

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.registry.collection import calendar, models, signals, types, versions
from sagacity.registry.collection.types import VersionState


class NothingToApprove(Exception):
    """The pattern has no draft."""


class SamePerson(Exception):
    """Whoever edited a calendar cannot approve it."""


class PeriodBackwards(ValueError):
    """The period ends before it begins."""


def difference(*, pattern: str, from_: date, until: date) -> types.Difference:
    """What the draft would change for residents between two days."""
    row = versions.row_of(pattern)
    draft = versions.draft_of(row)
    if draft is None:
        return types.Difference((), ())
    now = set(calendar_of(versions.approved(row), from_=from_, until=until).days)
    then = set(calendar.days(versions.as_fact(draft).plan, from_=from_, until=until))
    here, there = {(day.on, day.kind) for day in now}, {(day.on, day.kind) for day in then}
    arriving = row.arriving.values_list("group", "name")
    return types.Difference(
        added=tuple(sorted((day for day in then if (day.on, day.kind) not in here), key=_order)),
        removed=tuple(sorted((day for day in now if (day.on, day.kind) not in there), key=_order)),
        areas=tuple(f"{group} {name}".strip() for group, name in arriving),
    )


def _order(day: types.CollectionDay) -> tuple[date, str]:
    return day.on, day.kind


def calendar_of(approved: list[types.Version], *, from_: date, until: date) -> calendar.Calendar:
    """The calendar residents see: each day from the version approved for it, nothing where none is."""
    days: list[types.CollectionDay] = []
    irregular: list[types.Irregular] = []
    for version in approved:
        first = max(from_, version.from_ or from_)
        last = min(until, version.until or until)
        if first <= last:
            part = calendar.make(version.plan, from_=first, until=last)
            days += part.days
            irregular += part.irregular
    return calendar.Calendar(tuple(days), tuple(irregular))


@transaction.atomic
def approve(
    *, pattern: str, from_: date, until: date | None, by: policy.Person, at: datetime
) -> types.Version:
    """Let residents see the draft, from one day to another; earlier calendars end the day before.

    Raises:
        NothingToApprove: there is no draft.
        SamePerson: the approver has edited this draft.
        PeriodBackwards: the period ends before it begins.
    """
    if until is not None and until < from_:
        raise PeriodBackwards(f"{from_} > {until}")
    row = versions.row_of(pattern)
    draft = models.Version.objects.select_for_update().filter(pattern=row, state=VersionState.DRAFT).first()
    if draft is None:
        raise NothingToApprove(pattern)
    if by.key in draft.editors:
        raise SamePerson(by.name)
    return go_live(draft, from_=from_, until=until, by=by, at=at)


def go_live(
    draft: models.Version, *, from_: date, until: date | None, by: policy.Person, at: datetime
) -> types.Version:
    pattern = draft.pattern
    versions.make_room(pattern, from_)
    draft.state, draft.from_date, draft.until_date = VersionState.APPROVED, from_, until
    draft.approved_by, draft.approved_at = by.key, at
    draft.save()
    moved = list(pattern.arriving.values_list("key", flat=True))
    pattern.arriving.update(pattern=pattern, pending_pattern=None)
    fact = versions.as_fact(draft)
    audit.record(
        actor=by, action="collection.approve", thing=pattern.key, at=at,
        after={"version": fact.number, "from": str(from_), "until": str(until or ""), "areas": moved},
    )  # fmt: skip
    signals.calendar_approved.announce(
        types.CalendarApproved(pattern.key, fact.number, from_, until, by.key, at)
    )
    return fact


@transaction.atomic
def discard(*, pattern: str, by: policy.Person, at: datetime, reason: str = "") -> None:
    """Give a draft up; it stays in the history."""
    row = versions.row_of(pattern)
    draft = models.Version.objects.select_for_update().filter(pattern=row, state=VersionState.DRAFT).first()
    if draft is None:
        raise NothingToApprove(pattern)
    draft.state, draft.reason = VersionState.DISCARDED, reason
    draft.save(update_fields=["state", "reason"])
    row.arriving.update(pending_pattern=None)
    audit.record(actor=by, action="collection.discard", thing=pattern, at=at, purpose=reason)
