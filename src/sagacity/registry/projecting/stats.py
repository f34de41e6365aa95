"""Figures: one row per area and day."""

from datetime import date
from typing import Any

from sagacity.registry import models
from sagacity.registry.importing import form as forms


def renew(records: list[models.Record], dataset: models.DataSet) -> None:
    """Write the rows of a table from its records."""
    form = forms.of(dataset.kind)
    table, _ = models.StatTable.objects.update_or_create(
        dataset=dataset, defaults={"columns": [column.name for column in form.kind.columns]}
    )
    models.StatRow.objects.bulk_create(
        [
            models.StatRow(
                table=table,
                record=record,
                area=str(form.target(record.fields, "area.name") or "")[:120],
                area_code=str(form.target(record.fields, "area.code") or "")[:20],
                on=_day(form.target(record.fields, "stat.on")),
            )
            for record in records
        ],
        update_conflicts=True,
        unique_fields=["record"],
        update_fields=["table", "area", "area_code", "on"],
        batch_size=500,
    )


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None
