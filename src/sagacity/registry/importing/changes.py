"""What a run would do, record by record, before anybody approves it."""

from typing import Any

from sagacity.registry import models, types
from sagacity.registry.importing import comparing, duplicates, runs
from sagacity.registry.importing import form as forms

MISSING = ""


def changes(
    *, key: str, what: str = "", limit: int = 50, offset: int = 0
) -> tuple[tuple[types.Change, ...], int]:
    """The records a run would make, change or no longer finds; `what` = new, changed, unchanged, vanished."""
    row = runs.find(key)
    if runs.is_collection(row) or row.dataset is None:
        return (), 0
    if what == "vanished":
        return _vanished(row, limit, offset)
    staged = models.StagedRow.objects.filter(run=row, outcome__in=comparing.GOOD)
    staged = staged.filter(what=what) if what else staged.exclude(what="unchanged")
    page = list(staged.order_by("number")[offset : offset + limit])
    known = {
        one.local_id: one
        for one in models.Record.objects.filter(
            dataset=row.dataset, local_id__in=[one.local_id for one in page]
        )
    }
    looks_like = duplicates.of_staged([one for one in page if one.what == "new"], row)
    return tuple(_change(one, known.get(one.local_id), looks_like, row) for one in page), staged.count()


def _change(
    one: models.StagedRow,
    record: models.Record | None,
    looks_like: dict[int, str],
    row: models.ImportRun,
) -> types.Change:
    before: dict[str, Any] = record.fields if record is not None and one.what == "changed" else {}
    after = one.values if one.what in ("new", "changed") else {}
    twin = looks_like.get(one.number, "")
    return types.Change(
        row=one.number,
        record=twin or one.record,
        name=one.name,
        what="duplicate?" if twin else one.what,
        fields=differences(before, after, row.kind) if one.what == "changed" else (),
    )


def _vanished(row: models.ImportRun, limit: int, offset: int) -> tuple[tuple[types.Change, ...], int]:
    gone = comparing.vanished(row, forms.of(row.kind)).select_related("place", "event", "town")
    page = gone.order_by("row", "id")[offset : offset + limit]
    lines = tuple(types.Change(one.row, comparing.subject_of(one), one.name, "vanished") for one in page)
    return lines, gone.count()


def differences(before: dict[str, Any], after: dict[str, Any], kind: str) -> tuple[tuple[str, str, str], ...]:
    """The columns in which two states of a record differ, in the order of the standard."""
    order = [column.name for column in forms.of(kind).kind.columns]
    names = sorted(before.keys() | after.keys(), key=lambda n: order.index(n) if n in order else len(order))
    return tuple(
        (name, shown(before.get(name)), shown(after.get(name)))
        for name in names
        if before.get(name) != after.get(name)
    )


def shown(value: Any) -> str:
    """A value as a person reads it."""
    if value is None:
        return MISSING
    if isinstance(value, list):
        return ";".join(str(one) for one in value)
    if isinstance(value, bool):
        return "1" if value else "0"
    return str(value)
