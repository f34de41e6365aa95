"""Turns: the first scheduler to write one down asks for its job; any number of them do no harm."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max

from sagacity.kit.jobs import api as jobs
from sagacity.kit.scheduler import models
from sagacity.kit.scheduler.entries import Entry, all_entries

KEEP = timedelta(days=40)


class NotOnTheTimetable(Exception):
    """The function is no longer scheduled; its turn is left out."""


def tick(*, at: datetime) -> int:
    """Ask for every job whose turn has come and that nobody has asked for; says how many."""
    return sum(_take(entry, at) for entry in list(all_entries().values()))


def look_at_the_watch(*, at: datetime) -> None:
    """Leave a sign of life, and forget turns of long ago."""
    models.Clock.objects.update_or_create(name="scheduler", defaults={"seen_at": at})
    models.Slot.objects.filter(slot__lt=at - KEEP).delete()


def last_turns() -> dict[str, datetime]:
    """When each job of the timetable last had its turn, by its name; those that never had are left out."""
    return dict(models.Slot.objects.values_list("name").annotate(last=Max("slot")).order_by())


@jobs.job()
def take_turn(name: str, slot: str) -> None:
    """Run one scheduled function for one turn."""
    entry = all_entries().get(name)
    if entry is None:
        raise NotOnTheTimetable(f"{name}: was it renamed, or its package removed?")
    entry.function(datetime.fromisoformat(slot))


def _take(entry: Entry, at: datetime) -> bool:
    slot = entry.latest(at)
    if at - slot > entry.late or models.Slot.objects.filter(name=entry.name, slot=slot).exists():
        return False
    try:
        with transaction.atomic():
            models.Slot.objects.create(name=entry.name, slot=slot, taken_at=at)
            jobs.enqueue(take_turn, name=entry.name, slot=slot.isoformat())
    except IntegrityError:
        return False  # Another scheduler was faster.
    return True
