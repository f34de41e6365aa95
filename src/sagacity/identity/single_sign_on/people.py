"""Who came back: the account a person of the provider has here, and the roles their groups give."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from sagacity.identity import models
from sagacity.identity.single_sign_on import refusals
from sagacity.identity.single_sign_on.table import Table
from sagacity.kit import clock, keys, policy
from sagacity.kit.audit import api as audit

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
BY = policy.Person(key="urn:ngsi-ld:System:single-sign-on", name="single sign-on", kind="system")
LASTS = timedelta(days=1)  # a role given by a group ends tomorrow, unless its holder comes in again


@dataclass(frozen=True, slots=True)
class Said:
    """What the provider says of somebody, as far as we ask."""

    subject: str  # hash of issuer and subject: stays the same when the name changes
    login: str
    name: str
    division: str
    groups: frozenset[str]


def read(claims: Mapping[str, Any], *, issuer: str) -> Said:
    """The claims as the settings name them.

    Raises:
        NoLogin: what stands for the login cannot be one.
    """
    login = _at(claims, settings.STAFF_OIDC_LOGIN)
    login = login.lower() if isinstance(login, str) else ""
    if settings.STAFF_OIDC_DOMAIN:
        login, at, domain = login.partition("@")
        if not at or domain != settings.STAFF_OIDC_DOMAIN.lower():
            raise refusals.NoLogin("another domain")
    groups = _at(claims, settings.STAFF_OIDC_GROUPS)
    division = _at(claims, settings.STAFF_OIDC_DIVISION)
    name = claims.get("name")
    return Said(
        subject=hashlib.sha256(f"{issuer}\n{claims['sub']}".encode()).hexdigest(),
        login=login,
        name=name.strip()[:80] if isinstance(name, str) else "",
        division=division.strip()[:80] if isinstance(division, str) else "",
        groups=frozenset(one for one in groups if isinstance(one, str))
        if isinstance(groups, list)
        else frozenset(),
    )


@transaction.atomic
def account_of(said: Said, *, table: Table, at: datetime) -> tuple[models.StaffAccount, bool]:
    """The account of somebody, and whether it is linked to them: else it is the one of their login.

    Raises:
        NoLogin, Stranger, LinkedToAnother: there is none.
    """
    link = models.StaffLink.objects.select_related("staff").filter(subject_hash=said.subject).first()
    if link is not None:
        return link.staff, True
    if not _LOGIN.fullmatch(said.login):
        raise refusals.NoLogin
    row = models.StaffAccount.objects.select_for_update().filter(login=said.login).first()
    if row is None:
        row = _made(said, table=table, at=at)
    elif models.StaffLink.objects.filter(staff=row).exists():
        audit.record(actor="", action="staff.link_refused", thing=row.key, at=at)
        raise refusals.LinkedToAnother
    return row, False


@transaction.atomic
def link(row: models.StaffAccount, *, subject: str, at: datetime) -> None:
    """From now on the account is theirs, whatever they are called there, unless somebody was quicker."""
    kept, is_new = models.StaffLink.objects.get_or_create(
        staff=row, defaults={"subject_hash": subject, "made_at": at}
    )
    if is_new:
        audit.record(actor=BY, action="staff.link", thing=row.key, at=at)
    if kept.subject_hash == subject:
        models.StaffLink.objects.filter(pk=kept.pk).update(used_at=at)


@transaction.atomic
def follow(row: models.StaffAccount, said: Said, *, table: Table, at: datetime) -> None:
    """Give the roles of today's groups until tomorrow, take those of yesterday's, and note the division.

    Roles that people gave are not touched.
    """
    today = clock.day(at)
    by_people = set(row.grants.on(today).filter(by_group=None).values_list("role", flat=True))
    wanted = table.roles_of(said.groups) - by_people
    given = {one.grant.role: one.grant for one in models.GroupGrant.objects.filter(grant__staff=row)}
    before = sorted(role for role, grant in given.items() if grant.ends_on and grant.ends_on >= today)
    for role, grant in given.items():
        if role not in wanted:
            grant.delete()
        elif grant.ends_on != today + LASTS:
            models.RoleGrant.objects.filter(pk=grant.pk).update(ends_on=today + LASTS)
    for role in sorted(wanted - set(given)):
        line = table.line_of(role, said.groups)
        grant = row.grants.create(
            role=role,
            starts_on=today,
            ends_on=today + LASTS,
            reason=f"グループ {line.group}"[:200],
            given_by=BY.key,
            given_by_name=(line.agreed_by[0] if line.agreed_by else BY.name)[:80],
            given_at=at,
            approved_by_name=(line.agreed_by[1] if len(line.agreed_by) > 1 else "")[:80],
        )
        models.GroupGrant.objects.create(grant=grant)
    if before != sorted(wanted):
        audit.record(
            actor=BY, action="staff.roles_by_group", thing=row.key, at=at, before=before, after=sorted(wanted)
        )
    division = table.division_of(said.division)
    if division and division != row.division:
        row.division = division
        row.save(update_fields=["division"])
        audit.record(actor=BY, action="staff.division", thing=row.key, at=at, after=division)


@transaction.atomic
def unlink(*, staff: str, reason: str, by: policy.Person, at: datetime) -> bool:
    """Let an account belong to nobody at the provider: the next who comes with its name gets it."""
    gone, _ = models.StaffLink.objects.filter(staff__key=staff).delete()
    if gone:
        audit.record(actor=by, action="staff.unlink", thing=staff, at=at, purpose=reason.strip()[:200])
    return bool(gone)


def _made(said: Said, *, table: Table, at: datetime) -> models.StaffAccount:
    """A new account, only where the city wants it so, and only for somebody whom the table gives work."""
    if not settings.STAFF_OIDC_MAKES_ACCOUNTS or not table.roles_of(said.groups):
        raise refusals.Stranger
    row = models.StaffAccount(
        key=keys.make("Staff", said.login),
        login=said.login,
        name=said.name or said.login,
        division=table.division_of(said.division),
        created_at=at,
    )
    row.set_unusable_password()
    row.save()
    audit.record(actor=BY, action="staff.add", thing=row.key, at=at)
    return row


def _at(claims: Mapping[str, Any], path: str) -> Any:
    """A claim by its name; dots lead inside, as in Keycloak's `realm_access.roles`."""
    if not path:
        return None
    if path in claims:  # names of claims may hold dots themselves
        return claims[path]
    found: Any = claims
    for step in path.split("."):
        found = found.get(step) if isinstance(found, dict) else None
    return found
