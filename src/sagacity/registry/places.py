"""Places: one, many, the nearest."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from math import cos, radians

from django.db.models import Count, ExpressionWrapper, F, FloatField, QuerySet, Value

from sagacity.registry import facts, filters, geometry, models
from sagacity.registry.types import Place, PlacePage, Point

RINGS = (500, 2_000, 8_000, 30_000)  # metres: look close by first


class NoSuchPlace(LookupError):
    """There is no place of this key."""


def find(key: str) -> models.Place:
    """The row of a place, also by a key it had before it was joined."""
    row = models.Place.objects.filter(key=key).first()
    if row is None:
        alias = models.PlaceAlias.objects.select_related("place").filter(key=key).first()
        row = alias.place if alias else None
    if row is None:
        raise NoSuchPlace(key)
    return row


def place(key: str) -> Place:
    """One place with everything that is said of it.

    Raises:
        NoSuchPlace: there is none, and there was none that is now part of another.
    """
    return as_facts([find(key)])[0]


def places(keys: Iterable[str]) -> list[Place]:
    """Several places in the order of their keys; those that are gone are left out."""
    wanted = list(keys)
    if not wanted:
        return []
    rows = {row.key: row for row in models.Place.objects.filter(key__in=wanted)}
    return as_facts([rows[key] for key in wanted if key in rows])


def find_places(
    *,
    kinds: Sequence[str] = (),
    words: str = "",
    town: str = "",
    near: Point | None = None,
    open_at: datetime | None = None,
    bbox: tuple[float, float, float, float] | None = None,
    having: Sequence[str] = (),
    limit: int = 20,
    offset: int = 0,
) -> PlacePage:
    """Places that pass every filter, the nearest first when a point is given, else by name."""
    rows = filters.places(kinds=kinds, words=words, town=town, open_at=open_at, bbox=bbox, having=having)
    total = rows.count()
    page: Sequence[models.Place]
    if near is None:
        page = list(rows.order_by("name_kana", "name", "id")[offset : offset + limit])
    else:
        page = _by_distance(rows, near, offset + limit)[offset:]
    return PlacePage(tuple(as_facts(page)), total)


def nearest(*, point: Point, kinds: Sequence[str] = (), limit: int = 5) -> list[tuple[Place, float]]:
    """The nearest places, each with its distance in metres."""
    found = as_facts(_by_distance(filters.places(kinds=kinds, having=("point",)), point, limit))
    here = (point.latitude, point.longitude)
    return [
        (one, geometry.metres(here, (one.point.latitude, one.point.longitude))) for one in found if one.point
    ]


def facet_counts() -> dict[str, int]:
    """How many places there are of each kind."""
    counted = models.Record.objects.filter(place__isnull=False).values("kind")
    return {
        one["kind"]: one["n"] for one in counted.annotate(n=Count("place", distinct=True)).order_by("kind")
    }


def as_facts(rows: Sequence[models.Place]) -> list[Place]:
    if not rows:
        return []
    said: dict[int, list[models.Record]] = defaultdict(list)
    for record in models.Record.objects.filter(place__in=rows).select_related("dataset"):
        said[record.place_id or 0].append(record)
    return [facts.place(row, said[row.pk]) for row in rows]


def _by_distance(rows: "QuerySet[models.Place]", near: Point, many: int) -> Sequence[models.Place]:
    """Looks in growing circles, so that the whole city is measured only when it must be."""
    wide = cos(radians(near.latitude)) ** 2
    north = ExpressionWrapper(F("latitude") - Value(near.latitude), output_field=FloatField())
    east = ExpressionWrapper(F("longitude") - Value(near.longitude), output_field=FloatField())
    measured = rows.annotate(
        far=ExpressionWrapper(north * north + Value(wide) * east * east, output_field=FloatField())
    ).order_by(F("far").asc(nulls_last=True), "id")
    for radius in RINGS:
        south, west, top, right = geometry.box(near.latitude, near.longitude, radius)
        ring = measured.filter(latitude__range=(south, top), longitude__range=(west, right))
        found = list(ring[:many])
        # The corners of the square are farther than its sides: only what lies in the circle is certain.
        here = (near.latitude, near.longitude)
        inside = [one for one in found if geometry.metres(here, _at(one)) <= radius]
        if len(inside) >= many:
            return inside[:many]
    return list(measured[:many])


def _at(row: models.Place) -> tuple[float, float]:
    return row.latitude or 0.0, row.longitude or 0.0
