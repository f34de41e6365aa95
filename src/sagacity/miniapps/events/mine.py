"""Which events this device keeps; whoever keeps one can be told when it changes."""

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import get_language

from sagacity.identity import api as identity
from sagacity.messaging import api as messaging
from sagacity.miniapps.events import feeds
from sagacity.registry import api as registry

APP, NOTE = "events", "saved"


def keys(request: HttpRequest) -> list[str]:
    """The keys of the saved events, the newest first."""
    said = identity.recall(request, app=APP, name=NOTE, default=[])
    return [str(one) for one in said] if isinstance(said, list) else []


def keep(request: HttpRequest, saved: list[str], *, at: datetime) -> None:
    """Keep these events and no others."""
    if saved:
        identity.remember(request, app=APP, name=NOTE, value=saved, at=at)
    else:
        identity.forget(request, app=APP, name=NOTE)
    person = identity.device_of(request).key
    if person:
        language = get_language() or "ja"
        feeds.show(device=person, events=saved)
        messaging.mark(person=person, kind="event", values=saved, language=language, at=at)


def town(request: HttpRequest) -> registry.Town | None:
    """The town this device chose, as long as there is such a town."""
    key = identity.device_of(request).district
    try:
        return registry.town(key) if key else None
    except registry.NoSuchTown:
        return None
