"""Mail codes: six digits to an address. What is answered never says whether the address is known."""

import hmac
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from sagacity.identity import tries
from sagacity.identity.accounts import entering, letters, models, sessions
from sagacity.kit import mail, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.jobs import api as jobs

COOKIE = "sagacity_code"
KNOWN = "sagacity_known_mail"  # a browser that proved this address before has its own count
KNOWN_FOR = timedelta(days=400)
GOOD_FOR = timedelta(minutes=10)
TRIES = 5
ASKS_FROM_A_PLACE = 30  # a school or an office shares one address


class NotAnAddress(ValueError):
    """It does not look like an address of mail."""


class NoMailHere(Exception):
    """The city has not set up mail."""


class WrongCode(ValueError):
    """These are not the digits that were sent to this browser's address."""


class CodeOver(Exception):
    """The code is too old, was used, or too many wrong ones were typed: ask for a new one."""


class UsedElsewhere(Exception):
    """Whoever reads this mailbox has another account already."""


def ask(request: HttpRequest, *, address: str, contact: bool, at: datetime) -> str:
    """Send digits to an address; says the number by which this browser is known when it types them.

    Raises:
        NotAnAddress, NoMailHere, tries.MustWait: nothing is sent.
    """
    if not mail.is_set_up():
        raise NoMailHere
    address = clean(address)
    if not _known(request, address):
        tries.count(_place(request), at=at, free=ASKS_FROM_A_PLACE)
    tries.count(_bucket(request, address), at=at)
    here = sessions.session_of(request) if contact else None
    token = secrets.token_urlsafe(20)
    with transaction.atomic():
        row = models.MailCode.objects.create(
            token_hash=sessions.hash_of(token),
            mail=address,
            account=here.account if here else None,
            language=get_language() or "ja",
            until=at + GOOD_FOR,
        )
        jobs.enqueue(letters.send_code, code=row.pk)
    return token


def waiting(token: str, *, at: datetime) -> str:
    """The address to which this browser's digits were sent; empty when there are none."""
    row = models.MailCode.objects.filter(token_hash=sessions.hash_of(token), until__gt=at).first()
    return row.mail if row and token else ""


def prove(request: HttpRequest, *, token: str, code: str, at: datetime) -> bool:
    """The digits are right: sign in, begin an account, or take the address as the contact of one.

    Says whether an account was begun.

    Raises:
        WrongCode, CodeOver, UsedElsewhere: nothing else changed.
    """
    row = _used(token, code, at)
    tries.clear(_bucket(request, row.mail))
    tries.clear(_place(request))  # thousands share the address of a telephone company: who succeeds clears it
    with transaction.atomic():
        account = models.Account.objects.select_for_update().filter(mail=row.mail).first()
        if row.account is not None:
            _take_as_contact(request, row.account, account, row.mail, at)
            return False
        began = account is None
        account = account or entering.begin(mail=row.mail, at=at)
        entering.enter(request, account, how="mail", aal=1, at=at)
        return began


def clean(address: str) -> str:
    """An address as it is kept: in lower case, without what a keyboard put around it.

    Raises:
        NotAnAddress: no mail can be sent there.
    """
    address = address.strip().lower()
    try:
        validate_email(address)
    except ValidationError as problem:
        raise NotAnAddress(address) from problem
    return address


def write_known_browser(request: HttpRequest, response: HttpResponse, address: str) -> None:
    """Remember that this address was proven in this browser; the cookie opens nothing."""
    said = {"mail": tries.digest(address), "nonce": secrets.token_hex(8)}
    response.set_cookie(
        KNOWN,
        signing.dumps(said, salt=KNOWN),
        max_age=KNOWN_FOR,
        path="/me/",
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE or request.is_secure(),
    )


def _used(token: str, code: str, at: datetime) -> models.MailCode:
    """The row whose digits these are, used up. A wrong try is counted even though it is refused."""
    with transaction.atomic():
        rows = models.MailCode.objects.select_for_update().filter(token_hash=sessions.hash_of(token))
        row = rows.first()
        if row is None or row.until <= at or row.tries >= TRIES:
            problem: Exception | None = CodeOver()
        elif hmac.compare_digest(letters.digits_of(row).encode(), code.strip().encode()):
            row.until, problem = at, None
            row.save(update_fields=["until"])
        else:
            row.tries += 1
            row.save(update_fields=["tries"])
            problem = WrongCode() if row.tries < TRIES else CodeOver()
    if problem is not None or row is None:
        raise problem or CodeOver()
    return row


def _take_as_contact(
    request: HttpRequest, account: models.Account, other: models.Account | None, address: str, at: datetime
) -> None:
    here = sessions.session_of(request)
    if here is None or here.account_id != account.pk:
        raise CodeOver
    if other is not None and other.pk != account.pk:
        raise UsedElsewhere
    before = here.account.mail
    here.account.mail, here.account.mail_proven_at = address, at
    here.account.ial = max(here.account.ial, 1)
    here.account.save()
    sessions.renumber(request)
    by = policy.Person(account.key, account.nickname, "resident")
    audit.record(actor=by, action="resident.contact", thing=account.key, at=at)
    if before and before != address:
        jobs.enqueue(letters.tell, address=before, what="contact", language=account.language)


def _bucket(request: HttpRequest, address: str) -> str:
    if nonce := _known(request, address):
        return tries.bucket_of("code", address, "browser", nonce)
    return tries.bucket_of("code", address, "address", tries.place_of(request))


def _place(request: HttpRequest) -> str:
    return tries.bucket_of("code", tries.place_of(request))


def _known(request: HttpRequest, address: str) -> str:
    """The mark of a browser in which this address was proven before; empty in any other."""
    try:
        known = signing.loads(request.COOKIES.get(KNOWN, ""), salt=KNOWN, max_age=KNOWN_FOR)
    except signing.BadSignature:
        return ""
    return str(known["nonce"]) if known.get("mail") == tries.digest(address) else ""
