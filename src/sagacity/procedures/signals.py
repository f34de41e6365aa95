"""What procedures announce."""

from sagacity.kit.signals import api as signals
from sagacity.procedures import types

procedure_published = signals.Signal("procedures.procedure_published", types.Published)
