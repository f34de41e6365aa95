"""What slots announces."""

from sagacity.kit.signals import api as signals
from sagacity.reservations.slots import types

slot_confirmed = signals.Signal("reservations.slot_confirmed", types.SlotNews)
slot_given_back = signals.Signal("reservations.slot_given_back", types.SlotNews)
slot_moved = signals.Signal("reservations.slot_moved", types.SlotNews)
slot_offered = signals.Signal("reservations.slot_offered", types.WaiterNews)
