"""Grants: a role is a kind of work, a group of columns is what of a resident's record it may read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from sagacity.identity import roles, staff, types
from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.proposals import api as proposals

LONGEST_REASON = 200
NEXT_YEAR_FROM = timedelta(days=90)  # before 31 March the next fiscal year can be given
AT_SET_UP = "初期設定"


class BadPeriod(Exception):
    """A grant cannot end before it begins, and columns end at the latest with the fiscal year."""


class NoReason(ValueError):
    """Whoever gives or extends says why."""


class NothingGiven(ValueError):
    """Neither a role nor a group of columns was named."""


class NotOfTheirWork(Exception):
    """None of the person's roles needs these columns."""


@dataclass(frozen=True, slots=True)
class Gift:
    """What is given: a role, groups of columns, or both; for how long and why."""

    staff: str
    role: str
    columns: tuple[str, ...]
    starts_on: date
    ends_on: date | None
    reason: str

    @property
    def needs_two(self) -> bool:
        return bool(self.columns) or bool(self.role and roles.role(self.role).needs_two)

    def columns_end(self) -> date:
        """Columns end with the role, and at the latest with the fiscal year."""
        latest = latest_end(self.starts_on)
        return min(self.ends_on, latest) if self.ends_on else latest


def latest_end(day: date) -> date:
    """31 March of the fiscal year; in its last three months, of the next one."""
    return date(clock.fiscal_year(day + NEXT_YEAR_FROM) + 1, 3, 31)


def check(gift: Gift) -> None:
    """Whether it could be given.

    Raises:
        staff.NoSuchMember, roles.NoSuchRole, NothingGiven, NoReason, BadPeriod, NotOfTheirWork: it could not.
    """
    row = staff.row_of(gift.staff)
    if not gift.role and not gift.columns:
        raise NothingGiven
    if not gift.reason.strip():
        raise NoReason
    if gift.ends_on is not None and gift.ends_on < gift.starts_on:
        raise BadPeriod(f"{gift.starts_on} > {gift.ends_on}")
    held = row.grants.lasting(gift.starts_on).values_list("role", flat=True)
    needed = roles.columns_of([*held, roles.role(gift.role).key] if gift.role else held)
    if foreign := set(gift.columns) - needed:
        raise NotOfTheirWork(", ".join(sorted(foreign)))


@transaction.atomic
def give(
    gift: Gift, *, by: policy.Person, at: datetime, approved_by: policy.Person | None = None
) -> types.StaffMember:
    """Give it. The house itself, at its set-up and by command, needs no second person.

    Raises:
        proposals.NeedsSecondPerson, and what `check` raises: nothing was given.
    """
    check(gift)
    if gift.needs_two:
        proposals.demand_two(by=by, approved_by=approved_by)
    row = staff.row_of(gift.staff)
    before = staff.said(staff.as_fact(row))
    given = {
        "starts_on": gift.starts_on,
        "reason": gift.reason.strip()[:LONGEST_REASON],
        "given_by": by.key,
        "given_by_name": "" if by.kind == "system" else by.name,
        "given_at": at,
        "approved_by": approved_by.key if approved_by else "",
        "approved_by_name": approved_by.name if approved_by else "",
    }
    if gift.role:
        row.grants.create(role=gift.role, ends_on=gift.ends_on, **given)
    for group in gift.columns:
        row.columns.create(group=group, ends_on=gift.columns_end(), **given)
    return _changed(row.key, "staff.grant", before, gift.reason, by, at)


@transaction.atomic
def at_set_up(
    *, staff_key: str, held: Iterable[str], at: datetime, by: policy.Person = policy.SYSTEM
) -> types.StaffMember:
    """The first roles of an account that the house opens itself, with the columns that their work needs.

    Raises:
        roles.NoSuchRole, proposals.NeedsSecondPerson: nothing was given.
    """
    for role in dict.fromkeys(held):
        give(Gift(staff_key, role, (), clock.day(at), None, AT_SET_UP), by=by, at=at)
    return columns_for_work(staff_key=staff_key, at=at, by=by)


@transaction.atomic
def columns_for_work(*, staff_key: str, at: datetime, by: policy.Person = policy.SYSTEM) -> types.StaffMember:
    """Open the columns that today's roles need and that are closed; for set-up and demonstration.

    Raises:
        staff.NoSuchMember, proposals.NeedsSecondPerson: nothing was given.
    """
    row, today = staff.row_of(staff_key), clock.day(at)
    needed = roles.columns_of(row.grants.on(today).values_list("role", flat=True))
    closed = needed - set(row.columns.on(today).values_list("group", flat=True))
    if closed:
        give(Gift(staff_key, "", tuple(sorted(closed)), today, None, AT_SET_UP), by=by, at=at)
    return staff.member(staff_key)


@transaction.atomic
def take_role(*, staff_key: str, grant: int, by: policy.Person, at: datetime) -> types.StaffMember:
    """Take a role away now; that it was held stays in the audit log. One person is enough.

    Raises:
        staff.NoSuchMember, staff.LastAdministrator: nothing changed.
    """
    row = staff.row_of(staff_key)
    before = staff.said(staff.as_fact(row))
    row.grants.filter(pk=grant).delete()
    staff.someone_must_manage(clock.day(at))
    return _changed(staff_key, "staff.withdraw", before, "", by, at)


@transaction.atomic
def take_columns(*, staff_key: str, grant: int, by: policy.Person, at: datetime) -> types.StaffMember:
    """Close a group of columns now. One person is enough.

    Raises:
        staff.NoSuchMember: nothing changed.
    """
    row = staff.row_of(staff_key)
    before = staff.said(staff.as_fact(row))
    row.columns.filter(pk=grant).delete()
    return _changed(staff_key, "staff.withdraw_columns", before, "", by, at)


def _changed(
    key: str, action: str, before: dict[str, object], reason: str, by: policy.Person, at: datetime
) -> types.StaffMember:
    fact = staff.member(key)
    after = staff.said(fact)
    audit.record(
        actor=by, action=action, thing=key, at=at, purpose=reason.strip(), before=before, after=after
    )
    return fact
