"""What events and their times are called in the reader's language."""

import re
from datetime import date, time

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sagacity.kit.ui import api as ui
from sagacity.registry import api as registry


def name_of(event: registry.Event | registry.EventDays) -> str:
    """The name for this reader: the English one for those who do not read Japanese, when there is one."""
    reads_japanese = (get_language() or "ja").split("-")[0] in {"ja", "zh"}
    return event.name if reads_japanese else event.name_en or event.name


def days(one: registry.Occurrence | registry.EventDays) -> str:
    """The days with their year, for nobody should take a day of another year for one of this year."""
    if one.until == one.on:
        return ui.long_day(one.on)
    return f"{ui.long_day(one.on)}～{ui.long_day(one.until)}"


def hours(starts: time | None, ends: time | None) -> str:
    """10:00～17:00; what is not known is not written."""
    if starts is None:
        return f"～{ui.hour(ends)}" if ends else ""
    return f"{ui.hour(starts)}～{ui.hour(ends) if ends else ''}"


def state(event: registry.Event | registry.EventDays) -> str:
    """Cancelled or postponed in the reader's language; nothing for an event that takes place."""
    if "中止" in event.state:
        return _("中止")
    return _("延期") if "延期" in event.state else ""


def where(event: registry.Event) -> str:
    """The place's name, else where people gather, else its address."""
    return event.venue or event.meeting_place or event.address.text


def month_name(first: date) -> str:
    """2026年10月; 2026/10 where months are not written in Japanese or Chinese."""
    in_characters = (get_language() or "ja").split("-")[0] in {"ja", "zh"}
    return f"{first.year}年{first.month}月" if in_characters else f"{first.year}/{first.month}"


def phone(text: str) -> str:
    """What a phone can dial; empty when the text is more than one plain number."""
    digits = re.sub(r"[\s()（）‐‑–—ー-]", "", text)
    return f"tel:{digits}" if re.fullmatch(r"\+?\d{9,15}", digits) else ""


def web(url: str) -> str:
    """Only addresses of the web become links, whatever a file says."""
    return url if re.fullmatch(r"https?://\S+", url) else ""
