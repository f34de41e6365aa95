"""What checkin announces."""

from sagacity.checkin import types
from sagacity.kit.signals import api as signals

reception_opened = signals.Signal("checkin.reception_opened", types.Reception)
reception_closed = signals.Signal("checkin.reception_closed", types.Reception)
reception_changed = signals.Signal("checkin.reception_changed", types.ReceptionNews)
