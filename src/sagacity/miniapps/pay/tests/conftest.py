import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from pytest_django import Settings

from sagacity.identity.accounts.testing import sign_in
from sagacity.identity.testing import Actor
from sagacity.kit import clock, policy
from sagacity.kit.money import yen
from sagacity.ledger import api as ledger
from sagacity.ledger.testing.company import DemoPay, payment_company

CLERK = policy.Person("urn:ngsi-ld:Staff:mori", "森", "staff", division="市民生活課")
CERTIFICATE = {"ja": "住民票の写し", "en": "Residence certificate"}


@pytest.fixture
def company(settings: Settings) -> Iterator[DemoPay]:
    """The payment company; its webhooks reach nobody, so that a story says what is told and when."""
    with payment_company(settings) as running:
        yield running


class Payer(Actor):
    """Hanako, signed in, with a bill of 300 yen."""

    def __init__(self, at: datetime, *, language: str = "ja", level: int = 1) -> None:
        super().__init__(language=language)
        self.key, self.at = sign_in(self, level=level), at
        self.bill = ledger.make_bill(
            client_key=f"bill of {self.key}",
            title=CERTIFICATE,
            amount=yen(300),
            payer=self.key,
            division="市民生活課",
            due_on=clock.day(at) + timedelta(days=14),
            by=CLERK,
            at=at,
        )

    @property
    def page(self) -> str:
        return f"/apps/pay/{self.bill.key}/"

    @property
    def state(self) -> str:
        return ledger.bill(key=self.bill.key).state.value

    def goes_to_pay(self, method: str = "card") -> str:
        """Press a way to pay; the address the page leads to."""
        page = self.sends(f"{self.page}start/", method=method).content.decode()
        found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page)
        assert found is not None, page
        return found[1]

    def tells(self, **said: object) -> ledger.Payment:
        """The company tells the city something about the last payment."""
        last = ledger.bill(key=self.bill.key).payments[-1]
        claim = ledger.Claim(
            **{  # type: ignore[arg-type]
                "provider": last.provider,
                "event": f"ev-{said}",
                "payment": last.key,
                "outcome": ledger.Outcome.SETTLED,
                "amount": last.amount,
                "currency": "JPY",
                "at": self.at,
                "way": ledger.Way.WEBHOOK,
                **said,
            }
        )
        return ledger.hear(claim=claim, at=self.at)


@pytest.fixture
def payer(db: None, company: DemoPay) -> Payer:
    return Payer(clock.now())
