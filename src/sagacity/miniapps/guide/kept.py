"""Answers on the device or profile: a note of the mini-app, without a name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from sagacity.identity import api as identity

APP = "guide"


@dataclass(frozen=True, slots=True)
class Kept:
    """What this device remembers of one life event."""

    answers: Mapping[str, Any]
    token: str = ""  # of the set that was handed over with exactly these answers


def kept(request: HttpRequest, *, event: str) -> Kept | None:
    """The answers for one event; None when nothing was answered yet."""
    return next((one for key, one in all_kept(request) if key == event), None)


def all_kept(request: HttpRequest) -> list[tuple[str, Kept]]:
    """All answers on this device, by life event."""
    return [
        (note.name, Kept(note.value.get("answers", {}), note.value.get("token", "")))
        for note in identity.remembered(request)
        if note.app == APP and isinstance(note.value, Mapping)
    ]


def keep(request: HttpRequest, *, event: str, answers: Mapping[str, Any], at: datetime) -> None:
    """Keep answers; others than before need a new set, so the token of the old one goes."""
    before = kept(request, event=event)
    token = before.token if before and before.answers == answers else ""
    _note(request, event, {"answers": dict(answers), "token": token}, at)


def keep_token(request: HttpRequest, *, event: str, token: str, at: datetime) -> None:
    """Remember under which token these answers were handed over: the code can be shown again."""
    before = kept(request, event=event)
    _note(request, event, {"answers": dict(before.answers) if before else {}, "token": token}, at)


def forget(request: HttpRequest, *, event: str) -> None:
    """Let go of the answers for one event."""
    identity.forget(request, app=APP, name=event)


def _note(request: HttpRequest, event: str, value: dict[str, Any], at: datetime) -> None:
    identity.remember(request, app=APP, name=event, value=value, at=at)
