"""Encrypting a push message for one browser (RFC 8291, aes128gcm): push services cannot read it."""

import base64
import binascii
import hmac
import os

from cryptography.exceptions import InvalidKey, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

LARGEST = 3993  # bytes of plain text that fit one record of 4,096, which is all a push service must take
POINT, AUTH, SALT = 65, 16, 16
_CURVE = ec.SECP256R1()
_ECDH = ec.ECDH()
_RECORD = (4096).to_bytes(4, "big") + bytes([POINT])
_CEK = b"Content-Encoding: aes128gcm\x00\x01"
_NONCE = b"Content-Encoding: nonce\x00\x01"


class UnusableKeys(ValueError):
    """These are not a point of the curve and a secret of 16 bytes: nothing can be encrypted for them."""


class TooLong(ValueError):
    """The message does not fit what push services take."""


class Sender:
    """One sender's key. A batch of the same words may share it; what is for one person takes a fresh one.

    Messages of one key can be told to come from one sender: no matter where the whole city gets the same.
    """

    def __init__(self, private: ec.EllipticCurvePrivateKey | None = None) -> None:
        self._private = private or ec.generate_private_key(_CURVE)
        self._public = self._private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def encrypt(self, message: bytes, *, p256dh: bytes, auth: bytes, salt: bytes = b"") -> bytes:
        """The body of the request to the push service; `salt` is only ever given by a test.

        Raises:
            UnusableKeys, TooLong: nothing was encrypted.
        """
        if len(message) > LARGEST:
            raise TooLong(f"{len(message)} bytes, at most {LARGEST}")
        shared = self._shared(p256dh, auth)
        salt = salt or os.urandom(SALT)
        prk = hmac.digest(auth, shared, "sha256")
        ikm = hmac.digest(prk, b"WebPush: info\x00" + p256dh + self._public + b"\x01", "sha256")
        prk = hmac.digest(salt, ikm, "sha256")
        key = hmac.digest(prk, _CEK, "sha256")[:16]
        nonce = hmac.digest(prk, _NONCE, "sha256")[:12]
        return salt + _RECORD + self._public + AESGCM(key).encrypt(nonce, message + b"\x02", None)

    def _shared(self, p256dh: bytes, auth: bytes) -> bytes:
        if len(auth) != AUTH or len(p256dh) != POINT:
            raise UnusableKeys("p256dh has 65 bytes and auth 16")
        try:
            point = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, p256dh)
            return self._private.exchange(_ECDH, point)
        except (ValueError, InvalidKey, UnsupportedAlgorithm) as problem:
            raise UnusableKeys("p256dh is no point of the curve P-256") from problem


def decode(text: str) -> bytes:
    """Bytes of base64url, with or without the padding that browsers leave out.

    Raises:
        UnusableKeys: it is no base64url.
    """
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as problem:
        raise UnusableKeys("not base64url") from problem


def encode(raw: bytes) -> str:
    """Base64url without padding, as all of web push writes it."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def check_keys(*, p256dh: str, auth: str) -> None:
    """Look at a browser's keys before they are kept.

    Raises:
        UnusableKeys: nothing could ever be encrypted with them.
    """
    Sender().encrypt(b"", p256dh=decode(p256dh), auth=decode(auth))
