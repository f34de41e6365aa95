"""Short-lived tokens (RFC 7519, HS256): whoever holds a key gets one, and shows it instead of the key."""

import base64
import binascii
import hashlib
import hmac
import secrets
from dataclasses import dataclass

import msgspec

LIFE_S = 600
_HEADER = base64.urlsafe_b64encode(b'{"alg":"HS256","typ":"JWT"}').rstrip(b"=")


class Claims(msgspec.Struct, frozen=True):
    """What a token says: the id of the key, words of what may be done, when it was made and ends (s)."""

    sub: str
    scope: str
    iat: int
    exp: int


@dataclass(frozen=True, slots=True)
class Signer:
    """Makes tokens and knows its own; an empty secret is replaced by one that dies with this process."""

    secret: str = ""
    _key: bytes = b""

    def __post_init__(self) -> None:
        material = self.secret.encode() or secrets.token_bytes(32)
        object.__setattr__(self, "_key", hmac.digest(material, b"broker tokens", "sha256"))

    def make(self, key: str, scope: str, *, at: int) -> str:
        """A token for LIFE_S seconds; ``at`` in milliseconds."""
        claims = Claims(key, scope, at // 1000, at // 1000 + LIFE_S)
        said = _HEADER + b"." + base64.urlsafe_b64encode(msgspec.json.encode(claims)).rstrip(b"=")
        return (said + b"." + self._seal(said)).decode()

    def read(self, token: str, *, at: int) -> Claims | None:
        """What a token says, None if it is not ours or has ended."""
        said, _, seal = token.encode("utf-8", "replace").rpartition(b".")
        if not hmac.compare_digest(self._seal(said), seal):
            return None
        body = said.partition(b".")[2]
        try:
            claims = _decoder.decode(base64.urlsafe_b64decode(body + b"=" * (-len(body) % 4)))
        except (msgspec.MsgspecError, binascii.Error):
            return None
        return claims if claims.exp * 1000 > at else None

    def _seal(self, said: bytes) -> bytes:
        return base64.urlsafe_b64encode(hmac.digest(self._key, said, hashlib.sha256)).rstrip(b"=")


_decoder = msgspec.json.Decoder(Claims)
