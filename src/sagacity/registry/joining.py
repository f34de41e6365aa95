"""Two places become one, by a person's word; the old key keeps leading there."""

from datetime import datetime

from django.db import transaction

from sagacity.kit import keys
from sagacity.kit.audit import api as audit
from sagacity.kit.policy import Person
from sagacity.registry import models, signals, types
from sagacity.registry.importing import snapshot
from sagacity.registry.places import find
from sagacity.registry.projecting import places, towns


class SamePlace(ValueError):
    """A place cannot be joined to itself."""


@transaction.atomic
def join_places(*, keep: str, merge: str, by: Person, at: datetime) -> str:
    """Make two places one; every record of the second now speaks of the first. Gives the key that stays."""
    stays, goes = find(keep), find(merge)
    if stays.pk == goes.pk:
        raise SamePlace(f"{keep} と {merge} は同じ場所です。")
    decision = keys.new("Decision")
    records = list(models.Record.objects.filter(place=goes).select_related("dataset"))
    _remember(records, goes.key, decision, by, at)
    models.Record.objects.filter(place=goes).update(place=stays, touched_in=decision)
    _move_marks(goes, stays)
    models.PlaceAlias.objects.filter(place=goes).update(place=stays)
    models.DuplicateProposal.objects.filter(one__in=[keep, merge], other__in=[keep, merge]).update(
        state="joined", decided_by=by.name, decided_at=at
    )
    places.renew([stays.pk, goes.pk], towns.names())
    models.PlaceAlias.objects.create(key=goes.key, place=stays, by=by.name, at=at)
    audit.record(actor=by, action="registry.join", thing=stays.key, at=at, before=goes.key)
    for dataset in {record.dataset for record in records}:
        signals.record_changed.announce(
            types.RecordsChanged(dataset.key, dataset.kind, decision, (stays.key, goes.key), at)
        )
    return stays.key


def _move_marks(goes: models.Place, stays: models.Place) -> None:
    taken = set(models.VacancyObservation.objects.filter(place=stays).values_list("age_class", "month"))
    for mark in models.VacancyObservation.objects.filter(place=goes):
        if (mark.age_class, mark.month) not in taken:
            mark.place = stays
            mark.save(update_fields=["place"])


def _remember(records: list[models.Record], place: str, decision: str, by: Person, at: datetime) -> None:
    models.RecordVersion.objects.bulk_create(
        [
            models.RecordVersion(
                dataset=record.dataset.kind,
                local_id=record.local_id,
                subject=place,
                what="moved",
                run=decision,
                before=snapshot.of(record, place),
                by=by.name,
                why="同じ場所としてまとめました",
                at=at,
            )
            for record in records
        ]
    )
