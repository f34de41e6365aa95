"""The city as a relying party of its own sign-in for staff: where it asks, and as whom."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse

from sagacity.identity.single_sign_on import refusals
from sagacity.kit.openid import api as openid


@dataclass(frozen=True, slots=True)
class Party:
    """What the city has agreed with its provider."""

    provider: openid.Provider
    client_id: str
    redirect_uri: str
    algorithm: str  # of id_tokens; pinned here, offered there
    scopes: tuple[str, ...]


def is_set_up() -> bool:
    """Whether the sign-in page offers it."""
    return bool(settings.STAFF_OIDC_ISSUER and settings.STAFF_OIDC_CLIENT_ID)


def current(*, at: datetime) -> Party:
    """What settings and provider say together.

    Raises:
        NotConnected, NotAgreed, openid.ProviderDown: nobody is sent there.
    """
    if not is_set_up():
        raise refusals.NotConnected
    provider = openid.provider(settings.STAFF_OIDC_ISSUER, at=at)
    if settings.STAFF_OIDC_ALGORITHM not in provider.algorithms:
        raise refusals.NotAgreed(settings.STAFF_OIDC_ALGORITHM)
    return Party(
        provider=provider,
        client_id=settings.STAFF_OIDC_CLIENT_ID,
        redirect_uri=settings.PUBLIC_URL + reverse("identity:sso-back"),
        algorithm=settings.STAFF_OIDC_ALGORITHM,
        scopes=tuple(settings.STAFF_OIDC_SCOPES.split()),
    )


def redeem(party: Party, *, code: str, verifier: str, at: datetime) -> dict[str, Any]:
    """Turn a code into tokens, proving that the city asks: by its key where it has one, else by its secret.

    Raises:
        openid.NotProven: there are none.
    """
    proof: Mapping[str, str] = {}
    basic = None
    if settings.STAFF_OIDC_KEY_FILE:
        key = _key(Path(settings.STAFF_OIDC_KEY_FILE))
        proof = openid.assertion(
            client_id=party.client_id,
            audience=party.provider.token,
            key=key,
            algorithm="ES256" if key["kty"] == "EC" else "RS256",
            at=at,
        )
    elif "client_secret_post" in party.provider.client_methods:
        proof = {"client_secret": settings.STAFF_OIDC_SECRET}
    else:
        basic = (party.client_id, settings.STAFF_OIDC_SECRET)
    return openid.redeem(
        party.provider.token,
        code=code,
        client_id=party.client_id,
        redirect_uri=party.redirect_uri,
        verifier=verifier,
        proof=proof,
        basic=basic,
    )


def _key(path: Path) -> dict[str, Any]:
    """The city's private key, as JWK or PEM; its name is its thumbprint unless it has one."""
    from joserfc.jwk import ECKey, RSAKey

    said = path.read_bytes()
    if said.lstrip().startswith(b"{"):
        read = dict(json.loads(said))
        kind = ECKey if read.get("kty") == "EC" else RSAKey
        key: ECKey | RSAKey = kind.import_key(read)
    else:
        key = ECKey.import_key(said) if b"EC PRIVATE" in said else _pem(said)
    key.ensure_kid()
    return dict(key.as_dict(private=True))


def _pem(said: bytes) -> Any:
    """PKCS#8 does not say the kind in its first line."""
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key
    from joserfc.jwk import ECKey, RSAKey

    is_curve = isinstance(load_pem_private_key(said, password=None), EllipticCurvePrivateKey)
    return (ECKey if is_curve else RSAKey).import_key(said)
