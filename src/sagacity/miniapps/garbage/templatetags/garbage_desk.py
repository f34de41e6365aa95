"""Filters of the garbage desk."""

from collections.abc import Mapping

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def person(names: Mapping[str, str], key: str) -> str:
    """The name behind a key; the city pack itself is nobody in the staff list."""
    return _("市のデータ（パック）") if key.startswith("urn:ngsi-ld:System:") else names.get(key, key)
