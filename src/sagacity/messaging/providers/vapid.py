"""Who sends a push message (VAPID, RFC 8292): a token signed once per push service and half day."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sagacity.messaging.providers.rfc8291 import UnusableKeys, decode, encode

USED_FOR = timedelta(hours=12)
GOOD_FOR = timedelta(hours=18)  # RFC 8292 allows 24; clocks of push services may be late
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_HEAD = encode(b'{"typ":"JWT","alg":"ES256"}')


class BrokenVapidKey(ValueError):
    """SAGACITY_VAPID_KEY is no private key: 43 characters of base64url, or empty to have one made."""


@dataclass(slots=True)
class Signer:
    """The city's own key for push, and the tokens it has signed."""

    private: ec.EllipticCurvePrivateKey
    contact: str
    public: str = field(init=False)
    _signed: dict[str, tuple[datetime, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        raw = self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.public = encode(raw)

    def authorization(self, origin: str, *, at: datetime) -> str:
        """The header for requests to one push service."""
        until, header = self._signed.get(origin, (at, ""))
        if not header or at >= until or until - at > USED_FOR:
            header = f"vapid t={self._token(origin, at)}, k={self.public}"
            self._signed[origin] = (at + USED_FOR, header)
        return header

    def _token(self, origin: str, at: datetime) -> str:
        claims = {"aud": origin, "exp": int((at + GOOD_FOR).timestamp()), "sub": self.contact}
        signed = f"{_HEAD}.{encode(json.dumps(claims).encode())}"
        r, s = decode_dss_signature(self.private.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
        return f"{signed}.{encode(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"


def signer(*, secret: str, contact: str) -> Signer:
    """The signer of a secret: a key of 32 bytes as tools write it, or 48 bytes made for us.

    Raises:
        BrokenVapidKey: it is neither.
    """
    try:
        raw = decode(secret.strip())
    except UnusableKeys as problem:
        raise BrokenVapidKey("not base64url") from problem
    number = int.from_bytes(raw, "big")
    if len(raw) == 48:  # 128 bits more than the order: each key is as likely as any (FIPS 186-5, A.2.1)
        number = number % (_ORDER - 1) + 1
    if len(raw) not in {32, 48} or not 0 < number < _ORDER:
        raise BrokenVapidKey(f"{len(raw)} bytes, not 32")
    return Signer(private=ec.derive_private_key(number, ec.SECP256R1()), contact=contact)


@lru_cache(maxsize=64)
def topic(key: str) -> str:
    """The Topic of a notice (RFC 8030 §5.4): a later message of the same Topic replaces one still waiting."""
    return encode(hashlib.sha256(key.encode()).digest())[:32]
