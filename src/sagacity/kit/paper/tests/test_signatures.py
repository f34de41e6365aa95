"""A signed document is what the city gave out, to the last bit; others' readers of PDF say the same."""

import io
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from sagacity.kit import house_secrets
from sagacity.kit.paper import api as paper
from sagacity.kit.paper.api import Judgement
from sagacity.kit.paper.signatures import keys
from sagacity.kit.paper.testing import TimestampAuthority

PAGE = Path(__file__).parent / "page.typ"
TRIES = 300


@pytest.fixture(autouse=True)
def own_keys(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def document(at: datetime) -> bytes:
    return _signed("佐賀 花子", at)


def _signed(text: str, at: datetime) -> bytes:
    made = paper.pdf(template=PAGE, fields={"text": text}, at=at)
    return paper.sign(made, at=at, reason="R8-RC-000001-2").pdf


def _judged(pdf: bytes, at: datetime) -> Judgement:
    return paper.judge(pdf, at=at).judgement


def test_a_document_holds_as_it_was_given_out(document: bytes, at: datetime) -> None:
    assert _judged(document, at) is Judgement.HOLDS


def test_signing_leaves_every_byte_of_the_page(at: datetime) -> None:
    made = paper.pdf(template=PAGE, fields={"text": "参加証"}, at=at)

    signed = paper.sign(made, at=at).pdf

    assert signed.startswith(made)


def test_the_validator_of_others_finds_it_sound_and_over_the_whole_file(document: bytes) -> None:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    (signature,) = PdfFileReader(io.BytesIO(document)).embedded_signatures
    trust = ValidationContext(trust_roots=[signature.signer_cert], allow_fetching=False)
    found = validate_pdf_signature(signature, trust)

    assert found.bottom_line
    assert found.coverage is SignatureCoverageLevel.ENTIRE_FILE
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"


def test_a_bit_turned_round_anywhere_is_found(document: bytes, at: datetime) -> None:
    chance = random.Random(412015)
    for _ in range(TRIES):
        changed = bytearray(document)
        changed[chance.randrange(len(document))] ^= 1 << chance.randrange(8)

        assert _judged(bytes(changed), at) is not Judgement.HOLDS


def test_a_document_cut_short_or_made_longer_is_found(document: bytes, at: datetime) -> None:
    assert _judged(document[:-1], at) is not Judgement.HOLDS
    assert _judged(document + b"\n", at) is Judgement.ADDED_TO


def test_a_page_written_over_by_an_update_at_the_end_is_found(document: bytes, at: datetime) -> None:
    from pyhanko.pdf_utils.generic import NameObject, NumberObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(document))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page[NameObject("/Rotate")] = NumberObject(180)  # type: ignore[no-untyped-call]
    writer.update_container(page)
    written = io.BytesIO()
    writer.write(written)  # type: ignore[no-untyped-call]

    assert _judged(written.getvalue(), at) is Judgement.ADDED_TO


def test_the_signature_of_another_document_does_not_hold_here(document: bytes, at: datetime) -> None:
    other = _signed("佐賀 太郎", at)
    start, end = _place(document)
    theirs = other[slice(*_place(other))]

    assert len(theirs) == end - start
    assert _judged(document[:start] + theirs + document[end:], at) is Judgement.CHANGED


def test_the_key_of_another_city_is_not_ours(
    document: bytes, at: datetime, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path / "another city"

    assert _judged(document, at) is Judgement.ANOTHER_KEY
    assert _judged(_signed("佐賀 花子", at), at) is Judgement.HOLDS


def test_a_document_without_signature_and_a_file_of_another_kind_are_said_so(at: datetime) -> None:
    assert _judged(paper.pdf(template=PAGE, fields={"text": "a"}, at=at), at) is Judgement.NOT_SIGNED
    assert _judged(b"\x89PNG and more", at) is Judgement.NO_PDF
    assert _judged(b"%PDF-1.7 /ByteRange [0 10 5 99999999]", at) is not Judgement.HOLDS


def test_a_new_key_signs_and_the_documents_of_the_old_one_still_hold(document: bytes, at: datetime) -> None:
    secret = keys.as_secret()
    before = keys.current(at=at).certificate

    secret.rotate(at + timedelta(days=1))

    assert keys.current(at=at).certificate != before
    assert _judged(document, at) is Judgement.HOLDS
    assert _judged(_signed("佐賀 花子", at), at) is Judgement.HOLDS
    assert len(paper.certificates(at=at)) == 2
    assert len(secret.found()) == 1  # the old key is gone, its certificate stays
    assert all(file.stat().st_mode & 0o077 == 0 for file in secret.found())


def test_a_key_that_was_given_to_the_city_signs_with_its_chain(
    at: datetime, settings: Settings, tmp_path: Path
) -> None:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import pkcs12

    theirs = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    certificate = keys.certified(theirs, at=at)
    file = tmp_path / "given.p12"
    sealing = serialization.BestAvailableEncryption(b"secret words")
    file.write_bytes(pkcs12.serialize_key_and_certificates(b"city", theirs, certificate, None, sealing))
    settings.DOCUMENT_KEY_FILE, settings.DOCUMENT_KEY_PASSWORD = str(file), "secret words"

    assert _judged(_signed("佐賀 花子", at), at) is Judgement.HOLDS
    with pytest.raises(house_secrets.CannotChange):
        keys.as_secret().rotate(at)


@pytest.fixture
def authority(settings: Settings) -> Iterator[TimestampAuthority]:
    with TimestampAuthority() as one:
        settings.TIMESTAMP_URL = one.address
        yield one


def test_a_timestamp_authority_says_when_it_was_signed(authority: TimestampAuthority, at: datetime) -> None:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    made = paper.pdf(template=PAGE, fields={"text": "a"}, at=at)
    signed = paper.sign(made, at=at)

    assert signed.has_stamp
    assert _judged(signed.pdf, at) is Judgement.HOLDS
    (theirs,) = PdfFileReader(io.BytesIO(signed.pdf)).embedded_signatures
    found = validate_pdf_signature(
        theirs,
        ValidationContext(trust_roots=[theirs.signer_cert], allow_fetching=False),
        ValidationContext(trust_roots=[_as_theirs(authority.certificate)], allow_fetching=False),
    )
    assert found.bottom_line
    assert found.timestamp_validity is not None
    assert found.timestamp_validity.valid
    assert abs(found.timestamp_validity.timestamp - datetime.now(UTC)) < timedelta(minutes=10)


def test_a_silent_authority_stops_no_document(authority: TimestampAuthority, at: datetime) -> None:
    authority.is_silent = True
    made = paper.pdf(template=PAGE, fields={"text": "a"}, at=at)

    signed = paper.sign(made, at=at)

    assert not signed.has_stamp
    assert _judged(signed.pdf, at) is Judgement.HOLDS


def _place(pdf: bytes) -> tuple[int, int]:
    start = pdf.index(b"/Contents <", pdf.index(b"/ByteRange")) + len(b"/Contents ")
    return start, pdf.index(b">", start) + 1


def _as_theirs(certificate: Any) -> Any:
    from asn1crypto import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    return x509.Certificate.load(certificate.public_bytes(Encoding.DER))
