"""The way of the authorization code (OpenID Connect Core 1.0, RFC 7636): set out, come back, redeem."""

import base64
import hashlib
import hmac
import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from sagacity.kit.openid import refusals, wire

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ASSERTION_LIVES = 60  # seconds


def authorization_url(
    endpoint: str,
    *,
    client_id: str,
    redirect_uri: str,
    scopes: Iterable[str],
    state: str,
    nonce: str,
    verifier: str,
    more: Mapping[str, str] | None = None,
) -> str:
    """Where the person's browser goes; PKCE is S256 always."""
    asked = {
        "response_type": "code",
        "scope": " ".join(scopes),
        "client_id": client_id,
        "redirect_uri": redirect_uri,
        "state": state,
        "nonce": nonce,
        "code_challenge": challenge(verifier),
        "code_challenge_method": "S256",
        **(more or {}),
    }
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}"


def redeem(
    endpoint: str,
    *,
    code: str,
    client_id: str,
    redirect_uri: str,
    verifier: str,
    proof: Mapping[str, str],
    basic: tuple[str, str] | None = None,
) -> dict[str, Any]:
    """Turn the code into tokens; `proof` or `basic` shows that the city asks.

    Raises:
        ProviderDown, ClientRefused, CodeRefused: there are none.
    """
    fields = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect_uri,
        "client_id": client_id,
        "code_verifier": verifier,
        **proof,
    }
    return _tokens(endpoint, fields, basic=basic, wanted=("id_token", "access_token"))


def own_token(endpoint: str, *, client_id: str, scope: str, proof: Mapping[str, str]) -> str:
    """A token of the city's own, in nobody's name (RFC 6749, 4.4); `proof` shows that the city asks.

    Raises:
        ProviderDown, ClientRefused, CodeRefused: there is none.
    """
    fields = {"grant_type": "client_credentials", "client_id": client_id, "scope": scope, **proof}
    return str(_tokens(endpoint, fields, wanted=("access_token",))["access_token"])


def _tokens(
    endpoint: str,
    fields: dict[str, str],
    *,
    wanted: tuple[str, ...],
    basic: tuple[str, str] | None = None,
) -> dict[str, Any]:
    answer = wire.post(endpoint, fields, basic=basic)
    said = answer.said if isinstance(answer.said, dict) else {}
    if answer.status == 200 and all(said.get(name) for name in wanted):
        return said
    if answer.status >= 500 or answer.status == 429:
        raise refusals.ProviderDown(f"token {answer.status}")
    if said.get("error") in {"invalid_client", "unauthorized_client"}:
        raise refusals.ClientRefused(str(said["error"]))
    raise refusals.CodeRefused(str(said.get("error", answer.status))[:40])


def assertion(
    *, client_id: str, audience: str, key: Mapping[str, Any], algorithm: str, at: datetime
) -> dict[str, str]:
    """What proves that the city asks, by its private key (RFC 7523); its number is used once."""
    from joserfc import jwk, jwt

    now = int(at.timestamp())
    claims = {
        "iss": client_id,
        "sub": client_id,
        "aud": audience,
        "jti": str(uuid.uuid4()),
        "iat": now,
        "exp": now + ASSERTION_LIVES,
    }
    header = {"alg": algorithm, "kid": key["kid"]}
    said = jwt.encode(header, claims, jwk.import_key(dict(key)), algorithms=[algorithm])
    return {"client_assertion_type": ASSERTION, "client_assertion": said}


def challenge(verifier: str) -> str:
    """S256 of RFC 7636; plain is never spoken."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def made_of(state: str, *, what: str, secret: str) -> str:
    """Verifier or nonce of a way, made from its state, so that neither is kept or travels in a cookie."""
    made = hmac.new(secret.encode(), f"{what} {state}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made).rstrip(b"=").decode()
