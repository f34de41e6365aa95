"""Measuring: what a device says becomes attributes of entities, by its plan. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sagacity.broker.entity import Json
from sagacity.broker.expressions import jexl
from sagacity.broker.history import moments
from sagacity.broker.querying import dates
from sagacity.broker.refusals import BadRequest
from sagacity.broker.sensors import judging
from sagacity.broker.sensors.judging import Doubtful
from sagacity.broker.sensors.plan import Plan
from sagacity.broker.sensors.provisions import Fixed, Reported
from sagacity.broker.v2 import parsing

CLOCK = "TimeInstant"
BATTERY = ("batteryLevel", "battery")
Raw = dict[str, Any]  # an attribute as NGSIv2 writes it


@dataclass(slots=True)
class Measured:
    """What one measure says: attributes by entity (id, type), what was not believed, the battery."""

    moment: int | None  # when the device says it was, ms
    entities: dict[tuple[str, str], dict[str, Raw]] = field(default_factory=dict)
    doubtful: list[Doubtful] = field(default_factory=list)
    battery: float | None = None


def measures_in(payload: Json) -> list[dict[str, Json]]:
    """One measure, or a list of them (readings a device kept while it had no network).

    Raises:
        BadRequest: neither an object nor a list of objects.
    """
    listed = payload if isinstance(payload, list) else [payload]
    if not listed or not all(isinstance(one, dict) for one in listed):
        raise BadRequest("a measure is an object of values by name, or a list of such objects")
    return listed


def measure(plan: Plan, said: Mapping[str, Json], *, moment: int | None, at: int) -> Measured:
    """What the entities of a device are after one measure; ``moment`` is when the request says it was taken.

    Raises:
        BadRequest: TimeInstant is no date.
    """
    own = said.get(CLOCK)
    taken = moments.read(own) if isinstance(own, str) else moment
    if own is not None and taken is None:
        raise BadRequest("TimeInstant must be a text such as 2026-04-01T09:30:00Z")
    measured = Measured(taken)
    believed = dict(_believed(plan, said, measured))
    for one, value in _computed(plan, believed):
        believed[one.object_id or one.name] = value
    for name, value in believed.items():
        _put(plan, plan.reported.get(name), name, value, measured)
    _date(plan, measured, at)
    return measured


def _believed(plan: Plan, said: Mapping[str, Json], measured: Measured) -> Iterator[tuple[str, Json]]:
    for name, value in said.items():
        if name == CLOCK:
            continue
        one = plan.reported.get(name)
        if (one.name if one else name) in BATTERY and judging.is_number(value):
            measured.battery = float(value)
        if one is None:
            yield name, value
            continue
        true = judging.corrected(one, value)
        if (reason := judging.doubt(one, true)) is not None:
            measured.doubtful.append(Doubtful(one.name, true, reason))
        else:
            yield name, true


def _computed(plan: Plan, believed: Mapping[str, Json]) -> Iterator[tuple[Reported, Json]]:
    """Expressions see both names of a measure and what is fixed; null leaves things alone."""
    if not plan.computed:
        return
    context: dict[str, Json] = {
        "id": plan.entity_name,
        "type": plan.entity_type,
        "service": plan.tenant,
        "servicePath": plan.path,
        "subservice": plan.path,
    }
    context |= {fixed.name: fixed.value for fixed in plan.fixed.values()}
    for name, value in believed.items():
        context[name] = value
        if name in plan.reported:
            context[plan.reported[name].name] = value
    for one in plan.computed:
        value = jexl.compile(one.expression).value(context)
        if value is not None:
            context[one.name] = value
            yield one, value


def _put(plan: Plan, one: Reported | None, name: str, value: Json, measured: Measured) -> None:
    shown = one.name if one else name
    if plan.explicit is True and one is None:
        return
    if isinstance(plan.explicit, frozenset) and shown not in plan.explicit:
        return
    entity = plan.entity_name, plan.entity_type
    if one is not None and one.entity_name:
        entity = one.entity_name, one.entity_type or plan.entity_type
    metadata = dict(one.metadata) if one else {}
    if one is not None and (code := one.unitCode or one.unit):
        metadata["unitCode"] = {"type": "Text", "value": code}
    kind = (one.type if one else "") or parsing.type_for(value)
    measured.entities.setdefault(entity, {})[shown] = {"type": kind, "value": value, "metadata": metadata}


def _date(plan: Plan, measured: Measured, at: int) -> None:
    """TimeInstant as attribute and metadata: if the plan says so, or the measure brings it."""
    moment = measured.moment if measured.moment is not None else at
    if plan.stamps is False or (plan.stamps is None and measured.moment is None):
        return
    stamp = {"type": "DateTime", "value": dates.stamp(moment)}
    for attributes in measured.entities.values():
        for raw in attributes.values():
            raw["metadata"] = {CLOCK: stamp, **raw["metadata"]}
        attributes[CLOCK] = dict(stamp)


def fixed_attributes(plan: Plan) -> dict[str, Raw]:
    """What the entity has from its beginning: fixed attributes, and commands nobody has given yet."""
    found = {fixed.name: _fixed(fixed) for fixed in plan.fixed.values()}
    for name, command in plan.commands.items():
        found[name] = {"type": command.type or "command", "value": None}
        found[f"{name}_status"] = {"type": "commandStatus", "value": "UNKNOWN"}
        found[f"{name}_info"] = {"type": "commandResult", "value": " "}
    return found


def _fixed(fixed: Fixed) -> Raw:
    kind = fixed.type or parsing.type_for(fixed.value)
    return {"type": kind, "value": fixed.value, "metadata": dict(fixed.metadata)}
