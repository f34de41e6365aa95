"""An applied run is taken back: every record stands as before, unless somebody changed it later."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from sagacity.kit import clock
from sagacity.kit.audit import api as audit
from sagacity.kit.jobs import api as jobs
from sagacity.kit.policy import Person
from sagacity.registry import datasets, models, rapid, signals, types
from sagacity.registry.importing import applying, editions, garbage, runs, snapshot
from sagacity.registry.projecting import everything, towns
from sagacity.registry.projecting.towns import TownNames
from sagacity.registry.types import RunState

BATCH = 500
AT_ONCE = 5000  # more than this is work for the worker: nobody waits a minute for a page


@transaction.atomic
def undo(*, key: str, by: Person, reason: str, at: datetime) -> types.Undone:
    """Take a published run back; records that were changed later stay, and are named."""
    row = runs.move(
        key,
        from_=(RunState.APPLIED,),
        to=RunState.UNDOING,
        undone={"by": by.name, "reason": reason, "at": at.isoformat()},
    )
    audit.record(actor=by, action="registry.undo", thing=key, at=at, purpose=reason)
    if models.RecordVersion.objects.filter(run=key).count() > AT_ONCE:
        jobs.enqueue(undo_run, key=f"undo {key}", run=row.key)
        return types.Undone(run=key, restored=0, kept=(), pending=True)
    return _undo(row, at)


@jobs.job(queue="imports")
def undo_run(run: str) -> None:
    """Take a big run back."""
    with transaction.atomic():
        row = models.ImportRun.objects.select_for_update().get(key=run)
        if row.state == RunState.UNDOING:
            _undo(row, clock.now())


def _undo(row: models.ImportRun, at: datetime) -> types.Undone:
    if runs.is_collection(row):
        garbage.undo(row)
    dataset = models.DataSet.objects.select_for_update().get(runs=row)
    names = towns.names()
    models.VacancyObservation.objects.filter(run=row.key).delete()
    restored, kept = 0, []
    for versions in _versions(row):
        done, stayed = _put_back(versions, row, dataset, names, at)
        restored += done
        kept += stayed
    editions.withdraw(row, dataset, at=at)
    row.undone = {**row.undone, "restored": restored, "kept": kept}
    models.ImportRun.objects.filter(pk=row.pk).update(state=RunState.UNDONE, undone=row.undone)
    _close_leftovers(row, at)
    signals.edition_published.announce(datasets.as_fact(dataset))
    return types.Undone(run=row.key, restored=restored, kept=tuple(kept))


def _versions(row: models.ImportRun) -> Iterator[list[models.RecordVersion]]:
    lines = models.RecordVersion.objects.filter(run=row.key).exclude(what="undone")
    last, until = 0, lines.order_by("-id").values_list("id", flat=True).first() or 0
    while batch := list(lines.filter(pk__gt=last, pk__lte=until).order_by("pk")[:BATCH]):
        yield batch
        last = batch[-1].pk


def _put_back(
    versions: list[models.RecordVersion],
    row: models.ImportRun,
    dataset: models.DataSet,
    names: TownNames,
    at: datetime,
) -> tuple[int, list[str]]:
    now = {
        one.local_id: one
        for one in models.Record.objects.filter(
            dataset=dataset, local_id__in=[line.local_id for line in versions]
        )
    }
    keys = snapshot.place_keys(list(now.values()))
    ours = [line for line in versions if line.local_id in now and now[line.local_id].touched_in == row.key]
    taken_back = {line.pk for line in ours}
    kept = [
        f"{line.subject or line.local_id} {now[line.local_id].name if line.local_id in now else ''}".strip()
        for line in versions
        if line.pk not in taken_back
    ]
    renew = {one.place_id for one in now.values() if one.place_id is not None}
    _remember(ours, now, keys, row, at)
    models.Record.objects.filter(
        pk__in=[now[line.local_id].pk for line in ours if line.before is None]
    ).delete()
    former = [line for line in ours if line.before is not None]
    at_places = _places_of(former, at)
    restored = [
        snapshot.record_from(
            line.before or {}, dataset=dataset, place=at_places.get((line.before or {})["place"])
        )
        for line in former
    ]
    snapshot.put(restored)
    renew |= set(at_places.values())
    stored = everything.stored(dataset, [one.local_id for one in restored])
    told = everything.project(stored, dataset=dataset, places_to_renew=renew, names=names)
    applying.tell(dataset, row.key, [*(line.subject for line in ours if line.subject), *told], at)
    return len(ours), kept


def _remember(
    ours: list[models.RecordVersion],
    now: dict[str, models.Record],
    keys: dict[int, str],
    row: models.ImportRun,
    at: datetime,
) -> None:
    rapid.insert(
        models.RecordVersion,
        [
            {
                "dataset": line.dataset,
                "local_id": line.local_id,
                "subject": line.subject,
                "what": "undone",
                "run": row.key,
                "before": snapshot.of(now[line.local_id], keys.get(now[line.local_id].place_id or 0, "")),
                "by": str(row.undone.get("by", "")),
                "why": str(row.undone.get("reason", ""))[:300],
                "at": at,
            }
            for line in ours
        ],
    )


def _places_of(former: list[models.RecordVersion], at: datetime) -> dict[str, int]:
    """The places the records spoke of before; one that is gone meanwhile is set up again."""
    wanted = {(line.before or {})["place"]: line for line in former if (line.before or {}).get("place")}
    ids = dict(models.Place.objects.filter(key__in=wanted).values_list("key", "pk"))
    aliases = models.PlaceAlias.objects.filter(key__in=set(wanted) - set(ids))
    ids |= dict(aliases.values_list("key", "place_id"))
    gone = [key for key in wanted if key not in ids]
    made = models.Place.objects.bulk_create(
        [models.Place(key=key, name="…", name_key="", kinds="|", changed_at=at) for key in gone]
    )
    return ids | {place.key: place.pk for place in made}


def _close_leftovers(row: models.ImportRun, at: datetime) -> None:
    models.ImportRun.objects.filter(follows=row.key, state__in=[RunState.CHECKED, RunState.SUBMITTED]).update(
        state=RunState.CANCELLED, decided_at=at, problem="もとの取り込みが元に戻されました。"
    )
