"""What the home screen says: until when the first thing of a list is to be done."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sagacity.kit import clock
from sagacity.kit.cards import Card
from sagacity.kit.manifest import in_language
from sagacity.kit.ui import api as ui
from sagacity.miniapps.guide import kept as notes
from sagacity.procedures.guide import api as guide

SOON = 5  # days


def cards(request: HttpRequest, at: datetime) -> list[Card]:
    """One card for each life event with answers whose next last day is still to come."""
    return [card for key, one in notes.all_kept(request) if (card := _card(key, one, at))]


def _card(key: str, one: notes.Kept, at: datetime) -> Card | None:
    language = get_language() or "ja"
    try:
        answer = guide.answer(event=key, answers=one.answers, at=at, language=language)
        event = guide.event(key=key)
    except guide.NoSuchEvent:
        return None
    today = clock.day(at)
    ahead = [step for step in answer.steps if step.until and step.until >= today]
    if answer.checked.faults or not ahead:
        return None
    first = min(ahead, key=lambda step: step.until or today)
    until = first.until or today
    return Card(
        app="guide",
        key=f"{key}:{first.rule}:{until}",
        title=_("%(day)sまで：%(name)s")
        % {"day": ui.short_day(until), "name": in_language(first.task.name, language)},
        body=in_language(event.name, language),
        url=reverse("guide:result", args=[key]),
        icon="list",
        urgency=70 if (until - today).days <= SOON else 45,
        because=_("手続の案内への答え"),
        expires=None,
        mute_as="guide.list",
        personal=True,
    )
