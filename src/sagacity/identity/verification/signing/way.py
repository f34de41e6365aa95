"""The way of a signature: to the app with a digest, back with a CMS that is checked to the letter."""

from datetime import datetime

from django.db import transaction
from django.http import HttpRequest

from sagacity.identity.accounts import api as accounts
from sagacity.identity.register import api as register
from sagacity.identity.verification import (
    models,
    party,
    refusals,
    relying_party,
    sealing,
    transactions,
    trusting,
    types,
)
from sagacity.identity.verification.jpki import refusals as jpki_refusals
from sagacity.identity.verification.jpki import signatures
from sagacity.identity.verification.jpki.types import CertificateFacts
from sagacity.identity.verification.signing import app, documents
from sagacity.kit.audit import api as audit


def begin(*, resident: accounts.Resident, key: str, browser: str, at: datetime) -> str:
    """The address the resident's browser goes to; the document stays here, its digest goes.

    Raises:
        NotSetUp, NoAuthorities: the city could not believe any signature.
        NoSuchDocument, NotProven: with its own subclass for each cause.
    """
    here, asked = party.current(), documents.asked(key=key, resident=resident.key, at=at)
    if asked.signed_at is not None:
        raise refusals.NoSuchDocument(key)
    trust = trusting.current()
    if not trust.roots or not trust.crls:
        raise refusals.NoAuthorities
    named = app.open_transaction(party=here, digest=asked.digest, at=at)
    models.Signature.objects.filter(key=key).update(transaction=named)
    way = transactions.begin(
        resident=resident.key,
        browser=browser,
        scopes=types.TO_SIGN,
        need=0,
        next="",
        at=at,
        signature=key,
    )
    return relying_party.authorization_url(
        party=here,
        scopes=way.scopes,
        state=way.state,
        nonce=way.nonce,
        verifier=way.verifier,
        sign_transaction=named,
    )


def settle(
    request: HttpRequest, resident: accounts.Resident, way: transactions.Way, *, code: str, at: datetime
) -> types.Outcome:
    """Fetch the signature, check it, and keep the proof.

    Raises:
        NotProven: with its own subclass for each cause; nothing is signed.
    """
    here = party.current()
    token, _claims = relying_party.tokens_of(
        party=here, code=code, nonce=way.nonce, verifier=way.verifier, at=at
    )
    asked = documents.row_of(key=way.signature, resident=resident.key, at=at)
    cms = app.signature_of(party=here, transaction=asked.transaction, access_token=token)
    words = sealing.opened_bytes(bytes(asked.sealed), for_key=asked.key)
    try:
        said = signatures.check_signature(cms, words, trust=trusting.current(), at=at)
    except jpki_refusals.CertificateRefused as refusal:
        raise refusals.SignatureNotBelieved(refusal.reason) from refusal
    inhabitant = _inhabitant(said, resident)
    _keep(request, resident, way.signature, cms, said, inhabitant, at)
    return types.Outcome(types.Result.VERIFIED, signature=way.signature)


def _inhabitant(said: CertificateFacts, resident: accounts.Resident) -> str:
    """The one person in the register with these four facts, who is this account's if it has been proven."""
    facts = said.four_facts
    if facts is None or facts.birth_date is None:
        raise refusals.SignerDiffers
    match = register.match(
        name=facts.name,
        birth_date=facts.birth_date,
        sex=facts.sex,
        address=facts.address,
        has_substitutes=facts.has_substitutes,
    )
    if match.kind is not register.MatchKind.ONE:
        raise refusals.SignerDiffers(str(match.kind))
    if resident.inhabitant and resident.inhabitant != match.inhabitant:
        raise refusals.AnotherPerson
    return match.inhabitant


@transaction.atomic
def _keep(
    request: HttpRequest,
    resident: accounts.Resident,
    key: str,
    cms: bytes,
    said: CertificateFacts,
    inhabitant: str,
    at: datetime,
) -> None:
    row = documents.row_of(key=key, resident=resident.key, at=at, lock=True)
    if row.signed_at is not None:
        raise refusals.NoSuchDocument(key)
    row.signed_at, row.inhabitant = at, inhabitant
    row.serial, row.serial_from, row.serial_until = said.serial, said.valid_from, said.valid_until
    row.revocation_list_of = said.revocation_list_of
    row.sealed = sealing.seal_bytes(cms, for_key=key)  # the words are the room's to keep
    row.save()
    # The signature itself is good for its document alone; the session has proven who is there.
    accounts.raise_identity(
        resident=resident.key,
        inhabitant=inhabitant,
        how=accounts.Proof.SIGNATURE,
        level=accounts.Level.CERTIFICATE,
        district=register.inhabitant(inhabitant).district,
        at=at,
        request=request,
    )
    audit.record(actor=resident.key, action="signature.sign", thing=key, purpose=row.purpose, at=at)
