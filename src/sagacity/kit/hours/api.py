"""Opening hours: calendars of the pack, and when they are open."""

from sagacity.kit.hours.calendars import NoSuchCalendar, calendar, calendars
from sagacity.kit.hours.opening import hours, is_open, next_opening, open_day, spans, why_closed
from sagacity.kit.hours.reading import BrokenHours, read
from sagacity.kit.hours.types import Calendar, Hours, OnHoliday, Span, Special, YearEnd

__all__ = [
    "BrokenHours",
    "Calendar",
    "Hours",
    "NoSuchCalendar",
    "OnHoliday",
    "Span",
    "Special",
    "YearEnd",
    "calendar",
    "calendars",
    "hours",
    "is_open",
    "next_opening",
    "open_day",
    "read",
    "spans",
    "why_closed",
]
