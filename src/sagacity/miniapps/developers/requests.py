"""Requests for a key: asked by anyone, proposed by one person of staff, decided by a second, taken once."""

import hashlib
import secrets
from datetime import datetime

import msgspec
from django.db import IntegrityError, transaction
from django.db.models import Q

from sagacity.broker import api as broker
from sagacity.kit import keys, policy
from sagacity.kit.audit import api as audit
from sagacity.miniapps.developers import letters, models
from sagacity.miniapps.developers.types import Request

OPEN_AT_ONCE = 200  # undecided requests; more than that is nobody's honest wish


class NoSuchRequest(Exception):
    """There is no request behind this address or key."""


class NotNow(Exception):
    """The request does not stand where this step begins."""


class SamePerson(Exception):
    """Whoever proposed what a key may do cannot approve it."""


class TooMany(Exception):
    """Too many requests wait already."""


def ask(
    *, client_key: str, name: str, holder: str, contact: str, purpose: str, at: datetime, language: str = "ja"
) -> tuple[Request, str]:
    """A new request, and the secret part of the address at which it can be followed; "" if it was there."""
    if models.KeyRequest.objects.filter(state="asked").count() >= OPEN_AT_ONCE:
        raise TooMany
    token = secrets.token_urlsafe(24)
    row = models.KeyRequest(
        key=keys.new("KeyRequest"), client_key=client_key, token_hash=_hash(token), name=name,
        holder=holder, contact=contact, purpose=purpose, asked_at=at, language=language,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save()
            audit.record(actor="anonymous", action="key_request.asked", thing=row.key, at=at)
    except IntegrityError:  # the same form, sent twice
        return _fact(models.KeyRequest.objects.get(client_key=client_key)), ""
    return _fact(row), token


def by_token(token: str, *, at: datetime) -> Request:
    """The request of whoever knows its address: the one they saw, or for some days the one in the mail."""
    hashed = _hash(token)
    mailed = Q(mail_token_hash=hashed, mail_until__gt=at)
    row = models.KeyRequest.objects.filter(Q(token_hash=hashed) | mailed).first()
    if row is None:
        raise NoSuchRequest
    return _fact(row)


def by_key(key: str) -> Request:
    """The request with that key."""
    return _fact(_row(key=key))


def of_broker_key(id_: str) -> Request | None:
    """The request a key of the broker came from."""
    row = models.KeyRequest.objects.filter(broker_key=id_).first()
    return _fact(row) if row else None


def waiting() -> list[Request]:
    """What staff have to decide, the oldest first."""
    rows = models.KeyRequest.objects.filter(state__in=["asked", "proposed", "approved"])
    return [_fact(row) for row in rows.order_by("asked_at", "id")]


@transaction.atomic
def propose(*, request: str, terms: broker.KeyTerms, by: policy.Person, at: datetime) -> None:
    """Write down what the key shall be able to do; a second person decides."""
    row = _locked(request, "asked", "proposed")
    row.terms, row.state = msgspec.to_builtins(terms), "proposed"
    row.proposed_by_key, row.proposed_by_name = by.key, by.name
    _step(row, by, at)


@transaction.atomic
def approve(*, request: str, by: policy.Person, at: datetime) -> bool:
    """Let whoever asked take the key; whether a mail tells them where.

    Raises:
        SamePerson: whoever proposed it. NotNow: it is not proposed.
    """
    row = _locked(request, "proposed")
    if row.proposed_by_key == by.key:
        raise SamePerson(request)
    row.state, row.decided_by_key, row.decided_by_name = "approved", by.key, by.name
    token = secrets.token_urlsafe(24)
    row.mail_token_hash, row.mail_until = _hash(token), at + letters.TAKEN_WITHIN
    _step(row, by, at)
    return letters.that_it_can_be_taken(row, token, at=at)


@transaction.atomic
def decline(*, request: str, why: str, by: policy.Person, at: datetime) -> bool:
    """No key, with the reason for whoever asked; whether a mail tells them."""
    row = _locked(request, "asked", "proposed", "approved")
    row.state, row.why, row.decided_by_key, row.decided_by_name = "declined", why, by.key, by.name
    _step(row, by, at, purpose=why)
    return letters.that_it_was_declined(row, at=at)


@transaction.atomic
def take(*, token: str, at: datetime) -> str:
    """Make the key, and say its secret this once."""
    row = _locked(by_token(token, at=at).key, "approved")
    terms = _fact(row).terms
    assert terms is not None
    key, secret = broker.give_key(terms, who=f"{row.proposed_by_name}, {row.decided_by_name}")
    row.state, row.broker_key = "taken", key.id
    try:
        _step(row, "anonymous", at)
    except Exception:
        broker.revoke_key(key.id, who="system", why="the request could not be written down")
        raise
    return secret


def revoke(*, broker_key: str, why: str, by: policy.Person, at: datetime) -> None:
    """The key opens nothing from now on."""
    with transaction.atomic():
        audit.record(actor=by, action="broker_key.revoked", thing=thing_of(broker_key), at=at, purpose=why)
        broker.revoke_key(broker_key, who=by.name, why=why)


def thing_of(broker_key: str) -> str:
    """What the audit log calls a key of the broker."""
    return f"urn:ngsi-ld:BrokerKey:{broker_key}"


def _step(row: models.KeyRequest, by: policy.Person | str, at: datetime, *, purpose: str = "") -> None:
    row.save()
    audit.record(
        actor=by, action=f"key_request.{row.state}", thing=row.key, at=at, purpose=purpose, after=row.terms
    )


def _locked(key: str, *states: str) -> models.KeyRequest:
    row = _row(key=key, lock=True)
    if row.state not in states:
        raise NotNow(key)
    return row


def _row(*, lock: bool = False, **named: str) -> models.KeyRequest:
    rows = models.KeyRequest.objects.select_for_update() if lock else models.KeyRequest.objects
    try:
        return rows.get(**named)
    except models.KeyRequest.DoesNotExist as problem:
        raise NoSuchRequest from problem


def _fact(row: models.KeyRequest) -> Request:
    terms = msgspec.convert(row.terms, broker.KeyTerms) if row.terms else None
    return Request(
        row.key, row.state, row.name, row.holder, row.contact, row.purpose, row.asked_at, terms,
        row.proposed_by_key, row.proposed_by_name, row.decided_by_name, row.why, row.broker_key,
    )  # fmt: skip


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
