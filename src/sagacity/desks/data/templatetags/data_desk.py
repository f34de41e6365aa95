"""Words of this desk for its templates: `{% load data_desk %}`."""

from datetime import timedelta

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sagacity.broker import api as broker
from sagacity.desks.data import words

register = template.Library()


def _chip(said: object, colour: str) -> SafeString:
    look = f"sg-chip sg-chip--{colour}" if colour else "sg-chip"
    return format_html('<span class="{}">{}</span>', look, said)


@register.filter
def state_chip(state: object) -> SafeString:
    """A chip that says in which state a file is."""
    return _chip(*words.STATES[str(state)])


@register.filter
def status_chip(status: object) -> SafeString:
    """A chip that says where a value comes from."""
    return _chip(*words.STATUSES[str(status)])


@register.filter
def change_word(what: str) -> object:
    return words.CHANGES.get(what, what)


@register.filter
def move_word(what: str) -> object:
    return words.MOVES.get(what, what)


@register.filter
def percent(share: float) -> str:
    return f"{share:.0%}"


@register.filter
def subscription_chip(one: broker.Subscription) -> SafeString:
    """A chip that says how a subscription does."""
    return _chip(*words.subscription_state(one))


@register.filter
def span(length: timedelta) -> str:
    """A length of time in its largest unit: 40秒, 5分, 3時間."""
    seconds = int(length.total_seconds())
    if seconds < 60:
        return _("%(count)s秒") % {"count": seconds}
    if seconds < 3600:
        return _("%(count)s分") % {"count": seconds // 60}
    return _("%(count)s時間") % {"count": seconds // 3600}
