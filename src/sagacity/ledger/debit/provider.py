"""Direct debit as a provider: money comes with a file of results, and nobody goes to a page."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from sagacity.kit import clock
from sagacity.kit.money import Yen
from sagacity.kit.providers import Check
from sagacity.ledger import types
from sagacity.ledger.debit import facts, models
from sagacity.ledger.providers import base

KEY = "debit"
LIVES = timedelta(days=60)


class WithTheBank(base.ProviderAway):
    """The bank has the file; what it takes can be stopped only there."""


class Debit:
    """The banks of all residents with a mandate."""

    key = KEY
    can_be_asked = False  # thousands wait for one file
    methods: tuple[base.Method, ...] = ()  # it is not chosen for one bill; it is agreed once

    def lives(self, method: str) -> timedelta:
        return LIVES

    def start(self, payment: types.Payment, bill: types.Bill, *, language: str, at: datetime) -> base.Opened:
        raise base.ProviderAway("a run starts it: ledger.debit.sending")

    def read_return(self, query: Mapping[str, str], *, at: datetime) -> types.Claim:
        raise base.Forged("nobody comes back from a debit")

    def read_webhook(self, headers: Mapping[str, str], body: bytes, *, at: datetime) -> types.Claim:
        raise base.Forged("results come as a file")

    def ask(self, payment: types.Payment, *, at: datetime) -> types.Claim | None:
        return None

    def call_off(self, payment: types.Payment, *, at: datetime) -> types.Claim | None:
        raise WithTheBank("the bank has the file")

    def refund(self, payment: types.Payment, refund: types.Refund, *, at: datetime) -> types.Claim:
        raise base.ProviderAway("money that was debited goes back by a transfer: ask the accounts division")

    def settlement(self, day: date) -> tuple[base.ReportLine, ...]:
        return report_of(day=day)

    def check(self) -> Check:
        return Check("ledger.debit", ok=True)


def report_of(*, day: date) -> tuple[base.ReportLine, ...]:
    """What came by direct debit on a day, as a provider reports it."""
    first = datetime.combine(day, time(), tzinfo=clock.JAPAN)
    rows = models.Line.objects.filter(settled_at__gte=first, settled_at__lt=first + timedelta(days=1))
    return tuple(
        base.ReportLine(one.payment, facts.customer(one), "payment", Yen(one.amount), Yen(0))
        for one in rows.select_related("mandate").order_by("id")
    )
