"""Issuing to a wallet: it shows that it holds a key, and takes the card with facts that are shown singly."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from sagacity.identity.accounts import api as accounts
from sagacity.identity.cards import issuer, making, models, signing_keys, types
from sagacity.identity.cards.issuing import MOST_PHONES, NotProven, TooManyPhones
from sagacity.identity.cards.tickets import BadProof, Point
from sagacity.identity.cards.tokens import refusals, signing
from sagacity.identity.cards.wallets import addresses, jws, nonces, offers, sd_jwt, status_tokens
from sagacity.identity.register import api as register
from sagacity.kit import clock, policy

PROOF = "openid4vci-proof+jwt"
ABOUT = "proof"
SKEW = 300  # seconds
GROWN_UP = 18  # years, 民法4条
PURPOSE = "ご本人の希望で、ウォレットに入れる市民証を作るため"


def issue(*, token: str, proof: str, at: datetime) -> str:
    """The credential for a wallet whose token waits and whose key has signed the city's nonce.

    Raises:
        NoSuchOffer, BadProof, NotProven, TooManyPhones: nothing was issued.
    """
    point = _proven_point(proof, at=at)
    waiting = offers.of_token(token, at=at)
    resident = accounts.resident(waiting.resident)
    if not resident.inhabitant or not register.inhabitant(resident.inhabitant).lives_here:
        raise NotProven(resident.key)
    by = policy.Person(key=resident.key, name=resident.nickname, kind="resident")
    # Its line in the log is written before the card.
    facts = _facts(resident.inhabitant, waiting.district, by=by, at=at)
    with transaction.atomic():
        row = offers.of_token(token, at=at, lock=True)
        live = models.Card.objects.live(at).filter(resident=resident.key, inhabitant=resident.inhabitant)
        if live.count() >= MOST_PHONES:
            raise TooManyPhones(resident.key)
        card = making.make(
            kind=types.Kind.WALLET,
            resident=resident.key,
            inhabitant=resident.inhabitant,
            label="",
            point=point,
            by=by,
            at=at,
        )
        card.place, card.has_facts = status_tokens.new_place(), True
        card.save(update_fields=["place", "has_facts"])
        row.card = card.number
        row.save(update_fields=["card"])
        return _credential(card, facts, point, at)


def _credential(card: models.Card, facts: dict[str, Any], point: Point, at: datetime) -> str:
    signer = signing_keys.signer(at=at)
    claims = {
        "iss": addresses.issuer(),
        "vct": addresses.kind_of_credential(),
        "iat": int(card.issued_at.timestamp()),
        "exp": int(card.expires_at.timestamp()),
        "cnf": {"jwk": signing.to_jwk(*point)},
        "status": {"status_list": {"idx": card.place, "uri": addresses.status_list()}},
    }
    return sd_jwt.issued(claims, facts=facts, kid=signer.kid, private=signer.private)


def _proven_point(proof: str, *, at: datetime) -> Point:
    """The key of a wallet that has shown it holds it."""
    try:
        said = jws.read(proof, kind=PROOF)
        jwk = said.header.get("jwk")
        point = signing.from_jwk(jwk if isinstance(jwk, dict) else {})
        jws.demand_signature(said, signing.public_of(*point))
        made = jws.number(said.claims, "iat")
    except (refusals.CardRefused, refusals.BadKey) as problem:
        raise BadProof(str(problem)) from problem
    is_now = abs(made - int(at.timestamp())) <= SKEW
    if said.claims.get("aud") != addresses.issuer() or not is_now:
        raise BadProof("aud or iat")
    if not nonces.is_good(str(said.claims.get("nonce", "")), about=ABOUT):
        raise BadProof("nonce")
    return point


def _facts(inhabitant: str, district: str, *, by: policy.Person, at: datetime) -> dict[str, Any]:
    """What somebody may show of themselves; the district of who is under support measures stays out."""
    said = register.own_facts(key=inhabitant, resident=by, purpose=PURPOSE, channel="app", at=at)
    facts: dict[str, Any] = {"name": said.name, "resident_of": issuer.code()}
    if said.birth_date is not None:
        facts["birthdate"] = said.birth_date.isoformat()
        facts["age_over_18"] = age(said.birth_date, on=clock.day(at)) >= GROWN_UP
    if district and not register.inhabitant(inhabitant).has_support_measures:
        facts["district"] = district
    return facts


def age(born: date, *, on: date) -> int:
    """Years of age on a day; who was born on 29 February grows older on 1 March of other years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
