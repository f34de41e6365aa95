"""Writing read areas and plans into drafts; residents see them after approval."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sagacity.kit import clock, policy
from sagacity.registry.collection import areas, models, patterns, types, versions, writing_guide
from sagacity.registry.collection.reading_areas import ReadAreas

Closures = Mapping[str, Sequence[types.Closure]]


def write_areas(
    read: ReadAreas,
    closures: Closures,
    *,
    by: policy.Person,
    at: datetime,
    source: types.Source | None = None,
) -> list[models.Pattern]:
    """Open a draft for each pattern whose plan or areas would change; says which."""
    writing_guide.make_kinds(read.kinds)
    writing_guide.order_kinds(read.kinds)
    rows = {name: _pattern(name, read, index) for index, name in enumerate(read.patterns)}
    arriving = _write_rows(read, rows)
    changed = []
    for name, said in read.patterns.items():
        row = rows[name]
        now = versions.working_plan(row, clock.day(at))
        resting = closures.get(said.facility, now.closures)
        plan = types.Plan(said.rules, said.exceptions, tuple(resting))
        if not versions.same(plan, now) or name in arriving or not row.versions.exists():
            versions.change_draft(pattern=row, plan=plan, by=by, at=at, source=source)
            changed.append(row)
    return changed


def write_closures(closures: Closures, *, by: policy.Person, at: datetime) -> None:
    """New closures for the patterns of each facility."""
    for facility, said in closures.items():
        for row in models.Pattern.objects.filter(facility=facility):
            now = versions.working_plan(row, clock.day(at))
            others = tuple(one for one in now.closures if one.facility != facility)
            plan = replace(now, closures=(*others, *said))
            if not versions.same(plan, now):
                versions.change_draft(pattern=row, plan=plan, by=by, at=at)


def _pattern(name: str, read: ReadAreas, index: int) -> models.Pattern:
    facility = read.patterns[name].facility
    row, _ = models.Pattern.objects.get_or_create(
        name=name, defaults={"key": patterns.key_of(name), "facility": facility, "order": index}
    )
    if row.facility != facility:
        row.facility = facility
        row.save(update_fields=["facility"])
    return row


def _write_rows(read: ReadAreas, rows: Mapping[str, models.Pattern]) -> set[str]:
    """Write the areas; one that changes its pattern waits for that pattern's approval."""
    known = {(row.group, row.name): row for row in models.Area.objects.all()}
    remarks = {row.number: row.text for row in models.Remark.objects.all()}
    arriving: set[str] = set()
    for index, said in enumerate(read.areas):
        row = known.get((said.group, said.name)) or models.Area(
            key=areas.key_of(group=said.group, name=said.name), group=said.group, name=said.name
        )
        numbers = list(dict.fromkeys(number for several in said.remarks.values() for number in several))
        row.group_number, row.order, row.remark_numbers = said.group_number, index, said.remarks
        row.remark = " ".join(remarks[number] for number in numbers if number in remarks) or row.remark
        target = rows[said.pattern]
        row.pending_pattern = None if row.pattern_id == target.pk else target
        if row.pending_pattern is not None:
            arriving.add(said.pattern)
        row.save()
    return arriving
