"""Taking part in a round of lots: one person has one number, and wishes while the round is open."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from sagacity.kit import keys, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.written_through import written_through
from sagacity.reservations.slots import models, services, telling, types
from sagacity.reservations.slots import round_rows as rows
from sagacity.reservations.slots.refusals import BadWish, NotOpen
from sagacity.reservations.slots.types import RoundState

MOST_WISHES = 5
DIGITS = 4


def entries_of(*, holder: str) -> tuple[types.Entry, ...]:
    """What somebody takes part in, the newest first."""
    found = models.Entry.objects.filter(holder=holder) if holder else models.Entry.objects.none()
    return tuple(_as_fact(row) for row in found.select_related("round", "slot").order_by("-id"))


def enter(
    *,
    round: str,
    holder: str,
    wishes: Sequence[int],
    by: policy.Person,
    at: datetime,
    language: str = "ja",
) -> types.Entry:
    """Take part, or change one's wishes while the round is open; one person has one number.

    Raises:
        NoSuchRound, NotOpen, BadWish: nothing changed.
        policy.TooLittleAssurance: the service wants to know better who takes part.
    """
    with written_through(), transaction.atomic():
        row = rows.row_of(round, lock=True)
        policy.demand(by, level=services.terms_of(row.service).level)
        if row.state != RoundState.OPEN or not row.opens_at <= at < row.closes_at:
            raise NotOpen(round)
        chosen = list(wishes)
        every = range(1, len(row.lots) + 1)
        if (
            not chosen
            or len(chosen) > MOST_WISHES
            or len(set(chosen)) != len(chosen)
            or not set(chosen) <= set(every)
        ):
            raise BadWish(round)
        person = by.key or holder
        if not person:
            raise BadWish(round)
        entry = row.entries.filter(person=person).first()
        if entry is None:
            row.last_number += 1
            row.save(update_fields=["last_number"])
            entry = models.Entry(
                key=keys.new("Entry"),
                round=row,
                number=f"{row.last_number:0{DIGITS}}",
                person=person,
                made_at=at,
            )
        entry.holder, entry.wishes = holder, chosen
        entry.save()
        audit.record(actor=by, action="slots.enter", thing=entry.key, at=at, after={"wishes": chosen})
    telling.keep_reachable(holder, language=language, at=at)
    return _as_fact(entry)


def withdraw(*, entry: str, by: policy.Person, at: datetime) -> None:
    """Take part no longer; twice is once. The number is given to nobody else.

    Raises:
        NotOpen: the list is frozen already.
    """
    with written_through(), transaction.atomic():
        found = models.Entry.objects.filter(key=entry).values_list("round__key", flat=True).first()
        if found is None:
            return
        row = rows.row_of(found, lock=True)
        if row.state != RoundState.OPEN or at >= row.closes_at:
            raise NotOpen(found)
        models.Entry.objects.filter(key=entry).delete()
        audit.record(actor=by, action="slots.withdraw", thing=entry, at=at)


def _as_fact(row: models.Entry) -> types.Entry:
    return types.Entry(
        key=row.key,
        round=row.round.key,
        number=row.number,
        holder=row.holder,
        wishes=tuple(row.wishes),
        slot=row.slot.key if row.slot else "",
    )
