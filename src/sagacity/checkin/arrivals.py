"""Arrivals: who came to an event or a shelter at all, whatever reception took them down."""

from collections.abc import Iterable
from datetime import datetime

from sagacity.checkin import models, persons, types
from sagacity.identity.cards import api as cards


def arrivals(*, subject: str, purpose: types.Purpose) -> list[types.Arrival]:
    """Everybody who came, in order of coming; who only ever went out is not among them.

    Only stays that count: what was corrected, or came from a card that the city refused, is in none.
    """
    rows = models.Stay.objects.filter(
        reception__subject=subject, reception__purpose=purpose, since__isnull=False
    ).order_by("since", "id")
    stays: dict[str, list[models.Stay]] = {}
    for row in rows:
        stays.setdefault(row.person, []).append(row)
    carriers = _carriers(uuid for each in stays.values() for row in each for uuid in row.entries)
    return [_arrival(person, each, carriers) for person, each in stays.items()]


def _arrival(person: str, stays: list[models.Stay], carriers: dict[str, str]) -> types.Arrival:
    shown = [uuid for stay in stays for uuid in stay.entries if uuid in carriers]
    return types.Arrival(
        person=person,
        since=min(stay.since for stay in stays if stay.since is not None),
        until=_until(stays),
        by_card=bool(shown),
        carriers=tuple(dict.fromkeys(carriers[uuid] for uuid in shown if carriers[uuid])),
    )


def _until(stays: list[models.Stay]) -> datetime | None:
    ends = [stay.until for stay in stays]
    known = [end for end in ends if end is not None]
    return max(known) if len(known) == len(ends) else None


def _carriers(uuids: Iterable[str]) -> dict[str, str]:
    """The resident who carries the card of each entry; empty for a card on paper. Without a card, nothing."""
    shown: dict[str, str] = {}
    for chunk in persons.chunks(uuids):
        shown |= dict(
            models.Entry.objects.filter(uuid__in=chunk).exclude(card="").values_list("uuid", "card")
        )
    residents: dict[str, str] = {}
    for chunk in persons.chunks(set(shown.values())):
        residents |= {number: holder.resident for number, holder in cards.holders(chunk).items()}
    return {uuid: residents.get(card, "") for uuid, card in shown.items()}
