"""Devices in the store: the device book's list of who there is."""

import msgspec

from sagacity.broker.refusals import AlreadyExists, NotFound
from sagacity.broker.sensors import groups
from sagacity.broker.sensors.plan import Plan
from sagacity.broker.sensors.provisions import Device, Group
from sagacity.broker.store import meta
from sagacity.broker.store.base import Row, Session

_TABLES = (
    "broker_device",
    "broker_device_command",
    "broker_device_state",
    "broker_quarantine",
    "broker_command",
    "broker_share",
)
# A device that never speaks is missed as well, from the day it was told of.
_FIRST_PAGE = (
    "INSERT INTO broker_device_state (tenant, path, device, last_seen, measures, battery, quality, silent)"
    " VALUES (?, ?, ?, ?, 0, NULL, 'good', NULL) ON CONFLICT (tenant, path, device) DO NOTHING"
)
_COLUMNS = "SELECT tenant, path, body FROM broker_device"


class NoSuchDevice(NotFound):
    """No device has this id."""


class DeviceExists(AlreadyExists):
    """Another device has this id."""


class UnknownKey(NotFound):
    """Neither a group nor a device has the key that was shown."""


def of(session: Session, *, tenant: str, path: str, device: str) -> Device:
    """One device.

    Raises:
        NoSuchDevice: there is none with this id.
    """
    rows = session.execute(f"{_COLUMNS} WHERE tenant = ? AND path = ? AND device = ?", (tenant, path, device))
    if not rows:
        raise NoSuchDevice(f"No device was found with id:{device}")
    return _device(rows[0])


def listed(session: Session, *, tenant: str, path: str, limit: int, offset: int) -> tuple[int, list[Device]]:
    """How many there are, and one page of them by id."""
    where = "WHERE tenant = ? AND path = ?"
    (count,) = session.execute(f"SELECT count(*) FROM broker_device {where}", (tenant, path))[0]
    rows = session.execute(
        f"{_COLUMNS} {where} ORDER BY device LIMIT ? OFFSET ?", (tenant, path, limit, offset)
    )
    return count, [_device(row) for row in rows]


def add(session: Session, plan: Plan, *, at: int) -> bool:
    """Keep a new device; False if it is there already."""
    device = plan.device
    made = session.execute(
        "INSERT INTO broker_device (tenant, path, device, apikey, entity, silent_after, body)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, path, device) DO NOTHING RETURNING device",
        (*_place(plan), device.apikey, plan.entity_name, plan.silent_after, msgspec.json.encode(device)),
    )
    if made:
        session.execute(_FIRST_PAGE, (*_place(plan), at))
        _list_commands(session, plan)
        meta.bump(session, groups.EDITION)
    return bool(made)


def change(session: Session, plan: Plan) -> None:
    """Keep a device as it is now."""
    session.execute(
        "UPDATE broker_device SET body = ?, apikey = ?, entity = ?, silent_after = ?"
        " WHERE tenant = ? AND path = ? AND device = ?",
        (
            msgspec.json.encode(plan.device),
            plan.device.apikey,
            plan.entity_name,
            plan.silent_after,
            *_place(plan),
        ),
    )
    _list_commands(session, plan)
    meta.bump(session, groups.EDITION)


def follow_group(session: Session, group: Group) -> None:
    """Bring what follows from a group's plan up to date for its devices."""
    rows = session.execute(f"{_COLUMNS} WHERE tenant = ? AND path = ?", (group.service, group.subservice))
    for row in rows:
        change(session, plan_of(session, _device(row)))


def _list_commands(session: Session, plan: Plan) -> None:
    """So that a changed attribute is known as a command without looking at any plan."""
    session.execute(
        "DELETE FROM broker_device_command WHERE tenant = ? AND path = ? AND device = ?", _place(plan)
    )
    session.execute_many(
        "INSERT INTO broker_device_command (tenant, entity, name, path, device) VALUES (?, ?, ?, ?, ?)",
        [(plan.tenant, plan.entity_name, name, plan.path, plan.device.device_id) for name in plan.commands],
    )


def _place(plan: Plan) -> tuple[str, str, str]:
    return plan.tenant, plan.path, plan.device.device_id


def remove(session: Session, *, tenant: str, path: str, device: str) -> None:
    """Forget a device and how it was; its entity and its history stay.

    Raises:
        NoSuchDevice: there is none with this id.
    """
    of(session, tenant=tenant, path=path, device=device)
    for table in _TABLES:
        session.execute(
            f"DELETE FROM {table} WHERE tenant = ? AND path = ? AND device = ?", (tenant, path, device)
        )
    meta.bump(session, groups.EDITION)


def plan_of(session: Session, device: Device) -> Plan:
    """A device together with its group: the one of its key, else the one of its path and type."""
    group = groups.by_key(session, device.apikey) if device.apikey else None
    if group is None:
        there = groups.listed(session, tenant=device.service, path=device.service_path)
        fitting = [one for one in there if one.entity_type == device.entity_type]
        group = fitting[0] if fitting else (there[0] if len(there) == 1 else None)
    return Plan(device.service, device.service_path, device, group)


def plan_for_measure(session: Session, *, key: str, device: str) -> Plan:
    """Whose measure this is; a device nobody knows is made by its group, if the group allows.

    Raises:
        UnknownKey: no group and no device has this key.
        NoSuchDevice: the group makes no devices by itself.
    """
    group = groups.by_key(session, key)
    if group is not None:
        return _plan_in(session, group, device)
    rows = session.execute(f"{_COLUMNS} WHERE apikey = ? AND device = ?", (key, device))
    if not rows:
        raise UnknownKey(f"Couldn't find device group for apikey: {key}")
    return plan_of(session, _device(rows[0]))


def _plan_in(session: Session, group: Group, device: str) -> Plan:
    tenant, path = group.service, group.subservice
    try:
        known = of(session, tenant=tenant, path=path, device=device)
    except NoSuchDevice:
        if not group.autoprovision:
            raise
        new = Device(device_id=device, apikey=group.apikey, service=tenant, service_path=path)
        return Plan(tenant, path, new, group, is_new=True)
    return Plan(tenant, path, known, group)


def _device(row: Row) -> Device:
    tenant, path, body = row
    device = msgspec.json.decode(bytes(body), type=Device)
    return msgspec.structs.replace(device, service=tenant, service_path=path)
