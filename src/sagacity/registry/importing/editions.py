"""An edition: what a run made of its data set, and how completely its columns are filled."""

from datetime import date, datetime
from typing import Any

from django.db.models import Count, Sum
from django.utils.dateparse import parse_datetime

from sagacity.kit import clock
from sagacity.registry import models
from sagacity.registry.importing import form as forms

KEPT = ("edition", "records", "current_run")


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
    form = forms.of(dataset.kind)
    found = models.Record.objects.filter(dataset=dataset).aggregate(
        records=Count("id"), required=Sum("required_given"), recommended=Sum("recommended_given")
    )
    records = found["records"]
    return (
        records,
        _share(found["required"], records * len(form.required)),
        _share(found["recommended"], records * len(form.recommended)),
    )


def _share(part: int | None, whole: int) -> float:
    return min((part or 0) / whole, 1.0) if whole else 0.0
