"""Tokens and facts of the demonstration's server, right or wrong as it was told."""

import base64
import hashlib
import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sagacity.identity.verification.providers.demo_cards import Mischief

if TYPE_CHECKING:
    from joserfc.jwk import ECKey

    from sagacity.identity.verification.providers.demo_requests import Request

LIVES = 300


def _new_key() -> "ECKey":
    from joserfc.jwk import ECKey

    return ECKey.generate_key("P-256", auto_kid=True)


@dataclass(slots=True)
class SigningKeys:
    """The keys the server publishes; the last signs."""

    published: list["ECKey"] = field(default_factory=lambda: [_new_key()])

    def rotate(self) -> None:
        self.published.append(_new_key())

    def public(self) -> list[dict[str, Any]]:
        return [{**key.as_dict(private=False), "use": "sig", "alg": "ES256"} for key in self.published]


def id_token(keys: SigningKeys, issuer: str, client_id: str, going: "Request") -> str:
    from joserfc import jwk, jwt

    mischief, now = going.mischief, int(time.time())
    claims = _claims(issuer, client_id, going, now)
    if mischief is Mischief.ALG_NONE:
        return f"{_part({'alg': 'none'})}.{_part(claims)}."
    if mischief is Mischief.ALG_HS256:  # the public key as a secret: the old confusion
        secret = jwk.OctKey.import_key(json.dumps(keys.public()[-1]))
        return jwt.encode({"alg": "HS256", "kid": keys.published[-1].kid}, claims, secret)
    if mischief is Mischief.ROTATED_KEY:
        keys.rotate()
    key = _new_key() if mischief is Mischief.UNKNOWN_KEY else keys.published[-1]
    signed_by = _new_key() if mischief is Mischief.BROKEN_SIGNATURE else key
    return jwt.encode({"alg": "ES256", "kid": key.kid}, claims, signed_by)


def facts(going: "Request") -> dict[str, Any]:
    """What userinfo says: only what was asked for."""
    card, scopes = going.card, going.asked["scope"].split()
    assert card is not None
    said: dict[str, Any] = {"sub": subject(going)}
    if going.mischief is Mischief.OTHER_SUBJECT:
        said["sub"] = "somebody-else"
    if "name" in scopes:
        said["name"] = card.name
    if "birthdate" in scopes:
        said["birthdate"] = f"{card.birth_date:%Y%m%d}"
    if "gender" in scopes:
        said["gender"] = {"male": "1", "female": "2"}.get(card.sex, "9")
    if "address" in scopes and going.mischief is not Mischief.MISSING_FACT:
        said["address"] = card.address
    return said


def subject(going: "Request") -> str:
    """Pairwise: the same person has another number at each service, and keeps it."""
    card = going.card
    assert card is not None
    said = f"{going.asked['client_id']}|{card.key}|{card.birth_date}"
    return hashlib.sha256(said.encode()).hexdigest()[:36]


def _claims(issuer: str, client_id: str, going: "Request", now: int) -> dict[str, Any]:
    mischief = going.mischief
    shift = {Mischief.EXPIRED_TOKEN: -LIVES - 120, Mischief.OLD_TOKEN: -3600, Mischief.FUTURE_TOKEN: 300}
    made = now + shift.get(mischief, 0)
    acr = "aal3" if mischief is Mischief.NO_CRL else going.asked.get("acr_values", "aal3")
    return {
        "iss": "https://elsewhere.example/realms/main" if mischief is Mischief.FOREIGN_ISSUER else issuer,
        "aud": "somebody-else" if mischief is Mischief.FOREIGN_AUDIENCE else client_id,
        "sub": subject(going),
        "iat": made,
        "exp": made + LIVES + (7200 if mischief is Mischief.OLD_TOKEN else 0),
        "nonce": "another" if mischief is Mischief.WRONG_NONCE else going.asked["nonce"],
        "acr": acr,
    }


def _part(said: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()
