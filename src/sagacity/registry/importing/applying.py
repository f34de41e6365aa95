"""Approved rows go in: all of them in one transaction, or nothing."""

import logging
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from sagacity.kit import clock
from sagacity.kit.jobs import api as jobs
from sagacity.registry import datasets, models, signals, types
from sagacity.registry.importing import comparing, duplicates, editions, garbage, leftovers, runs, snapshot
from sagacity.registry.importing import form as forms
from sagacity.registry.importing.form import Form
from sagacity.registry.importing.writing import ApprovedRow, write_batch
from sagacity.registry.kinds import Noun
from sagacity.registry.projecting import towns
from sagacity.registry.types import RunState

logger = logging.getLogger(__name__)
BATCH = 1000


@jobs.job(queue="imports")
def apply_run(run: str) -> None:
    """Put an approved file in force."""
    apply_now(key=run, at=clock.now())


def apply_now(*, key: str, at: datetime) -> None:
    """The same, at once; a second worker on the same run finds it done."""
    try:
        _apply(key, at)
    except Exception as problem:
        logger.exception("import %s could not be applied", key)
        models.ImportRun.objects.filter(key=key, state=RunState.APPLYING).update(
            state=RunState.SUBMITTED,
            decided_by="",
            decided_by_key="",
            decided_at=None,
            problem="反映の途中で止まりました。公開中のデータは何も変わっていません。"
            f"もう一度承認してください。続くときはシステム担当へ（{type(problem).__name__}）。",
        )
        raise


@transaction.atomic
def _apply(key: str, at: datetime) -> None:
    row = models.ImportRun.objects.select_for_update().get(key=key)
    if row.state != RunState.APPLYING:
        return
    if runs.is_collection(row):
        garbage.apply(row, at=at)
        return
    dataset = models.DataSet.objects.select_for_update().get(runs=row)
    form = forms.of(row.kind)
    names = towns.names()
    for batch in _good_rows(row):
        subjects = write_batch(batch, row=row, dataset=dataset, form=form, names=names, at=at)
        tell(dataset, row.key, subjects, at)
    if form.kind.noun is Noun.TOWN:
        jobs.enqueue(renew_places, key="renew places")
    _mark_vanished(row, dataset, form, at)
    editions.publish(row, dataset, at=at)
    leftovers.carry_over(row, at=at)
    models.ImportRun.objects.filter(pk=row.pk).update(state=RunState.APPLIED, progress=1.0, problem="")
    dataset.refresh_from_db()
    signals.edition_published.announce(datasets.as_fact(dataset))
    if form.kind.noun is Noun.PLACE:
        jobs.enqueue(duplicates.look_for_duplicates, key=f"duplicates {row.key}", run=row.key)


def tell(dataset: models.DataSet, run: str, subjects: list[str], at: datetime) -> None:
    """Announce what changed, in handfuls that receivers can work off one by one."""
    once = list(dict.fromkeys(subjects))
    signals.record_changed.announce_many(
        types.RecordsChanged(dataset.key, dataset.kind, run, tuple(once[start : start + 500]), at)
        for start in range(0, len(once), 500)
    )


def _good_rows(row: models.ImportRun) -> Iterator[list[ApprovedRow]]:
    good = models.StagedRow.objects.filter(run=row, outcome__in=comparing.GOOD, what__in=["new", "changed"])
    plain = good.order_by("number").values_list(*ApprovedRow._fields)
    last = -1
    while batch := [ApprovedRow._make(one) for one in plain.filter(number__gt=last)[:BATCH]]:
        yield batch
        last = batch[-1].number


def _mark_vanished(row: models.ImportRun, dataset: models.DataSet, form: Form, at: datetime) -> None:
    gone = comparing.vanished(row, form).select_related("event", "town").order_by("id")
    while batch := list(gone[:BATCH]):
        keys = snapshot.place_keys(batch)
        models.RecordVersion.objects.bulk_create(
            [
                models.RecordVersion(
                    dataset=dataset.kind,
                    local_id=one.local_id,
                    subject=keys.get(one.place_id or 0, "") or comparing.subject_of(one),
                    what="vanished",
                    run=row.key,
                    before=snapshot.of(one, keys.get(one.place_id or 0, "")),
                    by=row.decided_by,
                    why=f"{row.file} にありません",
                    at=at,
                )
                for one in batch
            ],
            batch_size=500,
        )
        models.Record.objects.filter(pk__in=[one.pk for one in batch]).update(
            vanished_in=row.key, touched_in=row.key
        )


@jobs.job(queue="imports")
def renew_places() -> None:
    """Find the town of every place anew, after the list of towns has changed."""
    names, last = towns.names(), 0
    while batch := list(models.Place.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        for place in batch:
            said = place.address
            place.town = (names.official(said.get("town", "")) or names.within(said.get("text", "")))[:120]
        models.Place.objects.bulk_update(batch, ["town"], batch_size=200)
        last = batch[-1].pk
