"""The past of one entity as NGSI-LD shows it (ETSI GS CIM 009, 5.2.20, 4.5.7 to 4.5.9 and 4.5.19)."""

from dataclasses import dataclass
from itertools import islice

from sagacity.broker.entity import Entity, Json
from sagacity.broker.history import beside, instances, points, walking
from sagacity.broker.history.beside import Course
from sagacity.broker.history.choosing import Series, Step
from sagacity.broker.history.series import Key
from sagacity.broker.ld import times
from sagacity.broker.ld.instance import Instance
from sagacity.broker.ld.rendering.attribute import render as render_attribute
from sagacity.broker.ld.rendering.entity import head
from sagacity.broker.ld.rendering.representation import Representation
from sagacity.broker.ld.rows.names import Names
from sagacity.broker.ld.rows.unfolding import unfold
from sagacity.broker.ld.temporal.asking import MOST, Temporal
from sagacity.broker.ld.temporal.cutting import Reach
from sagacity.broker.ld.temporal.summing import summed
from sagacity.broker.ld.terms import VALUE_MEMBER
from sagacity.broker.store.base import Session

_PLURAL = {
    "value": "values", "object": "objects", "languageMap": "languageMaps", "vocab": "vocabs",
    "json": "jsons", "valueList": "valueLists", "objectList": "objectLists",
}  # fmt: skip
_NUMBERED = "urn:ngsi-ld:Instance:"


def instance_id(n: int) -> str:
    """The address of one instance of the past."""
    return f"{_NUMBERED}{n}"


def number_of(instance: str) -> int | None:
    """The number of an instance, None if it is no address of ours."""
    said = instance.removeprefix(_NUMBERED)
    return int(said) if said != instance and said.isascii() and said.isdigit() and len(said) < 19 else None


@dataclass(slots=True)
class Teller:
    """Tells the past of one entity after the other; ``reach`` learns how far that got."""

    session: Session
    tenant: str
    asked: Temporal
    look: Representation
    reach: Reach

    def tell(self, entity: Entity, series: list[Series]) -> dict[str, Json]:
        """Every attribute that was noted in the time asked for."""
        names = Names((entity.ld or {}).get("names"))
        shown = head(entity, self.look)
        by_key: dict[str, dict[str, list[Series]]] = {}
        for one in series:
            key, dataset = instances.parts(one.attribute)
            by_key.setdefault(key, {}).setdefault(dataset, []).append(one)
        for key, by_dataset in by_key.items():
            address = names.iri(key)
            if not self.look.shows(address):
                continue
            kept = {name: said for name, said in by_dataset.items() if self._wants(name)}
            told = self._attribute(entity, key, kept, names)
            if told:
                shown[self.look.context.compact(address)] = told
        return shown

    def _wants(self, dataset: str) -> bool:
        return not self.look.datasets or (dataset or "@none") in self.look.datasets

    def _attribute(self, entity: Entity, key: str, by_dataset: dict[str, list[Series]], names: Names) -> Json:
        if self.asked.form == "aggregatedValues":
            return _alone([self._sums(entity, key, dataset, parts) for dataset, parts in by_dataset.items()])
        past = [
            (dataset, self._past(self._type_now(entity, key, parts), parts, names))
            for dataset, parts in by_dataset.items()
        ]
        if self.asked.form == "temporalValues":
            values = [self._values(found, dataset) for dataset, found in past]
            return _alone([one for one in values if one is not None])
        normal = Representation(context=self.look.context, lang=self.look.lang)
        found = [pair for _, pairs in past for pair in pairs]
        found.sort(key=lambda pair: (pair[0].ts, pair[0].n), reverse=self.asked.last is not None)
        return [
            {**render_attribute([instance], normal), **self._system(step), "instanceId": instance_id(step.n)}
            for step, instance in found
        ]

    def _system(self, step: Step) -> dict[str, Json]:
        if not self.look.system:
            return {}
        return {"createdAt": times.shown(step.received), "modifiedAt": times.shown(step.received)}

    def _past(self, type_name: str, series: list[Series], names: Names) -> list[tuple[Step, Instance]]:
        """Several series of one attribute: the entity was moved, or had another type."""
        backwards = self.asked.last is not None
        most = min(self.asked.last or MOST, MOST)
        found: list[tuple[Step, Series]] = []
        for one in series:
            walk = walking.steps(
                self.session,
                series=one,
                spans=(self.asked.walked,),
                backwards=backwards,
                page=min(most + 1, 500),
            )
            found += ((step, one) for step in islice(filter(self.asked.holds, walk), most + 1))
        found.sort(key=lambda pair: (pair[0].ts, pair[0].n), reverse=backwards)
        if len(found) > most and (self.asked.last is None or self.asked.last > MOST):
            self.reach.ends.append(found[most - 1][0].ts)
        found = found[:most]
        self.reach.told([step.ts for step, _ in found], backwards=backwards)
        courses = {id(one): Course(self.session, self._key(one)) for one in series}
        return [(step, _instance(step, type_name, courses[id(one)].at(step.n), names)) for step, one in found]

    def _key(self, series: Series) -> Key:
        subject = series.subject
        return Key(self.tenant, subject.path, subject.entity, subject.type, series.attribute)

    def _sums(self, entity: Entity, key: str, dataset: str, parts: list[Series]) -> Json:
        sums = summed(
            self.session,
            series=parts,
            span=self.asked.span,
            period=self.asked.period,
            methods=self.asked.methods,
            tenant=self.tenant,
        )
        if not any(sums.values()):
            return None
        type_name = self._type_now(entity, key, parts)
        kind = "Relationship" if type_name in ("Relationship", "ListRelationship") else "Property"
        return {"type": kind, **({"datasetId": dataset} if dataset else {}), **sums}

    def _type_now(self, entity: Entity, key: str, series: list[Series]) -> str:
        kept = entity.attributes.get(key)
        return kept.type if kept is not None else series[-1].attribute_type

    def _values(self, found: list[tuple[Step, Instance]], dataset: str) -> dict[str, Json] | None:
        """``values: [[value, moment], …]``: the simplified form."""
        if not found:
            return None
        normal = Representation(context=self.look.context)
        kind = found[0][1].kind
        member = VALUE_MEMBER[kind]
        observed = self.asked.by == "observedAt"
        pairs = [
            [render_attribute([one], normal)[member], times.shown(step.ts if observed else step.received)]
            for step, one in found
        ]
        return {"type": kind, **({"datasetId": dataset} if dataset else {}), _PLURAL[member]: pairs}


def _alone(told: list[Json]) -> Json:
    """One object for one instance, a list for several."""
    there = [one for one in told if one is not None]
    return there[0] if len(there) == 1 else there


def _instance(step: Step, type_name: str, body: bytes, names: Names) -> Instance:
    kept = beside.attribute(points.join(step.number, step.json), type_name, body)
    found = unfold(kept, names)[0]
    found.members = {**found.members, "observedAt": times.shown(step.ts)}
    return found
