"""Resources: what stands in an area, what a hall is made of, and when something is away."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from sagacity.kit import keys, policy
from sagacity.kit.audit import api as audit
from sagacity.reservations.slots import facts, models, types
from sagacity.reservations.slots.refusals import BadService, NoSuchResource


def resource(*, key: str) -> types.Resource:
    """One resource.

    Raises:
        NoSuchResource: there is none of this key.
    """
    return as_fact(row_of(key))


def resources(*, area: str = "") -> tuple[types.Resource, ...]:
    """Those that are there, of one area or of all, in the order they came."""
    rows = models.Resource.objects.filter(is_there=True, **({"area": area} if area else {}))
    return tuple(as_fact(row) for row in rows.select_related("parent").order_by("id"))


@transaction.atomic
def add_resource(
    *,
    name: types.Words,
    kind: types.Kind,
    area: str,
    calendar: str,
    by: policy.Person,
    at: datetime,
    local: str = "",
    parent: str = "",
    skills: Iterable[str] = (),
    note: types.Words | None = None,
) -> types.Resource:
    """Put a resource in an area; with a parent it is a part of it, such as half a hall.

    Raises:
        BadService: it has no name or area, stands in another area than its parent, or the parent was booked
            already as a whole without parts.
    """
    above = row_of(parent) if parent else None
    if not name.get("ja") or not area or not calendar:
        raise BadService("a resource has a name in ja, an area and a calendar")
    if above and above.area != area:
        raise BadService("a part stands in the area of the whole")
    if above and models.Occupancy.objects.filter(resource=above).exists():
        raise BadService("times of the whole were promised already: put the parts in a new one")
    row = models.Resource.objects.create(
        key=keys.make("Resource", local) if local else keys.new("Resource"),
        name=dict(name),
        kind=kind,
        area=area,
        calendar=calendar,
        parent=above,
        skills=sorted(skills),
        note=dict(note or {}),
    )
    audit.record(actor=by, action="slots.resource.add", thing=row.key, at=at, after={"area": area})
    return as_fact(row)


@transaction.atomic
def change_resource(
    *,
    key: str,
    name: types.Words,
    calendar: str,
    by: policy.Person,
    at: datetime,
    skills: Iterable[str] = (),
    note: types.Words | None = None,
    is_there: bool = True,
) -> types.Resource:
    """Say anew what a resource is called, when it is open and what it can; what was promised stays.

    Raises:
        NoSuchResource: there is none of this key.
        BadService: it has no name in ja, or no calendar.
    """
    row = row_of(key)
    if not name.get("ja") or not calendar:
        raise BadService("a resource has a name in ja, an area and a calendar")
    said = {
        "name": dict(name),
        "calendar": calendar,
        "skills": sorted(skills),
        "note": dict(note or {}),
        "is_there": is_there,
    }
    before = {field: getattr(row, field) for field in said}
    if before == said:
        return as_fact(row)
    for field, value in said.items():
        setattr(row, field, value)
    row.save(update_fields=list(said))
    audit.record(actor=by, action="slots.resource.change", thing=key, at=at, before=before, after=said)
    return as_fact(row)


def absences(*, area: str, since: datetime, until: datetime) -> tuple[types.Absence, ...]:
    """When something of an area is away between two moments, in order."""
    rows = models.Absence.objects.filter(resource__area=area, begins__lt=until, ends__gt=since)
    return tuple(
        types.Absence(row.pk, row.resource.key, row.begins, row.ends, row.because)
        for row in rows.select_related("resource").order_by("begins", "id")
    )


@transaction.atomic
def end_absence(*, number: int, by: policy.Person, at: datetime) -> None:
    """Take an absence back; whoever took it back before has done so."""
    row = models.Absence.objects.filter(pk=number).select_related("resource").first()
    if row is not None:
        row.delete()
        audit.record(actor=by, action="slots.resource.back", thing=row.resource.key, at=at)


@transaction.atomic
def set_absence(
    *, resource: str, begins: datetime, ends: datetime, because: str, by: policy.Person, at: datetime
) -> tuple[types.Slot, ...]:
    """Take a resource away for a while; the slots promised in that time are told, to be moved or cancelled.

    Raises:
        BadService: it ends before it begins, or nobody says why.
    """
    row = row_of(resource)
    if begins >= ends or not because.strip():
        raise BadService("an absence begins before it ends, and has a reason")
    models.Absence.objects.create(resource=row, begins=begins, ends=ends, because=because.strip()[:200])
    audit.record(actor=by, action="slots.resource.away", thing=row.key, purpose=because.strip()[:200], at=at)
    parts = [part.pk for part in parts_of([row])[row.pk]]
    struck = models.Slot.objects.filter(
        occupancies__resource__in=parts, state=types.SlotState.CONFIRMED, begins__lt=ends, ends__gt=begins
    )
    return tuple(
        facts.slot(one) for one in struck.select_related("service", "resource").distinct().order_by("begins")
    )


def parts_of(wholes: Iterable[models.Resource]) -> Mapping[int, tuple[models.Resource, ...]]:
    """The indivisible parts of each; what has no parts is its own."""
    chosen = list(wholes)
    below: dict[int, list[models.Resource]] = {}
    for row in models.Resource.objects.filter(area__in={one.area for one in chosen}, parent__isnull=False):
        below.setdefault(row.parent_id or 0, []).append(row)

    def leaves(row: models.Resource) -> Iterable[models.Resource]:
        for part in below.get(row.pk, []):
            yield from leaves(part)
        if row.pk not in below:
            yield row

    return {one.pk: tuple(leaves(one)) for one in chosen}


def row_of(key: str) -> models.Resource:
    row = models.Resource.objects.filter(key=key).first()
    if row is None:
        raise NoSuchResource(key)
    return row


def as_fact(row: models.Resource) -> types.Resource:
    return types.Resource(
        key=row.key,
        name=row.name,
        kind=types.Kind(row.kind),
        area=row.area,
        calendar=row.calendar,
        parent=row.parent.key if row.parent else "",
        skills=tuple(row.skills),
        note=row.note,
    )
