"""Presentations: what somebody shows of their card from a wallet, checked with what the city knows now."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

from sagacity.identity.cards import models, signing_keys
from sagacity.identity.cards.tokens import refusals, signing
from sagacity.identity.cards.wallets import addresses, jws, nonces, sd_jwt

ABOUT = "presentation"
SKEW = 60  # seconds clocks may differ
OLDEST = 300  # seconds


class WrongAudience(refusals.CardRefused):
    """Shown to somebody else."""

    reason: ClassVar[str] = "wrong_audience"


class WrongNonce(refusals.CardRefused):
    """Not an answer to this question, or too late."""

    reason: ClassVar[str] = "wrong_nonce"


class OtherFacts(refusals.CardRefused):
    """The holder's signature is about other facts than those that came."""

    reason: ClassVar[str] = "other_facts"


@dataclass(frozen=True, slots=True)
class Presented:
    """A card that holds, and the facts its holder chose to show."""

    card: str
    facts: dict[str, Any]
    expires_at: datetime


def ask() -> str:
    """A nonce for one presentation."""
    return nonces.new(about=ABOUT)


def check(text: str, *, nonce: str, audience: str, at: datetime) -> Presented:
    """Believe a presentation, or say why not; each nonce counts once.

    Raises:
        CardRefused: one of its kinds; `reason` says which.
    """
    said = sd_jwt.taken_apart(text)
    now = int(at.timestamp())
    _demand_city(said.token, now)
    _demand_holder(said, nonce=nonce, audience=audience, now=now)
    row = _row(said.token.claims)
    if row.ended_at is not None:
        raise refusals.Revoked(card=row.number)
    if not nonces.use(nonce, at=at):
        raise refusals.Replayed(card=row.number)
    expires = datetime.fromtimestamp(jws.number(said.token.claims, "exp"), UTC)
    return Presented(card=row.number, facts=said.facts, expires_at=expires)


def _demand_city(token: jws.Token, now: int) -> None:
    if token.claims.get("iss") != addresses.issuer():
        raise refusals.Foreign
    if token.claims.get("vct") != addresses.kind_of_credential():
        raise refusals.Malformed("vct")
    keys = {kid: (x, y) for kid, x, y in signing_keys.accepted()}
    kid = str(token.header.get("kid", ""))
    if kid not in keys:
        raise refusals.UnknownKey(kid[:20])
    x, y = (signing.unpadded(half) for half in keys[kid])
    jws.demand_signature(token, signing.public_of(x, y))
    if jws.number(token.claims, "iat") > now + SKEW:
        raise refusals.NotYet
    if jws.number(token.claims, "exp") <= now:
        raise refusals.Expired


def _demand_holder(said: sd_jwt.Presented, *, nonce: str, audience: str, now: int) -> None:
    """The key in the token has signed: for us, about these facts, now, with our nonce."""
    confirmed = said.token.claims.get("cnf")
    jwk = confirmed.get("jwk") if isinstance(confirmed, dict) else None
    try:
        point = signing.from_jwk(jwk if isinstance(jwk, dict) else {})
    except refusals.BadKey as problem:
        raise refusals.Malformed("cnf") from problem
    claims = said.binding.claims
    jws.demand_signature(said.binding, signing.public_of(*point))
    if claims.get("aud") != audience:
        raise WrongAudience
    if claims.get("sd_hash") != said.digest:
        raise OtherFacts
    if claims.get("nonce") != nonce or not nonces.is_good(nonce, about=ABOUT):
        raise WrongNonce
    made = jws.number(claims, "iat")
    if made > now + SKEW or made < now - OLDEST:
        raise refusals.Stale


def _row(claims: dict[str, Any]) -> models.Card:
    """The card in the table; one that nobody wrote down is none, whoever signed it."""
    status = claims.get("status")
    listed = status.get("status_list") if isinstance(status, dict) else None
    place = listed.get("idx") if isinstance(listed, dict) else None
    row = models.Card.objects.filter(place=place).first() if isinstance(place, int) else None
    if row is None:
        raise refusals.Revoked
    return row
