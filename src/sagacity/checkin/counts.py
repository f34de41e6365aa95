"""How many people are at a reception, and how full it is: worked out, never typed."""

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber

from sagacity.checkin import models, receptions, types, working_out


def count(*, reception: str) -> types.Count:
    """Who is here now, one by one and counted at the doors; nobody is at a closed reception.

    Raises:
        NoSuchReception: there is none of this key.
    """
    row = receptions.row_of(reception)
    stays = models.Stay.objects.filter(reception=row)
    visitors = Q(person__startswith="visitor:")
    came = stays.values("person").distinct().count()
    if row.closed_at is not None:
        return types.Count(0, 0, 0, 0, came, row.capacity)
    here = stays.filter(until=None).aggregate(
        form=Count("person", distinct=True, filter=visitors),
        card=Count("person", distinct=True, filter=~visitors),
    )
    counted = _counted(row)
    return types.Count(
        here=here["card"] + here["form"] + counted,
        by_card=here["card"],
        by_form=here["form"],
        counted=counted,
        came=came,
        capacity=row.capacity,
    )


def _counted(row: models.Reception) -> int:
    """The newest count of each device: each stands at a door of its own."""
    said = models.Entry.objects.filter(reception=row, kind=types.Kind.HEAD_COUNT)
    void = working_out.corrected(list(said.values_list("uuid", flat=True)))
    newest = said.exclude(uuid__in=void).annotate(
        place=Window(RowNumber(), partition_by="device", order_by=[F("at").desc(), F("counter").desc()])
    )
    return sum(newest.filter(place=1).values_list("people", flat=True))
