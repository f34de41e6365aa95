"""Marks of vacancy: one per nursery, age class and month, exactly as the city wrote them."""

import re
from datetime import date

from sagacity.kit import clock
from sagacity.registry import models
from sagacity.registry.importing import form as forms
from sagacity.registry.importing.form import Form
from sagacity.registry.kinds import Type

_AGE = re.compile(r"([0-6])\s*歳")


def renew(records: list[models.Record], dataset: models.DataSet) -> None:
    """Write the marks of the month each record speaks of; earlier months stay."""
    form = forms.of(dataset.kind)
    ages = {
        column.name: int(found[1])
        for column in form.kind.columns
        if column.type is Type.MARK and (found := _AGE.search(column.name))
    }
    rows = {
        (record.place_id, age, _as_of(record, form).replace(day=1)): models.VacancyObservation(
            place_id=record.place_id,
            age_class=age,
            month=_as_of(record, form).replace(day=1),
            as_of=_as_of(record, form),
            mark=str(record.fields[column])[:20],
            dataset=dataset.key,
            local_id=record.local_id,
            run=record.touched_in,
        )
        for record in records
        for column, age in ages.items()
        if record.fields.get(column) not in (None, "") and record.place_id is not None
    }
    models.VacancyObservation.objects.bulk_create(
        list(rows.values()),
        update_conflicts=True,
        unique_fields=["place", "age_class", "month"],
        update_fields=["as_of", "mark", "dataset", "local_id", "run"],
        batch_size=500,
    )


def _as_of(record: models.Record, form: Form) -> date:
    for said in (form.target(record.fields, "vacancy.on"), record.edition):
        try:
            return date.fromisoformat(str(said))
        except ValueError:
            continue
    return clock.day(record.imported_at)
