"""Today's work: what each desk says about the person at the door, asked of its `cards.py`."""

import importlib
import logging
from dataclasses import dataclass
from datetime import datetime
from importlib.util import find_spec

from django.urls import resolve

from sagacity.kit.cards import StaffCard, offered_to_staff
from sagacity.kit.manifest import Manifest, all_manifests
from sagacity.kit.policy import Person, rule_of
from sagacity.kit.ui import own_words

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Door:
    """A desk this person may enter."""

    path: str
    name: str
    summary: str
    icon: str


def doors(*, person: Person, language: str) -> list[Door]:
    """The desks this person may enter, in their order."""
    return [
        Door(
            path=manifest.staff_path,
            name=manifest.name_in(language),
            summary=manifest.summary_in(language),
            icon=manifest.icon,
        )
        for manifest in _desks()
        if _may_enter(person, manifest)
    ]


def _may_enter(person: Person, manifest: Manifest) -> bool:
    """Whether the rule on the desk's first page lets this person in."""
    rule = rule_of(resolve(manifest.staff_path).func)
    return rule is None or not rule.permission or person.may(rule.permission)


def cards(*, person: Person, at: datetime) -> list[StaffCard]:
    """What waits for this person; a desk that fails is left out and logged, the others still speak."""
    found: list[StaffCard] = []
    for manifest in _desks():
        module = f"{manifest.package}.cards"
        if not find_spec(module):
            continue
        ask = getattr(importlib.import_module(module), "staff_cards", None)
        if ask is None:
            continue
        try:
            with own_words.of(module):
                found += ask(person=person, at=at)
        except Exception:
            log.exception("the desk %s could not say what waits", manifest.key)
    for offered in offered_to_staff():
        try:
            with own_words.of(offered.__module__):
                found += offered(person, at)
        except Exception:
            log.exception("%s could not say what waits", offered.__module__)
    return found


def _desks() -> list[Manifest]:
    return [
        manifest
        for manifest in all_manifests()
        if manifest.door in {"staff", "both"} and find_spec(f"{manifest.package}.staff_urls")
    ]
