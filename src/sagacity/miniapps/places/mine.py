"""Which places this device keeps."""

from datetime import datetime

from django.http import HttpRequest

from sagacity.identity import api as identity

APP, NOTE = "places", "saved"


def keys(request: HttpRequest) -> list[str]:
    """The keys of the saved places, the newest first."""
    said = identity.recall(request, app=APP, name=NOTE, default=[])
    return [str(one) for one in said] if isinstance(said, list) else []


def remember(request: HttpRequest, saved: list[str], *, at: datetime) -> None:
    """Keep these places and no others."""
    identity.remember(request, app=APP, name=NOTE, value=saved, at=at)


def forget(request: HttpRequest) -> None:
    """Keep none."""
    identity.forget(request, app=APP, name=NOTE)
