"""Before the first use of a mini-app that remembers something, the resident reads what that is."""

from datetime import datetime

from django.http import Http404, HttpRequest

from sagacity.identity import api as identity
from sagacity.kit.manifest import Manifest
from sagacity.shell import manifests

NAME = "begun"


def known(key: str) -> Manifest:
    manifest = manifests.find(key)
    if manifest is None:
        raise Http404(key)
    return manifest


def door(request: HttpRequest, manifest: Manifest) -> str:
    """Where a tile leads: to the mini-app, or first to what it remembers."""
    if not manifest.keeps or manifest.key in _begun(request) or _used(request, manifest.key):
        return manifest.resident_path
    return f"/start/{manifest.key}/"


def begin(request: HttpRequest, *, manifest: Manifest, at: datetime) -> None:
    """Remember that this device has read it."""
    begun = sorted({*_begun(request), manifest.key})
    identity.remember(request, app="shell", name=NAME, value=begun, at=at)


def _begun(request: HttpRequest) -> set[str]:
    said = identity.recall(request, app="shell", name=NAME, default=[])
    return set(said) if isinstance(said, list) else set()


def _used(request: HttpRequest, key: str) -> bool:
    return bool(identity.recall_all(request, app=key))
