"""A round of lots as a row, and as others see it."""

from datetime import datetime
from typing import Any

from sagacity.kit import lottery, seals
from sagacity.reservations.slots import models, services, types
from sagacity.reservations.slots.refusals import NoSuchRound
from sagacity.reservations.slots.types import RoundState

SEALER = seals.Sealer("sagacity lots")


def row_of(key: str, *, lock: bool = False) -> models.Round:
    every = models.Round.objects.select_for_update(of=("self",)) if lock else models.Round.objects.all()
    row = every.select_related("service").filter(key=key).first()
    if row is None:
        raise NoSuchRound(key)
    return row


def lots_of(row: models.Round) -> list[types.Lot]:
    said: list[list[Any]] = row.lots
    return [
        types.Lot(resource, datetime.fromisoformat(begins), minutes * services.MINUTE)
        for resource, begins, minutes in said
    ]


def as_fact(row: models.Round) -> types.Round:
    order = lottery.order(seed=row.seed, numbers=row.numbers) if row.seed else ()
    return types.Round(
        key=row.key,
        service=row.service.key,
        name=row.name,
        lots=tuple(lots_of(row)),
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        state=RoundState(row.state),
        promise=row.promise,
        numbers=tuple(row.numbers),
        digest=row.digest,
        seed=row.seed,
        order=order,
        results=row.results,
    )


def renew() -> int:
    """Put the seeds of rounds to come under the secret of now."""
    renewed = 0
    for row in models.Round.objects.exclude(state=RoundState.DRAWN):
        fresh = SEALER.renewed(bytes(row.sealed), about=row.key)
        if fresh is not None:
            models.Round.objects.filter(pk=row.pk).update(sealed=fresh)
            renewed += 1
    return renewed
