"""Paper: the reference card that staff print at a counter for somebody without a phone."""

from datetime import datetime

from django.db import transaction

from sagacity.identity import api as identity
from sagacity.identity.cards import cards, endings, issuer, making, models, sealing, signing_keys, types
from sagacity.identity.register import api as register
from sagacity.kit import policy, purposes
from sagacity.kit.purposes import NoPurpose as NoPurpose


class NotAllowed(Exception):
    """The member of staff may not issue or end cards."""


@transaction.atomic
def issue_on_paper(*, inhabitant: str, purpose: str, by: policy.Person, at: datetime) -> types.PrintedCard:
    """Give an inhabitant a card on paper; a card on paper they had before ends.

    Raises:
        NotAllowed, NoPurpose, NoSuchInhabitant, LeftTheCity: nothing was issued.
    """
    demand_staff(by, purpose=purpose)
    if not register.inhabitant(inhabitant).lives_here:
        raise LeftTheCity(inhabitant)
    before = models.Card.objects.filter(inhabitant=inhabitant, kind=types.Kind.PRINTED)
    endings.end_rows(before, why=types.Why.REPLACED, by=by, at=at, reason=purpose)
    row = making.make(
        kind=types.Kind.PRINTED,
        resident="",
        inhabitant=inhabitant,
        label="",
        point=None,
        by=by,
        at=at,
        purpose=purpose.strip(),
    )
    return _on_paper(row, at=at)


class LeftTheCity(Exception):
    """The person does not live here any more."""


def demand_staff(by: policy.Person, *, purpose: str) -> None:
    """See that a member of staff may work on somebody's cards, and said for what.

    Raises:
        NotAllowed, NoPurpose: they may not.
    """
    if not (by.is_staff and by.may(identity.CARD_ISSUE)):
        raise NotAllowed(identity.CARD_ISSUE)
    purposes.said(purpose)


def _on_paper(row: models.Card, *, at: datetime) -> types.PrintedCard:
    from sagacity.identity.cards.tokens import printed, short_codes, signing

    signer = signing_keys.signer(at=at)
    text = printed.sign(
        issuer=issuer.code(),
        card=signing.unpadded(row.number),
        issued=int(row.issued_at.timestamp()),
        expires=int(row.expires_at.timestamp()),
        private=signer.private,
        kid=signing.unpadded(signer.kid),
    )
    code = short_codes.code_on_paper(handle=row.handle, secret=sealing.code_secret(row.number))
    return types.PrintedCard(card=cards.as_fact(row), text=text, code=code)
