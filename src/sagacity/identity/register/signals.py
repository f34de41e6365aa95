"""What the register announces."""

from sagacity.identity.register import types
from sagacity.kit.signals import api as signals

inhabitant_left = signals.Signal("register.inhabitant_left", types.Left)
inhabitant_changed = signals.Signal("register.inhabitant_changed", types.Changed)
