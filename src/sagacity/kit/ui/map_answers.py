"""What the map part asks (`bbox`, `zoom`) and what it wants to hear (GeoJSON with a few agreed words)."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.http import HttpRequest, JsonResponse


@dataclass(frozen=True, slots=True)
class View:
    """The part of the world a map shows."""

    bbox: tuple[float, float, float, float]  # south, west, north, east
    zoom: int


@dataclass(frozen=True, slots=True)
class Mark:
    """One point to draw: a thing with a key, or many things in one place (no key, a count)."""

    latitude: float
    longitude: float
    name: str = ""
    key: str = ""
    icon: str = "location"
    url: str = ""
    note: str = ""
    count: int = 1


def view_of(request: HttpRequest) -> View:
    """Read what a map asks for.

    Raises:
        BadRequest: the edges are not four numbers in order, or the zoom is none.
    """
    try:
        south, west, north, east = (float(edge) for edge in request.GET.get("bbox", "").split(","))
        zoom = int(request.GET.get("zoom", "13"))
    except ValueError as problem:
        raise BadRequest("bbox=south,west,north,east and zoom=0..22 are numbers") from problem
    edges = (south, west, north, east)
    if not all(math.isfinite(edge) for edge in edges) or south > north or west > east or not 0 <= zoom <= 22:
        raise BadRequest("bbox runs from south-west to north-east, zoom from 0 to 22")
    return View(edges, zoom)


def answer(marks: Iterable[Mark]) -> JsonResponse:
    """The marks as GeoJSON."""
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [mark.longitude, mark.latitude]},
            "properties": {
                name: value
                for name in ("key", "name", "icon", "url", "note", "count")
                if (value := getattr(mark, name)) != "" or name == "key"
            },
        }
        for mark in marks
    ]
    body = {"type": "FeatureCollection", "features": features}
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")})
