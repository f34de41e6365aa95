"""What the home screen says of direct debit; what it says to staff stands in `desk_cards`."""

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sagacity.kit import clock, policy
from sagacity.kit.cards import Card
from sagacity.kit.manifest import in_language
from sagacity.kit.ui import api as ui
from sagacity.ledger.debit import api as debit
from sagacity.miniapps.debit import chosen, words
from sagacity.miniapps.debit.desk_cards import staff_cards

__all__ = ["cards", "staff_cards"]
SOON = 7  # days before a debit
REFUSED_SHOWN = timedelta(days=30)


def cards(request: HttpRequest, at: datetime) -> list[Card]:
    """What failed, what waits, what comes soon; nothing for whoever has not proven to be a resident."""
    person = policy.resident_person_of(request)
    if person.kind != "resident" or person.level < 2:
        return []
    mandates = debit.mandates_of(payer=person.key)
    if not mandates:
        return []
    found = [_failed(one) for one in debit.owed_by(payer=person.key)]
    found += [_waiting(one) for one in mandates if one.is_open]
    found += [_refused(one) for one in mandates if _is_news(one, mandates, at)]
    today = clock.day(at)
    for one in debit.coming(payer=person.key, at=at):
        if (one.day - today).days <= SOON:
            found.append(_coming(one))
    return found


def _is_news(mandate: debit.Mandate, all_of_them: tuple[debit.Mandate, ...], at: datetime) -> bool:
    """A refusal that nobody has answered with another application."""
    if mandate.state is not debit.MandateState.REFUSED or mandate.ended_at is None:
        return False
    later = [one for one in all_of_them if one.applied_at > mandate.applied_at]
    answered = any(set(one.items) & set(mandate.items) for one in later)
    return not answered and at - mandate.ended_at < REFUSED_SHOWN


def _failed(owed: debit.Owed) -> Card:
    said = words.of_failed(owed)
    title = _("引き落としできませんでした：%(title)s") % {"title": _words(owed.bill.title)}
    return _card(f"debit-failed-{owed.bill.key}", title, str(said.text), reverse("debit:listed"), 78)


def _refused(mandate: debit.Mandate) -> Card:
    said = words.of(mandate)
    url = reverse("debit:one", args=[mandate.key])
    title = _("口座振替：%(state)s") % {"state": words.short(mandate)}
    return _card(f"debit-refused-{mandate.key}", title, f"{said.title}\n{said.text}", url, 74)


def _waiting(mandate: debit.Mandate) -> Card:
    url = reverse("debit:one", args=[mandate.key])
    title = _("口座振替：%(state)s") % {"state": words.short(mandate)}
    return _card(f"debit-waits-{mandate.key}", title, "、".join(chosen.names_of(mandate.items)), url, 60)


def _coming(one: debit.Coming) -> Card:
    title = _("引き落とし：%(title)s") % {"title": _words(one.bill.title)}
    said = {"yen": f"{one.bill.amount:,}", "day": ui.short_day(one.day)}
    body = _("%(day)sに%(yen)s円を口座から払います。前の日までに、口座に入れておいてください。") % said
    return _card(f"debit-soon-{one.bill.key}", title, body, reverse("debit:listed"), 55)


def _card(key: str, title: str, body: str, url: str, urgency: int) -> Card:
    return Card(
        app="debit",
        key=key,
        title=title,
        body=body,
        url=url,
        icon="undo",
        urgency=urgency,
        because=_("あなたの口座振替"),
        expires=None,
        personal=True,
    )


def _words(title: debit.Words) -> str:
    return in_language(title, get_language() or "ja")
