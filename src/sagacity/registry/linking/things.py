"""Places and events as things of the data-linkage platform."""

from collections.abc import Iterator
from datetime import date, time
from typing import Any

from sagacity.broker import api as broker
from sagacity.kit import clock
from sagacity.kit.city import api as city
from sagacity.registry import types
from sagacity.registry.linking.models import Model, all_models

EVENT = "Event"


def of_place(place: types.Place) -> list[broker.Thing]:
    """One thing for each record of a place whose kind has a model."""
    models = all_models()
    return [_facet(place, facet, models[facet.kind]) for facet in place.facets if facet.kind in models]


def of_event(event: types.Event) -> broker.Thing:
    """A public event; its days are a list, since it may have several."""
    attributes = {
        **_texts(name=event.name, nameKana=event.name_kana, nameEn=event.name_en, summary=event.summary),
        **_texts(description=event.description, venue=event.venue, organizer=event.organiser, url=event.url),
        **_texts(
            fee=event.fee, audience=event.audience, state=event.state, unparsedDates=event.unparsed_text
        ),
        **_location(event.point),
        **_address(event.address),
    }
    if event.occurrences:
        days = [_occurrence(each) for each in event.occurrences]
        attributes["occurrences"] = broker.Value(days, "StructuredValue")
    if event.keywords:
        attributes["keywords"] = broker.Value(list(event.keywords), "StructuredValue")
    return broker.Thing(
        _id(EVENT, event.key.rpartition(":")[2]), EVENT, {**attributes, **_source(event.provenance)}
    )


def _facet(place: types.Place, facet: types.Facet, model: Model) -> broker.Thing:
    attributes = {
        **_texts(name=place.name, nameKana=place.name_kana, nameEn=place.name_en, telephone=place.phone),
        **_texts(url=place.url, remarks=place.note, externalSiteId=facet.local_id),
        **_texts(localGovernmentCode=city.current().code),
        **_location(place.point),
        **_address(place.address),
        **_opening_hours(place.hours),
        **dict(_columns(facet, model)),
        **dict(_flags(facet, model)),
        **_source(facet.provenance),
        "place": broker.Value(place.key, "Relationship"),
    }
    return broker.Thing(
        _id(model.type, facet.local_id or place.key.rpartition(":")[2]), model.type, attributes
    )


def _id(kind: str, local: str) -> str:
    """``urn:ngsi-ld:<Type>:<code6>-<ID>``; what an id may not hold is left out of it."""
    said = "".join(letter for letter in local if letter.isascii() and (letter.isalnum() or letter in "-_."))
    return f"urn:ngsi-ld:{kind}:{city.current().code}-{said}"


def _texts(**named: str) -> dict[str, broker.Value]:
    return {name: broker.Value(text, "Text") for name, text in named.items() if text}


def _location(point: types.Point | None) -> dict[str, broker.Value]:
    if point is None:
        return {}
    place = {"type": "Point", "coordinates": [point.longitude, point.latitude]}
    return {"location": broker.Value(place, "geo:json")}


def _address(address: types.Address) -> dict[str, broker.Value]:
    said = {
        "addressText": address.text,
        "postalCode": address.postcode,
        "addressRegion": address.prefecture,
        "addressLocality": address.city,
        "town": address.town,
        "building": address.building,
    }
    given = {name: text for name, text in said.items() if text}
    return {"address": broker.Value(given, "StructuredValue")} if given else {}


def _opening_hours(hours: types.Hours | None) -> dict[str, broker.Value]:
    if hours is None:
        return {}
    said = {
        "days": hours.days,
        "opens": _plain(hours.opens),
        "closes": _plain(hours.closes),
        "note": hours.note,
    }
    given = {name: text for name, text in said.items() if text}
    return {"openingHours": broker.Value(given, "StructuredValue")} if given else {}


def _columns(facet: types.Facet, model: Model) -> Iterator[tuple[str, broker.Value]]:
    for column, name in model.attributes.items():
        value = facet.fields.get(column)
        if value not in (None, "", [], ()):
            yield name, _value(value, column)


def _flags(facet: types.Facet, model: Model) -> Iterator[tuple[str, broker.Value]]:
    """Several columns that say yes or no become one list of what is so; nothing said, no list."""
    for name, words in model.flags.items():
        said = {word: facet.fields.get(column) for column, word in words.items()}
        if any(answer is not None for answer in said.values()):
            yield (
                name,
                broker.Value([word for word, answer in said.items() if answer is True], "StructuredValue"),
            )


def _value(value: Any, column: str) -> broker.Value:
    source = {"sourceItem": column}
    if isinstance(value, bool):
        return broker.Value(value, "Boolean", source)
    if isinstance(value, int | float):
        return broker.Value(value, "Number", source)
    if isinstance(value, list | tuple | set | frozenset):
        return broker.Value([_plain(each) for each in value], "StructuredValue", source)
    return broker.Value(_plain(value), "Text", source)


def _plain(value: Any) -> Any:
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, date) else value


def _occurrence(one: types.Occurrence) -> dict[str, str]:
    said = {
        "startDate": _plain(one.on),
        "endDate": _plain(one.until),
        "opens": _plain(one.starts),
        "closes": _plain(one.ends),
    }
    return {name: text for name, text in said.items() if text}


def _source(provenance: types.Provenance) -> dict[str, broker.Value]:
    """From which edition of which file a value comes."""
    said = {
        "dataSet": provenance.dataset,
        "edition": provenance.edition,
        "file": provenance.file,
        "row": provenance.row,
        "importedAt": clock.local(provenance.imported_at).isoformat(),
    }
    return {"source": broker.Value(said, "StructuredValue")}
