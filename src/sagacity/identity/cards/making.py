"""Making: the row of a card, and the bytes that the city signs for a phone."""

import secrets
from datetime import datetime, timedelta

from sagacity.identity.cards import cards, issuer, models, sealing, signals, signing_keys, types
from sagacity.identity.cards.tickets import Point
from sagacity.kit import policy
from sagacity.kit.audit import api as audit

LIFE = timedelta(days=90)
LIFE_ON_PAPER = signing_keys.LONGEST_LIFE


def make(
    *,
    kind: types.Kind,
    resident: str,
    inhabitant: str,
    label: str,
    point: Point | None,
    by: policy.Person,
    at: datetime,
    purpose: str = "",
    browser: str = "",
) -> models.Card:
    """Write a new card down, in the caller's transaction."""
    from sagacity.identity.cards.tokens import claims, short_codes, signing

    at = at.replace(microsecond=0)
    row = models.Card.objects.create(
        number=signing.padless(secrets.token_bytes(claims.ID_SIZE)),
        handle=short_codes.new_handle(),
        kind=kind,
        resident=resident,
        browser=browser,
        inhabitant=inhabitant,
        label=label[:60],
        x=signing.padless(point[0]) if point else "",
        y=signing.padless(point[1]) if point else "",
        kid=signing_keys.signer(at=at).kid,
        issued_at=at,
        expires_at=at + (LIFE if point else LIFE_ON_PAPER),
        issued_by=by.key,
    )
    thing = cards.thing(row.number)
    audit.record(actor=by, action=f"card.issue.{kind}", thing=thing, purpose=purpose, at=at)
    signals.card_issued.announce(cards.news_of(row, at=at))
    return row


def for_phone(row: models.Card, *, facts: types.Facts | None, at: datetime) -> types.IssuedCard:
    """The card as its phone takes it."""
    from sagacity.identity.cards.tokens import claims, signing

    if facts:
        row.has_facts = True
        row.save(update_fields=["has_facts"])
    said = claims.Claims(
        issuer=issuer.code(),
        card=signing.unpadded(row.number),
        kind=row.kind,
        issued=int(row.issued_at.timestamp()),
        expires=int(row.expires_at.timestamp()),
        x=signing.unpadded(row.x),
        y=signing.unpadded(row.y),
        name=facts.name if facts else "",
        birth_date=int(f"{facts.birth_date:%Y%m%d}") if facts else 0,
        address=facts.address if facts else "",
    )
    signer = signing_keys.signer(at=at)
    token = claims.sign(said, private=signer.private, kid=signing.unpadded(signer.kid))
    return types.IssuedCard(
        card=cards.as_fact(row),
        token=signing.padless(token),
        handle=row.handle,
        code_secret=signing.padless(sealing.code_secret(row.number)),
    )
