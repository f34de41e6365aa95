"""Joining: two keys turned out to be one person; the second takes over what hangs on the first."""

from django.db import transaction

from sagacity.messaging import models, people

OF_ONE_DEVICE = ("district",)  # marks that the joined device says anew by itself


@transaction.atomic
def join(*, old: str, new: str) -> None:
    """Hand endpoints, marks and the inbox over; wishes of the second stay. Done twice, it changes nothing."""
    before = people.find(old)
    if before is None:
        return
    after = people.find(new)
    if after is None:
        before.key = new
        before.save(update_fields=["key"])
        return
    reached = list(after.endpoints.values_list("address_hash", flat=True))
    for endpoint in before.endpoints.exclude(address_hash__in=reached):
        endpoint.person = after
        endpoint.save(update_fields=["person"])
    _marks(before, after)
    twice = set(after.deliveries.values_list("notice_id", "channel"))
    for delivery in before.deliveries.all():
        if (delivery.notice_id, delivery.channel) not in twice:
            delivery.person = after
            delivery.save(update_fields=["person"])
    before.delete()


def _marks(before: models.Person, after: models.Person) -> None:
    there = set(after.marks.values_list("kind", "value"))
    moved = before.marks.exclude(kind__in=OF_ONE_DEVICE)
    rows = [
        models.Mark(person=after, kind=mark.kind, value=mark.value)
        for mark in moved
        if (mark.kind, mark.value) not in there
    ]
    models.Mark.objects.bulk_create(rows)
