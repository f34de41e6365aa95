"""Reports of files that came: what was done, what was not, and which numbers nobody has sent."""

from collections.abc import Iterable

from sagacity.identity.register import models, types


class NoSuchReport(LookupError):
    """No file of this key came."""


def reports(*, limit: int = 50) -> list[types.Report]:
    """The last files, newest first."""
    return [as_fact(row) for row in models.Receipt.objects.order_by("-received_at", "-id")[:limit]]


def report(key: str) -> types.Report:
    """One report.

    Raises:
        NoSuchReport: there is none.
    """
    row = models.Receipt.objects.filter(key=key).first()
    if row is None:
        raise NoSuchReport(key)
    return as_fact(row)


def missing_sequences() -> tuple[tuple[int, int], ...]:
    """Holes between the files that came: somebody should send them, in whatever order."""
    came = models.Receipt.objects.filter(first_sequence__gt=0).order_by("first_sequence")
    return tuple(_holes(came.values_list("first_sequence", "last_sequence")))


def as_fact(row: models.Receipt, *, is_repeated: bool = False) -> types.Report:
    return types.Report(
        key=row.key,
        filename=row.filename,
        received_at=row.received_at,
        received_by=row.received_by,
        is_repeated=is_repeated,
        encoding=row.encoding,
        rows=row.rows,
        first_sequence=row.first_sequence,
        last_sequence=row.last_sequence,
        counts=row.counts,
        messages=tuple(types.RowMessage(*said) for said in row.messages),
        left_out=tuple(row.left_out),
        missing=missing_sequences(),
    )


def _holes(spans: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    reached = None
    for first, last in spans:
        if reached is not None and first > reached + 1:
            yield reached + 1, first - 1
        reached = max(reached or 0, last)
