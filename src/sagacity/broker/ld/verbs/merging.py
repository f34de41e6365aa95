"""Laying a fragment over what is there: RFC 7396 with ``urn:ngsi-ld:null`` in the place of null."""

from sagacity.broker.entity import Json
from sagacity.broker.ld.contexts.building import CORE
from sagacity.broker.ld.instance import UNSET, Instance
from sagacity.broker.ld.reading import values
from sagacity.broker.ld.rows.kinds import kind as kind_of
from sagacity.broker.ld.terms import NULL
from sagacity.broker.refusals import BadRequest

_MERGEABLE = ("Property", "JsonProperty", "LanguageProperty")


def merged(
    old: list[Instance], new: list[Instance], *, at: int, deep: bool, lang: str = ""
) -> list[Instance]:
    """The instances after a fragment, matched by datasetId. ``deep``: objects in values are merged too."""
    found = {one.dataset: one for one in old}
    for fragment in new:
        was = found.get(fragment.dataset)
        if fragment.gone:
            found.pop(fragment.dataset, None)
        else:
            found[fragment.dataset] = _merged(was, fragment, at=at, deep=deep, lang=lang)
    return list(found.values())


def _merged(old: Instance | None, new: Instance, *, at: int, deep: bool, lang: str) -> Instance:
    if old is None or (new.kind and new.kind != old.kind and new.value is not UNSET):
        return fresh(new, at=at, created=old.created if old else at)
    if new.kind and new.kind != old.kind:
        raise BadRequest(f"the stored attribute is a {old.kind}, not a {new.kind}")
    value, typed = _value(old, new, deep=deep, lang=lang)
    members = {name: said for name, said in {**old.members, **new.members}.items() if said != NULL}
    return Instance(
        kind=old.kind,
        value=value,
        typed=typed,
        members=members,
        subs=_subs(old, new, at=at, deep=deep),
        terms=new.terms,
        created=old.created,
        modified=at,
    )


def fresh(new: Instance, *, at: int, created: int) -> Instance:
    """A new instance as it shall be kept."""
    if new.value is UNSET:
        raise BadRequest("a new attribute needs a value")
    kind, typed = (new.kind, new.typed) if new.kind else kind_of("", new.value)
    return Instance(
        kind=kind,
        value=without_nulls(new.value) if kind in _MERGEABLE else new.value,
        typed=typed,
        members={name: said for name, said in new.members.items() if said != NULL},
        subs={address: kept for address, subs in new.subs.items() if (kept := _kept(subs))},
        terms=new.terms,
        created=created,
        modified=at,
    )


def _kept(subs: list[Instance]) -> list[Instance]:
    return [fresh(one, at=0, created=0) for one in subs if not one.gone]


def _value(old: Instance, new: Instance, *, deep: bool, lang: str) -> tuple[Json, str]:
    if new.value is UNSET:
        return old.value, old.typed
    value, typed = new.value, new.typed
    if not new.kind:
        if lang and old.kind == "LanguageProperty" and isinstance(value, str):
            value = {lang: value}
        value, typed = values.read(old.kind, value, CORE)
    both = isinstance(old.value, dict) and isinstance(value, dict)
    if deep and both and old.kind in _MERGEABLE:
        value = overlaid(old.value, value)
    return value, typed


def overlaid(old: Json, new: Json) -> Json:
    """One JSON value over another; NULL takes a member away."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return without_nulls(new)
    found = dict(old)
    for name, said in new.items():
        if said == NULL:
            found.pop(name, None)
        else:
            found[name] = overlaid(found.get(name), said)
    return found


def without_nulls(value: Json) -> Json:
    if not isinstance(value, dict):
        return value
    return {name: without_nulls(said) for name, said in value.items() if said != NULL}


def _subs(old: Instance, new: Instance, *, at: int, deep: bool) -> dict[str, list[Instance]]:
    found = dict(old.subs)
    for address, fragments in new.subs.items():
        kept = merged(found.get(address, []), fragments, at=at, deep=deep)
        if kept:
            found[address] = kept
        else:
            found.pop(address, None)
    return found
