"""Spare codes of residents: a sheet for the day the telephone is gone, or one code from a clerk."""

from datetime import datetime, timedelta

from django.db import transaction
from django.http import HttpRequest

from sagacity.identity import spare_codes, tries
from sagacity.identity.accounts import entering, letters, models, residents, sessions, types
from sagacity.kit import policy, purposes
from sagacity.kit.audit import api as audit
from sagacity.kit.jobs import api as jobs
from sagacity.kit.purposes import NoPurpose

FROM_A_CLERK = timedelta(minutes=30)
TRIES_FROM_A_PLACE = 10


class NoSuchCode(Exception):
    """Nobody has this code, or it was used, or it is too old."""


class NobodyThere(LookupError):
    """There is no account with this mail address or of this inhabitant."""


@transaction.atomic
def new_sheet(account: models.Account, *, at: datetime) -> tuple[str, ...]:
    """Eight codes to write down or print, told now and never again; the sheet before is worth nothing."""
    account.spare_codes.filter(how="recovery").delete()
    codes = spare_codes.new_sheet()
    for code in codes:
        _keep(account, code, how="recovery", at=at, until=None)
    by = policy.Person(account.key, account.nickname, "resident")
    audit.record(actor=by, action="resident.spare_codes", thing=account.key, at=at)
    return codes


def left(account: models.Account) -> int:
    """How many codes of the sheet are unused."""
    return account.spare_codes.filter(how="recovery").count()


@transaction.atomic
def give(
    *, by: policy.Person, purpose: str, at: datetime, mail: str = "", inhabitant: str = ""
) -> tuple[types.Resident, str]:
    """A clerk saw who stands before them and gives one code, good for half an hour.

    Raises:
        NoPurpose, NobodyThere: no code is given.
    """
    if not by.is_staff:
        raise NoPurpose("only a clerk gives codes")
    said = purposes.said(purpose)
    rows = models.Account.objects.exclude(ended_at__isnull=False)
    row = rows.filter(inhabitant=inhabitant).first() if inhabitant else None
    row = row or (rows.filter(mail=mail.strip().lower()).first() if mail.strip() else None)
    if row is None:
        raise NobodyThere(mail or inhabitant)
    row.spare_codes.filter(how="counter").delete()
    code = spare_codes.new()
    _keep(row, code, how="counter", at=at, until=at + FROM_A_CLERK)
    audit.record(
        actor=by,
        action="resident.help",
        thing=row.key,
        at=at,
        purpose=said,
        subject=row.key,
        group="account",
        channel="counter",
    )
    return residents.as_fact(row), code


def use(request: HttpRequest, *, code: str, at: datetime) -> models.Session:
    """Sign in with a code; it is used up. Whoever came this way makes a new passkey next.

    Raises:
        tries.MustWait, NoSuchCode: nobody is signed in.
    """
    bucket = tries.bucket_of("spare", tries.place_of(request))
    tries.count(bucket, at=at, free=TRIES_FROM_A_PLACE)
    with transaction.atomic():
        rows = models.SpareCode.objects.select_for_update().filter(code_hash=_hash(code))
        row = rows.select_related("account").first()
        if row is None or (row.until and row.until <= at):
            raise NoSuchCode
        account, how = row.account, row.how
        row.delete()
        if account.mail:
            jobs.enqueue(letters.tell, address=account.mail, what="recovery", language=account.language)
        session = entering.enter(request, account, how=how, aal=1, at=at)
    tries.clear(bucket)
    return session


def _keep(account: models.Account, code: str, *, how: str, at: datetime, until: datetime | None) -> None:
    models.SpareCode.objects.create(account=account, code_hash=_hash(code), how=how, made_at=at, until=until)


def _hash(code: str) -> str:
    return sessions.hash_of(f"spare|{spare_codes.plain(code)}")
