"""Figures of direct debit: how many take part, what comes through, and why the rest does not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Sum

from sagacity.kit.money import Yen
from sagacity.ledger.debit import mandates, models
from sagacity.ledger.debit.types import MandateState, Result, RunState, Why


@dataclass(frozen=True, slots=True)
class Figures:
    """All of it, or of the runs since a day."""

    states: Mapping[MandateState, int]
    refused: Mapping[Why, int]  # why banks said no
    ended: Mapping[Why, int]
    items: Mapping[str, int]  # live accounts for each item
    banks: tuple[tuple[str, int], ...]  # live mandates, the most first
    results: Mapping[Result, int]
    yen: Mapping[Result, Yen]

    @property
    def tried(self) -> int:
        return sum(self.results.values())

    @property
    def rate(self) -> float | None:
        """How many of a hundred debits came through."""
        return 100 * self.results.get(Result.PAID, 0) / self.tried if self.tried else None


def figures(*, since: date | None = None) -> Figures:
    """Figures for staff; small counts stay inside the house."""
    rows = models.Mandate.objects
    lines = models.Line.objects.filter(run__state=RunState.DONE)
    lines = lines.filter(run__day__gte=since) if since else lines
    summed = lines.values("result").annotate(many=Count("id"), yen=Sum("amount"))
    live = models.MandateItem.objects.filter(standing=models.Standing.LIVE)
    banks = rows.filter(state=MandateState.ACCEPTED).values("bank").annotate(many=Count("id"))
    return Figures(
        states=mandates.counts(),
        refused=_whys(MandateState.REFUSED),
        ended=_whys(MandateState.ENDED),
        items={row["item"]: row["many"] for row in live.values("item").annotate(many=Count("id"))},
        banks=tuple((row["bank"], row["many"]) for row in banks.order_by("-many", "bank")[:20]),
        results={Result(row["result"]): row["many"] for row in summed},
        yen={Result(row["result"]): Yen(row["yen"]) for row in summed},
    )


def _whys(state: MandateState) -> dict[Why, int]:
    rows = models.Mandate.objects.filter(state=state).values("why").annotate(many=Count("id"))
    return {Why(row["why"]): row["many"] for row in rows.order_by("-many")}
