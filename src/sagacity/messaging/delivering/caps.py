"""The most a person wishes to be told a day: a counter on their row, never a count of rows."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.db.models import F

from sagacity.messaging import models


class Share(NamedTuple):
    """What a person has had of their share."""

    person: int
    most_per_day: int
    counted_on: date | None
    counted: int

    def is_full(self, *, on: date) -> bool:
        """Whether they have had all of it."""
        return (self.counted if self.began(on) else 0) >= self.most_per_day

    def began(self, day: date) -> bool:
        """Whether their day is counted already.

        What quiet hours put off counts for the day it comes: that day may have begun before this one ends.
        """
        return self.counted_on is not None and self.counted_on >= day


def shares(people: Collection[int]) -> list[Share]:
    """The shares of these people, whose rows the transaction holds from now on."""
    rows = models.Person.objects.select_for_update().filter(pk__in=people).order_by("pk")
    return [Share(*row) for row in rows.values_list("pk", "most_per_day", "counted_on", "counted")]


def count(some: Collection[Share], *, on: date) -> None:
    """One more for each of these people."""
    if first := [one.person for one in some if not one.began(on)]:
        models.Person.objects.filter(pk__in=first).update(counted_on=on, counted=1)
    if more := [one.person for one in some if one.began(on)]:
        models.Person.objects.filter(pk__in=more).update(counted=F("counted") + 1)
