"""Groups of devices in the store; the key of a group leads to its tenant and service path."""

import msgspec

from sagacity.broker.refusals import AlreadyExists, NotFound
from sagacity.broker.sensors.provisions import Group
from sagacity.broker.store import meta
from sagacity.broker.store.base import Row, Session

EDITION = "devices"  # counts changes of groups and devices, for whoever keeps them in memory

_COLUMNS = "SELECT tenant, path, body FROM broker_device_group"


class NoSuchGroup(NotFound):
    """No group has this key."""


class GroupExists(AlreadyExists):
    """Another group has this key."""


def by_key(session: Session, key: str) -> Group | None:
    """The group that devices with this key belong to."""
    rows = session.execute(f"{_COLUMNS} WHERE apikey = ? ORDER BY resource LIMIT 1", (key,))
    return _group(rows[0]) if rows else None


def listed(session: Session, *, tenant: str, path: str | None) -> list[Group]:
    """The groups of a tenant; of all its paths, or of one."""
    rows = session.execute(f"{_COLUMNS} WHERE tenant = ? ORDER BY resource, apikey", (tenant,))
    return [_group(row) for row in rows if path is None or row[1] == path]


def add(session: Session, group: Group) -> None:
    """Keep a new group.

    Raises:
        GroupExists: its key is taken, perhaps by another tenant.
    """
    made = session.execute(
        "INSERT INTO broker_device_group (apikey, resource, tenant, path, body) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (apikey, resource) DO NOTHING RETURNING apikey",
        (group.apikey, group.resource, group.service, group.subservice, msgspec.json.encode(group)),
    )
    if not made:
        raise GroupExists(f"there is a group with the key {group.apikey} and the resource '{group.resource}'")
    meta.bump(session, EDITION)


def change(session: Session, group: Group) -> None:
    """Keep a group as it is now.

    Raises:
        NoSuchGroup: this tenant and path have none with its key and resource.
    """
    done = session.execute(
        "UPDATE broker_device_group SET body = ?"
        " WHERE apikey = ? AND resource = ? AND tenant = ? AND path = ? RETURNING apikey",
        (msgspec.json.encode(group), group.apikey, group.resource, group.service, group.subservice),
    )
    if not done:
        raise NoSuchGroup(f"there is no group with the key {group.apikey} here")
    meta.bump(session, EDITION)


def remove(session: Session, *, tenant: str, path: str, key: str, resource: str) -> None:
    """Forget a group; its devices stay.

    Raises:
        NoSuchGroup: this tenant and path have none with that key and resource.
    """
    done = session.execute(
        "DELETE FROM broker_device_group WHERE apikey = ? AND resource = ? AND tenant = ? AND path = ?"
        " RETURNING apikey",
        (key, resource, tenant, path),
    )
    if not done:
        raise NoSuchGroup(f"there is no group with the key {key} here")
    session.execute("DELETE FROM broker_share WHERE apikey = ? AND device = ''", (key,))
    meta.bump(session, EDITION)


def _group(row: Row) -> Group:
    tenant, path, body = row
    group = msgspec.json.decode(bytes(body), type=Group)
    return msgspec.structs.replace(group, service=tenant, subservice=path)
