"""Libraries of others read what we write, and the codes have the sizes we promise."""

import zlib

import base45 as rfc9285  # type: ignore[import-untyped]
import cbor2
import cwt
import pytest
import segno
from cwt.algs.ec2 import EC2Key

from sagacity.identity.cards.tests import vectors
from sagacity.identity.cards.tokens import base45, claims, cose, printed, showing, signing

LONG_ADDRESS = "みほん県みほん市みなと一丁目2番3号 みなとハイツ101号室"


def key_of(private: signing.Private, kid: bytes = b"") -> EC2Key:
    x, y = signing.coordinates(private.public_key())
    said = {1: 2, 3: -7, -1: 1, -2: x, -3: y} | ({2: kid} if kid else {})
    return EC2Key(said)


def test_an_independent_library_accepts_card_and_phone() -> None:
    text = vectors.shown()
    outer = zlib.decompress(rfc9285.b45decode(text.removeprefix(showing.PREFIX)))

    payload = cwt.COSE.new().decode(outer, key_of(vectors.PHONE))
    card, at = cbor2.loads(payload)
    city = key_of(vectors.CITY, vectors.kid(vectors.CITY))
    said = cbor2.loads(cwt.COSE.new().decode(card, city))

    assert at == vectors.AT
    assert said[claims.ISSUER] == vectors.ISSUER
    assert said[claims.ID] == vectors.CARD
    x, y = signing.coordinates(vectors.PHONE.public_key())
    assert said[claims.CONFIRMATION] == {1: {1: 2, -1: 1, -2: x, -3: y}}


def test_an_independent_library_refuses_a_strangers_card() -> None:
    city = key_of(vectors.CITY, vectors.kid(vectors.CITY))
    forged = claims.sign(vectors.hanako(), private=vectors.STRANGER, kid=vectors.kid(vectors.CITY))

    with pytest.raises(cwt.VerifyError):
        cwt.COSE.new().decode(forged, city)


def test_a_printed_card_is_a_cose_signature_too() -> None:
    said = printed.read(vectors.paper())
    whole = cbor2.dumps(
        cbor2.CBORTag(18, [said.signed.protected, {}, said.signed.payload, said.signed.signature])
    )
    city = key_of(vectors.CITY, vectors.kid(vectors.CITY))

    assert cwt.COSE.new().decode(whole, city, external_aad=b"SG2P") == said.signed.payload


@pytest.mark.parametrize("data", [b"", b"\0", b"\xff", b"AB", b"Hello!!", b"base-45", bytes(range(256))])
def test_base45_is_that_of_the_rfc(data: bytes) -> None:
    assert base45.encode(data).encode() == rfc9285.b45encode(data)
    assert base45.decode(base45.encode(data)) == data


@pytest.mark.parametrize(
    ("text", "version"),
    [
        (vectors.shown(), 13),
        (
            vectors.shown(vectors.card(name="見本 花子", birth_date=19900102, address="みほん県みほん市")),
            15,
        ),
        (vectors.paper(), 6),
    ],
    ids=["card", "with facts", "paper"],
)
def test_a_code_is_as_small_as_promised(text: str, version: int) -> None:
    code = segno.make_qr(text, error="m", boost_error=False)

    assert code.mode == "alphanumeric"
    assert int(code.version) <= version


def test_a_signature_is_spelled_as_cose_wants_it() -> None:
    signed = cose.read(vectors.card())

    assert len(signed.signature) == 64
    assert signed.kid == vectors.kid(vectors.CITY)
