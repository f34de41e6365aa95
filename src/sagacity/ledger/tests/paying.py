"""Somebody who is asked for money, and what they and their provider do."""

from datetime import datetime, timedelta
from itertools import count

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.kit.money import yen
from sagacity.kit.testing.news import announced
from sagacity.ledger import api as ledger
from sagacity.ledger import models
from sagacity.ledger.types import Outcome, Way

CLERK = policy.Person("urn:ngsi-ld:Staff:mori", "森", "staff", division="市民生活課")
HANAKO = policy.Person("urn:ngsi-ld:Resident:hanako", "はなこ", "resident", level=1)
TITLE = {"ja": "住民票の写し", "en": "Residence certificate"}


class Asked:
    """Hanako is asked for 300 yen; she pays by the page, and claims come as the story tells them."""

    def __init__(self, at: datetime, amount: int = 300) -> None:
        self.at, self.numbers = at, count(1)
        self.bill = ledger.make_bill(
            client_key=f"case:{at.isoformat()}",
            title=TITLE,
            amount=yen(amount),
            payer=HANAKO.key,
            fee="residence_certificate",
            about="urn:ngsi-ld:Case:1",
            division="市民生活課",
            by=CLERK,
            at=at,
        )

    @property
    def now(self) -> ledger.Bill:
        return ledger.bill(key=self.bill.key)

    @property
    def state(self) -> str:
        return self.now.state.value

    def starts(self, method: str = "card", *, after: timedelta = timedelta(0)) -> ledger.Payment:
        return ledger.start_payment(
            bill=self.bill.key,
            method=method,
            back_to="/apps/pay/",
            language="ja",
            by=HANAKO,
            at=self.at + after,
        )

    def begins_by_hand(self) -> ledger.Payment:
        """A payment with the page's provider, without asking any server."""
        row = models.Payment.objects.create(
            key=f"urn:ngsi-ld:Payment:{next(self.numbers)}",
            bill=models.Bill.objects.get(key=self.bill.key),
            provider="hosted",
            method="card",
            amount=self.bill.amount,
            state="started",
            started_at=self.at,
            expires_at=self.at + timedelta(minutes=30),
        )
        return ledger.payment(key=row.key)

    def hears(self, payment: ledger.Payment, outcome: str, **said: object) -> ledger.Payment:
        claim = self.claim(payment, outcome, **said)
        return ledger.hear(claim=claim, at=self.at)

    def claim(self, payment: ledger.Payment, outcome: str, **said: object) -> ledger.Claim:
        told: dict[str, object] = {
            "event": f"event-{next(self.numbers)}",
            "amount": payment.amount,
            "currency": "JPY",
            "at": self.at,
            "way": Way.WEBHOOK,
            **said,
        }
        return ledger.Claim(
            provider=payment.provider,
            payment=payment.key,
            outcome=Outcome(outcome),
            **told,  # type: ignore[arg-type]
        )


def stands(kind: str) -> int:
    """What stands on all accounts of a kind together."""
    return sum(one.balance for one in ledger.accounts(kind=ledger.AccountKind(kind)))


def told(signal: str) -> int:
    """How often news was told."""
    return len(announced(f"ledger.{signal}"))


def in_the_log(action: str) -> int:
    return sum(line.action == f"ledger.{action}" for line in audit.latest(limit=200))
