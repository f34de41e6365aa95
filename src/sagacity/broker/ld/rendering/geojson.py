"""Entities as GeoJSON features (RFC 7946), as NGSI-LD puts them."""

from sagacity.broker.entity import Entity, Json
from sagacity.broker.ld import ids
from sagacity.broker.ld.rendering.entity import render
from sagacity.broker.ld.rendering.representation import Representation
from sagacity.broker.ld.rows.kinds import geometry
from sagacity.broker.ld.rows.names import Names


def feature(entity: Entity, look: Representation, *, place: str, shown: Json = None) -> dict[str, Json]:
    """One feature; ``place`` is the address of the GeoProperty that becomes its geometry."""
    properties = shown or render(entity, look)
    properties.pop("id", None)
    return {
        "id": ids.shown(entity),
        "type": "Feature",
        "geometry": _geometry(entity, place),
        "properties": properties,
    }


def collection(features: list[dict[str, Json]]) -> dict[str, Json]:
    """Several features."""
    return {"type": "FeatureCollection", "features": features}


def _geometry(entity: Entity, place: str) -> Json:
    key = Names((entity.ld or {}).get("names")).key(place)
    kept = entity.attributes.get(key)
    return None if kept is None else geometry(kept.value)
