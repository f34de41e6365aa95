"""Several places of one entity: NGSIv2 has one live location, NGSI-LD any number of GeoProperties."""

import msgspec

from sagacity.broker.entity import Attribute

_IGNORED = {"type": "Boolean", "value": True}


def settle(attributes: dict[str, Attribute]) -> dict[str, Attribute]:
    """Leave one geo attribute live (``location`` first); the others are marked as NGSIv2 marks them."""
    places = [key for key, kept in attributes.items() if kept.type == "geo:json" and kept.value is not None]
    if len(places) < 2 and "location" not in places:
        return attributes
    live = "location" if "location" in places else _first_live(places, attributes)
    return {key: _marked(kept, key != live) if key in places else kept for key, kept in attributes.items()}


def _first_live(places: list[str], attributes: dict[str, Attribute]) -> str:
    return next((key for key in places if not _ignores(attributes[key])), places[0])


def _ignores(attribute: Attribute) -> bool:
    return attribute.metadata.get("ignoreType", {}).get("value") is True


def _marked(attribute: Attribute, ignored: bool) -> Attribute:
    if _ignores(attribute) == ignored:
        return attribute
    metadata = {name: kept for name, kept in attribute.metadata.items() if name != "ignoreType"}
    if ignored:
        metadata["ignoreType"] = _IGNORED
    return msgspec.structs.replace(attribute, metadata=metadata)
