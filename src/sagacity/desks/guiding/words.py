"""Words of the pack in the language of whoever works here."""

from collections.abc import Mapping

from django.utils.translation import get_language

from sagacity.kit.manifest import in_language


def language() -> str:
    return get_language() or "ja"


def here(words: Mapping[str, str]) -> str:
    return in_language(words, language()) if words else ""
