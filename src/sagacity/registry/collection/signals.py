"""What collection announces."""

from sagacity.kit.signals import api as signals
from sagacity.registry.collection import types

calendar_approved = signals.Signal("collection.calendar_approved", types.CalendarApproved)
guide_changed = signals.Signal("collection.guide_changed", types.GuideChanged)
