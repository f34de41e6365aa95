"""For what cases are opened: said for one case or for a stretch of work; each look is written down."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest

KEPT_FOR = timedelta(hours=1)
MOST = 50  # cases whose purposes a session remembers
NAME = "counter_purposes"
STRETCH = "*"


def purpose_of(request: HttpRequest, *, case: str, at: datetime) -> str:
    """What this clerk said lately, for this case or for all; empty: it must be said first."""
    kept: dict[str, Any] = request.session.get(NAME, {})
    for name in (case, STRETCH):
        purpose, said_at = kept.get(name, ("", ""))
        if purpose and at - datetime.fromisoformat(said_at) < KEPT_FOR:
            return str(purpose)
    return ""


def remember(request: HttpRequest, *, case: str, purpose: str, for_all: bool, at: datetime) -> None:
    """Keep a purpose for an hour, in the session of the clerk alone."""
    kept: dict[str, Any] = dict(request.session.get(NAME, {}))
    kept[STRETCH if for_all else case] = (purpose, at.isoformat())
    newest = sorted(kept, key=lambda name: str(kept[name][1]), reverse=True)[:MOST]
    request.session[NAME] = {name: kept[name] for name in newest}


def forget(request: HttpRequest) -> None:
    """From now on every case asks again."""
    request.session.pop(NAME, None)
