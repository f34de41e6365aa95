"""ECDSA on P-256 with SHA-256 (ES256); signatures are r and s, 32 bytes each, as in COSE and WebCrypto."""

import base64
import hashlib
from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from sagacity.identity.cards.tokens.refusals import BadKey

Private = ec.EllipticCurvePrivateKey
Public = ec.EllipticCurvePublicKey
_ES256 = ec.ECDSA(hashes.SHA256())
_SIGNING = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)  # RFC 6979: no bad dice, no lost key
_CURVE = ec.SECP256R1()
KID = 8  # bytes of a key's name


def sign(private: Private, message: bytes) -> bytes:
    r, s = decode_dss_signature(private.sign(message, _SIGNING))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def fits(public: Public, signature: bytes, message: bytes) -> bool:
    """Whether the signature is this key's for this message."""
    if len(signature) != 64:
        return False
    # `cryptography` speaks DER, COSE and browsers speak r and s.
    der = encode_dss_signature(int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big"))
    try:
        public.verify(der, message, _ES256)
    except InvalidSignature:
        return False
    return True


def new_private() -> Private:
    return ec.generate_private_key(_CURVE)


def private_of(number: int) -> Private:
    """A key of a known number, for vectors that must be the same each time."""
    return ec.derive_private_key(number, _CURVE)


def public_of(x: bytes, y: bytes) -> Public:
    """The key of a point.

    Raises:
        BadKey: the point is not on the curve.
    """
    numbers = ec.EllipticCurvePublicNumbers(int.from_bytes(x, "big"), int.from_bytes(y, "big"), _CURVE)
    try:
        return numbers.public_key()
    except ValueError as problem:
        raise BadKey("a point that is not on P-256") from problem


def coordinates(public: Public) -> tuple[bytes, bytes]:
    numbers = public.public_numbers()
    return numbers.x.to_bytes(32, "big"), numbers.y.to_bytes(32, "big")


def from_jwk(jwk: Mapping[str, object]) -> tuple[bytes, bytes]:
    """The point of a public key as browsers write it (RFC 7517), checked to be on the curve.

    Raises:
        BadKey: it is none, or the private part came along.
    """
    if jwk.get("kty") != "EC" or jwk.get("crv") != "P-256" or "d" in jwk:
        raise BadKey("not a public key on P-256")
    x, y = (unpadded(str(jwk.get(name, ""))) for name in ("x", "y"))
    if len(x) != 32 or len(y) != 32:
        raise BadKey("coordinates of 32 bytes were expected")
    public_of(x, y)
    return x, y


def to_jwk(x: bytes, y: bytes) -> dict[str, str]:
    return {"kty": "EC", "crv": "P-256", "x": padless(x), "y": padless(y)}


def kid_of(x: bytes, y: bytes) -> bytes:
    """The name of a key: the first bytes of its digest, so that nobody has to give names."""
    return hashlib.sha256(x + y).digest()[:KID]


def padless(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unpadded(text: str) -> bytes:
    """The bytes of base64url without padding; empty where the text is none."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return b""
