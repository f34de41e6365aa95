"""People at the cashier's desk, a payment company, and a bill of Hanako's."""

import uuid
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from pytest_django import Settings

from sagacity.identity.testing import StaffActor
from sagacity.kit import clock, policy
from sagacity.kit.money import yen
from sagacity.kit.proposals import api as proposals
from sagacity.ledger import api as ledger
from sagacity.ledger.testing.company import DemoPay, at_the_company, payment_company

HANAKO = policy.Person("urn:ngsi-ld:Resident:hanako", "はなこ", "resident", level=1)
DESK = "/desk/cashier/"


def once() -> str:
    return str(uuid.uuid4())


@pytest.fixture
def company(settings: Settings) -> Iterator[DemoPay]:
    with payment_company(settings) as running:
        yield running


@pytest.fixture
def cashier(staff_with: Callable[..., StaffActor]) -> StaffActor:
    """Takes money at a counter."""
    return staff_with("mado", "cashier", name="城島 一子")


@pytest.fixture
def clerk(staff_with: Callable[..., StaffActor]) -> StaffActor:
    """Keeps the books."""
    return staff_with("hara", "money_clerk", name="原 佳代子")


@pytest.fixture
def approver(staff_with: Callable[..., StaffActor]) -> StaffActor:
    """The second person."""
    return staff_with("kuri", "money_approver", name="栗山 誠")


class Bills:
    """Bills of 300 yen, and what becomes of them."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def make(
        self, amount: int = 300, *, title: str = "住民票の写し", payer: str = HANAKO.key, **more: object
    ) -> ledger.Bill:
        said = {"division": "市民生活課", "fee": "residence_certificate", **more}
        return ledger.make_bill(
            client_key=once(),
            title={"ja": title, "en": "Certificate"},
            amount=yen(amount),
            payer=payer,
            by=HANAKO,
            at=self.at,
            **said,  # type: ignore[arg-type]
        )

    def pays(self, bill: ledger.Bill, *, mischief: str = "nothing") -> ledger.Payment:
        """Pay at the company; the city hears of it by asking."""
        begun = ledger.start_payment(
            bill=bill.key, method="card", back_to="/", language="ja", by=HANAKO, at=self.at
        )
        at_the_company(begun.address, mischief=mischief)
        return ledger.look_after(payment=begun.key, at=self.at)

    def state(self, bill: ledger.Bill) -> str:
        return ledger.bill(key=bill.key).state.value


@pytest.fixture
def bills(db: None) -> Bills:
    return Bills(clock.now())


def of(bill: ledger.Bill, rest: str = "") -> str:
    return f"{DESK}bills/{bill.key}/{rest}"


def approves(approver: StaffActor) -> None:
    """The second person says yes to everything that waits."""
    for one in proposals.waiting_for(approver.person, at=clock.now()):
        answer = approver.sends(f"/staff/proposals/{one.key}/", answer="approve")
        assert answer.status_code == 200
