"""Kinds of cards a resident does not want to see; each can be brought back. Alarms are shown to everybody."""

from datetime import datetime

from django.http import HttpRequest

from sagacity.identity import api as identity

NAME = "muted"
LONGEST = 80
MOST = 100


def muted(request: HttpRequest) -> dict[str, str]:
    """Kinds put away on this device, and how the card was called at the time."""
    said = identity.recall(request, app="shell", name=NAME, default={})
    return dict(said) if isinstance(said, dict) else {}


def mute(request: HttpRequest, *, kind: str, title: str, at: datetime) -> None:
    """Show no more cards of this kind on this device, whatever they will say."""
    kept = {**muted(request), kind[:LONGEST]: title[:LONGEST]}
    identity.remember(request, app="shell", name=NAME, value=dict(list(kept.items())[-MOST:]), at=at)


def unmute(request: HttpRequest, *, kind: str, at: datetime) -> None:
    """Show cards of this kind again."""
    kept = muted(request)
    if kept.pop(kind, None) is not None:
        identity.remember(request, app="shell", name=NAME, value=kept, at=at)
