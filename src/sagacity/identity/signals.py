"""What identity announces: a device chose something else, joined another, is forgotten, holds other roles."""

from sagacity.identity import types
from sagacity.kit.signals import api as signals

device_changed = signals.Signal("identity.device_changed", types.Device)
devices_joined = signals.Signal("identity.devices_joined", types.Joined)
device_forgotten = signals.Signal("identity.device_forgotten", types.Forgotten)
resident_roles_changed = signals.Signal("identity.resident_roles_changed", types.RolesOfAPerson)
