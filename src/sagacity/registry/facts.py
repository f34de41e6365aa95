"""Rows become facts here, and nowhere else."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.dateparse import parse_date, parse_time

from sagacity.registry import models, types
from sagacity.registry.importing import form as forms
from sagacity.registry.types import Status

_ADDRESS = (
    "text", "postcode", "prefecture", "city", "town", "rest", "building", "local_government_code", "town_id",
)  # fmt: skip


def provenance(row: models.Record) -> types.Provenance:
    return types.Provenance(
        dataset=row.dataset.key,
        edition=row.edition,
        file=row.file,
        sheet=row.sheet,
        row=row.row,
        imported_at=row.imported_at,
        run=row.run,
    )


def statuses(row: models.Record) -> Mapping[str, Status]:
    """Of every column of the standard: as kept, else given when there is a value, else missing."""
    return {
        column.name: Status(row.statuses[column.name])
        if column.name in row.statuses
        else (Status.GIVEN if column.name in row.fields else Status.MISSING)
        for column in forms.of(row.dataset.kind).kind.columns
    }


def facet(row: models.Record) -> types.Facet:
    return types.Facet(row.kind, row.local_id, row.fields, statuses(row), provenance(row))


def record_key(row: models.Record) -> str:
    """The key of one row of one data set."""
    return f"urn:ngsi-ld:Record:{row.dataset.slug}-{row.local_id}"


def record(row: models.Record, subject: str) -> types.Record:
    return types.Record(
        key=record_key(row),
        dataset=row.dataset.key,
        kind=row.kind,
        local_id=row.local_id,
        subject=subject,
        name=row.name,
        fields=row.fields,
        statuses=statuses(row),
        provenance=provenance(row),
        vanished=bool(row.vanished_in),
    )


def address(said: Mapping[str, Any]) -> types.Address:
    return types.Address(**{part: str(said.get(part) or "") for part in _ADDRESS})


def point(latitude: float | None, longitude: float | None, precision: str = "house") -> types.Point | None:
    if latitude is None or longitude is None:
        return None
    return types.Point(latitude, longitude, precision or "house")


def place(row: models.Place, records: Iterable[models.Record]) -> types.Place:
    hours = None
    if row.days or row.opens or row.closes or row.hours_note:
        hours = types.Hours(row.days, row.opens, row.closes, row.hours_note)
    return types.Place(
        key=row.key,
        name=row.name,
        name_kana=row.name_kana,
        name_en=row.name_en,
        address=address({**row.address, "town": row.town or row.address.get("town", "")}),
        point=point(row.latitude, row.longitude, row.precision),
        phone=row.phone,
        url=row.url,
        hours=hours,
        note=row.note,
        facets=tuple(
            facet(one) for one in sorted(records, key=lambda one: (one.kind, one.dataset.kind, one.pk))
        ),
        changed_at=row.changed_at,
    )


def event(row: models.Event) -> types.Event:
    said, form = row.record.fields, forms.of(row.record.dataset.kind)

    def text(target: str) -> str:
        return str(form.target(said, target) or "")

    parts = {part: form.target(said, f"address.{part}") or "" for part in _ADDRESS}
    if not parts["text"]:
        order = ("prefecture", "city", "town", "rest", "building")
        parts["text"] = "".join(str(parts[part]) for part in order)
    return types.Event(
        key=row.key,
        name=row.name,
        name_kana=text("name_kana"),
        name_en=text("name_en"),
        summary=text("summary"),
        description=text("description"),
        kind=text("kind"),
        venue=text("venue"),
        address=address(parts),
        point=point(row.latitude, row.longitude),
        organiser=text("organiser"),
        audience=text("audience"),
        capacity=text("capacity"),
        fee=" ".join(one for one in (text("fee"), text("fee.note")) if one),
        how_to_apply=text("how_to_apply"),
        access=text("access"),
        phone=text("phone"),
        url=text("url"),
        keywords=tuple(str(one) for one in row.keywords),
        occurrences=tuple(
            types.Occurrence(one.on, one.until, one.starts, one.ends) for one in row.occurrences.all()
        ),
        unparsed_text=row.unparsed_text,
        fields=said,
        statuses=statuses(row.record),
        provenance=provenance(row.record),
        changed_at=row.changed_at,
        topics=tuple(one for one in row.topics.split("|") if one),
        town=row.town,
        meeting_place=text("meeting_place"),
        state=row.state,
        is_free=row.is_free,
        for_children=row.for_children,
        pattern=text("pattern"),
        deadline_on=parse_date(text("deadline.on")),
        deadline_at=parse_time(text("deadline.at")),
        contact=text("contact"),
        email=text("email"),
    )


def town(row: models.Town) -> types.Town:
    return types.Town(
        key=row.key,
        name=row.name,
        kana=row.kana,
        group=row.group,
        point=point(row.latitude, row.longitude, "town"),
        school_district=row.school_district,
    )
