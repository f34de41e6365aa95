"""Shapes: tracks as the answers QuantumLeap's clients read."""

from collections.abc import Sequence

from sagacity.broker.entity import Json
from sagacity.broker.history import moments
from sagacity.broker.history.question import Question
from sagacity.broker.history.tracks import Track

Answer = dict[str, Json]


def attribute_of_entity(track: Track, name: str) -> Answer:
    """One attribute of one entity."""
    return {
        "entityId": track.subject.entity,
        "entityType": track.subject.type,
        "attrName": name,
        "index": _index(track),
        "values": track.columns[name],
    }


def entity(track: Track) -> Answer:
    """Several attributes of one entity."""
    return {
        "entityId": track.subject.entity,
        "entityType": track.subject.type,
        "index": _index(track),
        "attributes": _columns(track),
    }


def attribute_of_type(tracks: Sequence[Track], name: str, type: str, question: Question) -> Answer:
    """One attribute of all entities of a type; summed up together they are one pair of arrays."""
    if question.together:
        return {"entityType": type, "attrName": name, **_values(tracks[0], name, question)}
    entities = [_named_values(track, name, question) for track in tracks]
    return {"entityType": type, "attrName": name, "entities": entities}


def type_(tracks: Sequence[Track], type: str, question: Question) -> Answer:
    """Several attributes of all entities of a type."""
    entities = [
        {"entityId": track.subject.entity, "index": _index(track, question), "attributes": _columns(track)}
        for track in tracks
    ]
    return {"entityType": type, "entities": entities}


def attribute(tracks: Sequence[Track], name: str, question: Question) -> Answer:
    """One attribute of entities of any type."""
    return {"attrName": name, "types": _types(tracks, name, question)}


def attributes(tracks: Sequence[Track], question: Question) -> Answer:
    """Several attributes of entities of any type, attribute by attribute."""
    names = sorted({name for track in tracks for name in track.columns})
    return {"attrs": [attribute(tracks, name, question) for name in names]}


def without(answer: Answer, *names: str, values_of: str = "") -> Answer:
    """The short form: only what the address does not say already."""
    told = {("values" if name == values_of else name): value for name, value in answer.items()}
    return {name: value for name, value in told.items() if name not in names}


def _types(tracks: Sequence[Track], name: str, question: Question) -> list[Answer]:
    found: dict[str, list[Answer]] = {}
    for track in tracks:
        if name in track.columns:
            found.setdefault(track.subject.type, []).append(_named_values(track, name, question))
    return [{"entityType": type, "entities": entities} for type, entities in sorted(found.items())]


def _named_values(track: Track, name: str, question: Question) -> Answer:
    return {"entityId": track.subject.entity, **_values(track, name, question)}


def _values(track: Track, name: str, question: Question) -> Answer:
    return {"index": _index(track, question), "values": track.columns[name]}


def _columns(track: Track) -> list[Answer]:
    return [{"attrName": name, "values": values} for name, values in sorted(track.columns.items())]


def _index(track: Track, question: Question | None = None) -> list[str]:
    """A sum over the whole time has no moment; beside others it tells the time it was asked for."""
    if track.index or question is None:
        return [moments.show(moment) for moment in track.index]
    span = question.span
    return [
        moments.show(span.start) if span.start > moments.EARLIEST else "",
        moments.show(span.stop - 1) if span.stop < moments.LATEST else "",
    ]
