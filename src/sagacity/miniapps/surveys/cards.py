"""What the home screen says of surveys: those that somebody with a card has not answered yet."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sagacity.kit import clock, policy
from sagacity.kit.cards import Card
from sagacity.kit.manifest import in_language
from sagacity.kit.ui import api as ui
from sagacity.procedures.surveys import api as surveys

SOON = 3  # days


def cards(request: HttpRequest, at: datetime) -> list[Card]:
    """One card for each open survey, louder in its last days. It goes when the answer is given."""
    person = policy.resident_person_of(request)
    if person.kind != "resident" or person.level < 2:
        return []
    return [
        _card(one, at)
        for one in surveys.surveys(at=at)
        if one.is_open and not surveys.has_answered(survey=one.key, by=person, at=at)
    ]


def _card(survey: surveys.Survey, at: datetime) -> Card:
    days = (survey.closes_on - clock.day(at)).days if survey.closes_on else None
    return Card(
        app="surveys",
        key=survey.urn,
        title=_("アンケート：%(name)s") % {"name": in_language(survey.name, get_language() or "ja")},
        body=_("%(day)sまで") % {"day": ui.short_day(survey.closes_on)} if survey.closes_on else "",
        url=reverse("surveys:one", args=[survey.key]),
        icon="edit",
        urgency=40 if days is not None and days <= SOON else 20,
        because=_("市民証のある人へのアンケート"),
        expires=None,
        mute_as="surveys.open",
        personal=True,
    )
