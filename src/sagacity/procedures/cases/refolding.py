"""Folding again: whether every row is what follows from its entries."""

from collections.abc import Iterator
from dataclasses import dataclass

from sagacity.kit import seals
from sagacity.procedures.cases import fold, models, sealing, writing


@dataclass(frozen=True, slots=True)
class Difference:
    """A case whose row or seal does not agree with its log."""

    case: str  # its number
    what: tuple[str, ...]


def differences(*, with_seals: bool = False) -> list[Difference]:
    """Every case that is not what its log says; `with_seals` opens what was said as well."""
    return list(_differences(with_seals))


def _differences(with_seals: bool) -> Iterator[Difference]:
    rows = models.Case.objects.filter(purged_at=None).order_by("id")
    for row in rows.iterator(chunk_size=500):
        wrong = _wrong(row)
        if with_seals and not _opens(row):
            wrong.append("content")
        if wrong:
            yield Difference(row.number, tuple(wrong))


def _wrong(row: models.Case) -> list[str]:
    try:
        return writing.differences(row, fold.fold(map(writing.as_event, row.log.order_by("number"))))
    except ValueError:
        return ["log"]


def _opens(row: models.Case) -> bool:
    try:
        for content in models.Content.objects.filter(event__case=row).select_related("event"):
            sealing.open_one(content.event, content)
    except seals.BrokenSeal:
        return False
    return True
