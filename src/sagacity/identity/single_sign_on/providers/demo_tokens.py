"""Tokens of the demonstration's provider, in the manners of Keycloak or Entra ID, right or wrong as told."""

import base64
import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from sagacity.identity.single_sign_on.providers.demo_people import DOMAIN, Member, Mischief, Profile

if TYPE_CHECKING:
    from joserfc.jwk import RSAKey

LIVES = 300


def _new_key() -> "RSAKey":
    from joserfc.jwk import RSAKey

    return RSAKey.generate_key(2048, auto_kid=True)


@dataclass(slots=True)
class SigningKeys:
    """The keys the server publishes; the last signs."""

    published: list["RSAKey"] = field(default_factory=lambda: [_new_key()])

    def rotate(self) -> None:
        self.published.append(_new_key())

    def public(self) -> list[dict[str, Any]]:
        # Entra ID names no algorithm with its keys; whoever needs the name there does not work with it.
        return [{**key.as_dict(private=False), "use": "sig"} for key in self.published]


def id_token(
    keys: SigningKeys,
    *,
    profile: Profile,
    issuer: str,
    client_id: str,
    nonce: str,
    member: Member,
    signed_in_at: int,
    mischief: Mischief,
) -> str:
    from joserfc import jwk, jwt

    claims = _claims(profile, issuer, client_id, nonce, member, signed_in_at)
    claims |= _wrong(mischief, claims)
    if mischief is Mischief.ALG_NONE:
        return f"{_part({'alg': 'none'})}.{_part(claims)}."
    if mischief is Mischief.ALG_HS256:  # the public key as a secret: the old confusion
        secret = jwk.OctKey.import_key(json.dumps(keys.public()[-1]))
        return jwt.encode({"alg": "HS256", "kid": keys.published[-1].kid}, claims, secret)
    if mischief is Mischief.ROTATED_KEY:
        keys.rotate()
    key = _new_key() if mischief is Mischief.UNKNOWN_KEY else keys.published[-1]
    signed_by = _new_key() if mischief is Mischief.BROKEN_SIGNATURE else key
    return jwt.encode({"alg": "RS256", "kid": key.kid, "typ": "JWT"}, claims, signed_by)


def group_id(name: str) -> str:
    """Entra ID names groups by numbers."""
    return str(uuid5(NAMESPACE_URL, f"https://{DOMAIN}/groups/{name}"))


def _claims(
    profile: Profile, issuer: str, client_id: str, nonce: str, member: Member, signed_in_at: int
) -> dict[str, Any]:
    now = int(time.time())
    both = {
        "iss": issuer,
        "aud": client_id,
        "iat": now,
        "exp": now + LIVES,
        "nonce": nonce,
        "name": member.name,
    }
    if profile is Profile.ENTRA:
        return both | {
            "sub": f"pairwise-{client_id}-{member.key}",
            "oid": str(uuid5(NAMESPACE_URL, member.key)),
            "tid": issuer.split("/")[-2],
            "nbf": now,
            "ver": "2.0",
            "preferred_username": f"{member.login.title()}@{DOMAIN}",
            "department": member.division,
            "groups": [group_id(one) for one in member.groups],
        }
    return both | {
        "sub": str(uuid5(NAMESPACE_URL, member.key)),
        "azp": client_id,
        "typ": "ID",
        "acr": "1",
        "sid": str(uuid5(NAMESPACE_URL, nonce)),
        "auth_time": signed_in_at,
        "amr": ["pwd", "otp"] if member.two_steps else ["pwd"],
        "preferred_username": member.login,
        "department": member.division,
        "groups": list(member.groups),
        "realm_access": {"roles": ["offline_access", *member.groups]},
    }


def _wrong(mischief: Mischief, claims: dict[str, Any]) -> dict[str, Any]:
    long_ago, soon = claims["iat"] - LIVES - 120, claims["iat"] + 300
    return {
        Mischief.EXPIRED_TOKEN: {"iat": long_ago, "exp": long_ago + LIVES},
        Mischief.FUTURE_TOKEN: {"iat": soon, "exp": soon + LIVES},
        Mischief.WRONG_NONCE: {"nonce": "another"},
        Mischief.FOREIGN_AUDIENCE: {"aud": "somebody-else"},
        Mischief.FOREIGN_AZP: {"azp": "somebody-else"},
        Mischief.FOREIGN_ISSUER: {"iss": "https://elsewhere.example/realms/city"},
    }.get(mischief, {})


def _part(said: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()
