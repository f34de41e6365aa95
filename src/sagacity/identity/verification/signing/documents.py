"""Documents: words somebody is asked to sign, for one act of one room; kept sealed until they are signed."""

import hashlib
from datetime import datetime, timedelta

from django.db import transaction

from sagacity.identity.verification import models, refusals, sealing, types
from sagacity.kit import keys, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.japanese import my_number

LIVES = timedelta(minutes=30)  # as long as a form waits that was filled in
COUNTS_FOR = timedelta(minutes=30)  # from the signature to the act
KEPT_UNSIGNED = timedelta(days=1)
LARGEST = 64 * 1024  # bytes


class NotSigned(Exception):
    """The resident has not signed this very document for this act, or too long ago."""


class CannotBeSigned(ValueError):
    """The document is empty, too large, or holds a 個人番号."""


def digest_of(document: str) -> str:
    """SHA-256 of the words in UTF-8, hexadecimal."""
    return hashlib.sha256(document.encode()).hexdigest()


@transaction.atomic
def ask(*, by: policy.Person, act: str, document: str, purpose: str, back: str, at: datetime) -> types.Asked:
    """Ask a resident to sign; whoever asks again for the same words gets the same question.

    Raises:
        CannotBeSigned: nothing was asked.
    """
    if not document.strip() or len(document.encode()) > LARGEST or my_number.stands_in(document):
        raise CannotBeSigned(act)
    digest = digest_of(document)
    same = models.Signature.objects.filter(resident=by.key, act=act, digest=digest, signed_at=None)
    row = same.filter(until__gt=at).first()
    if row is None:
        key = keys.new("Signature")
        row = models.Signature.objects.create(
            key=key,
            resident=by.key,
            act=act,
            purpose=purpose,
            digest=digest,
            sealed=sealing.seal_bytes(document.encode(), for_key=key),
            asked_at=at,
            until=at + LIVES,
        )
        audit.record(actor=by, action="signature.ask", thing=key, purpose=purpose, at=at)
    row.back = back
    row.save(update_fields=["back"])
    return as_fact(row)


def asked(*, key: str, resident: str, at: datetime) -> types.Asked:
    """What a resident is asked to sign.

    Raises:
        NoSuchDocument: nothing, or it is too late, or it was another resident who was asked.
    """
    return as_fact(row_of(key=key, resident=resident, at=at))


def signed(*, by: policy.Person, act: str, document: str, at: datetime) -> types.Signed:
    """That a resident has signed these words for this act, a moment ago.

    Raises:
        NotSigned: they have not.
    """
    rows = models.Signature.objects.signed().filter(resident=by.key, act=act, digest=digest_of(document))
    row = rows.filter(signed_at__gt=at - COUNTS_FOR).order_by("-signed_at", "-id").first()
    if row is None:
        raise NotSigned(act)
    return proof(row)


def person_who_signed(*, by: policy.Person, act: str, document: str, at: datetime) -> policy.Person:
    """The resident as the verb of this act takes them: at the level of a signature, for these words alone.

    Raises:
        NotSigned: they have not signed them.
    """
    signed(by=by, act=act, document=document, at=at)
    return policy.Person(key=by.key, name=by.name, kind=by.kind, level=4)


def proof_of(key: str) -> types.Signed:
    """What was checked when a document was signed.

    Raises:
        NotSigned: nobody has signed it.
    """
    row = models.Signature.objects.signed().filter(key=key).first()
    if row is None:
        raise NotSigned(key)
    return proof(row)


def row_of(*, key: str, resident: str, at: datetime, lock: bool = False) -> models.Signature:
    rows = models.Signature.objects.select_for_update() if lock else models.Signature.objects.all()
    row = rows.filter(key=key, resident=resident).first()
    if row is None or (row.signed_at is None and row.until <= at):
        raise refusals.NoSuchDocument(key)
    return row


def prune(*, at: datetime) -> int:
    """Forget words that nobody signed; says how many."""
    return models.Signature.objects.unsigned_after(at - KEPT_UNSIGNED).delete()[0]


def as_fact(row: models.Signature) -> types.Asked:
    words = "" if row.signed_at else sealing.opened_bytes(bytes(row.sealed), for_key=row.key).decode()
    return types.Asked(
        key=row.key,
        resident=row.resident,
        act=row.act,
        purpose=row.purpose,
        document=words,
        digest=row.digest,
        back=row.back,
        until=row.until,
        signed_at=row.signed_at,
    )


def proof(row: models.Signature) -> types.Signed:
    assert row.signed_at is not None
    assert row.serial_from is not None
    assert row.serial_until is not None
    assert row.revocation_list_of is not None
    return types.Signed(
        key=row.key,
        act=row.act,
        digest=row.digest,
        inhabitant=row.inhabitant,
        serial=row.serial,
        serial_from=row.serial_from,
        serial_until=row.serial_until,
        revocation_list_of=row.revocation_list_of,
        signed_at=row.signed_at,
    )
