"""What a time costs is told before, asked for by a bill, and given back by rule; in the example city."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from pytest_django import Settings

from sagacity.kit import clock, policy
from sagacity.kit.city import api as city
from sagacity.ledger import api as ledger
from sagacity.ledger.testing.company import at_the_company, payment_company
from sagacity.reservations.slots import api as slots
from sagacity.reservations.slots.tests.conftest import CLERK, NOW

HANAKO = policy.Person("urn:ngsi-ld:Resident:hanako", "花子", "resident", level=1)
DEVICE = "urn:ngsi-ld:Device:hanakos"
ROOM = "urn:ngsi-ld:Service:meeting-room"
TEN = datetime(2026, 4, 23, 10, 0, tzinfo=clock.JAPAN)  # a Thursday
PRICE = 400  # two hours by day, by the tariff of the example city
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def room(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAGACITY_CITY", "example")
    slots.load_pack(city.folder("example") / "slots.toml", by=CLERK, at=NOW)


@pytest.fixture
def pays(settings: Settings) -> Iterator[Callable[[str], None]]:
    def pay(slot: str) -> None:
        bill = slots.bill_of(slot=slot)
        assert bill is not None
        begun = ledger.start_payment(
            bill=bill.key, method="card", back_to="/", language="ja", by=HANAKO, at=NOW
        )
        at_the_company(begun.address)
        ledger.look_after(payment=begun.key, at=NOW)

    with payment_company(settings):
        yield pay


def booked(begins: datetime = TEN, key: str = "a") -> slots.Slot:
    held = slots.hold(
        service=ROOM, begins=begins, length=timedelta(hours=2), holder=DEVICE, client_key=key, at=NOW
    )
    return slots.confirm(slot=held.key, by=HANAKO, at=NOW)


def state(slot: slots.Slot) -> str:
    bill = slots.bill_of(slot=slot.key)
    return bill.state.value if bill else ""


def test_what_it_costs_and_what_goes_back_is_told_before() -> None:
    told = slots.quote(service=ROOM, begins=TEN, length=timedelta(hours=2), at=NOW)

    assert told.yen == PRICE
    assert [(one.until, one.yen) for one in told.backs] == [
        (TEN - timedelta(days=3), PRICE),
        (TEN - timedelta(days=1), PRICE // 2),
    ]
    near = slots.quote(service=ROOM, begins=TEN, at=TEN - timedelta(hours=30))
    assert [one.percent for one in near.backs] == [50]


def test_a_promise_asks_for_its_fee_once_and_who_is_not_known_promises_nothing() -> None:
    held = slots.hold(service=ROOM, begins=TEN, holder=DEVICE, client_key="a", at=NOW)
    with pytest.raises(policy.TooLittleAssurance):
        slots.confirm(slot=held.key, by=policy.Person("", "", "anonymous"), at=NOW)
    for _again in range(2):
        slots.confirm(slot=held.key, by=HANAKO, at=NOW)

    (bill,) = ledger.bills(payers=[HANAKO.key])
    assert (bill.about, bill.amount, bill.is_open) == (held.key, PRICE // 2, True)


def test_what_is_not_paid_is_asked_for_no_longer_once_cancelled() -> None:
    slot = booked()
    slots.give_back(slot=slot.key, by=HANAKO, at=NOW)

    assert state(slot) == "cancelled"


@pytest.mark.parametrize(
    ("before", "by", "left", "becomes"),
    [
        (timedelta(days=4), HANAKO, 0, "refunded"),
        (timedelta(days=2), HANAKO, PRICE // 2, "part_refunded"),
        (timedelta(hours=2), HANAKO, PRICE, "paid"),
        (timedelta(hours=2), CLERK, 0, "refunded"),
    ],
)
def test_of_what_was_paid_goes_back_what_was_told(
    pays: Callable[[str], None], before: timedelta, by: policy.Person, left: int, becomes: str
) -> None:
    slot = booked()
    pays(slot.key)
    for _again in range(2):
        slots.give_back(slot=slot.key, by=by, at=TEN - before)

    bill = slots.bill_of(slot=slot.key)
    assert bill is not None
    assert (bill.state.value, bill.paid_by.left if bill.paid_by else 0) == (becomes, left)
    assert ledger.trial_balance().holds


def test_nobody_cancels_in_the_middle_of_a_payment(pays: Callable[[str], None]) -> None:
    slot = booked()
    bill = slots.bill_of(slot=slot.key)
    assert bill is not None
    ledger.start_payment(bill=bill.key, method="card", back_to="/", language="ja", by=HANAKO, at=NOW)

    with pytest.raises(slots.PaymentUnderWay):
        slots.give_back(slot=slot.key, by=HANAKO, at=NOW)
    assert slots.slot(key=slot.key).is_live


def test_a_move_keeps_the_bill_and_another_price_is_no_move() -> None:
    slot = booked()
    moved = slots.move(slot=slot.key, begins=TEN + timedelta(hours=3), client_key="m", by=HANAKO, at=NOW)

    assert len(ledger.bills(payers=[HANAKO.key])) == 1
    assert state(moved) == "open"
    slots.give_back(slot=moved.key, by=HANAKO, at=NOW)
    assert state(moved) == "cancelled"


def test_what_is_free_of_charge_has_no_bill() -> None:
    held = slots.hold(
        service="urn:ngsi-ld:Service:counter", begins=TEN, holder=DEVICE, client_key="c", at=NOW
    )
    slot = slots.confirm(slot=held.key, by=policy.Person(DEVICE, "", "anonymous"), at=NOW)

    assert slots.bill_of(slot=slot.key) is None
    assert slots.quote(service=slot.service, begins=TEN, at=NOW) == slots.Quote(0, (), TEN)
