"""One call after records were written: everything made from them is made anew."""

from collections.abc import Iterable

from sagacity.registry import models
from sagacity.registry.importing import form as forms
from sagacity.registry.kinds import Noun
from sagacity.registry.projecting import events, places, stats, towns, vacancy
from sagacity.registry.projecting.towns import TownNames


def project(
    records: list[models.Record], *, dataset: models.DataSet, places_to_renew: Iterable[int], names: TownNames
) -> list[str]:
    """Renew what some stored records of one data set stand behind; gives the keys of what changed."""
    noun = forms.of(dataset.kind).kind.noun
    renewed = set(places_to_renew)
    places.renew(renewed, names)
    if noun is Noun.VACANCY:
        vacancy.renew(records, dataset)
    if noun is Noun.EVENT:
        return events.renew(records, dataset.kind, names)
    if noun is Noun.TOWN:
        return towns.renew(records, dataset.kind)
    if noun is Noun.STAT:
        stats.renew(records, dataset)
    return []


def stored(dataset: models.DataSet, local_ids: Iterable[str]) -> list[models.Record]:
    """The records of some ids, with their database ids."""
    return list(models.Record.objects.filter(dataset=dataset, local_id__in=list(local_ids)))
