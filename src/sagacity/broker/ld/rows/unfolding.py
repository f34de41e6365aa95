"""From an attribute of the row, whichever face wrote it, to its NGSI-LD instances."""

import msgspec

from sagacity.broker.entity import Attribute, Json
from sagacity.broker.ld import times
from sagacity.broker.ld.instance import Instance
from sagacity.broker.ld.rows import kinds
from sagacity.broker.ld.rows.names import Names

_HIDDEN = frozenset({"ignoreType", "evalPriority"})  # orders to NGSIv2, no facts about the thing


def unfold(attribute: Attribute, names: Names) -> list[Instance]:
    """The default instance first, if there is one."""
    first = _one(attribute, names)
    others = (attribute.ld or {}).get("instances", ())
    return [first, *(_one(msgspec.convert(kept, Attribute), names) for kept in others)]


def _one(attribute: Attribute, names: Names) -> Instance:
    beside = attribute.ld or {}
    written = beside.get("written", {})
    kind, typed = kinds.kind(attribute.type, attribute.value)
    value = attribute.value
    if kind == "GeoProperty":
        value = kinds.geometry(value)
    elif typed:
        value = _as_written(value, written.get("value"))
    members: dict[str, Json] = {}
    observed, unit = observed_at(attribute), unit_code(attribute)
    if unit is not None:
        members["unitCode"] = unit
    if observed is not None:
        members["observedAt"] = _as_written(observed, written.get("observedAt"))
    members |= beside.get("members", {})
    return Instance(
        kind=kind,
        value=value,
        typed=typed,
        members=members,
        subs=_subs(attribute, names),
        created=attribute.created,
        modified=attribute.modified,
    )


def unit_code(attribute: Attribute) -> str | None:
    """The unit, if its metadata is a text."""
    found = attribute.metadata.get("unitCode", {}).get("value")
    return found if isinstance(found, str) else None


def observed_at(attribute: Attribute) -> str | None:
    """When it was measured, in the kept form; NGSIv2 devices say TimeInstant."""
    for name in ("observedAt", "TimeInstant"):
        found = attribute.metadata.get(name)
        if found is not None and times.is_moment(found.get("value")):
            return times.normal(found["value"])
    return None


def _as_written(kept: str, written: str | None) -> str:
    """As it was written, unless NGSIv2 has changed it since."""
    if written is not None and times.is_moment(written) and times.normal(written) == kept:
        return written
    return times.short(kept)


def _subs(attribute: Attribute, names: Names) -> dict[str, list[Instance]]:
    plain = set(_HIDDEN)
    if unit_code(attribute) is not None:
        plain.add("unitCode")
    if observed_at(attribute) is not None:
        usual = attribute.metadata.get("observedAt")
        plain.add("observedAt" if usual and times.is_moment(usual.get("value")) else "TimeInstant")
    beside = (attribute.ld or {}).get("sub", {})
    return {
        names.sub_iri(key): unfold(_sub(kept, beside.get(key, {})), names)
        for key, kept in attribute.metadata.items()
        if key not in plain
    }


def _sub(kept: dict[str, Json], beside: dict[str, Json]) -> Attribute:
    return Attribute(
        value=kept.get("value"),
        type=str(kept.get("type", "Text")),
        metadata=beside.get("m", {}),
        ld=beside.get("l"),
    )
