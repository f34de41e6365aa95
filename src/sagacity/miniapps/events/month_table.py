"""The table of a month, drawn in one go: a template asks a dozen questions for each of a hundred lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sagacity.kit.ui import api as ui
from sagacity.miniapps.events import words
from sagacity.miniapps.events.months import Day, Line, Month
from sagacity.registry import api as registry

_TABLE = (
    '<table class="events-calendar"><caption class="sg-sr">{}</caption>\n'
    "<thead><tr>{}</tr></thead>\n<tbody>{}</tbody></table>"
)
_LONG = '<h3 class="events-h3">{}</h3><ul class="events-long">{}</ul>'
_TIME = (
    '<time class="events-calendar__day" datetime="{}"><span class="events-calendar__number">{}</span>'
    '<span class="events-calendar__long">{}</span></time>{}'
)
_MORE = '<li><a class="events-calendar__more" href="{}">{}<span class="sg-sr"> {}</span></a></li>'


@dataclass(frozen=True, slots=True)
class _Links:
    """Where the lines lead; made once for a table."""

    door: str
    question: str  # what a link to the list of one day keeps

    def event(self, event: registry.EventDays) -> str:
        return escape(f"{self.door}{quote(event.key, safe=':')}/")

    def day(self, on: date) -> str:
        return f"{self.door}?on={on.isoformat()}{f'&{self.question}' if self.question else ''}"


def drawn(month: Month, *, question: str) -> SafeString:
    """The month with its long events above; `question` is what a link to the list of one day keeps."""
    links = _Links(reverse("events:door"), question)
    long = _long(month.long, links) if month.long else ""
    return SafeString(f"{long}\n{_table(month, links) if month.total else ''}\n")


def _table(month: Month, links: _Links) -> SafeString:
    heads = format_html_join("", '<th scope="col">{}</th>', ((ui.weekday(day.on),) for day in month.weeks[0]))
    weeks = "".join(f"<tr>{''.join(_day(day, links) for day in week)}</tr>" for week in month.weeks)
    return format_html(_TABLE, words.month_name(month.first), heads, SafeString(weeks))


def _day(day: Day, links: _Links) -> str:
    looks = "events-calendar__out" if not day.inside else "" if day.lines else "events-calendar__none"
    looks += " events-calendar__off" if day.is_off else ""
    looks += " events-calendar__today" if day.is_today else ""
    now = ' aria-current="date"' if day.is_today else ""
    return f'<td class="{looks}"{now}>{_inside(day, links) if day.inside else ""}</td>'


def _inside(day: Day, links: _Links) -> str:
    said = format_html('<span class="sg-sr">{}</span>', _("きょう")) if day.is_today else ""
    when = format_html(_TIME, day.on.isoformat(), day.on.day, ui.short_day(day.on), said)
    lines = "".join(_line(one, links) for one in day.lines) + (_more(day, links) if day.more else "")
    return f"{when}<ul>{lines}</ul>" if day.lines else when


def _line(line: Line, links: _Links) -> str:
    event = line.event
    hour = f'<span class="events-calendar__hour">{ui.hour(event.starts)}</span> ' if event.starts else ""
    off = f"<strong>{escape(_('中止'))}</strong> " if event.is_cancelled else ""
    part = escape(_("%(n)s日目") % {"n": line.number}) if line.number else ""
    last = f' <span class="events-calendar__part">{part}</span>' if part else ""
    return f'<li><a href="{links.event(event)}">{hour}{off}{escape(words.name_of(event))}{last}</a></li>'


def _more(day: Day, links: _Links) -> str:
    many = _("ほか%(many)s件") % {"many": day.more}
    return format_html(_MORE, links.day(day.on), many, ui.short_day(day.on))


def _long(events: Sequence[registry.EventDays], links: _Links) -> str:
    lines = SafeString("".join(_long_line(event, links) for event in events))
    return format_html(_LONG, _("長く続いている催し"), lines)


def _long_line(event: registry.EventDays, links: _Links) -> str:
    state = words.state(event)
    off = f" <strong>{escape(state)}</strong>" if state else ""
    days = f'<span class="events-days">{escape(words.days(event))}</span>'
    return f'<li><a href="{links.event(event)}">{days} {escape(words.name_of(event))}</a>{off}</li>'
