"""Tokens of other issuers (RFC 7519, RFC 9068): who signed them, for whom, until when, for what."""

import base64
import binascii
from dataclasses import dataclass

import msgspec

from sagacity.broker.access.grants import Grant
from sagacity.broker.access.issuers import Issuer
from sagacity.broker.access.keysets import Fetch, Keyset
from sagacity.broker.entity import Json
from sagacity.broker.refusals import NoKey, NotAllowed

SKEW_S = 60  # clocks of two servers differ
BELIEVED_S = 600  # after that a token is read again, in case its issuer withdrew the key
LONGEST = 16_384  # bytes of a token
LONGEST_NAME = 200
_TYPES = ("jwt", "at+jwt", "application/at+jwt")


class _Header(msgspec.Struct):
    alg: str
    kid: str
    typ: str = "JWT"
    crit: Json = None


class _Claims(msgspec.Struct):
    iss: str
    aud: str | list[str]
    exp: int | float
    nbf: int | float = 0
    iat: int | float = 0
    typ: str = "Bearer"  # as Keycloak tells access tokens from its other ones


@dataclass(frozen=True, slots=True)
class Known:
    """A token that holds: its issuer, its client, what it may do, and how long it is believed (ms)."""

    issuer: Issuer
    client: str
    grants: tuple[Grant, ...]
    ends: int


class Foreign:
    """All issuers of the house with their keys."""

    def __init__(self, issuers: tuple[Issuer, ...], fetch: Fetch) -> None:
        self._issuers = {one.issuer: (one, Keyset(one.keys, fetch)) for one in issuers}

    def __bool__(self) -> bool:
        return bool(self._issuers)

    async def read(self, token: str, *, at: int) -> Known:
        """What a token stands for; ``at`` in milliseconds. Nothing it says is believed before the signature.

        Raises:
            NoKey: it does not hold. NotAllowed: it does, but none of its words means anything here.
        """
        header, said = _peek(token)
        if said.iss not in self._issuers:
            raise NoKey("the token is of an issuer that this platform does not know")
        issuer, keyset = self._issuers[said.iss]
        if header.alg not in issuer.algorithms or header.typ.lower() not in _TYPES or header.crit is not None:
            raise NoKey(f"a token is signed with one of: {', '.join(issuer.algorithms)}")
        key = await keyset.find(header.kid, header.alg, at=at)
        if key is None:
            raise NoKey("the token names a key that its issuer does not publish")
        claims = _verified(token, key, header.alg)
        _check(msgspec.convert(claims, _Claims), issuer, now=at / 1000)
        ends = min(said.exp + SKEW_S, at / 1000 + BELIEVED_S)
        return _known(issuer, claims, ends=int(ends * 1000))


def _peek(token: str) -> tuple[_Header, _Claims]:
    parts = token.split(".")
    if len(parts) != 3 or len(token) > LONGEST:
        raise NoKey("this is no token")
    try:
        return _header.decode(_bytes(parts[0])), _claims.decode(_bytes(parts[1]))
    except (msgspec.MsgspecError, binascii.Error, UnicodeError) as problem:
        raise NoKey("a token needs alg and kid, and says iss, aud and exp") from problem


def _bytes(part: str) -> bytes:
    return base64.b64decode(part.encode("ascii") + b"=" * (-len(part) % 4), altchars=b"-_", validate=True)


def _verified(token: str, key: object, algorithm: str) -> dict[str, Json]:
    from joserfc import jwt
    from joserfc.errors import JoseError

    try:
        return jwt.decode(token, key, algorithms=[algorithm]).claims  # type: ignore[arg-type]
    except (JoseError, ValueError, TypeError) as problem:
        raise NoKey("the signature of the token is not that of its issuer") from problem


def _check(claims: _Claims, issuer: Issuer, *, now: float) -> None:
    audience = [claims.aud] if isinstance(claims.aud, str) else claims.aud
    if claims.iss != issuer.issuer or issuer.audience not in audience:
        raise NoKey(f"the token was not given for {issuer.audience}")
    if not claims.exp > now - SKEW_S:
        raise NoKey("the token has ended; ask its issuer for a new one")
    if not (claims.nbf <= now + SKEW_S and claims.iat <= now + SKEW_S):
        raise NoKey("the token does not hold yet; are the clocks right?")
    if claims.typ != "Bearer":
        raise NoKey(f"this is a token of the kind {claims.typ}; an access token is needed")


def _known(issuer: Issuer, claims: dict[str, Json], *, ends: int) -> Known:
    named = (claims.get(one) for one in (*issuer.client, "sub"))
    client = next((one for one in named if isinstance(one, str) and one), "")
    if not client or len(client) > LONGEST_NAME:
        raise NoKey(f"the token does not name its client in {' or '.join(issuer.client)}")
    words: set[str] = set()
    for path in issuer.claims:
        words |= _words(claims, path)
    grants = issuer.grants_of(words)
    if not grants:
        wanted = ", ".join(sorted({one.word for one in issuer.grant}))
        raise NotAllowed(f"the token holds none of the words that mean something here: {wanted}")
    return Known(issuer, client, grants, ends)


def _words(claims: Json, path: tuple[str, ...]) -> set[str]:
    for name in path:
        claims = claims.get(name) if isinstance(claims, dict) else None
    listed = claims.split() if isinstance(claims, str) else claims
    return {one for one in listed if isinstance(one, str)} if isinstance(listed, list) else set()


_header = msgspec.json.Decoder(_Header)
_claims = msgspec.json.Decoder(_Claims)
