"""What the home screen says of this device's children."""

import re
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from sagacity.identity import api as identity
from sagacity.kit import clock
from sagacity.kit.cards import Card
from sagacity.miniapps.childcare import admissions, calendars, mine, tables
from sagacity.miniapps.childcare.calendars import ChildCalendar
from sagacity.miniapps.childcare.lines import Line
from sagacity.miniapps.childcare.rules.judging import State

NAMED = 3
CLOSING, DUE, CHECKUP, ASK = 60, 50, 30, 35


def cards(request: HttpRequest, at: datetime) -> list[Card]:
    """What is due or closes soon, a card a child; when to apply for a nursery, if the city says so."""
    today, children = clock.day(at), mine.children(request)
    views = [calendars.of(one, today=today) for one in children]
    return [
        *_invite(request, children),
        *(card for view in views if (card := _due(view))),
        *admissions.cards(children, today=today),
    ]


def offline(request: HttpRequest) -> list[str]:
    """What the home keeps for reading without a network."""
    return [reverse("childcare:days")] if mine.children(request) else []


def _invite(request: HttpRequest, children: list[mine.Child]) -> list[Card]:
    """Who said in the first minute that there are children is asked for a month of birth, once."""
    has_children = identity.recall(request, app="shell", name="children") is True
    if children or not has_children or not tables.current().doses:
        return []
    return [
        Card(
            app="childcare",
            key="childcare-begin",
            title=_("予防接種と健診の時期を知る"),
            body=_(
                "生まれた月を入れると、今受けられるもの、もうすぐ終わるものがわかります。名前はいりません。"
            ),
            url=reverse("childcare:add"),
            icon="child",
            urgency=CHECKUP,
            because=_("お子さんがいると答えたため"),
            expires=None,
            mute_as="childcare.begin",
            personal=True,
        )
    ]


def _due(view: ChildCalendar) -> Card | None:
    urgent = view.urgent
    if not urgent:
        return None
    child = view.child
    if not child.done and any(_looks_missed(one) for one in (*view.now, *view.closed)):
        return _ask(view)
    states = {one.state for one in urgent}
    labels = dict.fromkeys(one.stage.label for one in urgent[:NAMED])
    lines = [
        f"{label}: " + _("、").join(short(one.name) for one in urgent[:NAMED] if one.stage.label == label)
        for label in labels
    ]
    if len(urgent) > NAMED:
        lines.append(_("ほか%(many)s件") % {"many": len(urgent) - NAMED})
    urgency = CLOSING if State.CLOSING in states else DUE if states - {State.OPEN} else CHECKUP
    return Card(
        app="childcare",
        key="childcare-" + "-".join([child.id, *(f"{one.key}.{one.state[:2]}" for one in urgent)])[:180],
        title=_("予防接種・健診: %(child)s") % {"child": child.label},
        body="\n".join(lines),
        url=reverse("childcare:child", args=[child.id]),
        icon="child",
        urgency=urgency,
        because=_because(view),
        expires=None,
        note=_note(),
        mute_as="childcare.due",
        personal=True,
    )


def _looks_missed(one: Line) -> bool:
    """Whether a vaccination would look late only because nobody has recorded it."""
    late = one.state is State.OVERDUE or (one.state is State.CLOSED and one.dose.start_by is None)
    return late and not one.dose.is_checkup


def _ask(view: ChildCalendar) -> Card:
    """Nothing was ever recorded: then we do not know what was given, and do not say that it is late."""
    child = view.child
    return Card(
        app="childcare",
        key=f"childcare-past-{child.id}",
        title=_("予防接種・健診: %(child)s") % {"child": child.label},
        body=_("これまでに受けたものに印をつけると、つぎに受けるものがわかります。"),
        url=reverse("childcare:past", args=[child.id]),
        icon="child",
        urgency=ASK,
        because=_because(view),
        expires=None,
        note=_note(),
        mute_as="childcare.past",
        personal=True,
    )


def short(name: str) -> str:
    """A name without what stands in brackets, for a card."""
    parts = [re.sub(r"\s*[（(].*?[）)]", "", part) for part in name.split(" / ")]
    return " / ".join(dict.fromkeys(parts))


def _because(view: ChildCalendar) -> str:
    return _("この端末に入れた、生まれた年月から")


def _note() -> str:
    as_of = tables.current().as_of
    said = _("医師と相談してください")
    return f"{said}（{_('時期の表の日付: %(day)s') % {'day': as_of.isoformat()}}）" if as_of else said
