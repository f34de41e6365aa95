"""The doors of an outside party that signs what it says: the browser it sends back, and its own voice."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.ledger.providers.base import Forged

LONGEST_BODY = 16 * 1024  # bytes; a webhook has some 300
SAME_AGAIN = 600  # seconds

Said = TypeVar("Said", covariant=True)
Told = TypeVar("Told")


class Party(Protocol[Said]):
    """Whoever signs."""

    def read_return(self, query: Mapping[str, str], *, at: datetime) -> Said: ...

    def read_webhook(self, headers: Mapping[str, str], body: bytes, *, at: datetime) -> Said: ...


def _nothing_more(provider: str, way: str, problem: Forged, at: datetime) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Door(Generic[Told]):
    """What a room does with what is said at its door; its views ask it and answer what it answers."""

    room: str  # as the audit log names it
    thing: str  # what the door belongs to there
    party: Callable[[str], Party[Told]]  # by its key; Http404: nobody
    hear: Callable[[Told, datetime], str]  # take it, and say where the browser goes; Http404: not ours
    not_believed: str  # the page for whoever comes back without a signature
    note_forged: Callable[[str, str, Forged, datetime], None] = _nothing_more

    def back(self, request: HttpRequest, provider: str) -> HttpResponse:
        """Somebody comes back; what the browser brings is believed only if the party signed it."""
        at = clock.now()
        said = {name: str(value) for name, value in request.GET.items()}
        try:
            return HttpResponseRedirect(self.hear(self.party(provider).read_return(said, at=at), at))
        except Forged as problem:
            self._tell_forged(provider, "return", problem, at)
            return render(request, self.not_believed, status=400)

    def webhook(self, request: HttpRequest, provider: str) -> HttpResponse:
        """The party tells something; anything but 2xx lets it try again."""
        at = clock.now()
        if int(request.headers.get("Content-Length") or 0) > LONGEST_BODY:
            return HttpResponse(status=413)
        try:
            self.hear(self.party(provider).read_webhook(request.headers, request.body, at=at), at)
        except Forged as problem:
            self._tell_forged(provider, "webhook", problem, at)
            return HttpResponse(status=400)
        except Http404:
            return HttpResponse(status=404)
        return HttpResponse(status=204)

    def _tell_forged(self, provider: str, way: str, problem: Forged, at: datetime) -> None:
        """Somebody tried: it is written down, the same again only after ten minutes."""
        group = f"{way}: {problem}"
        name = hashlib.sha256(f"{provider}:{group}".encode()).hexdigest()
        if cache.add(f"{self.room}.forged:{name}", value=True, timeout=SAME_AGAIN):
            self.note_forged(provider, way, problem, at)
            audit.record(
                actor=policy.ANONYMOUS,
                action=f"{self.room}.forged",
                thing=f"{self.thing}:{provider}",
                group=group[:40],
                channel="door",
                at=at,
            )
