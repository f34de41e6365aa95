"""The list of ended cards that readers take along: signed, with the moment it was made."""

from datetime import datetime

from sagacity.identity.cards import issuer, models, signing_keys, types


def status_list(*, at: datetime) -> types.StatusList:
    """Every card that has ended before its last day, so far as that day is still to come."""
    from sagacity.identity.cards.tokens import signing, status

    rows = models.Card.objects.filter(expires_at__gt=at).exclude(ended_at=None)
    ended = [signing.unpadded(number) for number in rows.values_list("number", flat=True)]
    signer = signing_keys.signer(at=at)
    signed = status.sign(
        issuer=issuer.code(),
        made=int(at.timestamp()),
        ended=ended,
        private=signer.private,
        kid=signing.unpadded(signer.kid),
    )
    return types.StatusList(
        issuer=issuer.code(),
        made_at=at,
        ended=tuple(sorted(signing.padless(card[: status.LISTED]) for card in ended)),
        signed=signing.padless(signed),
    )
