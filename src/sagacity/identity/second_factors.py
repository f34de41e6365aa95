"""The second factor of staff by code: of an app on their telephone (TOTP, RFC 6238), or a spare code.

A code counts once: the step it belongs to is kept, and only a later one is taken again. Whoever has passkeys
(`passkeys.py`) has a second factor too, and may keep spare codes for the day the telephone is gone.
"""

import unicodedata
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from sagacity.identity import models, passkeys, sealing, sessions, sheets, types
from sagacity.kit import seals
from sagacity.kit.audit import api as audit

OFF, OFFERED, NEEDED = "off", "offered", "needed"
STEP_SECONDS = 30
DRIFT = 1  # steps a telephone's clock may be early or late


class WrongCode(Exception):
    """The code is of another moment or another secret, or was used before."""


class FactorThere(Exception):
    """There is a second factor already; it is taken away first."""


class NoFactor(Exception):
    """There is no second factor to take away, to show or to print a sheet for."""


class Unreadable(Exception):
    """Its secret was sealed with another SAGACITY_SECRET_KEY: no code of the app can be checked any more."""


def wanted() -> str:
    """What the city decided: "off", "offered" or "needed"."""
    return str(settings.STAFF_SECOND_FACTOR)


def is_set(row: models.StaffAccount) -> bool:
    return models.SecondFactor.objects.filter(staff=row).exists()


def has_any(row: models.StaffAccount) -> bool:
    """Whether somebody has set up an app or a passkey."""
    return is_set(row) or passkeys.are_there(row)


def may_change_ways_in(request: HttpRequest, row: models.StaffAccount, *, at: datetime) -> bool:
    """Whether passkeys and spare codes may be changed here: by who has lately shown all there is to show."""
    shown = bool(request.session.get(sessions.SECOND)) or wanted() == OFF or not has_any(row)
    return shown and sessions.is_fresh(request, at=at)


def of(key: str) -> types.SecondFactor | None:
    """The second factor of a member of staff, without its secret; None when there is none."""
    row = models.SecondFactor.objects.filter(staff__key=key).first()
    if row is None:
        return None
    return types.SecondFactor(since=row.made_at, spare_codes=row.staff.spare_codes.count())


def new_secret() -> str:
    """A secret of 160 bits in base32, as apps take it."""
    import pyotp

    return pyotp.random_base32()


def address(row: models.StaffAccount, secret: str, *, issuer: str) -> str:
    """What the picture for the app says (`otpauth://…`)."""
    import pyotp

    return pyotp.TOTP(secret).provisioning_uri(name=row.login, issuer_name=issuer)


@transaction.atomic
def enrol(
    row: models.StaffAccount, *, secret: str, code: str, at: datetime, is_first: bool = False
) -> tuple[str, ...]:
    """Keep a secret once the app has shown its first code; the spare codes are told now and never again.

    `is_first`: only where there is no passkey either.

    Raises:
        FactorThere, WrongCode: nothing is kept.
    """
    models.StaffAccount.objects.select_for_update().get(pk=row.pk)  # two windows: one of them is late
    if is_set(row) or (is_first and passkeys.are_there(row)):
        raise FactorThere(row.login)
    step = _step_of(secret, code, at)
    if step is None:
        raise WrongCode(row.login)
    sealed = sealing.seal(secret, about=row.key)
    models.SecondFactor.objects.create(staff=row, sealed=sealed, last_step=step, made_at=at)
    codes = sheets.new(row, at=at)
    audit.record(actor=sessions.person(row, at=at), action="staff.second_factor_enrol", thing=row.key, at=at)
    return codes


@transaction.atomic
def check(row: models.StaffAccount, code: str, *, at: datetime) -> types.Way:
    """Take one code, of the app or of the sheet; it never counts again.

    Raises:
        NoFactor, WrongCode, Unreadable: it opens nothing. Spare codes open where the app's are unreadable.
    """
    if not has_any(row):
        raise NoFactor(row.login)
    if sheets.use(row, code):
        person = sessions.person(row, at=at)
        audit.record(actor=person, action="staff.spare_code_used", thing=row.key, at=at)
        return types.Way.SPARE
    factor = models.SecondFactor.objects.filter(staff=row).first()
    if factor is None:
        raise WrongCode(row.login)
    step = _step_of(_secret(factor, row), code, at)
    if step is not None:
        later = models.SecondFactor.objects.filter(pk=factor.pk, last_step__lt=step)
        if later.update(last_step=step) == 1:
            return types.Way.APP
    raise WrongCode(row.login)


@transaction.atomic
def new_sheet(row: models.StaffAccount, *, code: str, at: datetime) -> tuple[str, ...]:
    """Eight new spare codes for whoever shows a code; the old ones are worth nothing.

    Raises:
        NoFactor, WrongCode, Unreadable: the old sheet stays.
    """
    check(row, code, at=at)
    return print_sheet(row, at=at)


@transaction.atomic
def print_sheet(row: models.StaffAccount, *, at: datetime) -> tuple[str, ...]:
    """Eight new spare codes for whoever has just shown that it is they; the old ones are worth nothing.

    Raises:
        NoFactor: there is nothing to spare.
    """
    if not has_any(row):
        raise NoFactor(row.login)
    codes = sheets.new(row, at=at)
    audit.record(actor=sessions.person(row, at=at), action="staff.spare_codes", thing=row.key, at=at)
    return codes


@transaction.atomic
def remove(row: models.StaffAccount, *, code: str, at: datetime) -> None:
    """Take one's own app away, to set up another telephone; passkeys stay, and spare codes with them.

    Raises:
        NoFactor, WrongCode, Unreadable: it stays.
    """
    if not is_set(row):
        raise NoFactor(row.login)
    check(row, code, at=at)
    models.SecondFactor.objects.filter(staff=row).delete()
    sheets.drop_without_factor(row)
    audit.record(actor=sessions.person(row, at=at), action="staff.second_factor_remove", thing=row.key, at=at)


def drop(row: models.StaffAccount) -> None:
    """App, passkeys and spare codes are gone; who lets them go, and why, the caller writes down."""
    models.SecondFactor.objects.filter(staff=row).delete()
    row.passkeys.all().delete()
    row.spare_codes.all().delete()


def _step_of(secret: str, code: str, at: datetime) -> int | None:
    """The step of time the code belongs to, of those a telephone's clock may be in."""
    import pyotp
    from pyotp.utils import strings_equal

    said = "".join(unicodedata.normalize("NFKC", code).split())
    now, app = int(at.timestamp()) // STEP_SECONDS, pyotp.TOTP(secret)
    steps = range(now - DRIFT, now + DRIFT + 1)
    return next((step for step in reversed(steps) if strings_equal(app.generate_otp(step), said)), None)


def _secret(factor: models.SecondFactor, row: models.StaffAccount) -> str:
    try:
        return sealing.opened(factor.sealed, about=row.key)
    except seals.BrokenSeal as problem:
        raise Unreadable(row.login) from problem
