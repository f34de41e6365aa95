"""Freezing a round and drawing it, as `kit.lottery` draws.

In the order of the draw everybody gets the first of their wishes that is left; it is kept for them like an
offer to somebody who waited.
"""

from datetime import datetime, timedelta

from django.db import transaction

from sagacity.kit import lottery, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.written_through import written_through
from sagacity.reservations.slots import holding, models, telling, types
from sagacity.reservations.slots import round_rows as rows
from sagacity.reservations.slots.refusals import ClientKeyTaken, NotOffered, NotOpen, Taken, TooMany
from sagacity.reservations.slots.types import RoundState

ACCEPT = timedelta(days=7)  # how long a winner may think


def freeze(*, round: str, by: policy.Person, at: datetime) -> types.Round:
    """Publish the list of numbers with its digest, before anybody knows the seed. Twice is once.

    Raises:
        NoSuchRound: there is none. NotOpen: people may still take part.
    """
    with written_through(), transaction.atomic():
        row = rows.row_of(round, lock=True)
        if row.state != RoundState.OPEN:
            return rows.as_fact(row)
        if at < row.closes_at:
            raise NotOpen(round)
        numbers = sorted(row.entries.values_list("number", flat=True))
        row.state, row.numbers, row.digest = RoundState.FROZEN, numbers, lottery.digest(numbers=numbers)
        row.save(update_fields=["state", "numbers", "digest"])
        audit.record(actor=by, action="slots.freeze", thing=round, at=at, after={"digest": row.digest})
        return rows.as_fact(row)


def draw(*, round: str, by: policy.Person, at: datetime) -> types.Round:
    """Draw, keep for each winner what they won, and tell the seed. Twice is once; a killed draw begins anew.

    Raises:
        NoSuchRound: there is none. NotOpen: the list is not frozen yet.
    """
    with written_through(), transaction.atomic():
        row = rows.row_of(round, lock=True)
        if row.state == RoundState.DRAWN:
            return rows.as_fact(row)
        if row.state != RoundState.FROZEN:
            raise NotOpen(round)
        row.seed = rows.SEALER.opened(bytes(row.sealed), about=row.key).decode()
        entries = {one.number: one for one in row.entries.all()}
        left = dict(enumerate(rows.lots_of(row), start=1))
        results: dict[str, int] = {}
        for number in lottery.order(seed=row.seed, numbers=row.numbers):
            # Who was forgotten since the list was frozen keeps their place in it and gets nothing.
            entry = entries.get(number)
            won: int = _first_left(row, entry, left, at) if entry else 0
            if entry and won:
                results[number] = won
                del left[won]
            elif entry:
                telling.that_it_is_lost(entry, at=at)
        row.state, row.results = RoundState.DRAWN, results
        row.save(update_fields=["state", "seed", "results"])
        audit.record(actor=by, action="slots.draw", thing=round, at=at, after={"winners": len(results)})
        return rows.as_fact(row)


def look_after(*, at: datetime) -> int:
    """Freeze what has closed, and draw what was frozen before; a turn of the clock lies between."""
    frozen = list(models.Round.objects.filter(state=RoundState.FROZEN).values_list("key", flat=True))
    for key in frozen:
        draw(round=key, by=policy.SYSTEM, at=at)
    closed = models.Round.objects.filter(state=RoundState.OPEN, closes_at__lte=at)
    for key in list(closed.values_list("key", flat=True)):
        freeze(round=key, by=policy.SYSTEM, at=at)
    return len(frozen)


def _first_left(row: models.Round, entry: models.Entry, left: dict[int, types.Lot], at: datetime) -> int:
    wishes: list[int] = entry.wishes
    for wish in wishes:
        if wish not in left:
            continue
        lot = left[wish]
        try:
            held = holding.hold(
                service=row.service.key,
                begins=lot.begins,
                length=lot.length,
                resource=lot.resource,
                holder=entry.holder,
                client_key=f"entry:{entry.key}:{wish}",
                by=policy.SYSTEM,
                at=at,
                until=min(at + ACCEPT, lot.begins),
            )
        except (Taken, NotOffered, TooMany, ClientKeyTaken):  # staff closed it, or wrote somebody down
            continue
        slot = models.Slot.objects.select_related("service", "resource").get(key=held.key)
        slot.occupancies.update(held_until=None)
        entry.slot = slot
        entry.save(update_fields=["slot"])
        telling.that_it_is_won(slot, at=at)
        return wish
    return 0
