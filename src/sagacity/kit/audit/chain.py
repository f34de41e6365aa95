"""The chain: each seal covers its line and the seal before it, so a changed, lost or swapped line shows."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from sagacity.kit import clock
from sagacity.kit.audit import models

START = "0" * 64


@dataclass(frozen=True, slots=True)
class Broken:
    """A place where the chain does not hold."""

    day: date | None
    number: int  # of the seal in the chain
    line: int  # of the line in the log; 0 when there is none
    why: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """The end of the chain at some moment; written down elsewhere, it proves that nothing was cut off."""

    number: int
    day: date | None
    digest: str


def seal(*, limit: int = 1000) -> int:
    """Fasten lines that were committed since the last time; says how many."""
    if not _unsealed().exists():
        return 0
    with transaction.atomic():
        models.Head.objects.get_or_create(name="chain", defaults={"digest": START})
        head = models.Head.objects.select_for_update().get(name="chain")
        seals: list[models.Seal] = [_fasten(head, line) for line in _unsealed().order_by("id")[:limit]]
        models.Seal.objects.bulk_create(seals)
        head.save()
    return len(seals)


def unsealed() -> int:
    """How many lines wait for their seal."""
    return _unsealed().count()


def anchor() -> Anchor:
    """The end of the chain now."""
    head = models.Head.objects.filter(name="chain").first()
    return Anchor(head.number, head.day, head.digest) if head else Anchor(0, None, START)


def holds_anchor(digest: str) -> bool:
    """Whether an end of the chain that was written down earlier is still part of it."""
    return digest == START or models.Seal.objects.filter(digest=digest).exists()


def verify(*, day: date | None = None) -> list[Broken]:
    """Follow the whole chain, or that of one day, and name each place where it does not hold."""
    while seal():
        pass
    return list(_broken(day))


def _unsealed() -> "QuerySet[models.Line]":
    sealed = models.Seal.objects.filter(line=OuterRef("pk"))
    return models.Line.objects.filter(~Exists(sealed))


def _fasten(head: models.Head, line: models.Line) -> models.Seal:
    """The seal of one line, after the head; a line that was committed late belongs to the chain's own day."""
    head.number += 1
    head.day = max(clock.day(line.at), head.day or date.min)
    previous, head.digest = head.digest, _digest(head.number, head.day, head.digest, line)
    return models.Seal(number=head.number, day=head.day, line=line.pk, previous=previous, digest=head.digest)


def _digest(number: int, day: date, previous: str, line: models.Line) -> str:
    said = [
        number,
        day.isoformat(),
        previous,
        line.pk,
        line.at.astimezone(UTC).isoformat(timespec="microseconds"),
        line.actor,
        line.actor_name,
        line.action,
        line.thing,
        line.purpose,
        line.before,
        line.after,
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def _broken(day: date | None) -> Iterator[Broken]:
    seals = models.Seal.objects.order_by("number")
    if day is not None:
        seals = seals.filter(day=day)
    first = seals.first()
    number, previous = (first.number - 1, first.previous) if first and day else (0, START)
    if first and day and number:
        previous = _digest_before(first.number) or previous
    batch: list[models.Seal] = []
    for each in seals.iterator(chunk_size=1000):
        batch.append(each)
        if len(batch) == 1000:
            found, number, previous = _check(batch, number, previous)
            yield from found
            batch = []
    found, number, previous = _check(batch, number, previous)
    yield from found
    if day is None:
        yield from _end_is_missing(number, previous)


def _digest_before(number: int) -> str:
    return models.Seal.objects.filter(number=number - 1).values_list("digest", flat=True).first() or ""


def _check(seals: list[models.Seal], number: int, previous: str) -> tuple[list[Broken], int, str]:
    found = []
    lines = models.Line.objects.in_bulk([each.line for each in seals])
    for each in seals:
        why = _why_broken(each, lines.get(each.line), number, previous)
        if why:
            found.append(Broken(day=each.day, number=each.number, line=each.line, why=why))
        number, previous = each.number, each.digest
    return found, number, previous


def _why_broken(each: models.Seal, line: models.Line | None, number: int, previous: str) -> str:
    if each.number != number + 1:
        return f"seals {number + 1} to {each.number - 1} before it were taken out"
    if each.previous != previous:
        return "it does not follow the seal before it: that one was changed or exchanged"
    if line is None:
        return "its line was taken out"
    if _digest(each.number, each.day, each.previous, line) != each.digest:
        return "its line or its seal was changed after it was written"
    return ""


def _end_is_missing(number: int, previous: str) -> Iterator[Broken]:
    head = anchor()
    if (head.number, head.digest) != (number, previous):
        why = f"the chain ends at seal {number} instead of {head.number}: its end was cut off or changed"
        yield Broken(day=head.day, number=head.number, line=0, why=why)
