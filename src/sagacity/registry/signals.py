"""What the registry announces."""

from sagacity.kit.signals import api as signals
from sagacity.registry import types

edition_published = signals.Signal("registry.edition_published", types.DataSet)
record_changed = signals.Signal("registry.record_changed", types.RecordsChanged)
correction_said = signals.Signal("registry.correction_said", types.Correction)
