"""Addresses of mail: kept once the person has typed the six digits that were sent there."""

import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F

from sagacity.kit.jobs import api as jobs
from sagacity.messaging import models, people
from sagacity.messaging.endpoints import hash_of, retire
from sagacity.messaging.providers import chosen, mail
from sagacity.messaging.types import Channel, EndpointState

GOOD_FOR = timedelta(minutes=30)
AGAIN_AFTER = timedelta(minutes=1)
TRIES = 5
ASKS = 3  # codes to one address, and addresses of one person, in a day: nobody is flooded through the city
_UNPROVEN = EndpointState.UNPROVEN
_TOO_OFTEN = "今日はこれ以上、番号を送れません。明日もう一度お試しください。"


class NotAnAddress(ValueError):
    """It does not look like an address of mail."""


class NoMailHere(Exception):
    """The city has not set up mail."""


class WrongCode(ValueError):
    """These are not the digits that were sent, or they are too old."""


class TooManyTries(Exception):
    """Too many wrong codes, or too many codes asked for."""


@transaction.atomic
def ask_mail(*, person: str, address: str, language: str, at: datetime) -> None:
    """Send a code of six digits to an address, to see that the person reads mail there.

    Raises:
        NotAnAddress, NoMailHere, TooManyTries: nothing is sent.
    """
    if Channel.MAIL not in chosen.offered():
        raise NoMailHere("この市では、まだメールでお知らせしていません。ほかの方法をえらんでください。")
    address = clean(address)
    row, _ = people.meet_and_hold(person, language=language, at=at)
    own = row.endpoints.filter(channel=Channel.MAIL, address_hash=hash_of(address)).first()
    if own is None:
        _not_too_often(row, address, at)
        own = models.Endpoint(person=row, channel=Channel.MAIL, address_hash=hash_of(address), created_at=at)
    elif own.state == EndpointState.ACTIVE:
        return  # proven before
    elif own.secret_until and at < own.secret_until - GOOD_FOR + AGAIN_AFTER:
        return  # a double tap: the first code is on its way
    own.address, own.state, own.secret_until, own.secret_tries = address, _UNPROVEN, at + GOOD_FOR, 0
    own.keys = {"asked": own.keys.get("asked", 0) + 1}
    if own.keys["asked"] > ASKS:
        raise TooManyTries(_TOO_OFTEN)
    own.save()
    jobs.enqueue(send_code, endpoint=own.pk)


def confirm_mail(*, person: str, code: str, at: datetime) -> None:
    """The person has typed the digits: from now on mail reaches them at this address alone.

    Raises:
        WrongCode, TooManyTries: the address is not used.
    """
    problem = _confirm(person, code, at)
    if problem is not None:  # raised after the count of wrong codes is safe
        raise problem


@transaction.atomic
def _confirm(person: str, code: str, at: datetime) -> Exception | None:
    unproven = models.Endpoint.objects.filter(person__key=person, channel=Channel.MAIL, state=_UNPROVEN)
    own = unproven.select_for_update().order_by(F("secret_until").desc(nulls_last=True)).first()
    if own is None or own.secret_until is None or at >= own.secret_until:
        return WrongCode("番号の時間が切れました。もう一度、番号を送ってください。")
    if not hmac.compare_digest(code_of(own).encode(), code.strip().encode()):
        return _wrong(own)
    own.state, own.confirmed_at, own.secret_until, own.keys = EndpointState.ACTIVE, at, None, {}
    own.retired_why, own.retired_at = "", None
    own.save()
    others = models.Endpoint.objects.filter(person=own.person_id, channel=Channel.MAIL)
    others = others.filter(state=EndpointState.ACTIVE).exclude(pk=own.pk)
    retire(others.values_list("pk", flat=True), why="replaced", at=at)
    return None


def _wrong(row: models.Endpoint) -> Exception:
    row.secret_tries += 1
    if row.secret_tries >= TRIES:
        row.secret_until = None
    row.save(update_fields=["secret_tries", "secret_until"])
    if row.secret_until is None:
        return TooManyTries("番号のまちがいが続きました。もう一度、新しい番号を送ってください。")
    return WrongCode("番号が合いません。メールの6つの数字を、もう一度見てください。")


def _not_too_often(row: models.Person, address: str, at: datetime) -> None:
    today = models.Endpoint.objects.filter(channel=Channel.MAIL, created_at__gt=at - timedelta(days=1))
    own, same = today.filter(person=row), today.filter(address_hash=hash_of(address))
    if own.count() >= ASKS or same.count() >= ASKS:
        raise TooManyTries(_TOO_OFTEN)


@transaction.atomic
def prune(*, at: datetime) -> int:
    """Forget addresses that nobody proved within a day; says how many."""
    old = models.Endpoint.objects.filter(state=_UNPROVEN, created_at__lt=at - timedelta(days=1))
    gone, _ = old.delete()
    return gone


@jobs.job(queue="letters")
def send_code(*, endpoint: int) -> None:
    """Send the code of one address; asked twice, it sends the same digits."""
    own = models.Endpoint.objects.select_related("person").filter(pk=endpoint).first()
    if own is None or own.state != EndpointState.UNPROVEN or own.secret_until is None:
        return
    mail.send_code(address=own.address, code=code_of(own), language=own.person.language)


def code_of(row: models.Endpoint) -> str:
    """The digits for one address and half hour; nobody keeps them, so nobody can read them anywhere."""
    said = f"messaging.code|{row.pk}|{row.address_hash}|{row.secret_until:%s}".encode()
    digest = hmac.digest(settings.SECRET_KEY.encode(), said, "sha256")
    return f"{int.from_bytes(digest[:8], 'big') % 1_000_000:06d}"


def clean(address: str) -> str:
    """An address as it is kept.

    Raises:
        NotAnAddress: no mail can be sent there.
    """
    address = address.strip()
    try:
        validate_email(address)
    except ValidationError as problem:
        raise NotAnAddress("メールアドレスの形になっていません。もう一度見てください。") from problem
    if len(address) > 254 or not address.isascii():
        raise NotAnAddress("このメールアドレスには送れません。ほかのアドレスを書いてください。")
    name, _, host = address.rpartition("@")
    return f"{name}@{host.lower()}"
