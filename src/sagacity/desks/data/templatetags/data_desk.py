"""Words of this desk for its templates: `{% load data_desk %}`."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

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
