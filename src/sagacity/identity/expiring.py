"""What ends soon, and the extension of many grants to the end of the fiscal year with one reason."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from sagacity.identity import grants, models, roles
from sagacity.kit import policy

SPANS = (30, 60, 90)  # days


@dataclass(frozen=True, slots=True)
class Ending:
    """A role or a group of columns of somebody, and its last day."""

    choice: str  # what a form names it by: "role-12", "columns-3"
    staff: str
    login: str
    name: str
    division: str
    role: str  # empty for columns
    group: str  # empty for a role
    title: str
    starts_on: date
    ends_on: date

    @property
    def is_columns(self) -> bool:
        return bool(self.group)


@dataclass(frozen=True, slots=True)
class Extension:
    """What an extension would give, or why it gives nothing."""

    ending: Ending
    until: date
    why_not: str = ""  # "long enough" | "work ends"


def ending(*, within: int, day: date) -> list[Ending]:
    """What ends within so many days and is not followed by the same again; the first to end first."""
    last = day + timedelta(days=within)
    found = [each for each in _all() if day <= each.ends_on <= last]
    return sorted(
        (each for each in found if not _is_followed(each)), key=lambda each: (each.ends_on, each.login)
    )


def preview(*, chosen: Iterable[str], day: date) -> list[Extension]:
    """What extending these to the end of the fiscal year would give; what is unknown is left out."""
    wanted, until = set(chosen), grants.latest_end(day)
    found = [each for each in _all() if each.choice in wanted and each.ends_on >= day]
    extended = {(each.staff, each.role) for each in found if each.role}
    return [Extension(each, until, _why_not(each, until, extended)) for each in sorted(found, key=_order)]


@transaction.atomic
def extend(
    *,
    chosen: Iterable[str],
    reason: str,
    by: policy.Person,
    at: datetime,
    day: date,
    approved_by: policy.Person | None = None,
) -> int:
    """Give each again from the day after it ends, to the end of the fiscal year; says how many.

    Raises:
        proposals.NeedsSecondPerson, grants.NoReason: nothing was given.
    """
    given = [each for each in preview(chosen=chosen, day=day) if not each.why_not]
    for each in given:
        gift = grants.Gift(
            staff=each.ending.staff,
            role=each.ending.role,
            columns=(each.ending.group,) if each.ending.group else (),
            starts_on=each.ending.ends_on + timedelta(days=1),
            ends_on=each.until,
            reason=reason,
        )
        grants.give(gift, by=by, at=at, approved_by=approved_by)
    return len(given)


def _order(each: Ending) -> tuple[bool, str, str]:
    """Roles first: columns are opened for a role that is held."""
    return (each.is_columns, each.login, each.title)


def _why_not(each: Ending, until: date, extended: set[tuple[str, str]]) -> str:
    if each.ends_on >= until or _is_followed(each):
        return "long enough"
    if not each.is_columns:
        return ""
    after = each.ends_on + timedelta(days=1)
    lasting = models.RoleGrant.objects.lasting(after).filter(staff__key=each.staff)
    held = lasting.values_list("role", flat=True)
    will = {role for staff, role in extended if staff == each.staff}
    return "" if each.group in roles.columns_of({*held, *will}) else "work ends"


def _is_followed(each: Ending) -> bool:
    """Whether somebody gave the same again, or without an end."""
    if each.is_columns:
        later = models.ColumnGrant.objects.filter(staff__key=each.staff, group=each.group)
        return later.filter(ends_on__gt=each.ends_on).exists()
    same = models.RoleGrant.objects.filter(staff__key=each.staff, role=each.role)
    return same.filter(ends_on=None).exists() or same.filter(ends_on__gt=each.ends_on).exists()


def _all() -> Iterator[Ending]:
    """Everything with a last day that people gave, of everybody whose account is open."""
    open_ = {"staff__is_active": True}
    by_people = models.RoleGrant.objects.filter(**open_, by_group=None)
    for role in by_people.exclude(ends_on=None).select_related("staff"):
        assert role.ends_on is not None
        yield _as_fact(f"role-{role.pk}", role.staff, role.role, "", role.starts_on, role.ends_on)
    for row in models.ColumnGrant.objects.filter(**open_).select_related("staff"):
        yield _as_fact(f"columns-{row.pk}", row.staff, "", row.group, row.starts_on, row.ends_on)


def _as_fact(
    choice: str, member: models.StaffAccount, role: str, group: str, starts_on: date, ends_on: date
) -> Ending:
    return Ending(
        choice=choice,
        staff=member.key,
        login=member.login,
        name=member.name,
        division=member.division,
        role=role,
        group=group,
        title=roles.title(role) if role else roles.column_title(group),
        starts_on=starts_on,
        ends_on=ends_on,
    )
