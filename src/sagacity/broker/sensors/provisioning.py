"""Provisioning: groups and devices come, change, and devices get their entities."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TypeVar

import msgspec

from sagacity.broker.broker import Broker
from sagacity.broker.entity import Entity, Json
from sagacity.broker.refusals import BadRequest, Refused
from sagacity.broker.sensors import devices, groups, measuring, provisions, units
from sagacity.broker.sensors.devices import DeviceExists
from sagacity.broker.sensors.groups import NoSuchGroup
from sagacity.broker.sensors.plan import Plan
from sagacity.broker.sensors.provisions import Device, Group, Provision
from sagacity.broker.store.base import Session
from sagacity.broker.v2 import characters, parsing, verbs
from sagacity.broker.v2.applying import Named
from sagacity.broker.writing.change import After, Change

Told = TypeVar("Told", Group, Device)


def add_groups(session: Session, *, new: Sequence[Group]) -> None:
    """All of them or none.

    Raises:
        GroupExists, BadRequest: none was added.
    """
    for group in new:
        check(group)
        groups.add(session, group)
        devices.follow_group(session, group)


def change_group(
    session: Session, *, tenant: str, path: str, key: str, resource: str, given: Mapping[str, Json]
) -> None:
    """Change the named parts of a group.

    Raises:
        NoSuchGroup: there is none here. BadRequest: nothing was changed.
    """
    there = groups.listed(session, tenant=tenant, path=path)
    found = [group for group in there if group.apikey == key and group.resource == resource]
    if not found:
        raise NoSuchGroup(f"there is no group with the key {key} and the resource '{resource}' here")
    group = _changed(found[0], given, fixed={"apikey", "resource"})
    groups.change(session, group)
    devices.follow_group(session, group)


async def add_devices(broker: Broker, new: Sequence[Device]) -> None:
    """Write devices into the book and make their entities.

    Raises:
        DeviceExists: none was added. BadRequest: a name or a unit is wrong.
    """
    plans: list[Plan] = await broker.do(partial(_add_devices, new=new, at=broker.clock()))
    for result in await broker.write([_entity_of(plan) for plan in plans]):
        if isinstance(result, Refused):
            raise result


def change_device(
    session: Session, *, tenant: str, path: str, device: str, given: Mapping[str, Json]
) -> None:
    """Change the named parts of a device.

    Raises:
        NoSuchDevice: there is none here. BadRequest: nothing was changed.
    """
    known = devices.of(session, tenant=tenant, path=path, device=device)
    changed = _changed(known, given, fixed={"device_id"})
    devices.change(session, devices.plan_of(session, changed))


def check(provision: Provision) -> None:
    """Refuse names that no attribute can have, and units that do not fit together."""
    reported = [*provision.attributes, *provision.lazy]
    names = [one.name for one in reported]
    names += [one.name for one in provision.commands]
    names += [one.name for one in provision.static_attributes]
    for name in names:
        characters.check_name(name, "attribute name")
    for one in reported:
        units.check(one.unit, one.unitCode)


def _add_devices(session: Session, *, new: Sequence[Device], at: int) -> list[Plan]:
    plans = [devices.plan_of(session, device) for device in new]
    for plan in plans:
        check(plan.device)
        characters.check_name(plan.device.device_id, "device id")
        characters.check_name(plan.entity_name, "entity name")
        if not devices.add(session, plan, at=at):
            raise DeviceExists(
                f"A device with the same pair (Service, DeviceId) was found:{plan.device.device_id}"
            )
    return plans


def _entity_of(plan: Plan) -> Change:
    """A new device makes its entity at once, so that it can be seen and commanded before it speaks."""
    sent = parsing.attributes(measuring.fixed_attributes(plan), plain=False)
    named = Named(plan.entity_name, plan.entity_type, plan.path)

    def verb(stored: Entity | None, at: int) -> After:
        if stored is None:
            return verbs.append(named, sent)(None, at)
        new = {n: a for n, a in sent.attributes.items() if n in plan.fixed or n not in stored.attributes}
        return verbs.append(named, msgspec.structs.replace(sent, attributes=new))(stored, at)

    return Change(plan.tenant, named.id, plan.entity_type, plan.path, verb, creates=True)


def _changed(provision: Told, given: Mapping[str, Json], *, fixed: set[str]) -> Told:
    wrong = sorted(name for name in fixed & given.keys() if given[name] != getattr(provision, name))
    if wrong:
        raise BadRequest(f"{', '.join(wrong)} cannot be changed: delete it and add another")
    whole = msgspec.to_builtins(provision) | dict(given)
    changed: Told = provisions.read(whole, type(provision))
    check(changed)
    return changed
