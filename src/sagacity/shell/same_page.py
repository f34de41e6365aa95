"""Residents who chose the same read the same home: it is drawn once a minute for all of them."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import get_language

from sagacity.identity import api as identity
from sagacity.kit import policy
from sagacity.kit.ui import api as ui

KEPT_SECONDS = 60


def drawn(request: HttpRequest, *, at: datetime, draw: Callable[[HttpRequest, datetime], str]) -> str:
    """The page as it was drawn for the same choices in this minute, else drawn now."""
    if policy.person_of(request).is_staff or len(messages.get_messages(request)):
        return draw(request, at)
    key = _key(request, at)
    page: str | None = cache.get(key)
    if page is None:
        page = draw(request, at)
        cache.set(key, page, KEPT_SECONDS)
    return page


def _key(request: HttpRequest, at: datetime) -> str:
    """Everything a home depends on, without whose device it is."""
    kept = identity.everything_kept(request)
    notes = [(note["app"], note["name"], note["value"]) for note in kept.get("notes", [])]
    # The whole address stands in the form that chooses a language and comes back.
    said = [
        get_language(),
        ui.text_size(request),
        request.get_full_path(),
        f"{at:%Y%m%d%H%M}",
        kept.get("district", ""),
        sorted(notes, key=lambda note: note[:2]),
    ]
    return "shell.home." + hashlib.sha256(json.dumps(said).encode()).hexdigest()
