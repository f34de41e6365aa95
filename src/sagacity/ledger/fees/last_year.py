"""Cases there were: from the bills of a fiscal year, as they were kept or found again from their amounts."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sagacity.kit import clock
from sagacity.ledger import models
from sagacity.ledger.fees import cases, types


@dataclass(slots=True)
class Cases:
    """Cases of a year, one at a time; afterwards it says how many bills told enough."""

    fiscal_year: int
    tariff: types.Tariff
    kept: int = 0  # said by the bill itself
    guessed: int = 0  # found again: some case of the tariff costs just this
    left_out: dict[str, int] = field(default_factory=dict)  # by fee item: nothing costs just this

    def __iter__(self) -> Iterator[types.Case]:
        rows = models.Bill.objects.filter(fiscal_year=self.fiscal_year, cancelled_at=None).exclude(fee="")
        for row in rows.order_by("id").iterator(chunk_size=500):
            if row.case is not None:
                self.kept += 1
                yield cases.read(row.case)
            elif case := self._guessed(row):
                self.guessed += 1
                yield case
            else:
                self.left_out[row.fee] = self.left_out.get(row.fee, 0) + 1

    def _guessed(self, row: models.Bill) -> types.Case | None:
        return cases.guessed(
            fee=row.fee,
            day=clock.day(row.created_at),
            amount=row.amount,
            count=row.lines[0]["count"] if row.lines else 1,
            is_by_post=cases.has_postage(line["name"] for line in row.lines),
            tariff=self.tariff,
        )
