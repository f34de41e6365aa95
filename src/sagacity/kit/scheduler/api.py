"""What the city does by the clock: functions in `<app>/jobs.py` that run every so often or once a day."""

from sagacity.kit.scheduler.entries import BadSchedule, Entry, all_entries, daily, every
from sagacity.kit.scheduler.slots import last_turns, tick

__all__ = ["BadSchedule", "Entry", "all_entries", "daily", "every", "last_turns", "tick"]
