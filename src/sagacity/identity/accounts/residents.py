"""Residents: who asks, and what other rooms may know of them."""

from collections.abc import Collection
from datetime import datetime

from django.http import HttpRequest

from sagacity.identity.accounts import levels, models, sessions, types
from sagacity.kit import policy


class NoSuchResident(LookupError):
    """There is no account of this key, or it has ended."""


def resident_of(request: HttpRequest) -> types.Resident | None:
    """The resident who asks, when they have signed in."""
    session = sessions.session_of(request)
    return as_fact(session.account) if session else None


def browser_of(request: HttpRequest) -> str:
    """The key of the browser in which the resident who asks is signed in; empty when nobody is."""
    session = sessions.session_of(request)
    return session.device if session else ""


def level_of(request: HttpRequest, *, at: datetime) -> types.Level:
    """How sure the city is, at that moment, who asks."""
    return levels.reached(sessions.session_of(request), at=at)


def person_of(request: HttpRequest, *, at: datetime) -> policy.Person:
    """The resident as verbs take them, with the level reached at that moment; nobody when not signed in."""
    session = sessions.session_of(request)
    if session is None:
        return policy.ANONYMOUS
    account = session.account
    level = levels.reached(session, at=at)
    return policy.Person(key=account.key, name=account.nickname, kind="resident", level=int(level))


def resident(key: str) -> types.Resident:
    """One resident.

    Raises:
        NoSuchResident: there is none of this key, or the account has ended.
    """
    return as_fact(row_of(key))


def resident_of_inhabitant(inhabitant: str) -> types.Resident | None:
    """The resident who has proven to be this inhabitant, if any."""
    if not inhabitant:
        return None
    row = models.Account.objects.filter(inhabitant=inhabitant, ended_at=None).first()
    return as_fact(row) if row else None


def residents_of_profiles(profiles: Collection[str]) -> dict[str, types.Resident]:
    """Whose profiles these are, by profile; browsers that nobody is signed in on are left out."""
    wanted = [profile for profile in profiles if profile]
    rows = models.Account.objects.filter(profile__in=wanted, ended_at=None)
    return {row.profile: as_fact(row) for row in rows}


def profile_of(resident: str) -> str:
    """The profile of a resident, by which messaging reaches them; empty when the account has ended."""
    row = models.Account.objects.filter(key=resident, ended_at=None).only("profile").first()
    return row.profile if row else ""


def row_of(key: str, *, lock: bool = False) -> models.Account:
    rows = models.Account.objects.select_for_update() if lock else models.Account.objects.all()
    row = rows.filter(key=key, ended_at=None).first()
    if row is None:
        raise NoSuchResident(key)
    return row


def as_fact(row: models.Account) -> types.Resident:
    return types.Resident(
        key=row.key,
        nickname=row.nickname,
        verified=row.ial >= 2,
        district=row.district,
        inhabitant=row.inhabitant,
    )
