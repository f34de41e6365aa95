"""Who reads: today the device that asks."""

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import get_language

from sagacity.identity import api as identity


def person(request: HttpRequest) -> str:
    """The key of whoever asks; empty for a newcomer."""
    return identity.device_of(request).key


def begin(request: HttpRequest, *, at: datetime) -> str:
    """The key of whoever chooses something now; from here on the device is known."""
    return identity.begin(request, at=at).key


def district(request: HttpRequest) -> str:
    return identity.device_of(request).district


def language() -> str:
    return get_language() or "ja"
