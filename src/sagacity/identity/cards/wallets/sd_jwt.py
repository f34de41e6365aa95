"""SD-JWT (RFC 9901): a signed token with digests of facts, and the facts beside it, shown or held back."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sagacity.identity.cards.tokens import refusals, signing
from sagacity.identity.cards.wallets import jws

KIND = "dc+sd-jwt"  # SD-JWT VC, draft-ietf-oauth-sd-jwt-vc
BINDING = "kb+jwt"
MOST_DISCLOSURES = 40
_NEVER_DISCLOSED = frozenset(
    {"_sd", "_sd_alg", "...", "iss", "nbf", "exp", "iat", "cnf", "vct", "status", "sub"}
)


@dataclass(frozen=True, slots=True)
class Presented:
    """A presentation that was taken apart and is not yet believed."""

    token: jws.Token
    facts: dict[str, Any]
    binding: jws.Token
    digest: str  # of everything the holder's signature is about


def issued(
    claims: Mapping[str, Any],
    *,
    facts: Mapping[str, Any],
    kid: str,
    private: signing.Private,
) -> str:
    """A credential: `claims` are always seen, each of `facts` only when its holder shows it."""
    disclosures = [jws.written([secrets.token_urlsafe(16), name, value]) for name, value in facts.items()]
    # Sorted, so that the order says nothing about which fact is which.
    whole = {**claims, "_sd": sorted(digest_of(one) for one in disclosures), "_sd_alg": "sha-256"}
    token = jws.made(whole, header={"typ": KIND, "kid": kid}, private=private)
    return "~".join([token, *disclosures, ""])


def taken_apart(text: str) -> Presented:
    """What a holder sent: the token, the facts they show, and their own signature over both.

    Raises:
        Malformed: it is no presentation, or shows a fact that the token does not know.
    """
    *shown, last = text.strip().split("~")
    if len(shown) < 1 or not last or len(shown) - 1 > MOST_DISCLOSURES or len(text) > 4 * jws.LARGEST:
        raise refusals.Malformed("a token, facts and the holder's signature were expected")
    token, binding = jws.read(shown[0], kind=KIND), jws.read(last, kind=BINDING)
    if token.claims.get("_sd_alg", "sha-256") != "sha-256":
        raise refusals.Malformed("_sd_alg")
    facts = _facts(token.claims, shown[1:])
    return Presented(token, facts, binding, digest_of(text.strip()[: -len(last)]))


def digest_of(text: str) -> str:
    return signing.padless(hashlib.sha256(text.encode()).digest())


def _facts(claims: Mapping[str, Any], disclosures: list[str]) -> dict[str, Any]:
    """Each fact must have its digest in the token, once, under a name that is nobody else's."""
    known = claims.get("_sd", [])
    if not isinstance(known, list) or len(set(map(str, known))) != len(known):
        raise refusals.Malformed("_sd")
    facts: dict[str, Any] = {}
    left = set(known)
    for disclosure in disclosures:
        digest = digest_of(disclosure)
        name, value = _disclosed(disclosure)
        if digest not in left or name in facts or name in claims or name in _NEVER_DISCLOSED:
            raise refusals.Malformed("a fact that the token does not know")
        left.discard(digest)
        facts[name] = value
    return facts


def _disclosed(text: str) -> tuple[str, Any]:
    try:
        said = json.loads(signing.unpadded(text))
    except (ValueError, RecursionError) as problem:
        raise refusals.Malformed("disclosure") from problem
    if not isinstance(said, list) or len(said) != 3 or not isinstance(said[1], str):
        raise refusals.Malformed("disclosure")
    return said[1], said[2]
