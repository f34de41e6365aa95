"""Endings: a card that readers accept no longer, from the next fetch of their list on."""

from datetime import datetime

from django.db import models as django_models
from django.db import transaction

from sagacity.identity.cards import cards, models, signals, types
from sagacity.kit import policy
from sagacity.kit.audit import api as audit


class NotYourCard(Exception):
    """The card is another resident's."""


@transaction.atomic
def end(*, card: str, why: types.Why, by: policy.Person, at: datetime, reason: str = "") -> types.Card:
    """End one card, with all that it took the place of; ending it again changes nothing.

    Raises:
        NoSuchCard, NotYourCard: nothing changed.
    """
    row = cards.row_of(card, lock=True)
    if by.kind == "resident" and row.resident != by.key:
        raise NotYourCard(card)
    same = models.Card.objects.filter(pk=row.pk)
    if row.x:  # a card that was renewed is still valid on the same phone
        same = models.Card.objects.filter(x=row.x, y=row.y, inhabitant=row.inhabitant)
    end_rows(same, why=why, by=by, at=at, reason=reason)
    return cards.as_fact(cards.row_of(card))


@transaction.atomic
def end_all(
    *,
    why: types.Why,
    by: policy.Person,
    at: datetime,
    resident: str = "",
    inhabitant: str = "",
    reason: str = "",
) -> int:
    """End every card on a resident's phones, or every card of an inhabitant, paper too; says how many.

    Raises:
        ValueError: neither was named.
    """
    if bool(resident) == bool(inhabitant):
        raise ValueError("name a resident or an inhabitant")
    named = {"resident": resident} if resident else {"inhabitant": inhabitant}
    return end_rows(models.Card.objects.filter(**named), why=why, by=by, at=at, reason=reason)


@transaction.atomic
def end_in_browser(*, resident: str, browser: str, by: policy.Person, at: datetime) -> int:
    """End what a resident carries in a browser in which they are signed in no longer; says how many."""
    if not browser:
        return 0
    theirs = models.Card.objects.filter(resident=resident)
    phones = theirs.filter(browser=browser).values("x")
    return end_rows(theirs.filter(x__in=phones), why=types.Why.SESSION, by=by, at=at)


def end_rows(
    rows: "django_models.QuerySet[models.Card]",
    *,
    why: types.Why,
    by: policy.Person,
    at: datetime,
    reason: str = "",
) -> int:
    found = list(rows.select_for_update().filter(ended_at=None, expires_at__gt=at))
    for row in found:
        row.ended_at, row.why = at, why
        audit.record(actor=by, action=f"card.end.{why}", thing=cards.thing(row.number), purpose=reason, at=at)
    models.Card.objects.bulk_update(found, ["ended_at", "why"], batch_size=500)
    signals.card_ended.announce_many(cards.news_of(row, at=at) for row in found)
    return len(found)
