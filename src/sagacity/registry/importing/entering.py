"""One record entered by hand: a file of one row, which goes the way of every file."""

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from sagacity.kit import keys
from sagacity.kit.city import api as city
from sagacity.kit.policy import Person
from sagacity.registry import models, types
from sagacity.registry.importing import comparing, files, receiving, runs, staging
from sagacity.registry.importing import form as forms
from sagacity.registry.importing.form import Form
from sagacity.registry.publishing.records import as_text
from sagacity.registry.reading import open_table
from sagacity.registry.records import NoSuchRecord, find_all
from sagacity.registry.types import RunState

FILE = "画面で入力.csv"
ORIGIN = "form"
OPEN = (RunState.CHECKED, RunState.SUBMITTED, RunState.APPLYING)


class NotEntered(ValueError):
    """The values cannot stand as a record; says which and what would fit."""

    def __init__(self, messages: Sequence[types.Message]) -> None:
        super().__init__("\n".join(f"「{one.column}」{one.found}：{one.action}" for one in messages))
        self.messages = tuple(messages)


@transaction.atomic
def enter(
    *, kind: str, values: Mapping[str, str], by: Person, at: datetime, record: str = "", once: str = ""
) -> types.ImportRun:
    """Lay one record ready, new or changed, in the words of the standard's columns, for a second person.

    `record` is the key of what it changes: columns not named stay as they are, empty texts take a value away.
    `once` names the form it was sent with: the same form sent twice is one entry.

    Raises:
        NotEntered: a value does not fit its column; nothing was kept.
        NoSuchRecord: nothing of this key is in the data set.
    """
    form = forms.of(kind)
    said = {**_known(record, form), **values}
    said.setdefault(form.id_column, f"F{_short(once)}")
    code = form.columns_to.get("publisher.code", ())
    said |= {column: city.current().code for column in code if not said.get(column)}
    row = receiving.take_in(
        file=io.BytesIO(_as_csv(form, said)), name=FILE, by=by, at=at, kind=kind, once=once, origin=ORIGIN
    )
    if row.state == RunState.RECEIVED:
        staging.check_now(row)
        row = runs.find(row.key)
        if row.state != RunState.CHECKED or row.refused:
            raise NotEntered(_problems(row))
    return runs.as_fact(row)


def entered(key: str) -> types.Entry:
    """What was entered, to be looked at or taken up again.

    Raises:
        NoSuchRun: nothing was entered under this key.
    """
    row = runs.find(key)
    staged = models.StagedRow.objects.filter(run=row).first()
    if row.origin != ORIGIN or staged is None:
        raise runs.NoSuchRun(key)
    return _as_fact(row, staged)


def entries(*, kind: str, limit: int = 50) -> list[types.Entry]:
    """What was entered by hand and is not yet in force, the newest first."""
    rows = models.ImportRun.objects.select_related("dataset").filter(
        kind=kind, origin=ORIGIN, state__in=[str(state) for state in OPEN]
    )
    found = list(rows.order_by("-received_at", "-id")[:limit])
    staged = {one.run_id: one for one in models.StagedRow.objects.filter(run__in=found)}
    return [_as_fact(row, staged[row.pk]) for row in found if row.pk in staged]


def _as_fact(row: models.ImportRun, staged: models.StagedRow) -> types.Entry:
    record = models.Record.objects.filter(dataset=row.dataset, local_id=staged.local_id)
    known = record.select_related("place", "event", "town").first()
    return types.Entry(
        run=runs.as_fact(row),
        name=staged.name,
        record=comparing.subject_of(known) if known else "",
        values=_cells(row),
    )


def _cells(row: models.ImportRun) -> dict[str, str]:
    """The cells as they were sent: also those that the check has not understood."""
    table = open_table(files.path_of(row.sha256), name=row.file)
    first = next(iter(table.rows), None)
    return dict(zip(table.headings, first.cells, strict=True)) if first else {}


def _known(record: str, form: Form) -> dict[str, str]:
    """The record as it stands, as cells of a table."""
    if not record:
        return {}
    found = [one for one in find_all(record) if one.dataset.kind == form.kind.key]
    if not found:
        raise NoSuchRecord(record)
    row = found[0]
    return {name: as_text(value) for name, value in row.fields.items()} | {form.id_column: row.local_id}


def _short(once: str) -> str:
    return hashlib.sha256((once or keys.new("Entry")).encode()).hexdigest()[:10].upper()


def _as_csv(form: Form, said: Mapping[str, str]) -> bytes:
    """One row under the headings of the standard; what is given beyond them follows."""
    standard = form.kind.editions[0].headings if form.kind.editions else ()
    more = [column.name for column in form.kind.columns if said.get(column.name)]
    headings = list(dict.fromkeys([*(name for name in standard if form.kind.column(name)), *more]))
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerow([said.get(heading, "") for heading in headings])
    return out.getvalue().encode("utf-8-sig")


def _problems(row: models.ImportRun) -> list[types.Message]:
    lines = models.ImportMessage.objects.filter(run=row, outcome__in=["refused", "to_confirm"]).order_by("id")
    said = [
        types.Message(
            types.Outcome(one.outcome),
            one.rule,
            one.sheet,
            one.row,
            one.column,
            one.found,
            one.expected,
            one.action,
        )
        for one in lines
    ]
    return said or [types.Message(types.Outcome.REFUSED, "enter.stopped", "", None, "", "", "", row.problem)]
