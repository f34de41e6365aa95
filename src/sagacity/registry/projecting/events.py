"""催し: written from their records, with every day they take place."""

from datetime import date, time
from typing import Any

from sagacity.kit import keys
from sagacity.kit.city import api as city
from sagacity.registry import models
from sagacity.registry.folding import safe_id
from sagacity.registry.importing import form as forms
from sagacity.registry.importing.form import Form


def key_of(record: models.Record, dataset_kind: str) -> str:
    own = "" if dataset_kind == "event" else f"{dataset_kind}-"
    return keys.make("Event", f"{city.current().code}-{own}{safe_id(record.local_id)}")


def renew(records: list[models.Record], dataset_kind: str) -> list[str]:
    """Write events and their days; gives their keys."""
    form = forms.of(dataset_kind)
    rows = [_event(record, form, dataset_kind) for record in records]
    models.Event.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["record", "name", "latitude", "longitude", "unparsed_text", "keywords", "changed_at"],
        batch_size=500,
    )
    ids = dict(models.Event.objects.filter(key__in=[row.key for row in rows]).values_list("key", "pk"))
    models.Occurrence.objects.filter(event_id__in=ids.values()).delete()
    models.Occurrence.objects.bulk_create(
        [
            _occurrence(record, form, ids[row.key])
            for record, row in zip(records, rows, strict=True)
            if _day(form.target(record.fields, "occurrence.on"))
        ],
        batch_size=500,
    )
    return [row.key for row in rows]


def _event(record: models.Record, form: Form, dataset_kind: str) -> models.Event:
    fields = record.fields
    keywords = form.target(fields, "keywords") or []
    return models.Event(
        key=key_of(record, dataset_kind),
        record=record,
        name=form.name(fields),
        latitude=form.target(fields, "point.latitude"),
        longitude=form.target(fields, "point.longitude"),
        unparsed_text=str(form.target(fields, "unparsed_text") or ""),
        keywords=keywords if isinstance(keywords, list) else [keywords],
        changed_at=record.imported_at,
    )


def _occurrence(record: models.Record, form: Form, event: int) -> models.Occurrence:
    on = _day(form.target(record.fields, "occurrence.on")) or date.min
    until = _day(form.target(record.fields, "occurrence.until")) or on
    return models.Occurrence(
        event_id=event,
        on=on,
        until=max(on, until),
        starts=_time(form.target(record.fields, "occurrence.starts")),
        ends=_time(form.target(record.fields, "occurrence.ends")),
    )


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def _time(value: Any) -> time | None:
    try:
        return time.fromisoformat(str(value)) if value else None
    except ValueError:
        return None
