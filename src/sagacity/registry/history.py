"""History of a record: who changed it, when, why, and how it stood before and after."""

from typing import Any

from django.db.models import Q

from sagacity.registry import models, types
from sagacity.registry.importing.changes import differences
from sagacity.registry.records import NoSuchRecord, find_all

PUBLIC = ("fields", "statuses", "edition", "file", "sheet", "row", "run", "place", "vanished_in")


def history(record: str) -> list[types.Version]:
    """Every change of what stands behind a key, the newest first."""
    try:
        rows = find_all(record)
    except NoSuchRecord:
        rows = []
    speaking = Q(subject=record)
    for row in rows:
        speaking |= Q(dataset=row.dataset.kind, local_id=row.local_id)
    lines = list(models.RecordVersion.objects.filter(speaking).order_by("dataset", "local_id", "pk"))
    now = {(row.dataset.kind, row.local_id): _now(row) for row in rows}
    told = []
    for position, line in enumerate(lines):
        following = lines[position + 1] if position + 1 < len(lines) else None
        same = following is not None and (following.dataset, following.local_id) == (
            line.dataset,
            line.local_id,
        )
        after = following.before if same and following else now.get((line.dataset, line.local_id))
        told.append((line.pk, _version(line, after)))
    return [version for _, version in sorted(told, key=lambda one: -one[0])]


def _now(row: models.Record) -> dict[str, Any]:
    place = row.place.key if row.place else ""
    return {name: place if name == "place" else getattr(row, name) for name in PUBLIC}


def _version(line: models.RecordVersion, after: dict[str, Any] | None) -> types.Version:
    before = {name: line.before[name] for name in PUBLIC} if line.before is not None else None
    after = {name: after[name] for name in PUBLIC} if after is not None else None
    return types.Version(
        record=f"{line.dataset}:{line.local_id}",
        what=line.what,
        at=line.at,
        by=line.by,
        why=line.why,
        run=line.run,
        before=before,
        after=after,
        fields=differences((before or {}).get("fields", {}), (after or {}).get("fields", {}), line.dataset),
    )
