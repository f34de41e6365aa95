"""Two places that may be one: proposed by name and nearness, joined only by a person."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q
from rapidfuzz import fuzz

from sagacity.kit import clock, keys
from sagacity.kit.audit import api as audit
from sagacity.kit.jobs import api as jobs
from sagacity.kit.policy import Person
from sagacity.registry import geometry, models, types
from sagacity.registry.folding import name_key
from sagacity.registry.importing import form as forms

NEAR = 150
ONE_SPOT = 30
POLES = ("|bus_stop|", "|fire_water|")
ALIKE = 88
BATCH = 500


def of_staged(rows: list[models.StagedRow], run: models.ImportRun) -> dict[int, str]:
    """Line → key of a published place that a new row may be."""
    form = forms.of(run.kind)
    found = {}
    for row in rows:
        at = (form.target(row.values, "point.latitude"), form.target(row.values, "point.longitude"))
        at_point = at if None not in at else None
        twin = _twin(name_key(row.name), at_point, kinds=f"|{form.facet}|", exclude=0)
        if twin is not None:
            found[row.number] = twin[0].key
    return found


@jobs.job(queue="imports")
def look_for_duplicates(run: str) -> None:
    """Compare the new places of a run with those nearby and propose pairs."""
    new = models.RecordVersion.objects.filter(run=run, what="new").exclude(subject="")
    last = 0
    while batch := list(new.filter(pk__gt=last).order_by("pk").values_list("pk", "subject")[:BATCH]):
        last = batch[-1][0]
        places = list(models.Place.objects.filter(key__in=[subject for _, subject in batch]))
        doubtful = _worth_a_look(places)
        _propose([pair for place in doubtful if (pair := _pair(place)) is not None], run)


def _worth_a_look(places: list[models.Place]) -> list[models.Place]:
    """Those with a namesake, or with something of another kind in the city: in a first list hardly any."""
    if models.Place.objects.exclude(kinds__in={place.kinds for place in places}).exists():
        return places
    names = {place.name_key for place in places} - {""}
    counted = models.Place.objects.filter(name_key__in=names).values("name_key").annotate(n=Count("id"))
    shared = {one["name_key"] for one in counted if one["n"] > 1}
    return [place for place in places if place.name_key in shared]


def duplicates(*, state: str = "open", limit: int = 50, offset: int = 0) -> list[types.Duplicate]:
    """Pairs of places that wait for a person's word."""
    rows = models.DuplicateProposal.objects.filter(state=state).order_by("metres", "id")
    page = rows[offset : offset + limit]
    wanted = {key for row in page for key in (row.one, row.other)}
    names = dict(models.Place.objects.filter(key__in=wanted).values_list("key", "name"))
    return [
        types.Duplicate(
            key=row.key,
            one=row.one,
            one_name=names.get(row.one, ""),
            other=row.other,
            other_name=names.get(row.other, ""),
            reason=row.reason,
            metres=row.metres,
            state=row.state,
        )
        for row in page
    ]


@transaction.atomic
def keep_apart(*, key: str, by: Person, at: datetime) -> None:
    """Say that two places are two; they are not proposed again."""
    models.DuplicateProposal.objects.filter(key=key, state="open").update(
        state="apart", decided_by=by.name, decided_at=at
    )
    audit.record(actor=by, action="registry.keep_apart", thing=key, at=at)


def _pair(place: models.Place) -> tuple[models.Place, models.Place, str, int | None] | None:
    at = None
    if place.latitude is not None and place.longitude is not None:
        at = (place.latitude, place.longitude)
    twin = _twin(place.name_key, at, kinds=place.kinds, exclude=place.pk)
    return (place, *twin) if twin else None


def _twin(
    name: str, at: tuple[float, float] | None, *, kinds: str, exclude: int
) -> tuple[models.Place, str, int | None] | None:
    if not name:
        return None
    wanted = Q(name_key=name)
    if at is not None:
        south, west, north, east = geometry.box(*at, NEAR)
        wanted |= Q(latitude__range=(south, north), longitude__range=(west, east))
    best: tuple[float, models.Place, str, int | None] | None = None
    for other in models.Place.objects.filter(wanted).exclude(pk=exclude)[:200]:
        far = _metres(at, other)
        alike = fuzz.ratio(name, other.name_key)
        if alike < ALIKE or (best is not None and alike <= best[0]) or _listed_apart(kinds, other, far):
            continue
        reason = "名前が同じ" if alike == 100 else "名前が似ていて近い"
        best = (alike, other, reason, far)
    return None if best is None else (best[1], best[2], best[3])


def _listed_apart(kinds: str, other: models.Place, far: int | None) -> bool:
    """Whether one list holds both, and so tells them apart itself: two poles of one bus stop."""
    if kinds != other.kinds:
        return False
    return kinds in POLES or far is None or far > ONE_SPOT


def _metres(at: tuple[float, float] | None, other: models.Place) -> int | None:
    if at is None or other.latitude is None or other.longitude is None:
        return None
    return round(geometry.metres(at, (other.latitude, other.longitude)))


def _propose(pairs: Iterable[tuple[models.Place, models.Place, str, int | None]], run: str) -> None:
    rows = []
    for place, other, reason, far in pairs:
        one, two = sorted((place.key, other.key))
        rows.append(
            models.DuplicateProposal(
                key=keys.new("DuplicateProposal"), one=one, other=two, reason=reason, metres=far, run=run,
                at=clock.now(),
            )
        )  # fmt: skip
    models.DuplicateProposal.objects.bulk_create(rows, ignore_conflicts=True)
