"""Drop-off: how many forms came to a block and got past it, by day; never whose they were."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Sum

from sagacity.kit import clock
from sagacity.procedures.forms import models, types

SENT = "sent"  # the step after the last screen


def step_counts(
    *, procedure: str, since: date | None = None, until: date | None = None
) -> list[types.StepCount]:
    """Counts of each block of a procedure, by version and channel."""
    found = models.Step.objects.filter(procedure=procedure)
    if since:
        found = found.filter(day__gte=since)
    if until:
        found = found.filter(day__lte=until)
    sums = found.values("version", "block", "channel").annotate(r=Sum("reached"), p=Sum("passed"))
    return [
        types.StepCount(procedure, one["version"], one["block"], one["channel"], one["r"], one["p"])
        for one in sums.order_by("version", "channel", "block")
    ]


def drop_offs(*, since: date, until: date) -> list[types.StepCount]:
    """Counts of each block of every procedure, of the days from `since` to `until`, both included."""
    found = models.Step.objects.filter(day__gte=since, day__lte=until)
    sums = found.values("procedure", "version", "block", "channel").annotate(
        r=Sum("reached"), p=Sum("passed")
    )
    return [
        types.StepCount(one["procedure"], one["version"], one["block"], one["channel"], one["r"], one["p"])
        for one in sums.order_by("procedure", "version", "channel", "block")
    ]


def reached(row: models.Form, block: str, *, at: datetime) -> None:
    _count(row, block, "reached", at)


def passed(row: models.Form, block: str, following: str, *, at: datetime) -> None:
    """A block was answered well for the first time: it is passed, and the next one reached."""
    if block in row.done:
        return
    row.done = [*row.done, block]
    row.save(update_fields=["done"])
    _count(row, block, "passed", at)
    if following not in row.done:
        _count(row, following, "reached", at)


def sent(row: models.Form, *, at: datetime) -> None:
    _count(row, types.REVIEW, "passed", at)


def add(
    *, procedure: str, version: str, block: str, channel: str, day: date, reached: int = 0, passed: int = 0
) -> None:
    """Add to the counts of a block on a day."""
    where = {"procedure": procedure, "version": version, "block": block, "channel": channel, "day": day}
    more = {"reached": F("reached") + reached, "passed": F("passed") + passed}
    if models.Step.objects.filter(**where).update(**more):
        return
    try:
        with transaction.atomic():
            models.Step.objects.create(**where, reached=reached, passed=passed)
    except IntegrityError:  # another form was first on this day
        models.Step.objects.filter(**where).update(**more)


def _count(row: models.Form, block: str, what: str, at: datetime) -> None:
    add(
        procedure=row.procedure,
        version=row.version,
        block=block,
        channel=row.channel,
        day=clock.day(at),
        reached=int(what == "reached"),
        passed=int(what == "passed"),
    )
