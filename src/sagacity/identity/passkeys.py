"""Passkeys of staff: a thing of theirs, used with finger, face or PIN, stands for password and code at once.

The challenge, the address and the signature are checked in `ceremonies`; here is whose passkey it is.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from sagacity.identity import ceremonies, models, sessions, sheets, types
from sagacity.identity.ceremonies import CopiedPasskey, NotThisPasskey, TooManyPasskeys
from sagacity.kit import clock
from sagacity.kit.audit import api as audit

SALT = "sagacity_staff_ceremony"  # other than residents': their answers count for nothing here
MOST = 10  # of one member of staff
LONGEST_NAME = 60


class FactorThere(Exception):
    """A known password alone adds no passkey beside a second factor there is."""


def of(key: str) -> list[types.StaffPasskey]:
    """The passkeys of a member of staff, oldest first."""
    rows = models.StaffPasskey.objects.filter(staff__key=key).order_by("id")
    return [
        types.StaffPasskey(row.pk, row.name, row.made_at, row.used_at, stopped=row.stopped_at is not None)
        for row in rows
    ]


def are_there(row: models.StaffAccount) -> bool:
    """Whether somebody has passkeys, even a stopped one: a known password must not stand in for it."""
    return row.passkeys.exists()


def can_be_used(row: models.StaffAccount) -> bool:
    """Whether one of them opens something at this address."""
    return bool(ceremonies.rp_id()) and row.passkeys.filter(stopped_at=None).exists()


def ask_new(row: models.StaffAccount) -> tuple[dict[str, Any], str]:
    """What the browser needs to make a passkey, and what it brings back.

    Raises:
        ceremonies.NoPasskeysHere, TooManyPasskeys: nothing was asked.
    """
    _has_room(row)
    # Never the login itself: the thing that keeps a passkey shows this number to whoever holds it.
    user = hashlib.sha256(f"staff|{row.key}".encode()).digest()
    return ceremonies.ask_new(user=user, name=row.login, known=_credentials(row), salt=SALT, new=row.key)


def ask(row: models.StaffAccount | None = None) -> tuple[dict[str, Any], str]:
    """What the browser needs to use a passkey: any, or one of somebody whose password was right.

    Raises:
        ceremonies.NoPasskeysHere: nothing was asked.
    """
    if row is None:
        return ceremonies.ask(salt=SALT)
    return ceremonies.ask(salt=SALT, known=_credentials(row), of=row.key)


@transaction.atomic
def add(
    row: models.StaffAccount,
    *,
    token: str,
    answer: Mapping[str, Any],
    name: str,
    at: datetime,
    is_first: bool = False,
) -> types.StaffPasskey:
    """Keep the passkey that the browser made; `is_first`: only where there is no second factor yet.

    Raises:
        NotThisPasskey, TooManyPasskeys, FactorThere: nothing is kept.
    """
    state = ceremonies.asked(token, salt=SALT)
    if state.get("new") != row.key:
        raise NotThisPasskey("asked of somebody else")
    made = ceremonies.made(state, answer)
    models.StaffAccount.objects.select_for_update().get(pk=row.pk)  # two windows: one of them is late
    if is_first and (row.passkeys.exists() or models.SecondFactor.objects.filter(staff=row).exists()):
        raise FactorThere(row.login)
    _has_room(row)
    ceremonies.use_up(state, at=at)
    kept, is_new = models.StaffPasskey.objects.get_or_create(
        id_hash=made.id_hash,
        defaults={
            "staff": row,
            "credential": made.credential,
            "name": name.strip()[:LONGEST_NAME] or f"{clock.local(at):%Y-%m-%d}",
            "sign_count": made.count,
            "made_at": at,
        },
    )
    if not is_new:
        raise NotThisPasskey("known already")
    audit.record(actor=sessions.person(row, at=at), action="staff.passkey_add", thing=row.key, at=at)
    return next(one for one in of(row.key) if one.number == kept.pk)


def named(answer: Mapping[str, Any]) -> models.StaffPasskey:
    """The passkey that an answer names; whether it is believed, `check` says.

    Raises:
        NotThisPasskey: no member of staff has it.
    """
    row = models.StaffPasskey.objects.filter(id_hash=ceremonies.id_hash_of(answer)).first()
    if row is None:
        raise NotThisPasskey("nobody knows it")
    return row


def check(
    passkey: models.StaffPasskey,
    *,
    token: str,
    answer: Mapping[str, Any],
    only: models.StaffAccount | None,
    at: datetime,
) -> None:
    """Believe an answer, once; `only` names whose it must be, where a password came first.

    Raises:
        NotThisPasskey, CopiedPasskey: it opens nothing.
    """
    state = ceremonies.asked(token, salt=SALT)
    owner = passkey.staff
    if "new" in state or state.get("of", "") != (only.key if only else "") or (only and only.pk != owner.pk):
        raise NotThisPasskey("asked of somebody else")
    count = ceremonies.count_of(state, answer, bytes(passkey.credential))
    ceremonies.use_up(state, at=at)  # first: an answer that is sent twice is no copy of the passkey
    if passkey.stopped_at is not None or not _counted(passkey, count, at):
        _stop(passkey, at)
        raise CopiedPasskey(passkey.name)


@transaction.atomic
def rename(row: models.StaffAccount, *, number: int, name: str) -> None:
    """Call a passkey what its owner calls the thing it is on."""
    if name.strip():
        row.passkeys.filter(pk=number).update(name=name.strip()[:LONGEST_NAME])


@transaction.atomic
def remove(row: models.StaffAccount, *, number: int, at: datetime) -> bool:
    """Take one's own passkey away, such as that of a lost telephone."""
    gone, _ = row.passkeys.filter(pk=number).delete()
    if gone:
        sheets.drop_without_factor(row)
        audit.record(actor=sessions.person(row, at=at), action="staff.passkey_remove", thing=row.key, at=at)
    return bool(gone)


def _has_room(row: models.StaffAccount) -> None:
    if row.passkeys.count() >= MOST:
        raise TooManyPasskeys(row.login)


def _credentials(row: models.StaffAccount) -> list[bytes]:
    return [bytes(one.credential) for one in row.passkeys.filter(stopped_at=None)]


def _counted(passkey: models.StaffPasskey, count: int, at: datetime) -> bool:
    """A counter only grows; keys that are kept in a cloud say 0 for ever."""
    newer = models.StaffPasskey.objects.filter(pk=passkey.pk, sign_count__lt=max(count, 1))
    return newer.update(sign_count=count, used_at=at) == 1


def _stop(passkey: models.StaffPasskey, at: datetime) -> None:
    if models.StaffPasskey.objects.filter(pk=passkey.pk, stopped_at=None).update(stopped_at=at):
        audit.record(actor="", action="staff.passkey_copied", thing=passkey.staff.key, at=at)
