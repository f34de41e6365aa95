"""A city that hears payments in a process of its own, until somebody ends it."""

from pathlib import Path

from sagacity.kit import clock, policy
from sagacity.kit.money import yen
from sagacity.kit.testing.news import announced
from sagacity.ledger import api as ledger
from sagacity.ledger import models
from sagacity.ledger.types import Outcome, Way

MANY = 400


def make_bills() -> None:
    """Bills that are being paid; the provider is about to tell of each."""
    at = clock.now()
    for number in range(MANY):
        bill = ledger.make_bill(
            client_key=f"bill-{number}", title={"ja": "見本"}, amount=yen(100), by=policy.SYSTEM, at=at
        )
        models.Payment.objects.create(
            key=f"urn:ngsi-ld:Payment:{number}",
            bill=models.Bill.objects.get(key=bill.key),
            provider="hosted",
            method="card",
            amount=100,
            state="started",
            started_at=at,
            expires_at=at,
        )


def hear_all(folder: Path, start: int) -> None:
    """Hear each webhook, and write down which the provider was answered; it sends the others again."""
    with (folder / "answered").open("a") as answered:
        for number in range(start, MANY):
            claim = ledger.Claim(
                provider="hosted",
                event=f"event-{number}",
                payment=f"urn:ngsi-ld:Payment:{number}",
                outcome=Outcome.SETTLED,
                amount=yen(100),
                currency="JPY",
                at=clock.now(),
                way=Way.WEBHOOK,
            )
            ledger.hear(claim=claim, at=clock.now())
            answered.write(f"{number}\n")
            answered.flush()


def standing() -> dict[str, int | bool]:
    def count(kind: str) -> int:
        return sum(one.balance for one in ledger.accounts(kind=ledger.AccountKind(kind))) // 100

    return {
        "holds": ledger.trial_balance().holds,
        "paid": models.Payment.objects.filter(state="settled").count(),
        "events": models.PaymentEvent.objects.count(),
        "news": len({one["payment"] for one in announced("ledger.bill_paid")}),
        "all_news": len(announced("ledger.bill_paid")),
        "with_provider": count("provider"),
        "still_owed": count("receivable"),
    }
