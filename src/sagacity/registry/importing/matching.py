"""Which place a new record speaks of: by id, by national id, by name and town, by name and distance."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sagacity.kit import keys
from sagacity.kit.city import api as city
from sagacity.registry import geometry, models
from sagacity.registry.folding import safe_id
from sagacity.registry.importing.form import VACANCY_OF

SAME_TOWN_METRES = 500  # an entrance and the middle of the grounds
SAME_NAME_METRES = 150
POLES = ("bus_stop", "fire_water")  # they bear the name of what they stand in front of


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known of the place of one new record."""

    local_id: str
    national_id: str
    facet: str
    columns: dict[str, Any]  # of the place it would be alone


def match(wanted: list[Wanted], dataset: models.DataSet) -> dict[str, models.Place]:
    """local id → the place that exists already; two records of one data set are never one place."""
    found = _by_national_id(wanted, dataset)
    rest = [one for one in wanted if one.local_id not in found and one.columns["name_key"]]
    by_name: dict[str, list[models.Place]] = defaultdict(list)
    names = {one.columns["name_key"] for one in rest}
    candidates = models.Place.objects.filter(name_key__in=names).exclude(records__dataset=dataset)
    for place in candidates.order_by("id"):
        by_name[place.name_key].append(place)
    taken = {place.pk for place in found.values()}
    for one in rest:
        fitting = [p for p in by_name.get(one.columns["name_key"], ()) if p.pk not in taken and _is(one, p)]
        if len(fitting) == 1:  # Two that fit: nobody can know, so a person is asked later.
            found[one.local_id] = fitting[0]
            taken.add(fitting[0].pk)
    return found


def _by_national_id(wanted: list[Wanted], dataset: models.DataSet) -> dict[str, models.Place]:
    by_id = {one.national_id: one.local_id for one in wanted if one.national_id}
    known = models.Record.objects.filter(national_id__in=by_id, place__isnull=False).exclude(dataset=dataset)
    found: dict[str, models.Place] = {}
    taken: set[int] = set()
    for record in known.select_related("place").order_by("id"):
        local_id = by_id[record.national_id]
        if record.place is not None and local_id not in found and record.place.pk not in taken:
            found[local_id] = record.place
            taken.add(record.place.pk)
    busy = set(
        models.Record.objects.filter(dataset=dataset, place_id__in=taken).values_list("place_id", flat=True)
    )
    return {local_id: place for local_id, place in found.items() if place.pk not in busy}


def _is(one: Wanted, place: models.Place) -> bool:
    if (one.facet in POLES) != any(f"|{pole}|" in place.kinds for pole in POLES):
        return False
    here, there = (
        _point(one.columns["latitude"], one.columns["longitude"]),
        _point(place.latitude, place.longitude),
    )
    towns = {one.columns["town"], place.town} - {""}
    if here is not None and there is not None:
        near = SAME_TOWN_METRES if len(towns) == 1 and place.town == one.columns["town"] else SAME_NAME_METRES
        return geometry.metres(here, there) <= near
    if place.town and place.town == one.columns["town"]:
        return True
    # A list of vacancies names nurseries and nothing else: their name is enough.
    nurseries = one.facet == VACANCY_OF and f"|{VACANCY_OF}|" in place.kinds
    return nurseries and len(towns) < 2


def _point(latitude: float | None, longitude: float | None) -> tuple[float, float] | None:
    return None if latitude is None or longitude is None else (latitude, longitude)


def new_keys(wanted: Iterable[Wanted]) -> dict[str, str]:
    """local id → a key for the place that does not exist yet; taken keys get a number."""
    code = city.current().code
    proposed = {one.local_id: _key(code, one) for one in wanted}
    taken = set(models.Place.objects.filter(key__in=proposed.values()).values_list("key", flat=True))
    taken |= set(models.PlaceAlias.objects.filter(key__in=proposed.values()).values_list("key", flat=True))
    result = {}
    for local_id, key in proposed.items():
        free, number = key, 2
        while free in taken:
            free, number = f"{key}-{number}", number + 1
            if models.Place.objects.filter(key=free).exists():
                taken.add(free)
        taken.add(free)
        result[local_id] = free
    return result


def _key(code: str, one: Wanted) -> str:
    # Of the 共通ID only what shelter and evacuation site have in common: either file may come first.
    local = (
        one.national_id.removeprefix("gsi:")
        if one.national_id.startswith("gsi:")
        else f"{one.facet}-{safe_id(one.local_id).replace('~', '')}"
    )
    return keys.make("Place", f"{code}-{local}"[:150])
