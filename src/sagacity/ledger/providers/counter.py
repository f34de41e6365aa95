"""The counter as a provider: money is taken and given back by hand, and nobody else needs to be asked."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sagacity.kit.providers import Check
from sagacity.ledger import types
from sagacity.ledger.providers import base
from sagacity.ledger.types import Outcome, Way

CASH, CARD = "counter_cash", "counter_card"
LIVES = timedelta(minutes=10)


class _Counter:
    """What cash and the machine for cards have in common."""

    key = ""
    can_be_asked = True
    methods: tuple[base.Method, ...] = ()

    def lives(self, method: str) -> timedelta:
        return LIVES

    def start(self, payment: types.Payment, bill: types.Bill, *, language: str, at: datetime) -> base.Opened:
        raise base.ProviderAway("a counter has no page: take the money with take_at_counter")

    def read_return(self, query: Mapping[str, str], *, at: datetime) -> types.Claim:
        raise base.Forged("nobody comes back from a counter")

    def read_webhook(self, headers: Mapping[str, str], body: bytes, *, at: datetime) -> types.Claim:
        raise base.Forged("a counter sends nothing")

    def ask(self, payment: types.Payment, *, at: datetime) -> types.Claim | None:
        return None

    def call_off(self, payment: types.Payment, *, at: datetime) -> types.Claim | None:
        return None

    def refund(self, payment: types.Payment, refund: types.Refund, *, at: datetime) -> types.Claim:
        """The clerk hands it over; that is all."""
        return types.Claim(
            provider=self.key,
            event=f"counter:{refund.key}",
            payment=payment.key,
            outcome=Outcome.REFUNDED,
            amount=refund.amount,
            currency="JPY",
            at=at,
            way=Way.COUNTER,
            refund=refund.key,
        )

    def settlement(self, day: date) -> tuple[base.ReportLine, ...]:
        return ()

    def check(self) -> Check:
        return Check(f"ledger.{self.key}", ok=True)


class Cash(_Counter):
    """Into a till, and out of it."""

    key = CASH


class Card(_Counter):
    """The counter's own machine for cards and codes; its slip number is the reference."""

    key = CARD
