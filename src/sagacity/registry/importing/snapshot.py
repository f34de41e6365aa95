"""How a record stands, as plain data: what history keeps and undo puts back."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from sagacity.registry import models, rapid
from sagacity.registry.importing import form as forms

PLAIN = (
    "kind", "local_id", "national_id", "name", "fields", "statuses", "hash", "edition", "file", "sheet",
    "row", "run", "touched_in", "vanished_in",
)  # fmt: skip


def of(record: models.Record, place_key: str) -> dict[str, Any]:
    """The record as it stands now."""
    said: dict[str, Any] = {name: getattr(record, name) for name in PLAIN}
    return said | {"place": place_key, "imported_at": record.imported_at.isoformat()}


def record_from(said: dict[str, Any], *, dataset: models.DataSet, place: int | None) -> models.Record:
    """The record as it stood then."""
    imported_at = datetime.fromisoformat(said["imported_at"])
    plain = {name: said[name] for name in PLAIN}
    required, recommended = forms.of(dataset.kind).given(plain["fields"])
    return models.Record(
        dataset=dataset,
        place_id=place,
        imported_at=imported_at,
        required_given=required,
        recommended_given=recommended,
        **plain,
    )


def put(records: list[models.Record]) -> None:
    """Write records, new ones and known ones alike."""
    rapid.insert(models.Record, [vars(one) for one in records], replace_on=["dataset", "local_id"])


def place_keys(records: "QuerySet[models.Record] | list[models.Record]") -> dict[int, str]:
    """Database id → key of the places some records speak of."""
    ids = {record.place_id for record in records if record.place_id is not None}
    return dict(models.Place.objects.filter(pk__in=ids).values_list("pk", "key"))
