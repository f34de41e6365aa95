"""Whether an id_token is believed: one algorithm, the issuer's key, for this city, this question, now."""

import json
from datetime import datetime
from typing import Any

from sagacity.kit.openid import keyrings, refusals

SKEW = 60  # seconds clocks may differ
OLDEST = 600  # seconds a token may have been made before it is looked at


def check_id_token(
    token: str,
    *,
    issuer: str,
    client_id: str,
    algorithm: str,
    ring: keyrings.Keyring,
    nonce: str,
    at: datetime,
) -> dict[str, Any]:
    """The claims of a token that is believed; the algorithm is what was agreed, never what the token says.

    Raises:
        TokenRefused: with its own subclass for each cause.
    """
    header = _header(token)
    if header.get("alg") != algorithm:
        raise refusals.WrongAlgorithm(str(header.get("alg"))[:20])
    claims = _verified(token, ring.key(str(header.get("kid", "")), at=at), algorithm)
    _demand_parties(claims, issuer, client_id)
    _demand_time(claims, int(at.timestamp()))
    if not nonce or claims.get("nonce") != nonce:
        raise refusals.WrongNonce
    if not isinstance(claims.get("sub"), str) or not claims["sub"]:
        raise refusals.MalformedToken("sub")
    return claims


def _header(token: str) -> dict[str, Any]:
    from joserfc.util import urlsafe_b64decode

    try:
        header = json.loads(urlsafe_b64decode(token.split(".")[0].encode()))
    except (ValueError, IndexError) as problem:
        raise refusals.MalformedToken from problem
    if not isinstance(header, dict) or token.count(".") != 2:
        raise refusals.MalformedToken
    return header


def _verified(token: str, key: Any, algorithm: str) -> dict[str, Any]:
    from joserfc import errors, jwt

    try:
        return dict(jwt.decode(token, key, algorithms=[algorithm]).claims)
    except errors.BadSignatureError as problem:
        raise refusals.BadSignature from problem
    except (errors.JoseError, ValueError, TypeError) as problem:
        raise refusals.MalformedToken(type(problem).__name__) from problem


def _demand_parties(claims: dict[str, Any], issuer: str, client_id: str) -> None:
    if claims.get("iss") != issuer:
        raise refusals.WrongIssuer
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    if client_id not in audiences:
        raise refusals.WrongAudience
    # OpenID Connect Core 3.1.3.7: with several audiences, azp says for whom it was made.
    if (len(audiences) > 1 or "azp" in claims) and claims.get("azp") != client_id:
        raise refusals.WrongAudience("azp")


def _demand_time(claims: dict[str, Any], now: int) -> None:
    ends, made = _number(claims, "exp"), _number(claims, "iat")
    if now >= ends + SKEW:
        raise refusals.ExpiredToken
    if made > now + SKEW:
        raise refusals.NotYetToken
    if made < now - OLDEST - SKEW:
        raise refusals.OldToken


def _number(claims: dict[str, Any], name: str) -> float:
    said = claims.get(name)
    if isinstance(said, bool) or not isinstance(said, int | float):
        raise refusals.MalformedToken(name)
    return said
