"""Places are written from their records."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sagacity.registry import models
from sagacity.registry.projecting.merging import columns, said_by
from sagacity.registry.projecting.towns import TownNames

COLUMNS = (
    "name", "name_key", "name_kana", "name_en", "address", "town", "latitude", "longitude", "precision",
    "phone", "url", "days", "opens", "closes", "hours_note", "note", "kinds", "parking", "changed_at",
)  # fmt: skip


def columns_of_new(record: models.Record, dataset_kind: str, towns: TownNames) -> dict[str, Any]:
    """The columns of a place nobody else speaks of yet."""
    return columns([said_by(record, dataset_kind)], [record.kind], towns)


def renew(place_ids: Iterable[int], towns: TownNames) -> None:
    """Work places out anew; a place of which nothing is said any more goes."""
    wanted = set(place_ids)
    by_place: dict[int, list[models.Record]] = defaultdict(list)
    for record in models.Record.objects.filter(place_id__in=wanted).select_related("dataset").order_by("id"):
        by_place[record.place_id or 0].append(record)
    keys = dict(models.Place.objects.filter(pk__in=by_place).values_list("pk", "key"))
    rows = [
        models.Place(
            pk=place,
            key=keys[place],
            **columns(
                [said_by(one, one.dataset.kind) for one in records], [one.kind for one in records], towns
            ),
        )
        for place, records in by_place.items()
    ]
    models.Place.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=list(COLUMNS), batch_size=500
    )
    models.Place.objects.filter(pk__in=wanted - set(by_place)).delete()
