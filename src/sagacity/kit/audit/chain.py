"""The chain: each seal covers its line and the seal before it, so a changed, lost or swapped line shows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from sagacity.kit import clock
from sagacity.kit.audit import form, models

START = "0" * 64


@dataclass(frozen=True, slots=True)
class Anchor:
    """The end of the chain at some moment; written down elsewhere, it proves that nothing was cut off."""

    number: int
    day: date | None
    digest: str


def seal(*, limit: int = 1000) -> int:
    """Fasten lines that were committed since the last time; says how many."""
    if not _unsealed(_floor()).exists():
        return 0
    with transaction.atomic():
        models.Head.objects.get_or_create(name="chain", defaults={"digest": START})
        head = models.Head.objects.select_for_update().get(name="chain")
        waiting = _unsealed(head.floor).order_by("id").values_list(*form.COLUMNS)[:limit]
        seals = [_fasten(head, line) for line in waiting]
        models.Seal.objects.bulk_create(seals)
        head.save()
    return len(seals)


def seal_all() -> None:
    """Fasten everything that was committed."""
    while seal():
        pass


def unsealed() -> int:
    """How many lines wait for their seal."""
    return _unsealed(_floor()).count()


def anchor() -> Anchor:
    """The end of the chain now."""
    head = models.Head.objects.filter(name="chain").first()
    return Anchor(head.number, head.day, head.digest) if head else Anchor(0, None, START)


def digest_of_day(day: date) -> Anchor | None:
    """The end of the chain on one day: what is printed, or carried to another zone, once a day."""
    last = models.Seal.objects.filter(day=day).order_by("-number").first()
    return Anchor(last.number, last.day, last.digest) if last else None


def holds_anchor(digest: str) -> bool:
    """Whether an end of the chain that was written down earlier is still part of it."""
    return (
        digest == START
        or models.Seal.objects.filter(digest=digest).exists()
        or models.Dropped.objects.filter(digest=digest).exists()
    )


def never_sealed() -> list[int]:
    """Lines that lie where nothing is sealed any more: somebody put them in by hand, under an old number."""
    lines = models.Line.objects.filter(~Exists(_seal_of_line), pk__lte=_floor())
    return list(lines.order_by("id").values_list("pk", flat=True)[:100])


_seal_of_line = models.Seal.objects.filter(line=OuterRef("pk"))


def _floor() -> int:
    return models.Head.objects.filter(name="chain").values_list("floor", flat=True).first() or 0


def _unsealed(floor: int) -> "QuerySet[models.Line]":
    """What has no seal yet. Looked for among the last days only, or every look would read the whole log."""
    return models.Line.objects.filter(~Exists(_seal_of_line), pk__gt=floor)


def _fasten(head: models.Head, line: tuple[Any, ...]) -> models.Seal:
    """The seal of one line, after the head; a line that was committed late belongs to the chain's own day."""
    day = max(clock.day(line[1]), head.day or date.min)
    if head.day and day > head.day:
        head.floor, head.next_floor = head.next_floor, head.last_line
    head.number, head.day, head.last_line = head.number + 1, day, max(head.last_line, line[0])
    previous = head.digest
    said = form.say(
        version=form.NEWEST, number=head.number, day=day.isoformat(), previous=previous, line=line
    )
    head.digest = form.digest_of(said)
    return models.Seal(
        number=head.number,
        day=day,
        line=line[0],
        previous=previous,
        digest=head.digest,
        version=form.NEWEST,
    )
