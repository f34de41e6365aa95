"""Pages that are the same for one reader within a minute: drawn once, then given from the cache."""

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import datetime

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.translation import get_language

from sagacity.kit import policy
from sagacity.kit.ui import preferences

KEPT_SECONDS = 60
TOKEN = "token-of-this-request"  # stands in the kept page where each answer has the visitor's own


def once_a_minute(
    request: HttpRequest, *, name: str, depends_on: Sequence[object], at: datetime, draw: Callable[[], str]
) -> str:
    """The page as it was drawn in this minute for the same reader and the same things, else drawn now.

    `depends_on` names everything the page says beyond its address, language and looks; whatever is personal
    must stand in it, the reader's key first. Staff and whoever has a message waiting get a page of their own.
    """
    if policy.person_of(request).is_staff or len(messages.get_messages(request)):
        return _with_token(request, draw())
    # The whole address stands in the form that chooses a language and comes back.
    frame = [get_language(), preferences.looks(request), request.get_full_path(), f"{at:%Y%m%d%H%M}"]
    said = json.dumps([*depends_on, *frame])
    key = f"kept.{name}." + hashlib.sha256(said.encode()).hexdigest()
    page: str | None = cache.get(key)
    if page is None:
        page = draw()
        cache.set(key, page, KEPT_SECONDS)
    return _with_token(request, page)


def _with_token(request: HttpRequest, page: str) -> str:
    # Asking for the token writes a cookie; only a page with a form that needs one may do so.
    return page.replace(TOKEN, get_token(request)) if TOKEN in page else page
