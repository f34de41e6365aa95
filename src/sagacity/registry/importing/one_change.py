"""A change of one record by a person's word: its values read as in a file, and laid ready for approval."""

from collections.abc import Mapping
from datetime import date

from sagacity.kit.city import api as city
from sagacity.registry import models
from sagacity.registry.checking import reader, to_plain
from sagacity.registry.importing import comparing
from sagacity.registry.importing import form as forms
from sagacity.registry.importing.form import Form
from sagacity.registry.types import Outcome, Status


class NotAValue(ValueError):
    """What was said cannot stand in this column; says what could."""


def lay_ready(run: models.ImportRun, record: models.Record, change: Mapping[str, str]) -> None:
    """Write the one row of a run: the record as it stands now, with the change in it."""
    form = forms.of(run.kind)
    read = to_plain({name: _value(form, name, text, record.edition) for name, text in change.items()})
    values = {name: value for name, value in {**record.fields, **read}.items() if value not in (None, "", [])}
    statuses = {**record.statuses, **dict.fromkeys(change, str(Status.REPAIRED))}
    staged = models.StagedRow(
        run=run,
        number=1,
        raw=list(change.values()),
        values=values,
        statuses={name: said for name, said in statuses.items() if name in values},
        proposals={},
        hash=forms.digest(values),
        outcome=str(Outcome.APPLIED),
        local_id=record.local_id,
        name=form.name(values),
    )
    comparing.compare([staged], row=run, form=form)
    # A person has said it, and a second one will look: that the place moves far is not asked again.
    staged.outcome, staged.what = str(Outcome.APPLIED), "changed"
    models.StagedRow.objects.filter(run=run).delete()
    staged.save()


def _value(form: Form, column: str, text: str, edition: str) -> object:
    known = form.kind.column(column)
    if known is None or not text:
        return text
    verdict = reader(known, form.kind.columns, city.current(), _day(edition))(text)
    if verdict.value is None:
        expected = verdict.finding.expected if verdict.finding else str(known.type)
        raise NotAValue(f"「{text[:60]}」は「{column}」に入りません。「{expected}」の形で書いてください。")
    return verdict.value


def _day(edition: str) -> date | None:
    try:
        return date.fromisoformat(edition)
    except ValueError:
        return None
