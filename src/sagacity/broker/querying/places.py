"""The simple location formats of NGSIv2: pairs ``latitude, longitude``, in texts."""

from sagacity.broker.entity import Json
from sagacity.broker.querying import literals
from sagacity.broker.refusals import BadRequest

Pair = tuple[float, float]  # latitude, longitude


def pair(text: str) -> Pair:
    """One pair; BadRequest when it is none or not on earth."""
    parts = text.split(",")
    numbers = [literals.number(part.strip()) for part in parts]
    if len(numbers) != 2 or numbers[0] is None or numbers[1] is None:
        raise BadRequest(f"'{text}' is no pair of coordinates; write latitude,longitude in decimal degrees")
    latitude, longitude = float(numbers[0]), float(numbers[1])
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise BadRequest(f"'{text}' is not on earth; latitude comes first, then longitude")
    return latitude, longitude


def geometry(type_: str, value: Json) -> dict[str, Json]:
    """The GeoJSON geometry of a value in the format its type names (``geo:point`` …)."""
    if type_ == "geo:point":
        if not isinstance(value, str):
            raise BadRequest('a geo:point value must be a text such as "33.26, 130.30"')
        return shaped("point", [pair(value)])
    if not isinstance(value, list) or not all(isinstance(member, str) for member in value):
        raise BadRequest(f'a {type_} value must be an array of texts such as "33.26, 130.30"')
    return shaped(type_.removeprefix("geo:"), [pair(member) for member in value])


def shaped(name: str, pairs: list[Pair]) -> dict[str, Json]:
    """A point, line, box or polygon through these pairs; BadRequest when they do not fit the name."""
    if name == "point" and len(pairs) == 1:
        return {"type": "Point", "coordinates": _flip(pairs[0])}
    if name == "line" and len(pairs) >= 2:
        return {"type": "LineString", "coordinates": [_flip(one) for one in pairs]}
    if name == "box" and len(pairs) == 2:
        return _polygon(_corners(*pairs))
    if name == "polygon" and len(pairs) >= 4:
        return _polygon(pairs)
    raise BadRequest(_WRONG.get(name, f"the geometry '{name}' is unknown; use point, line, polygon or box"))


_WRONG = {
    "point": "a point takes exactly one pair of coordinates",
    "line": "a line takes at least two pairs of coordinates",
    "box": "a box takes exactly two pairs of coordinates, two opposite corners",
    "polygon": "a polygon takes at least four pairs of coordinates, the last the same as the first",
}


def _corners(one: Pair, other: Pair) -> list[Pair]:
    south, north = sorted((one[0], other[0]))
    west, east = sorted((one[1], other[1]))
    if south == north or west == east:
        raise BadRequest("a box needs two corners that differ in latitude and in longitude")
    return [(south, west), (south, east), (north, east), (north, west), (south, west)]


def _polygon(pairs: list[Pair]) -> dict[str, Json]:
    if pairs[0] != pairs[-1]:
        raise BadRequest("a polygon must end where it begins: repeat the first pair at the end")
    return {"type": "Polygon", "coordinates": [[_flip(one) for one in pairs]]}


def _flip(one: Pair) -> list[float]:
    return [one[1], one[0]]
