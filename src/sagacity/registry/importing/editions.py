"""An edition: what a run made of its data set, and how completely its columns are filled."""

from datetime import date, datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from sagacity.kit import clock
from sagacity.registry import models
from sagacity.registry.importing import form as forms

KEPT = ("edition", "records", "current_run")
PAGE = 5000


def publish(row: models.ImportRun, dataset: models.DataSet, *, at: datetime) -> None:
    """Make a run the edition in force."""
    before: dict[str, Any] = {name: getattr(dataset, name) for name in KEPT}
    before["modified"] = dataset.modified.isoformat()
    before["issued"] = dataset.issued.isoformat() if dataset.issued else None
    records, required, recommended = filled(dataset)
    dataset.edition = row.edition if row.origin == "file" else dataset.edition or row.edition
    dataset.records = records
    dataset.current_run = row.key
    dataset.modified = at
    dataset.issued = dataset.issued or clock.day(at)
    dataset.save()
    models.Edition.objects.create(
        dataset=dataset,
        label=dataset.edition,
        run=row.key,
        before=before,
        published_at=at,
        records=records,
        required_filled=required,
        recommended_filled=recommended,
        file=row.file,
        sha256=row.sha256,
    )


def withdraw(row: models.ImportRun, dataset: models.DataSet, *, at: datetime) -> None:
    """Take an edition back; the one before is in force again, unless a later one is."""
    edition = models.Edition.objects.get(run=row.key)
    edition.withdrawn_at = at
    edition.save(update_fields=["withdrawn_at"])
    if dataset.current_run == row.key:
        for name in KEPT:
            setattr(dataset, name, edition.before[name])
        dataset.modified = parse_datetime(edition.before["modified"]) or at
        issued = edition.before["issued"]
        dataset.issued = date.fromisoformat(issued) if issued else None
    dataset.records = models.Record.objects.filter(dataset=dataset).count()
    dataset.save()


def filled(dataset: models.DataSet) -> tuple[int, float, float]:
    """How many records a data set has, and which share of its ◎ and ○ cells is filled."""
    kind = forms.of(dataset.kind).kind
    must = [column.name for column in kind.columns if column.mark == "◎"]
    should = [column.name for column in kind.columns if column.mark == "○"]
    records = given = wished = 0
    rows = models.Record.objects.filter(dataset=dataset).values_list("fields", flat=True)
    for fields in rows.iterator(chunk_size=PAGE):
        records += 1
        given += sum(1 for name in must if name in fields)
        wished += sum(1 for name in should if name in fields)
    return records, _share(given, records * len(must)), _share(wished, records * len(should))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
