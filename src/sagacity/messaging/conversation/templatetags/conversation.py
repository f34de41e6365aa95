"""Template tags of conversations: `{% load conversation %}`."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sagacity.messaging.conversation import pictograms

register = template.Library()


@register.simple_tag
def pictogram(name: str) -> SafeString | str:
    """A large simple drawing; the words beside it say the same, so screen readers pass it by."""
    if name not in pictograms.NAMES:
        return ""
    source = f"{static(pictograms.SPRITE)}#{name}"
    return format_html('<svg class="talk-pictogram" aria-hidden="true"><use href="{}"/></svg>', source)
