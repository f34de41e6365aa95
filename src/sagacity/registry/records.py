"""Records: the rows of a data set as they are published, each with where it comes from."""

from collections.abc import Iterator

from sagacity.registry import datasets, facts, models, types
from sagacity.registry.importing.comparing import subject_of

PAGE = 1000


class NoSuchRecord(LookupError):
    """There is no record of this key."""


def records(*, dataset: str, limit: int | None = None, offset: int = 0) -> Iterator[types.Record]:
    """The records of a data set in the order of its file, page by page: any size fits in memory."""
    row = datasets.find(dataset)
    ordered = models.Record.objects.filter(dataset=row).select_related("dataset", "place", "event", "town")
    left, last = limit, 0
    if offset:
        last = ordered.order_by("pk").values_list("pk", flat=True)[offset - 1 : offset].first() or 0
        if not last:
            return
    while left is None or left > 0:
        size = PAGE if left is None else min(PAGE, left)
        page = list(ordered.filter(pk__gt=last).order_by("pk")[:size])
        yield from (facts.record(one, subject_of(one)) for one in page)
        if len(page) < size:
            return
        last, left = page[-1].pk, None if left is None else left - len(page)


def records_of(subject: str) -> list[types.Record]:
    """Every record that speaks of one place, event or town."""
    return [facts.record(one, subject_of(one)) for one in find_all(subject)]


def find_all(key: str) -> list[models.Record]:
    """The rows behind the key of a place, an event, a town or a record.

    Raises:
        NoSuchRecord: nothing of this key is known.
    """
    rows = models.Record.objects.select_related("dataset", "place", "event", "town").order_by("kind", "pk")
    kind = key.split(":")[2] if key.count(":") >= 3 else ""
    found: list[models.Record] = []
    if kind == "Place":
        found = list(rows.filter(place__key=key)) or list(rows.filter(place__aliases__key=key))
    elif kind == "Event":
        found = list(rows.filter(event__key=key))
    elif kind == "Town":
        found = list(rows.filter(town__key=key))
    elif kind == "Record":
        found = _by_own_key(key.split(":", 3)[3])
    if not found:
        raise NoSuchRecord(key)
    return found


def _by_own_key(local: str) -> list[models.Record]:
    rows = models.Record.objects.select_related("dataset", "place", "event", "town")
    for dataset in models.DataSet.objects.all():
        if local.startswith(f"{dataset.slug}-"):
            found = list(rows.filter(dataset=dataset, local_id=local[len(dataset.slug) + 1 :]))
            if found:
                return found
    return []
