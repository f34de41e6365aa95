"""Passkeys: made and used in the browser, checked here. A challenge is good once, for who asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from sagacity.identity import browsers, ceremonies
from sagacity.identity.accounts import entering, letters, levels, models, sessions
from sagacity.identity.ceremonies import CopiedPasskey, NotThisPasskey, TooManyPasskeys
from sagacity.kit import keys, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.city import api as city
from sagacity.kit.jobs import api as jobs

COOKIE = "sagacity_ceremony"
MOST = 20  # of one account


class NeedsTheCard(Exception):
    """A proven account takes a new passkey only from somebody who has shown more than a mailbox."""


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey as its owner sees it."""

    number: int
    name: str
    made_at: datetime
    used_at: datetime | None


def of(account: models.Account) -> list[Passkey]:
    """The passkeys of an account, oldest first."""
    rows = account.passkeys.order_by("id")
    return [Passkey(row.pk, row.name, row.made_at, row.used_at) for row in rows]


def ask_new(request: HttpRequest) -> tuple[dict[str, Any], str]:
    """What the browser needs to make a passkey, and the number by which this browser is known afterwards.

    Raises:
        ceremonies.NoPasskeysHere, TooManyPasskeys, NeedsTheCard: nothing was begun.
    """
    here = sessions.session_of(request)
    if here is not None:
        _may_add(here)
    account = here.account if here else None
    key = account.key if account else keys.new("Resident")
    own = [bytes(row.credential) for row in account.passkeys.all()] if account else []
    name = (account.nickname or account.mail) if account else ""
    shown = name or city.current().name_in("ja")
    user, said = keys.parse(key).local.encode(), {"for": key, "is_new": account is None}
    return ceremonies.ask_new(user=user, name=shown, known=own, salt=COOKIE, **said)


def ask() -> tuple[dict[str, Any], str]:
    """What the browser needs to use a passkey: which one, the person chooses there."""
    return ceremonies.ask(salt=COOKIE)


def add(
    request: HttpRequest, *, token: str, answer: Mapping[str, Any], name: str, at: datetime
) -> models.Session:
    """Keep the passkey the browser made; without an account, one begins with it.

    Raises:
        NotThisPasskey, TooManyPasskeys, NeedsTheCard: nothing was kept.
    """
    state = ceremonies.asked(token, salt=COOKIE)
    here = sessions.session_of(request)
    if "for" not in state or (here is None) != state["is_new"] or (here and here.account.key != state["for"]):
        raise NotThisPasskey
    made = ceremonies.made(state, answer)
    with transaction.atomic():
        ceremonies.use_up(state, at=at)
        if here is not None:
            _may_add(here)
        account = here.account if here else entering.begin(key=state["for"], at=at)
        _, is_new = models.Passkey.objects.get_or_create(
            id_hash=made.id_hash,
            defaults={
                "account": account,
                "credential": made.credential,
                "name": name.strip()[:60] or _named_after(request),
                "sign_count": made.count,
                "made_at": at,
                "used_at": at,
            },
        )
        if not is_new:
            raise NotThisPasskey("known already")
        by = policy.Person(account.key, account.nickname, "resident")
        audit.record(actor=by, action="resident.passkey.add", thing=account.key, at=at)
        if here is not None and account.mail:
            jobs.enqueue(letters.tell, address=account.mail, what="passkey", language=account.language)
        return entering.enter(request, account, how="passkey", aal=2, at=at)


def sign_in(request: HttpRequest, *, token: str, answer: Mapping[str, Any], at: datetime) -> models.Session:
    """Sign in whoever holds the passkey.

    Raises:
        NotThisPasskey, CopiedPasskey: nobody is signed in.
    """
    state = ceremonies.asked(token, salt=COOKIE)
    if "for" in state:
        raise NotThisPasskey
    row = _known(answer)
    _count(row, ceremonies.count_of(state, answer, bytes(row.credential)), at)
    with transaction.atomic():
        ceremonies.use_up(state, at=at)
        account = models.Account.objects.select_for_update().get(pk=row.account_id)
        return entering.enter(request, account, how="passkey", aal=2, at=at)


@transaction.atomic
def rename(account: models.Account, *, number: int, name: str) -> None:
    """Call a passkey what its owner calls the thing it is on."""
    if name.strip():
        account.passkeys.filter(pk=number).update(name=name.strip()[:60])


@transaction.atomic
def remove(account: models.Account, *, number: int, at: datetime) -> bool:
    """Take a passkey away; the last way into an account stays."""
    rows = account.passkeys.select_for_update()
    if not account.mail and rows.count() <= 1:
        return False
    gone, _ = rows.filter(pk=number).delete()
    if gone:
        by = policy.Person(account.key, account.nickname, "resident")
        audit.record(actor=by, action="resident.passkey.remove", thing=account.key, at=at)
    return bool(gone)


def _may_add(here: models.Session) -> None:
    if here.account.passkeys.count() >= MOST:
        raise TooManyPasskeys
    if not levels.may_change_ways_in(here):
        raise NeedsTheCard


def _known(answer: Mapping[str, Any]) -> models.Passkey:
    row = models.Passkey.objects.filter(id_hash=ceremonies.id_hash_of(answer)).first()
    if row is None:
        raise NotThisPasskey("nobody knows it")
    return row


def _count(row: models.Passkey, count: int, at: datetime) -> None:
    """A counter only grows; keys that are kept in a cloud say 0 for ever."""
    newer = models.Passkey.objects.filter(pk=row.pk, sign_count__lt=max(count, 1))
    if not newer.update(sign_count=count, used_at=at):
        audit.record(actor="", action="resident.passkey.copied", thing=row.account.key, at=at)
        raise CopiedPasskey(row.name)


def _named_after(request: HttpRequest) -> str:
    """A first name for a passkey: what it was made on."""
    return browsers.machine(request.headers.get("User-Agent", "")) or "passkey"
