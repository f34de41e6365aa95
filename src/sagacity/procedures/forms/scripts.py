"""Addresses of scripts that a page with a form loads."""

from functools import cache

from django.templatetags.static import static


@cache
def logic_url() -> str:
    """Where the twin of `kit/logic` lies, for conditions in the browser; "" when it is not there."""
    try:
        return static("procedures/logic.js")
    except ValueError:
        return ""
