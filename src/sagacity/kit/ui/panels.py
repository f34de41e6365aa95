"""The panel of language and letters: drawn once for each way of reading, not once for each page."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from sagacity.kit.ui import preferences

HERE = "here-the-visitor-stands"  # in place of the address to which the visitor comes back

_drawn: dict[tuple[object, ...], str] = {}


def panel(request: HttpRequest, page: object) -> SafeString:
    """The panel as this visitor has chosen to read, leading back to the page it stands on."""
    look = (get_language(), *preferences.looks(request))
    if look not in _drawn:
        _drawn[look] = render_to_string("ui/preferences.html", {"page": page, "here": HERE})
    # A form's answer cannot be fetched again: its address is the page of the form.
    return SafeString(_drawn[look].replace(HERE, escape(request.get_full_path())))
