"""Every bad certificate, signature and token is refused with its own reason; others read a good one too."""

import json
import zlib
from collections.abc import Mapping
from datetime import datetime

import base45  # type: ignore[import-untyped]
import cbor2
import cwt
import pytest
from cwt.algs.ec2 import EC2Key

from sagacity.identity.cards.tests import vectors
from sagacity.identity.cards.tests.test_vectors import reader
from sagacity.identity.cards.tokens import refusals as card_refusals
from sagacity.identity.cards.tokens import showing, signing
from sagacity.identity.cards.tokens.seen import Seen
from sagacity.identity.verification import refusals as way_refusals
from sagacity.identity.verification.jpki import certificates, refusals, signatures
from sagacity.identity.verification.jpki.types import Purpose
from sagacity.identity.verification.providers.demo_authority import Authority, Card
from sagacity.identity.verification.testing import bad_certificates, bad_tokens

SHOWN = [case for case in json.loads(vectors.FILE.read_text("utf-8"))["cases"] if case["reason"]]
# What the way to the app and back refuses, not the token by itself: told in `test_the_way.py`.
NOT_OF_A_TOKEN = {way_refusals.OtherSubject}
# What a door refuses, for which a signature certificate is no key: told in `test_certificates.py`.
NOT_FOR_SIGNING = {refusals.SigningCannotAuthenticate}


@pytest.mark.parametrize("story", bad_certificates.BAD)
def test_a_bad_certificate(story: str, at: datetime) -> None:
    make, refusal = bad_certificates.BAD[story]
    card, trust = make(Authority(at))
    der = card.der if isinstance(card, Card) else card

    with pytest.raises(refusals.CertificateRefused) as refused:
        certificates.check_certificate(der, trust=trust, at=at, purpose=Purpose.SIGN)

    assert (type(refused.value), refused.value.reason) == (refusal, refusal.reason)


@pytest.mark.parametrize("story", bad_certificates.BAD_SIGNATURES)
def test_a_bad_signature(story: str, at: datetime) -> None:
    make, refusal = bad_certificates.BAD_SIGNATURES[story]
    cms, trust = make(Authority(at))

    with pytest.raises(refusals.CertificateRefused) as refused:
        signatures.check_signature(cms, bad_certificates.DOCUMENT, trust=trust, at=at)

    assert (type(refused.value), refused.value.reason) == (refusal, refusal.reason)


@pytest.mark.parametrize("story", bad_tokens.BAD)
def test_a_bad_token_of_the_authentication_app(story: str, at: datetime) -> None:
    make, refusal = bad_tokens.BAD[story]

    with pytest.raises(way_refusals.TokenRefused) as refused:
        bad_tokens.checked(make(at), at)

    assert (type(refused.value), refused.value.reason) == (refusal, refusal.reason)


@pytest.mark.parametrize("case", SHOWN, ids=[case["name"] for case in SHOWN])
def test_a_bad_text_of_a_citizen_card(case: dict[str, str], at: datetime) -> None:
    seen, shown_at = Seen(), int(case["at"])
    if case["again"]:
        reader().read(case["text"], at=shown_at, seen=seen)

    with pytest.raises(card_refusals.CardRefused) as refused:
        reader().read(case["text"], at=shown_at, seen=seen)

    assert refused.value.reason == case["reason"]


def test_no_reason_is_without_an_example() -> None:
    def told(table: Mapping[str, tuple[object, type[Exception]]]) -> set[type[Exception]]:
        return {refusal for _, refusal in table.values()}

    of_papers = told(bad_certificates.BAD) | told(bad_certificates.BAD_SIGNATURES) | NOT_FOR_SIGNING
    assert _kinds(refusals.CertificateRefused) == of_papers
    assert _kinds(way_refusals.TokenRefused) == told(bad_tokens.BAD) | NOT_OF_A_TOKEN
    assert {case["reason"] for case in SHOWN} == {one.reason for one in card_refusals.ALL}


def test_every_reason_has_a_code_of_its_own() -> None:
    for family in (refusals.CertificateRefused, way_refusals.NotProven, card_refusals.CardRefused):
        kinds = _kinds(family)
        assert len({getattr(kind, "reason", "") for kind in kinds} | {family.reason}) == len(kinds) + 1


def test_good_ones_are_believed(at: datetime) -> None:
    ca = Authority(at)
    below, trust = bad_certificates.between(ca)
    assert isinstance(below, Card)

    for card, known in ((ca.issue(), ca.trust()), (below, trust)):
        cms = card.signs(bad_certificates.DOCUMENT)
        said = signatures.check_signature(cms, bad_certificates.DOCUMENT, trust=known, at=at)
        assert said.four_facts is not None
    assert bad_tokens.checked(bad_tokens.token(at), at)["sub"] == "s"


def test_libraries_of_others_believe_a_good_card_and_no_forged_one() -> None:
    text = vectors.shown()
    outer = zlib.decompress(base45.b45decode(text.removeprefix(showing.PREFIX)))
    city = _key(vectors.CITY, vectors.kid(vectors.CITY))

    card, shown_at = cbor2.loads(cwt.COSE.new().decode(outer, _key(vectors.PHONE)))
    claims = cwt.decode(card, city)

    assert shown_at == vectors.AT
    assert (claims[1], claims[7]) == (vectors.ISSUER, vectors.CARD)
    with pytest.raises(cwt.VerifyError):
        cwt.decode(card[:-1] + bytes([card[-1] ^ 1]), city)


def _key(private: signing.Private, kid: bytes = b"") -> EC2Key:
    x, y = signing.coordinates(private.public_key())
    return EC2Key({1: 2, 3: -7, -1: 1, -2: x, -3: y} | ({2: kid} if kid else {}))


def _kinds(family: type[Exception]) -> set[type[Exception]]:
    found: set[type[Exception]] = set()
    for kind in family.__subclasses__():
        found |= {kind} | _kinds(kind)
    return found
