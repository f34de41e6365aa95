"""Instances of an attribute as JSON in the form that was asked for."""

from sagacity.broker.entity import Json
from sagacity.broker.ld import times
from sagacity.broker.ld.instance import Instance
from sagacity.broker.ld.rendering.languages import choose
from sagacity.broker.ld.rendering.representation import Representation
from sagacity.broker.ld.rows.kinds import geometry
from sagacity.broker.ld.terms import ATTRIBUTE_MEMBERS, VALUE_MEMBER

_SELF_SPEAKING = ("Property", "GeoProperty")


def render(instances: list[Instance], look: Representation) -> Json:
    """One object (or plain value) for one instance, an array (or ``dataset`` object) for several."""
    if look.form == "simplified":
        return _simplified(instances, look)
    shown = [_one(instance, look) for instance in instances]
    return shown[0] if len(shown) == 1 else shown


def _simplified(instances: list[Instance], look: Representation) -> Json:
    if len(instances) == 1 and not instances[0].dataset:
        return _plain(instances[0], look)
    return {"dataset": {one.dataset or "@none": _plain(one, look) for one in instances}}


def _plain(instance: Instance, look: Representation) -> Json:
    kind, value = instance.kind, _value(instance, look)
    if kind == "LanguageProperty" and look.lang:
        return choose(value, look.lang)[1]
    if kind in ("LanguageProperty", "VocabProperty", "JsonProperty"):
        return {VALUE_MEMBER[kind]: value}
    return list(instance.value) if kind == "ListRelationship" else value


def _value(instance: Instance, look: Representation) -> Json:
    value = instance.value
    if instance.typed:
        return {"@type": instance.typed, "@value": value}
    if instance.kind == "VocabProperty":
        words = [look.context.compact(look.context.expand(word)) for word in _listed(value)]
        return words if isinstance(value, list) else words[0]
    if instance.kind == "ListRelationship":
        return [{"object": address} for address in _listed(value)]
    return value


def _listed(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [value]


def _one(instance: Instance, look: Representation) -> Json:
    rest = _rest(instance, look)
    value = _value(instance, look)
    if instance.kind == "LanguageProperty" and look.lang:
        language, text = choose(value, look.lang)
        rest = {"lang": language, **rest}
        return _head("Property", text, rest, look)
    return _head(instance.kind, value, rest, look)


def _head(kind: str, value: Json, rest: dict[str, Json], look: Representation) -> Json:
    if look.form == "normalized":
        return {"type": kind, VALUE_MEMBER[kind]: value, **rest}
    if kind not in _SELF_SPEAKING:
        return {VALUE_MEMBER[kind]: value, **rest}
    if kind == "Property" and geometry(value) is not None:
        return {"type": kind, "value": value, **rest}
    if rest or _could_be_read_otherwise(value, kind):
        return {"value": value, **rest}
    return value


def _could_be_read_otherwise(value: Json, kind: str) -> bool:
    """Whether a bare value would be taken for an attribute when it is written back."""
    if kind == "GeoProperty":
        return False
    if isinstance(value, list):
        return any(isinstance(one, dict) for one in value)
    return isinstance(value, dict) and (not value or not ATTRIBUTE_MEMBERS.isdisjoint(value))


def _rest(instance: Instance, look: Representation) -> dict[str, Json]:
    """Everything beside kind and value."""
    found = dict(instance.members)
    if look.system and instance.created:
        found["createdAt"] = times.shown(instance.created)
        found["modifiedAt"] = times.shown(instance.modified)
    for address, subs in instance.subs.items():
        nested = _nested(look)
        found[look.context.compact(address)] = render(subs, nested)
    return found


def _nested(look: Representation) -> Representation:
    return Representation(context=look.context, form=look.form, lang=look.lang)
