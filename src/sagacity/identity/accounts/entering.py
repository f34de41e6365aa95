"""Entering and leaving: whichever way somebody proved it, one door opens the session, and one closes it."""

from datetime import datetime

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import get_language

from sagacity.identity import api as identity
from sagacity.identity.accounts import models, sessions, signals, types
from sagacity.kit import keys, policy
from sagacity.kit.audit import api as audit


@transaction.atomic
def begin(*, at: datetime, key: str = "", mail: str = "") -> models.Account:
    """A new account: of somebody whose mail was proven, or who made a passkey and said nothing."""
    row = models.Account.objects.create(
        key=key or keys.new("Resident"),
        mail=mail,
        mail_proven_at=at if mail else None,
        ial=1 if mail else 0,
        language=get_language() or "ja",
        created_at=at,
    )
    audit.record(actor=_person(row), action="resident.begin", thing=row.key, at=at)
    return row


@transaction.atomic
def enter(request: HttpRequest, row: models.Account, *, how: str, aal: int, at: datetime) -> models.Session:
    """Sign a resident in here; what the browser kept becomes theirs. An account that was ended comes back."""
    if row.ended_at is not None:
        row.ended_at = None
        audit.record(actor=_person(row), action="resident.come_back", thing=row.key, at=at)
    here = sessions.session_of(request)
    if here is not None and here.account_id == row.pk:
        return _again(request, here, how=how, aal=aal, at=at)
    if here is not None:
        _announce_end(here, why=types.SignedOut.SOMEBODY_ELSE, at=at)
    profile, browser = identity.join(request, profile=row.profile, at=at)
    row.profile, row.language = profile, get_language() or row.language
    row.save()
    audit.record(actor=_person(row), action=f"resident.sign_in.{how}", thing=row.key, at=at)
    return sessions.open_for(request, row, how=how, aal=aal, device=browser, at=at)


def _again(request: HttpRequest, here: models.Session, *, how: str, aal: int, at: datetime) -> models.Session:
    """Who is signed in here has proven it once more, perhaps better than before."""
    here.signed_in_at, here.seen_at, here.how = at, at, how if aal >= here.aal else here.how
    here.aal = max(here.aal, aal)
    sessions.renumber(request)
    audit.record(actor=_person(here.account), action=f"resident.prove.{how}", thing=here.account.key, at=at)
    return here


@transaction.atomic
def leave(request: HttpRequest, *, at: datetime) -> None:
    """Sign out here: the browser is a newcomer again, the other browsers of the resident stay."""
    here = sessions.session_of(request)
    if here is not None:
        _end(here, why=types.SignedOut.HERE, at=at)
    leave_cookies(request)


def leave_cookies(request: HttpRequest) -> None:
    """This browser forgets session and profile with the answer to this request."""
    sessions.leave(request)
    identity.forget_cookie(request)


@transaction.atomic
def end_session(*, resident: str, session: int, at: datetime) -> bool:
    """End one session of a resident from another browser, such as that of a lost telephone."""
    row = models.Session.objects.filter(account__key=resident, pk=session).select_related("account").first()
    if row is None:
        return False
    _end(row, why=types.SignedOut.ELSEWHERE, at=at)
    return True


@transaction.atomic
def end_all(row: models.Account, *, why: types.SignedOut, at: datetime) -> None:
    """End every session of a resident."""
    for one in row.sessions.select_related("account"):
        _end(one, why=why, at=at)


@transaction.atomic
def end_what_is_over(*, at: datetime) -> int:
    """End the sessions nobody used for too long; says how many."""
    alive = models.Session.objects.alive(at).values("pk")
    over = list(models.Session.objects.exclude(pk__in=alive).select_related("account"))
    for row in over:
        _end(row, why=types.SignedOut.UNUSED, at=at)
    return len(over)


def _end(row: models.Session, *, why: types.SignedOut, at: datetime) -> None:
    identity.leave(browser=row.device)
    _announce_end(row, why=why, at=at)
    row.delete()


def _announce_end(row: models.Session, *, why: types.SignedOut, at: datetime) -> None:
    signals.device_ended.announce(types.DeviceEnded(row.account.key, row.device, at, why))
    audit.record(actor=_person(row.account), action="resident.sign_out", thing=row.account.key, at=at)


def _person(row: models.Account) -> policy.Person:
    return policy.Person(row.key, row.nickname, "resident")
