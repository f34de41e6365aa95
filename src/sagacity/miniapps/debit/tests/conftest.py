import re
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine
from pytest_django import Settings

from sagacity.identity.accounts.testing import sign_in
from sagacity.identity.testing import Actor, StaffActor
from sagacity.kit import keys, policy
from sagacity.ledger.debit import api as debit
from sagacity.ledger.debit.testing.bank import DemoBank, at_the_bank, bank_running

ACCOUNT = {"kind": "1", "number": "０１２３４５６", "holder": "みほん　はなこ", "agree": "on"}
STEP = "/apps/debit/new/account/"
CHOICE = f"{STEP}?item=resident_tax&bank=0179&branch=500"


@pytest.fixture(autouse=True)
def morning(at: datetime, monkeypatch: pytest.MonkeyPatch) -> Iterator[time_machine.Traveller]:
    """A Tuesday in September, in the invented city."""
    monkeypatch.setenv("SAGACITY_CITY", "example")
    with time_machine.travel(at, tick=True) as traveller:
        yield traveller


@pytest.fixture
def bank(settings: Settings) -> Iterator[DemoBank]:
    """The bank; its webhooks reach nobody, so that a story says what is told and when."""
    with bank_running(settings) as running:
        yield running


class Holder(Actor):
    """Hanako, with the citizen card on her phone."""

    def __init__(self, *, language: str = "ja", level: int = 2) -> None:
        super().__init__(language=language)
        self.profile = keys.new("Device")
        self.key = sign_in(self, level=level, profile=self.profile)

    def applies(self, path: str = CHOICE, **fields: str) -> str:
        """Fill in the account; the address of the bank's page that the page leads to."""
        page = self.sends(path, **{"once": keys.new("Once")[-32:], **ACCOUNT, **fields}).content.decode()
        found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page)
        return found[1] if found else ""

    def at_the_bank(self, *, mischief: str = "", act: str = "agree") -> str:
        """Apply, press a button at the bank and come back; what the page says."""
        self.opens(at_the_bank(self.applies(), mischief=mischief, act=act).path)
        return self.sees(self.page)

    @property
    def person(self) -> policy.Person:
        return policy.Person(self.key, "はなこ", "resident", level=2)

    @property
    def mandate(self) -> debit.Mandate:
        return debit.mandates_of(payer=self.key)[0]

    @property
    def page(self) -> str:
        return f"/apps/debit/{self.mandate.key}/"


@pytest.fixture
def holder(db: None, bank: DemoBank) -> Holder:
    return Holder()


@pytest.fixture
def noda(staff_with: Callable[..., StaffActor]) -> StaffActor:
    return staff_with("noda", "debit_clerk", name="野田 納")


@pytest.fixture
def ide(staff_with: Callable[..., StaffActor]) -> StaffActor:
    return staff_with("ide", "debit_approver", name="井手 承子")
