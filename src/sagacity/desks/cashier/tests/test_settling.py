"""A day with the company at the desk: report, differences line by line, settle, explain, close, reopen."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from sagacity.desks.cashier.tests.conftest import DESK, Bills, approves, once
from sagacity.identity.testing import StaffActor
from sagacity.kit import clock
from sagacity.ledger import api as ledger
from sagacity.ledger.testing.company import DemoPay
from sagacity.ledger.tests.paying import stands

pytestmark = pytest.mark.django_db(transaction=True)
HEAD = "id,order,kind,gross,charge,net,currency,at\n"


class Day:
    """A bill of 10,000 yen that was paid on a day now over."""

    def __init__(self, bills: Bills, clerk: StaffActor) -> None:
        self.bill = bills.make(amount=10_000)
        self.payment = bills.pays(self.bill)
        self.day = clock.day(bills.at).isoformat()
        self.page = f"{DESK}settlements/hosted/{self.day}/"


@pytest.fixture
def tomorrow(bills: Bills, clerk: StaffActor, company: DemoPay) -> Iterator[Day]:
    day = Day(bills, clerk)
    with time_machine.travel(bills.at + timedelta(days=1), tick=True):
        clerk.signs_in("hara", clerk.password)
        yield day


def _file(text: str, name: str = "report.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def test_a_day_is_fetched_compared_settled_and_closed(clerk: StaffActor, tomorrow: Day) -> None:
    clerk.sends(f"{DESK}days/{tomorrow.day}/close/")
    assert "支払い会社との精算がまだです" in clerk.sees()

    clerk.sends(f"{tomorrow.page}fetch/")
    seen = clerk.sees()
    assert "報告を受け取りました（1行）" in seen
    assert "合っています" in seen
    for _ in range(2):
        clerk.sends(f"{tomorrow.page}settle/")
    assert "銀行に9,802円、会社の取り分198円。違いは0件です" in clerk.sees()
    assert (stands("provider"), stands("bank"), stands("charges")) == (0, 9_802, 198)

    clerk.sends(f"{DESK}days/{tomorrow.day}/close/")
    assert "締めました" in clerk.sees()
    assert clerk.sends(f"{DESK}days/{tomorrow.day}/reopen/", why="").status_code == 422
    clerk.sends(f"{DESK}days/{tomorrow.day}/reopen/", why="出先の現金が遅れて届いた")
    assert "出先の現金が遅れて届いた" in clerk.sees(f"{DESK}days/")


def test_differences_stand_line_by_line_with_their_reason_and_explanation(
    clerk: StaffActor, approver: StaffActor, tomorrow: Day
) -> None:
    text = (
        f"{HEAD}ch_1,{tomorrow.payment.key},payment,9000,198,8802,JPY,0\n"
        "ch_2,urn:ngsi-ld:Payment:unknown,payment,500,9,491,JPY,0\n"
    )
    clerk.sends(f"{tomorrow.page}file/", file=_file(text))
    seen = clerk.sees()
    assert {word in seen for word in ("額が違う", "報告だけにある", "-1,000円", "500円")} == {True}

    clerk.sends(f"{tomorrow.page}explain/", payment="urn:ngsi-ld:Payment:unknown", text="会社の試験の支払い")
    assert "会社の試験の支払い" in clerk.sees()
    table = b"".join(clerk.client.get(f"{tomorrow.page.rstrip('/')}.csv")).decode()
    assert table.startswith("\ufeff支払いのキー")
    assert "会社の試験の支払い" in table

    clerk.sends(f"{tomorrow.page}settle/")
    assert stands("difference") == 500  # 1,000 too little, 500 too much
    assert ledger.trial_balance().holds
    clerk.sends(f"{DESK}books/book-off/", account="difference:hosted", amount="501", why="x")
    assert "より多くは整理できません" in clerk.sees()
    clerk.sends(f"{DESK}books/book-off/", account="difference:hosted", amount="500", why="会社が認めた")
    approver.signs_in("kuri", approver.password)
    approves(approver)
    assert stands("difference") == 0
    assert stands("income") == 9_500
    assert "合計は0です" in clerk.sees(f"{DESK}books/")


def test_money_in_question_is_not_booked_off(clerk: StaffActor, bills: Bills, company: DemoPay) -> None:
    bills.pays(bills.make(), mischief="amount")

    clerk.sends(f"{DESK}books/book-off/", account="difference:hosted", amount="1", why="x")

    assert "より多くは整理できません" in clerk.sees()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2\n", "1行目"),
        (f"{HEAD}ch_1,p,payment,12.5,0,0,JPY,0\n", "2行目"),
        (f"{HEAD}ch_1,p,gift,1,0,0,JPY,0\n", "2行目"),
    ],
)
def test_a_file_that_is_no_report_is_named_with_its_line(
    clerk: StaffActor, tomorrow: Day, text: str, said: str
) -> None:
    answer = clerk.sends(f"{tomorrow.page}file/", file=_file(text))

    assert answer.status_code == 422
    assert said in clerk.sees()
    assert ledger.report_of(provider="hosted", day=clock.day(clock.now()) - timedelta(days=1)) is None


def test_a_report_that_changed_after_settling_is_said(clerk: StaffActor, tomorrow: Day) -> None:
    clerk.sends(f"{tomorrow.page}fetch/")
    clerk.sends(f"{tomorrow.page}settle/")
    clerk.sends(
        f"{tomorrow.page}file/", file=_file(f"{HEAD}ch_1,{tomorrow.payment.key},payment,1,0,1,JPY,0\n")
    )

    clerk.sends(f"{tomorrow.page}settle/")

    assert "前の報告で精算しています" in clerk.sees()
    assert stands("bank") == 9_802


def test_a_company_that_is_away_is_said(clerk: StaffActor, tomorrow: Day, settings: object) -> None:
    settings.PAYMENT_URL = "http://127.0.0.1:9"  # type: ignore[attr-defined]

    clerk.sends(f"{tomorrow.page}fetch/")

    assert "報告を受け取れませんでした" in clerk.sees()
    clerk.sends(f"{tomorrow.page}settle/")
    assert "先に報告を取り込んでください" in clerk.sees()


def test_the_machine_of_the_counter_is_settled_by_its_file(
    clerk: StaffActor, bills: Bills, company: DemoPay
) -> None:
    bill = bills.make()
    clerk.sends(f"{DESK}bills/{bill.key}/card/", once=once(), reference="伝票1")
    (payment,) = ledger.bill(key=bill.key).payments
    page = f"{DESK}settlements/counter_card/{clock.day(bills.at)}/"

    clerk.sends(f"{page}file/", file=_file(f"{HEAD}s1,{payment.key},payment,300,6,294,JPY,0\n"))
    clerk.sends(f"{page}settle/")

    assert (stands("provider"), stands("bank"), stands("charges")) == (0, 294, 6)


def test_todays_page_says_what_came_and_what_waits(
    clerk: StaffActor, bills: Bills, company: DemoPay, staff_with: Callable[..., StaffActor]
) -> None:
    bills.pays(bills.make())
    bills.pays(bills.make(), mischief="amount")
    bills.make(amount=700)

    seen = clerk.sees(DESK).replace(" ", "")

    assert "今日届いたお金300円" in seen
    assert "クレジットカード" in seen
    assert "未納の請求1,000円" in seen  # the one with money in question is still owed
    assert "200円、1件" in seen
    assert staff_with("ueda", "event_receptionist").opens(DESK).status_code == 403
