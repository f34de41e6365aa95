"""What the demonstration's server demands of the city, as the real one does."""

import base64
import hashlib
import time
from typing import Any
from urllib.parse import urlsplit

MOST_NUMBERS = 10_000


class Numbers:
    """Numbers of client assertions that were used; each is forgotten when its assertion is over anyway."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}

    def use(self, number: str, *, until: float, now: float) -> bool:
        """Whether it is used for the first time."""
        if number in self._until:
            return False
        if len(self._until) >= MOST_NUMBERS:
            self._until = {one: ends for one, ends in self._until.items() if ends > now}
        self._until[number] = until
        return True


_ASKED = ("response_type", "scope", "client_id", "redirect_uri", "state", "nonce", "code_challenge")
_LOOPBACK = {"localhost", "127.0.0.1"}
LONGEST_ASSERTION = 300  # seconds


def of_authorization(asked: dict[str, str], client_id: str, redirect_uris: tuple[str, ...]) -> str:
    """What is wrong with an authorization request; empty when nothing is."""
    missing = [name for name in _ASKED if not asked.get(name)]
    if missing:
        return f"{', '.join(missing)} がありません"
    if asked["response_type"] != "code" or asked["client_id"] != client_id:
        return "response_type か client_id が違います"
    if asked.get("code_challenge_method") != "S256" or len(asked["code_challenge"]) != 43:
        return "PKCE は S256 だけです"
    if "openid" not in asked["scope"].split():
        return "scope に openid が要ります"
    there = asked["redirect_uri"]
    is_known = there in redirect_uris if redirect_uris else urlsplit(there).hostname in _LOOPBACK
    return "" if is_known else "登録のない redirect_uri です"


def of_code(said: dict[str, str], asked: dict[str, str]) -> str:
    """What is wrong with a code that is redeemed."""
    if said.get("grant_type") != "authorization_code" or said.get("redirect_uri") != asked["redirect_uri"]:
        return "grant_type or redirect_uri"
    digest = hashlib.sha256(said.get("code_verifier", "").encode()).digest()
    made = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return "" if made == asked["code_challenge"] else "code_verifier"


def of_client(
    said: dict[str, str],
    *,
    client_id: str,
    audience: str,
    keys: dict[str, Any],
    known: Numbers,
    algorithms: tuple[str, ...],
) -> str:
    """What is wrong with the proof that the city asks (RFC 7523); each number counts once."""
    from joserfc import errors, jwk, jwt

    if said.get("client_assertion_type") != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer":
        return "client_assertion_type"
    try:
        ring = jwk.KeySet.import_key_set(keys)  # type: ignore[arg-type]
        claims = jwt.decode(said.get("client_assertion", ""), ring, algorithms=list(algorithms)).claims
    except (errors.JoseError, ValueError, TypeError, KeyError) as problem:
        return type(problem).__name__
    if claims.get("iss") != client_id or claims.get("sub") != client_id or claims.get("aud") != audience:
        return "iss, sub or aud"
    now, ends, jti = time.time(), claims.get("exp"), claims.get("jti")
    if not isinstance(ends, int) or not now < ends <= now + LONGEST_ASSERTION:
        return "exp"
    is_new = isinstance(jti, str) and known.use(jti, until=ends, now=now)
    return "" if is_new else "jti"
