"""Asking the registry: the same question for the list and for the map."""

from datetime import datetime

from sagacity.kit.ui import api as ui
from sagacity.miniapps.places import hazards
from sagacity.miniapps.places.distance import Origin
from sagacity.miniapps.places.wish import Wish
from sagacity.registry import api as registry

MOST_SITES = 5000  # evacuation sites of one city; the largest have some hundreds
MOST_FEATURES = 2000


def places(wish: Wish, *, at: datetime, origin: Origin | None, limit: int, offset: int) -> registry.PlacePage:
    """One page of the places asked for."""
    if not wish.hazards:
        return _ask(wish, at=at, origin=origin, limit=limit, offset=offset)
    found = _safe(wish, at=at, origin=origin)
    return registry.PlacePage(tuple(found[offset : offset + limit]), len(found))


def features(wish: Wish, *, at: datetime, view: ui.View) -> tuple[registry.Feature, ...]:
    """What the map draws of them in its window, never more than 2,000 marks."""
    if wish.hazards:
        inside = _safe(wish, at=at, origin=None, bbox=view.bbox)
        return tuple(_feature(one, one.point) for one in inside if one.point)[:MOST_FEATURES]
    return registry.map_features(
        bbox=view.bbox,
        zoom=view.zoom,
        kinds=wish.kinds,
        words=wish.words,
        town=wish.town,
        open_at=at if wish.open_now else None,
        having=wish.having,
        limit=MOST_FEATURES,
    )


def _ask(
    wish: Wish,
    *,
    at: datetime,
    origin: Origin | None,
    limit: int,
    offset: int = 0,
    bbox: tuple[float, float, float, float] | None = None,
) -> registry.PlacePage:
    return registry.find_places(
        kinds=wish.kinds,
        words=wish.words,
        town=wish.town,
        near=origin.point if origin else None,
        open_at=at if wish.open_now else None,
        bbox=bbox,
        having=wish.having,
        limit=limit,
        offset=offset,
    )


def _safe(
    wish: Wish,
    *,
    at: datetime,
    origin: Origin | None,
    bbox: tuple[float, float, float, float] | None = None,
) -> list[registry.Place]:
    every = _ask(wish, at=at, origin=origin, limit=MOST_SITES, bbox=bbox)
    return [one for one in every.places if hazards.safe_from(one, wish.hazards)]


def _feature(place: registry.Place, point: registry.Point) -> registry.Feature:
    kinds = tuple(dict.fromkeys(facet.kind for facet in place.facets))
    return registry.Feature(place.key, place.name, point.latitude, point.longitude, kinds)
