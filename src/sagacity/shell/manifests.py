"""The mini-apps residents can open, and how the shell asks their `cards.py` without knowing them."""

import importlib
import logging
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from typing import Any

from sagacity.kit.manifest import Manifest, all_manifests
from sagacity.kit.ui import own_words

log = logging.getLogger(__name__)


@cache
def residents() -> tuple[Manifest, ...]:
    """Every mini-app with a door for residents, installed packages included."""
    return tuple(
        manifest
        for manifest in all_manifests()
        if manifest.door in {"resident", "both"} and find_spec(f"{manifest.package}.urls")
    )


def find(key: str) -> Manifest | None:
    return next((manifest for manifest in residents() if manifest.key == key), None)


def ask(manifest: Manifest, question: str, **said: Any) -> list[Any]:
    """What a mini-app answers; nothing when it has no answer or fails: the others still speak."""
    try:
        answer = hook(manifest.package, question)
        with own_words.of(manifest.package):
            return list(answer(**said)) if answer else []
    except Exception:
        log.exception("the mini-app %s could not answer %s; home goes on without it", manifest.key, question)
        return []


@cache
def hook(package: str, question: str) -> Callable[..., Any] | None:
    if not find_spec(f"{package}.cards"):
        return None
    return getattr(importlib.import_module(f"{package}.cards"), question, None)
