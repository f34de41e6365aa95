"""Template tags and filters: `{% load ui %}`."""

from datetime import date, datetime, time
from functools import cache
from typing import Any

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from sagacity.kit import clock
from sagacity.kit.ui import ages, dates, fields
from sagacity.kit.ui import paging as pages
from sagacity.kit.ui.maps import map_part

register = template.Library()


@cache
def _drawn(name: str, look: str) -> SafeString:
    """A decoration is the same on every page; looking up the sprite each time costs a page a millisecond."""
    source = f"{static('ui/icons.svg')}#{name}"
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', look, source)


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """A drawing from the sprite; without a label it is decoration and screen readers pass it by."""
    look = f"sg-icon sg-icon--{size}" if size else "sg-icon"
    if not label:
        return _drawn(name, look)
    source = f"{static('ui/icons.svg')}#{name}"
    return format_html(
        '<svg class="{}" role="img" aria-label="{}"><use href="{}"/></svg>', look, label, source
    )


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField, input_class: str = "", help_text: str = "") -> dict[str, object]:
    """A form field: label above, help, the field itself, and what is wrong with it."""
    return fields.describe(bound, input_class=input_class, help_text=help_text)


@register.inclusion_tag("ui/breadcrumbs.html")
def breadcrumbs(*steps: str) -> dict[str, object]:
    """The way here: label and path in turn, the last label alone."""
    pairs = [(steps[at], steps[at + 1]) for at in range(0, len(steps) - 1, 2)]
    return {"steps": pairs, "here": steps[-1] if len(steps) % 2 else ""}


@register.inclusion_tag("ui/paging.html", takes_context=True)
def paging(context: template.Context, total: int, per_page: int = 20) -> dict[str, object]:
    """Links to the other pages of a long answer; nothing when there is only one."""
    return {"paging": pages.paging(context["request"], total=total, per_page=per_page)}


register.inclusion_tag("ui/map.html", name="map")(map_part)


@register.filter
def lines(value: str) -> SafeString:
    """Each line a paragraph; Django's own `linebreaks` costs more than the rest of a card."""
    return mark_safe("".join(f"<p>{escape(line)}</p>" for line in value.splitlines() if line))


@register.filter
def yen(amount: int) -> str:
    """Money as its reader writes it: 1,200円, ¥1,200."""
    return _("%(amount)s円") % {"amount": f"{amount:,}"}


@register.filter
def day(value: Any) -> str:
    """9月1日(火)"""
    on = dates.local_day(value)
    return dates.short_day(on) if on else ""


@register.filter
def long_day(value: Any) -> str:
    """2026年9月1日(火)"""
    on = dates.local_day(value)
    return dates.long_day(on) if on else ""


@register.filter
def era(value: Any) -> str:
    """令和8年9月1日"""
    on = dates.local_day(value)
    return dates.era_day(on) if on else ""


@register.filter
def weekday(value: Any) -> str:
    """火"""
    on = dates.local_day(value)
    return dates.weekday(on) if on else ""


@register.filter
def hour(value: Any) -> str:
    """9:05"""
    if isinstance(value, datetime):
        return dates.hour(clock.local(value).time())
    return dates.hour(value) if isinstance(value, time) else ""


@register.filter
def moment(value: Any) -> str:
    """2026年9月1日(火) 9:05"""
    return dates.moment(value) if isinstance(value, datetime) else ""


@register.filter
def iso(value: date | datetime | None) -> str:
    """The value of a `<time datetime>`."""
    return value.isoformat() if value else ""


@register.filter
def ago(value: Any) -> str:
    """5分前"""
    return ages.ago(value, now=clock.now()) if isinstance(value, datetime) else ""
