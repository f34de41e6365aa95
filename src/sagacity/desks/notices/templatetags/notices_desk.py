"""Words of this desk for its templates: `{% load notices_desk %}`."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sagacity.desks.notices import words
from sagacity.kit.ui import api as ui

register = template.Library()


@register.filter
def state_chip(state: object) -> SafeString:
    """A chip that says in which state a notice is."""
    said, colour = words.STATES[str(state)]
    look = f"sg-chip sg-chip--{colour}" if colour else "sg-chip"
    return format_html('<span class="{}">{}</span>', look, said)


@register.filter
def loudness_word(loudness: object) -> object:
    return words.LOUDNESS[str(loudness)][0]


@register.filter
def channel_word(channel: object) -> object:
    return words.CHANNELS.get(str(channel), str(channel))


@register.filter
def origin_word(origin: object) -> object:
    return words.ORIGINS.get(str(origin), str(origin))


@register.filter
def why_word(code: object) -> object:
    return words.why_not(str(code))


@register.filter
def html_language(code: str) -> str:
    """What the `lang` attribute calls a language of the house."""
    return ui.html_language(code)


@register.filter
def of(mapping: Mapping[str, Any], key: str) -> Any:
    """What a mapping has under a key; 0 when nothing."""
    return mapping.get(key, 0)
