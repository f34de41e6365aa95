"""What the home screen says: forms begun, money wanted, questions of the city, documents that came."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sagacity.kit.cards import Card
from sagacity.kit.ui import api as ui
from sagacity.miniapps.apply import mine
from sagacity.miniapps.apply.who import who
from sagacity.procedures.cases.api import State

MOST = 5
URGENT = {State.MORE_ASKED: 75, State.AWAITING_PAYMENT: 60, State.DECIDED_YES: 55}


def cards(request: HttpRequest, at: datetime) -> list[Card]:
    """What waits for whoever asks; nothing for a newcomer, without a question to the database."""
    asks, language = who(request), get_language() or "ja"
    if not asks.owners and not asks.is_signed_in:
        return []
    begun = [
        Card(
            app="apply",
            key=one.key,
            title=_("書きかけ：%(title)s") % {"title": one.title},
            body=_("%(day)sまで残ります") % {"day": ui.short_day(ui.local_day(one.until) or at.date())},
            url=reverse("apply:form", args=[one.key]),
            icon="edit",
            urgency=35,
            because=_("あなたが書きはじめた申し込み"),
            expires=one.until,
            mute_as="apply.begun",
            personal=True,
        )
        for one in mine.open_forms(asks, at=at, language=language)
    ]
    going = [
        Card(
            app="apply",
            key=f"{one.case.key}:{one.case.events}",
            title=_("%(said)s：%(title)s") % {"said": one.said.title, "title": one.title},
            body=str(one.said.text),
            url=reverse("apply:case", args=[one.case.key]),
            icon="edit",
            urgency=URGENT[one.case.state],
            because=_("あなたの申し込み"),
            expires=None,
            mute_as="apply.case",
            personal=True,
        )
        for one in mine.of(asks, language=language)
        if one.case.state in URGENT
    ]
    return [*going[:MOST], *begun[:MOST]]
