"""What surveys announce."""

from sagacity.kit.signals import api as signals
from sagacity.procedures.surveys import types

survey_closed = signals.Signal("surveys.survey_closed", types.Closed)
