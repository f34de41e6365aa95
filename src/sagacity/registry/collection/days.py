"""The days of an area as residents see them: from approved calendars only."""

from dataclasses import dataclass
from datetime import date

from sagacity.registry.collection import approvals, areas, models, types, versions


@dataclass(frozen=True, slots=True)
class Edition:
    """What stands behind the calendar of an area on a day."""

    source: types.Source
    approved_until: date | None
    approved: bool
    changed_at: (
        str  # of the newest approval; part of every download, so that the same days are the same bytes
    )


def days(*, area: str, from_: date, until: date) -> list[types.CollectionDay]:
    """Every collection of an area from one day to another, both included.

    Raises:
        NoSuchArea: nothing has this key.
    """
    return list(approvals.calendar_of(_approved(area), from_=from_, until=until).days)


def irregular(*, area: str, from_: date, until: date) -> list[types.Irregular]:
    """What is unusual in a period: closures, days moved, cancelled or added."""
    return list(approvals.calendar_of(_approved(area), from_=from_, until=until).irregular)


def edition(*, area: str, on: date) -> Edition:
    """Which approved calendar holds on a day, and what must be said with it."""
    found = _approved(area)
    live = versions.in_force(found, on)
    stamps = [one.approved_at.isoformat() for one in found if one.approved_at]
    last = found[-1] if found else None
    return Edition(
        source=shown.source if (shown := live or last) else versions.NO_SOURCE,
        approved_until=last.until if last else None,
        approved=live is not None,
        changed_at=max(stamps, default=""),
    )


def _approved(area: str) -> list[types.Version]:
    row = models.Area.objects.select_related("pattern").filter(key=area).first()
    if row is None or row.pattern is None:
        raise areas.NoSuchArea(area)
    return versions.approved(row.pattern)
