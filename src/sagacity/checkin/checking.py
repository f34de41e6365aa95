"""Looking again, with the newest knowledge of the city, at the cards that devices took without a network."""

from datetime import UTC, datetime

from django.db import transaction

from sagacity.checkin import doubts, models, types, working_out
from sagacity.checkin.announcing import announce
from sagacity.identity.cards import api as cards

BATCH = 500


def check_cards(*, at: datetime, limit: int = BATCH) -> int:
    """Read what devices read, as it was at its moment; a card that is not good becomes a question.

    The text of a picture is dropped with that: nobody needs it once the city has read it. Says how many were
    looked at.
    """
    rows = list(models.Entry.objects.filter(checked=False).select_related("reception").order_by("id")[:limit])
    if not rows:
        return 0
    # Ended cards are listed until their last day, so the oldest moment names all that these entries may meet.
    desk = cards.desk(at=min(_moment(row) for row in rows))
    written_down = set(cards.holders({row.card for row in rows}))
    for row in rows:
        with transaction.atomic():
            why = _why_not(row, desk, is_known=row.card in written_down)
            models.Entry.objects.filter(pk=row.pk).update(checked=True, refused=why, token="")
            if why:
                _ask(row, why, at)
                working_out.work_out({row.person}, at=at)
                announce(row.reception, at)
    return len(rows)


def _why_not(row: models.Entry, desk: cards.Desk, *, is_known: bool) -> str:
    """Why the card of an entry was not good at its moment; empty when it was."""
    if not row.token:  # typed: it was looked up with a network, or it is asked about now
        return "" if is_known and _stood(row) else "unknown"
    try:
        reading = desk.read(row.token, at=_moment(row))
    except cards.Revoked:
        return "" if is_known and _stood(row) else "revoked"
    except cards.CardRefused as refusal:
        return refusal.reason
    if reading.card != row.card:
        return "another_card"
    return "" if is_known else "unknown"


def _moment(row: models.Entry) -> datetime:
    """When the picture was drawn, else when it was taken."""
    return datetime.fromtimestamp(row.code, UTC) if row.code else row.at


def _stood(row: models.Entry) -> bool:
    """Whether the card had not ended yet when it was shown."""
    card = cards.card(row.card)
    return card.issued_at <= row.at < card.expires_at and (card.ended_at is None or card.ended_at > row.at)


def _ask(row: models.Entry, why: str, at: datetime) -> None:
    doubts.ask(
        types.Doubt.BAD_CARD,
        about=[row.uuid],
        entries=[row.uuid],
        reception=row.reception,
        person=row.person,
        reason=why,
        at=at,
    )
