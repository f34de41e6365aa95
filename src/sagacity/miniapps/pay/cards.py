"""What the home screen says of bills: what is owed, and what waits for its payer."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sagacity.kit import clock, policy
from sagacity.kit.cards import Card
from sagacity.kit.manifest import in_language
from sagacity.kit.ui import api as ui
from sagacity.ledger import api as ledger

SOON = 7  # days


def cards(request: HttpRequest, at: datetime) -> list[Card]:
    """One card for each bill that is open, louder as its day comes near."""
    person = policy.resident_person_of(request)
    if person.kind != "resident" or person.level < 1:
        return []
    return [_card(bill, at) for bill in ledger.bills(payers=[person.key]) if bill.is_open]


def _card(bill: ledger.Bill, at: datetime) -> Card:
    days = (bill.due_on - clock.day(at)).days if bill.due_on else None
    body = _("%(yen)s円") % {"yen": f"{bill.amount:,}"}
    if bill.due_on:
        body = _("%(yen)s円、%(day)sまで") % {"yen": f"{bill.amount:,}", "day": ui.short_day(bill.due_on)}
    return Card(
        app="pay",
        key=bill.key,
        title=_("支払い：%(title)s") % {"title": in_language(bill.title, get_language() or "ja")},
        body=body,
        url=reverse("pay:one", args=[bill.key]),
        icon="paper",
        urgency=70 if days is not None and days <= SOON else 45,
        because=_("あなたへの請求"),
        expires=None,
        mute_as="pay.owed",
        personal=True,
    )
