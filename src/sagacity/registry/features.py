"""What the map draws: single places, or clusters counted by the database, never too many."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Avg, Count, F, FloatField, IntegerField, Max, Min, QuerySet, Value
from django.db.models.expressions import ExpressionWrapper
from django.db.models.functions import Cast, Floor

from sagacity.registry import filters, models
from sagacity.registry.types import Feature

MOST = 2000
CELLS_PER_TILE = 4  # a cluster for each 64 pixels of the map


def map_features(
    *,
    bbox: tuple[float, float, float, float],
    zoom: int,
    kinds: Sequence[str] = (),
    words: str = "",
    town: str = "",
    open_at: datetime | None = None,
    having: Sequence[str] = (),
    limit: int = MOST,
) -> tuple[Feature, ...]:
    """The places in a box (south, west, north, east), gathered into clusters where they are too many."""
    many = max(1, min(limit, MOST))
    rows = filters.places(kinds=kinds, words=words, town=town, open_at=open_at, bbox=bbox, having=having)
    single = list(
        rows.order_by("id").values_list("key", "name", "latitude", "longitude", "kinds")[: many + 1]
    )
    if len(single) <= many:
        return tuple(
            _single(key, name, latitude or 0.0, longitude or 0.0, kinds)
            for key, name, latitude, longitude, kinds in single
        )
    cell = 360.0 / (2 ** max(0, min(zoom, 22))) / CELLS_PER_TILE
    while True:
        clusters = list(_clusters(rows, cell)[: many + 1])
        if len(clusters) <= many:
            return _drawn(clusters)
        cell *= 2


def _clusters(rows: "QuerySet[models.Place]", cell: float) -> Any:
    def grid(column: str) -> Cast:
        share = ExpressionWrapper(F(column) / Value(cell), output_field=FloatField())
        return Cast(Floor(share), IntegerField())

    return (
        rows.annotate(south=grid("latitude"), west=grid("longitude"))
        .values("south", "west")
        .annotate(
            n=Count("id"),
            lat=Avg("latitude"),
            lon=Avg("longitude"),
            one=Min("id"),
            kinds_one=Min("kinds"),
            kinds_other=Max("kinds"),
        )
        .order_by("-n", "south", "west")
    )


def _drawn(clusters: list[dict[str, Any]]) -> tuple[Feature, ...]:
    alone = models.Place.objects.filter(pk__in=[one["one"] for one in clusters if one["n"] == 1])
    named = {row.pk: row for row in alone}
    return tuple(
        _single(row.key, row.name, one["lat"], one["lon"], row.kinds)
        if (row := named.get(one["one"])) is not None and one["n"] == 1
        else Feature(
            key="",
            name="",
            latitude=one["lat"],
            longitude=one["lon"],
            kinds=tuple(sorted({*_kinds(one["kinds_one"]), *_kinds(one["kinds_other"])})),
            count=one["n"],
        )
        for one in clusters
    )


def _single(key: str, name: str, latitude: float, longitude: float, kinds: str) -> Feature:
    return Feature(key, name, latitude, longitude, _kinds(kinds))


def _kinds(text: str) -> tuple[str, ...]:
    return tuple(kind for kind in text.split("|") if kind)
