"""From the instances of an NGSI-LD attribute to one attribute of the row; nothing is lost on the way."""

import msgspec

from sagacity.broker.entity import Attribute, Json, Metadata
from sagacity.broker.ld import times
from sagacity.broker.ld.instance import Instance
from sagacity.broker.ld.rows import kinds
from sagacity.broker.ld.rows.names import Names

_EMPTY = Attribute(type="")


def fold(instances: list[Instance], names: Names, old: Attribute | None = None) -> Attribute:
    """The instance without datasetId (or else the first) is what NGSIv2 sees; the others lie beside it."""
    first = next((one for one in instances if not one.dataset), instances[0])
    folded = _one(first, names, old or _EMPTY)
    others = [msgspec.to_builtins(_one(one, names, _EMPTY)) for one in instances if one is not first]
    if not others:
        return folded
    return msgspec.structs.replace(folded, ld={**(folded.ld or {}), "instances": others})


def _one(instance: Instance, names: Names, old: Attribute) -> Attribute:
    written: dict[str, str] = {}
    value = instance.value
    if instance.typed:
        value = _moment("value", value, written)
    type_name = kinds.type_name(
        kind_name=instance.kind, typed=instance.typed, value=value, old_type=old.type, old_value=old.value
    )
    metadata = _plain_metadata(instance, old, written)
    subs = _fold_subs(instance, names, old, metadata)
    members = {
        name: given
        for name, given in instance.members.items()
        if name not in ("unitCode", "observedAt") and given != "@none"
    }
    parts: dict[str, Json] = {"members": members, "sub": subs, "written": written}
    return Attribute(
        value=value,
        type=type_name,
        metadata=metadata,
        created=instance.created,
        modified=instance.modified,
        ld={name: part for name, part in parts.items() if part} or None,
    )


def _moment(member: str, text: str, written: dict[str, str]) -> str:
    """The kept form; how it was written is noted only where the kept form says less."""
    kept = times.normal(text)
    if times.short(kept) != text:
        written[member] = text
    return kept


def _plain_metadata(instance: Instance, old: Attribute, written: dict[str, str]) -> Metadata:
    found: Metadata = {}
    unit = instance.members.get("unitCode")
    if unit is not None:
        found["unitCode"] = {"type": _old_type(old, "unitCode", "Text"), "value": unit}
    observed = instance.members.get("observedAt")
    if observed is not None:
        # Devices of NGSIv2 call it TimeInstant; a row that has that name keeps it.
        name = (
            "TimeInstant"
            if "TimeInstant" in old.metadata and "observedAt" not in old.metadata
            else "observedAt"
        )
        kept = _moment("observedAt", observed, written)
        found[name] = {"type": _old_type(old, name, "DateTime"), "value": kept}
    if "ignoreType" in old.metadata and instance.kind == "GeoProperty":
        found["ignoreType"] = old.metadata["ignoreType"]
    return found


def _old_type(old: Attribute, name: str, default: str) -> str:
    return str(old.metadata.get(name, {}).get("type", default))


def _fold_subs(instance: Instance, names: Names, old: Attribute, metadata: Metadata) -> dict[str, Json]:
    """Sub-attributes become metadata; what metadata cannot hold is returned to lie beside it."""
    beside: dict[str, Json] = {}
    for address, instances in instance.subs.items():
        key = names.claim_sub(address, instance.terms.get(address, address))
        was = old.metadata.get(key)
        old_sub = Attribute(value=was.get("value"), type=str(was.get("type", ""))) if was else None
        sub = fold(instances, names, old_sub)
        metadata[key] = {"type": sub.type, "value": sub.value}
        rest = {"m": sub.metadata, "l": sub.ld}
        if sub.metadata or sub.ld:
            beside[key] = {name: part for name, part in rest.items() if part}
    return beside
