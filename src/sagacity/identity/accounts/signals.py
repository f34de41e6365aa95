"""What accounts announce: a resident proven, no longer proven, gone, or signed out of one browser."""

from sagacity.identity.accounts import types
from sagacity.kit.signals import api as signals

resident_verified = signals.Signal("accounts.resident_verified", types.Verified)
resident_unverified = signals.Signal("accounts.resident_unverified", types.Unverified)
resident_ended = signals.Signal("accounts.resident_ended", types.Ended)
device_ended = signals.Signal("accounts.device_ended", types.DeviceEnded)
