"""Following the chain from its beginning, and naming each place where it does not hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from sagacity.kit.audit import chain, form, models

BATCH = 300  # small: a batch that fits the processor's memory is followed a third faster
DIGEST = 4 + len(form.COLUMNS)  # places in a row of `_next`
LINE = DIGEST + 1


@dataclass(frozen=True, slots=True)
class Broken:
    """A place where the chain does not hold."""

    day: date | None
    number: int  # of the seal in the chain
    line: int  # of the line in the log; 0 when there is none
    why: str


def verify(*, day: date | None = None) -> list[Broken]:
    """Follow the whole chain, or that of one day, and name each place where it does not hold."""
    chain.seal_all()
    number, previous = _before(day)
    found = list(_follow(number, previous, day))
    if day is None:
        found += [Broken(None, 0, line, "it was put in without a seal") for line in chain.never_sealed()]
    return found


def _before(day: date | None) -> tuple[int, str]:
    """Number and digest of the seal after which to begin."""
    dropped = models.Dropped.objects.order_by("-through").first()
    number, previous = (dropped.through, dropped.digest) if dropped else (0, chain.START)
    first = models.Seal.objects.filter(day=day).order_by("number").first() if day else None
    if first is None or first.number == number + 1:
        return number, previous
    before = models.Seal.objects.filter(number=first.number - 1).values_list("digest", flat=True).first()
    return first.number - 1, before or first.previous


def _follow(number: int, previous: str, day: date | None) -> Iterator[Broken]:
    while batch := _next(number, day):
        for row in batch:
            if row[1] == number + 1 and row[3] == previous and form.digest_of(row[:DIGEST]) == row[DIGEST]:
                number, previous = row[1], row[DIGEST]
                continue
            why = _why_broken(row, number, previous)
            yield Broken(day=date.fromisoformat(row[2]), number=row[1], line=row[LINE], why=why)
            number, previous = row[1], row[DIGEST]
    if day is None:
        yield from _end_is_missing(number, previous)


def _next(number: int, day: date | None) -> list[tuple[Any, ...]]:
    """The next seals with their lines: what is digested of each, then the digest, then the line's number."""
    of_day = "AND s.day = %s" if day else ""
    values: list[int | date] = [number, day] if day else [number]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT s.version, s.number, CAST(s.day AS TEXT), s.previous, {_columns()}, s.digest, s.line "
            f"FROM {models.Seal._meta.db_table} s LEFT JOIN {models.Line._meta.db_table} l ON l.id = s.line "
            f"WHERE s.number > %s {of_day} ORDER BY s.number LIMIT {BATCH}",
            values,
        )
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _columns() -> str:
    named = [(f'l."{name}"', name in form.MOMENTS) for name in form.COLUMNS]
    return ", ".join(
        form.moment_in_sql(column, vendor=connection.vendor) if moment else column for column, moment in named
    )


def _why_broken(row: tuple[Any, ...], number: int, previous: str) -> str:
    if row[1] != number + 1:
        return f"seals {number + 1} to {row[1] - 1} before it were taken out"
    if row[3] != previous:
        return "it does not follow the seal before it: that one was changed or exchanged"
    if row[4] is None:
        return "its line was taken out"
    if row[0] not in form.FORMS:
        return f"its form {row[0]} is none of ours"
    return "its line or its seal was changed after it was written"


def _end_is_missing(number: int, previous: str) -> Iterator[Broken]:
    head = chain.anchor()
    if (head.number, head.digest) != (number, previous):
        why = f"the chain ends at seal {number} instead of {head.number}: its end was cut off or changed"
        yield Broken(day=head.day, number=head.number, line=0, why=why)
