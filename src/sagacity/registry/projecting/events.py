"""催し: written from their records, with every day they take place."""

from datetime import date, time
from typing import Any

from sagacity.kit import keys
from sagacity.kit.city import api as city
from sagacity.registry import models
from sagacity.registry.folding import safe_id
from sagacity.registry.importing import form as forms
from sagacity.registry.importing.form import Form
from sagacity.registry.projecting import event_words
from sagacity.registry.projecting.towns import TownNames

COLUMNS = (
    "record", "name", "name_en", "latitude", "longitude", "unparsed_text", "keywords", "topics", "venue",
    "town", "state", "is_free", "for_children", "changed_at",
)  # fmt: skip
Days = tuple[tuple[date, date], ...]


def key_of(record: models.Record, dataset_kind: str) -> str:
    own = "" if dataset_kind == "event" else f"{dataset_kind}-"
    return keys.make("Event", f"{city.current().code}-{own}{safe_id(record.local_id)}")


def renew(records: list[models.Record], dataset_kind: str, names: TownNames) -> list[str]:
    """Write events and their days; gives their keys."""
    form = forms.of(dataset_kind)
    spans = [_days(record, form) for record in records]
    rows = [
        _event(record, form, dataset_kind, names, rest)
        for record, (_, rest) in zip(records, spans, strict=True)
    ]
    models.Event.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["key"], update_fields=list(COLUMNS), batch_size=500
    )
    ids = dict(models.Event.objects.filter(key__in=[row.key for row in rows]).values_list("key", "pk"))
    models.Occurrence.objects.filter(event_id__in=ids.values()).delete()
    models.Occurrence.objects.bulk_create(
        [
            models.Occurrence(event_id=ids[row.key], on=on, until=until, **_times(record, form))
            for record, row, (days, _) in zip(records, rows, spans, strict=True)
            for on, until in days
        ],
        batch_size=500,
    )
    return [row.key for row in rows]


def _event(record: models.Record, form: Form, dataset_kind: str, names: TownNames, rest: str) -> models.Event:
    fields = record.fields

    def text(target: str) -> str:
        return str(form.target(fields, target) or "")

    keywords = _list(form.target(fields, "keywords"))
    tags = _list(form.target(fields, "tags"))
    topics = event_words.topics(text("kind"), *keywords, *tags)
    town = names.official(text("address.town")) or names.within(text("address.text"))
    return models.Event(
        key=key_of(record, dataset_kind),
        record=record,
        name=form.name(fields),
        name_en=text("name_en")[:300],
        latitude=form.target(fields, "point.latitude"),
        longitude=form.target(fields, "point.longitude"),
        unparsed_text=rest,
        keywords=keywords,
        topics="".join(f"|{topic}" for topic in topics) + "|",
        venue=(text("venue") or text("meeting_place"))[:300],
        town=town[:120],
        state=text("state")[:40],
        is_free=event_words.is_free(fee=text("fee"), note=text("fee.note"), has_fee=text("fee.is_asked")),
        for_children=event_words.is_for_children(text("audience"), form.name(fields), *topics),
        changed_at=record.imported_at,
    )


def _days(record: models.Record, form: Form) -> tuple[Days, str]:
    """From which to which day, once or on every day of a list; and what is said of the days besides."""
    text = str(form.target(record.fields, "unparsed_text") or "")
    on = _day(form.target(record.fields, "occurrence.on"))
    if on is None:
        return (), text
    until = max(on, _day(form.target(record.fields, "occurrence.until")) or on)
    listed, rest = event_words.listed_days(text, first=on, last=until)
    return tuple((day, day) for day in listed) or ((on, until),), rest


def _times(record: models.Record, form: Form) -> dict[str, time | None]:
    return {
        "starts": _time(form.target(record.fields, "occurrence.starts")),
        "ends": _time(form.target(record.fields, "occurrence.ends")),
    }


def _list(value: Any) -> list[str]:
    if not value:
        return []
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


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
