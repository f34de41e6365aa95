"""Cards: what there is, as facts."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count

from sagacity.identity.cards import models, types


class NoSuchCard(LookupError):
    """There is no card of this number."""


def card(number: str) -> types.Card:
    """One card.

    Raises:
        NoSuchCard: there is none of this number.
    """
    return as_fact(row_of(number))


def cards_of(*, resident: str, at: datetime) -> list[types.Card]:
    """The cards a resident's phones carry now, the newest first."""
    rows = models.Card.objects.live(at).filter(resident=resident)
    return [as_fact(row) for row in rows.order_by("-issued_at", "-id")]


def cards_of_inhabitant(*, inhabitant: str, at: datetime) -> list[types.Card]:
    """The cards of one person on whatever they live, the newest first; for staff."""
    rows = models.Card.objects.live(at).filter(inhabitant=inhabitant)
    return [as_fact(row) for row in rows.order_by("-issued_at", "-id")]


def holder(card: str) -> types.Holder:
    """Whose card it is, as keys.

    Raises:
        NoSuchCard: there is none of this number.
    """
    row = row_of(card)
    return types.Holder(card=row.number, inhabitant=row.inhabitant, resident=row.resident)


def holders(cards: Collection[str]) -> dict[str, types.Holder]:
    """Whose cards they are, by number; numbers of no card are left out."""
    rows = models.Card.objects.filter(number__in=cards)
    return {row.number: types.Holder(row.number, row.inhabitant, row.resident) for row in rows}


def note_browser(*, cards: Collection[str], resident: str, browser: str) -> None:
    """Write down in which browser a resident's phone has its cards, after they signed in there anew."""
    if browser and cards:
        theirs = models.Card.objects.filter(number__in=cards, resident=resident)
        theirs.exclude(browser=browser).update(browser=browser)


def holders_by_kind(at: datetime, language: str) -> dict[str, int]:
    """People with a card of each kind, for everybody: `kit.leaving` hides small counts."""
    rows = models.Card.objects.live(at).values_list("kind").annotate(Count("inhabitant", distinct=True))
    return {**dict.fromkeys((kind.value for kind in types.Kind), 0), **dict(rows.order_by())}


def thing(number: str) -> str:
    """What the audit log calls a card."""
    return f"urn:ngsi-ld:Card:{number}"


def row_of(number: str, *, lock: bool = False) -> models.Card:
    rows = models.Card.objects.select_for_update() if lock else models.Card.objects.all()
    row = rows.filter(number=number).first()
    if row is None:
        raise NoSuchCard(number)
    return row


def as_fact(row: models.Card) -> types.Card:
    return types.Card(
        number=row.number,
        kind=types.Kind(row.kind),
        resident=row.resident,
        label=row.label,
        kid=row.kid,
        issued_at=row.issued_at,
        expires_at=row.expires_at,
        ended_at=row.ended_at,
        why=row.why,
        has_facts=row.has_facts,
        renewed=row.renewed_at is not None,
    )


def news_of(row: models.Card, *, at: datetime) -> types.CardNews:
    return types.CardNews(
        card=row.number,
        kind=types.Kind(row.kind),
        resident=row.resident,
        inhabitant=row.inhabitant,
        at=at,
        why=row.why,
    )
