"""Versions of a pattern's plan: drafts that staff work on, calendars that were approved."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from sagacity.kit import policy
from sagacity.kit.signals import api as signals
from sagacity.registry.collection import models, types
from sagacity.registry.collection.types import VersionState

NO_SOURCE = types.Source("", "", {})


class NoSuchPattern(LookupError):
    """There is no pattern with this key."""


def row_of(pattern: str) -> models.Pattern:
    row = models.Pattern.objects.filter(key=pattern).first()
    if row is None:
        raise NoSuchPattern(pattern)
    return row


def as_fact(row: models.Version) -> types.Version:
    return types.Version(
        pattern=row.pattern.key,
        number=row.number,
        state=VersionState(row.state),
        plan=signals.from_json(types.Plan, row.plan),
        from_=row.from_date,
        until=row.until_date,
        edited_by=row.edited_by,
        editors=tuple(row.editors),
        edited_at=row.edited_at,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        source=signals.from_json(types.Source, row.source) if row.source else NO_SOURCE,
        reason=row.reason,
    )


def history(pattern: str) -> list[types.Version]:
    """Every version of a pattern, the newest first."""
    rows = models.Version.objects.filter(pattern__key=pattern).select_related("pattern")
    return [as_fact(row) for row in rows.order_by("-number")]


def draft_of(pattern: models.Pattern) -> models.Version | None:
    return models.Version.objects.filter(pattern=pattern, state=VersionState.DRAFT).first()


def approved(pattern: models.Pattern) -> list[types.Version]:
    """The approved calendars, in the order of their periods; the periods never overlap."""
    rows = models.Version.objects.filter(pattern=pattern, state=VersionState.APPROVED).select_related(
        "pattern"
    )
    return [as_fact(row) for row in rows.order_by("from_date", "number")]


def in_force(found: list[types.Version], on: date) -> types.Version | None:
    """The approved calendar of a day."""
    return next((one for one in reversed(found) if covers(one, on)), None)


def covers(version: types.Version, on: date) -> bool:
    return (
        version.from_ is not None and version.from_ <= on and (version.until is None or on <= version.until)
    )


@transaction.atomic
def change_draft(
    *,
    pattern: models.Pattern,
    plan: types.Plan,
    by: policy.Person,
    at: datetime,
    source: types.Source | None = None,
    reason: str = "",
) -> models.Version:
    """Write a plan into the pattern's draft, opening one where there is none."""
    row = models.Version.objects.select_for_update().filter(pattern=pattern, state=VersionState.DRAFT).first()
    if row is None:
        row = models.Version(
            pattern=pattern, number=_next_number(pattern), state=VersionState.DRAFT, editors=[]
        )
        before = approved(pattern)
        row.source = signals.to_json(before[-1].source) if before else signals.to_json(NO_SOURCE)
    row.plan = signals.to_json(plan)
    row.source = signals.to_json(source) if source else row.source
    row.edited_by, row.edited_at = by.key, at
    row.editors = sorted({*row.editors, by.key})
    row.reason = reason or row.reason
    row.save()
    return row


def working_plan(pattern: models.Pattern, on: date) -> types.Plan:
    """The plan an edit starts from: the draft, else the calendar in force or the newest approved one."""
    if row := draft_of(pattern):
        return as_fact(row).plan
    found = approved(pattern)
    live = in_force(found, on) or (found[-1] if found else None)
    return live.plan if live else types.Plan()


def make_room(pattern: models.Pattern, from_: date) -> None:
    """End the approved calendars on the day before a new one begins; those wholly behind it are replaced."""
    for row in models.Version.objects.filter(pattern=pattern, state=VersionState.APPROVED):
        if row.from_date is not None and row.from_date >= from_:
            row.state = VersionState.REPLACED
        elif row.until_date is None or row.until_date >= from_:
            row.until_date = from_ - timedelta(days=1)
        row.save(update_fields=["state", "until_date"])


def _next_number(pattern: models.Pattern) -> int:
    last = (
        models.Version.objects.filter(pattern=pattern)
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )
    return (last or 0) + 1


def same(one: types.Plan, other: types.Plan) -> bool:
    """Whether two plans say the same, in whatever order."""
    parts = ((one.rules, other.rules), (one.exceptions, other.exceptions), (one.closures, other.closures))
    return all(set(here) == set(there) for here, there in parts)


def words_of(plan: types.Plan) -> dict[str, Any]:
    """A plan as the audit line keeps it."""
    said: dict[str, Any] = signals.to_json(plan)
    return said
