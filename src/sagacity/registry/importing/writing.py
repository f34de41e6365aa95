"""One batch of rows becomes records, and what stands behind them is made anew."""

from datetime import datetime
from typing import Any, NamedTuple

from sagacity.registry import models, rapid
from sagacity.registry.importing import matching, snapshot
from sagacity.registry.importing.form import Form
from sagacity.registry.importing.matching import Wanted
from sagacity.registry.kinds import Noun
from sagacity.registry.projecting import everything, places
from sagacity.registry.projecting.events import key_of
from sagacity.registry.projecting.towns import TownNames

WITH_A_PLACE = (Noun.PLACE, Noun.VACANCY)


class ApprovedRow(NamedTuple):
    """What of a staged row goes in; 200,000 model instances would cost seconds."""

    number: int
    local_id: str
    name: str
    values: dict[str, Any]
    statuses: dict[str, str]
    hash: str


def write_batch(
    batch: list[ApprovedRow],
    *,
    row: models.ImportRun,
    dataset: models.DataSet,
    form: Form,
    names: TownNames,
    at: datetime,
) -> list[str]:
    """Write records, versions, places, events …; gives the keys of what changed."""
    known = {
        one.local_id: one
        for one in models.Record.objects.filter(
            dataset=dataset, local_id__in=[staged.local_id for staged in batch]
        )
    }
    keys = snapshot.place_keys(list(known.values()))
    before = {local_id: snapshot.of(one, keys.get(one.place_id or 0, "")) for local_id, one in known.items()}
    records = [_record(staged, row, dataset, form, at, known.get(staged.local_id)) for staged in batch]
    renew: set[int] = {one.place_id for one in known.values() if one.place_id is not None}
    subjects = dict.fromkeys([one.local_id for one in records], "")
    if form.kind.noun in WITH_A_PLACE:
        fresh = [one for one in records if one.place_id is None]
        subjects |= _find_places(fresh, dataset, form, names, renew)
        subjects |= {one.local_id: keys[one.place_id] for one in known.values() if one.place_id in keys}
    if form.kind.noun is Noun.EVENT:
        subjects = {one.local_id: key_of(one, dataset.kind) for one in records}
    snapshot.put(records)
    _write_versions(records, before, subjects, row, dataset, at)
    needs_rows = form.kind.noun is not Noun.PLACE
    stored = everything.stored(dataset, subjects) if needs_rows else []
    told = everything.project(stored, dataset=dataset, places_to_renew=renew, names=names)
    return [*(key for key in subjects.values() if key), *told]


def _record(
    staged: ApprovedRow,
    row: models.ImportRun,
    dataset: models.DataSet,
    form: Form,
    at: datetime,
    known: models.Record | None,
) -> models.Record:
    required, recommended = form.given(staged.values)
    return models.Record(
        dataset=dataset,
        kind=form.facet,
        local_id=staged.local_id,
        national_id=form.national_id(staged.values)[:80],
        name=staged.name,
        place_id=known.place_id if known else None,
        fields=staged.values,
        statuses=staged.statuses,
        hash=staged.hash,
        required_given=required,
        recommended_given=recommended,
        edition=row.edition,
        file=row.file,
        sheet=row.sheet,
        row=staged.number,
        run=row.key,
        touched_in=row.key,
        vanished_in="",
        imported_at=at,
    )


def _find_places(
    fresh: list[models.Record],
    dataset: models.DataSet,
    form: Form,
    names: TownNames,
    renew: set[int],
) -> dict[str, str]:
    """Give every new record its place: one that exists, else a new one."""
    wanted = [
        Wanted(one.local_id, one.national_id, form.facet, places.columns_of_new(one, dataset.kind, names))
        for one in fresh
    ]
    found = matching.match(wanted, dataset)
    renew.update(place.pk for place in found.values())
    alone = [one for one in wanted if one.local_id not in found]
    keys = matching.new_keys(alone)
    rapid.insert(models.Place, [{"key": keys[one.local_id], **_named(one.columns)} for one in alone])
    ids = dict(models.Place.objects.filter(key__in=keys.values()).values_list("key", "pk"))
    spoken_of = {local_id: (place.key, place.pk) for local_id, place in found.items()}
    spoken_of |= {local_id: (key, ids[key]) for local_id, key in keys.items()}
    for one in fresh:
        one.place_id = spoken_of[one.local_id][1]
    return {local_id: key for local_id, (key, _) in spoken_of.items()}


def _named(columns: dict[str, Any]) -> dict[str, Any]:
    return columns if columns["name"] else columns | {"name": "（名称なし）"}


def _write_versions(
    records: list[models.Record],
    before: dict[str, dict[str, Any]],
    subjects: dict[str, str],
    row: models.ImportRun,
    dataset: models.DataSet,
    at: datetime,
) -> None:
    rapid.insert(
        models.RecordVersion,
        [
            {
                "dataset": dataset.kind,
                "local_id": one.local_id,
                "subject": subjects.get(one.local_id, ""),
                "what": _what(before.get(one.local_id), one),
                "run": row.key,
                "before": before.get(one.local_id),
                "by": row.decided_by,
                "why": row.file,
                "at": at,
            }
            for one in records
        ],
    )


def _what(before: dict[str, Any] | None, now: models.Record) -> str:
    if before is None:
        return "new"
    return "back" if before["vanished_in"] and before["hash"] == now.hash else "changed"
