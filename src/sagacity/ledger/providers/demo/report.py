"""The daily report of the demonstration's payment company, with what it keeps for its work."""

import csv
import io
from collections.abc import Iterable
from datetime import UTC, date, datetime
from fractions import Fraction

from sagacity.kit import clock
from sagacity.ledger.providers.demo.charges import Charge, Event, Status

RATE = Fraction(198, 10_000)  # invented: 1.98 in a hundred, rounded down
KINDS = {
    Status.SETTLED.value: ("payment", 1),
    "refunded": ("refund", -1),
    Status.CHARGED_BACK.value: ("charge_back", -1),
}


def of_day(charges: Iterable[Charge], day: date) -> str:
    """Every movement of a day in Japan as CSV; the charge for a payment stays when it goes back."""
    page = io.StringIO()
    writer = csv.writer(page)
    writer.writerow(["id", "order", "kind", "gross", "charge", "net", "currency", "at"])
    for charge in charges:
        for event in charge.events:
            if event.status in KINDS and clock.day(datetime.fromtimestamp(event.at, UTC)) == day:
                writer.writerow(_row(charge, event))
    return page.getvalue()


def _row(charge: Charge, event: Event) -> list[object]:
    kind, sign = KINDS[event.status]
    kept = int(event.amount * RATE) if kind == "payment" else 0
    gross = event.amount * sign
    return [charge.number, charge.order, kind, gross, kept, gross - kept, event.currency, event.at]
