"""Whatever happens between payer, company and city, the page says what happened and what to do next."""

import pytest
from pytest_django import Settings

from sagacity.kit import clock
from sagacity.kit.money import yen
from sagacity.ledger import api as ledger
from sagacity.ledger.testing.company import DemoPay, at_the_company
from sagacity.miniapps.pay.tests.conftest import CLERK, Payer

PAID = "もう一度払う必要はありません"


def test_a_double_tap_leads_to_the_same_page_of_the_company(payer: Payer, company: DemoPay) -> None:
    assert payer.goes_to_pay() == payer.goes_to_pay()
    assert len(company.charges) == 1


def test_the_back_button_finds_a_payment_under_way_and_three_ways_on(payer: Payer) -> None:
    payer.goes_to_pay()

    said = payer.sees(payer.page)

    assert "何度押しても、二重に払うことはありません" in said
    assert {word in said for word in ("続ける", "払ったか確かめる", "やめて、ほかの払い方を選ぶ")} == {True}
    assert "クレジットカード" not in said.split("これまでの支払い")[0]


def test_a_second_window_with_another_method_comes_to_the_payment_under_way(payer: Payer) -> None:
    payer.goes_to_pay("card")

    payer.sends(f"{payer.page}start/", method="store")

    assert "支払いの途中です" in payer.sees()


def test_whoever_stops_may_choose_again(payer: Payer, company: DemoPay) -> None:
    payer.goes_to_pay()

    payer.sends(f"{payer.page}stop/")
    assert "支払いをやめました" in payer.sees()

    at_the_company(payer.goes_to_pay("code"), mischief="nothing")
    payer.sends(f"{payer.page}look/")
    assert PAID in payer.sees()
    assert len(company.charges) == 2


@pytest.mark.parametrize(
    "order", [("webhook", "return"), ("return", "webhook"), ("webhook", "webhook", "return")]
)
def test_webhook_and_return_in_any_order_say_paid_once(payer: Payer, order: tuple[str, ...]) -> None:
    page = at_the_company(payer.goes_to_pay(), mischief="lost")

    for way in order:
        if way == "webhook":
            payer.tells(event=page.brings["event"])
        else:
            payer.opens(page.path)

    assert PAID in payer.sees(payer.page)
    assert "クレジットカード" in payer.sees()  # in what was tried
    assert "払い方を選" not in payer.sees()


def test_a_page_that_was_open_in_another_window_says_it_is_paid(payer: Payer) -> None:
    at_the_company(payer.goes_to_pay(), mischief="lost")
    payer.sends(f"{payer.page}look/")

    payer.sends(f"{payer.page}start/", method="card")

    assert PAID in payer.sees()


def test_a_forged_return_is_not_believed(payer: Payer) -> None:
    page = at_the_company(payer.goes_to_pay(), mischief="forged")

    payer.opens(page.path)

    assert "もう一度払わないでください" in payer.sees()
    assert payer.state == "open"


@pytest.mark.parametrize(
    ("mischief", "sentence"),
    [
        ("amount", "届いたお金が請求と違う"),
        ("currency", "届いたお金が請求と違う"),
        ("declined", "支払いが断られました"),
        ("timeout", "時間が過ぎました"),
    ],
)
def test_what_did_not_go_well_is_said_on_the_way_back(payer: Payer, mischief: str, sentence: str) -> None:
    page = at_the_company(payer.goes_to_pay(), mischief=mischief)

    payer.opens(page.path)

    said = payer.sees()
    assert sentence in said
    assert ("お金は動いていません" in said) == (mischief in {"declined", "timeout"})
    assert ("払いなおさないで" in said) == (mischief in {"amount", "currency"})


def test_a_company_that_is_away_is_said_and_the_ways_stay(payer: Payer, settings: Settings) -> None:
    settings.PAYMENT_URL = "http://127.0.0.1:9"

    answer = payer.sends(f"{payer.page}start/", method="card")

    assert answer.status_code == 502
    assert "支払い会社につながりませんでした" in payer.sees()
    assert "クレジットカード" in payer.sees()


def test_asking_a_company_that_is_away_says_to_wait(payer: Payer, settings: Settings) -> None:
    payer.goes_to_pay()
    settings.PAYMENT_URL = "http://127.0.0.1:9"

    payer.sends(f"{payer.page}look/")
    assert "払いなおさずに待ってください" in payer.sees()
    payer.sends(f"{payer.page}stop/")
    assert "まだやめられません" in payer.sees()


def test_without_a_company_the_counter_takes_it(payer: Payer, settings: Settings) -> None:
    settings.PAYMENT_URL = ""

    assert "窓口で払えます" in payer.sees(payer.page)


def test_what_went_back_and_what_was_taken_back_is_said(payer: Payer) -> None:
    at_the_company(payer.goes_to_pay(), mischief="lost")
    payer.sends(f"{payer.page}look/")
    payment = ledger.bill(key=payer.bill.key).payments[0].key

    def back(amount: int) -> str:
        ledger.refund(
            client_key=f"r{amount}",
            payment=payment,
            amount=yen(amount),
            reason="取り下げ",
            by=CLERK,
            at=payer.at,
        )
        return payer.sees(payer.page)

    assert "100円を返しました" in back(100)
    assert "すべて返しました" in back(200)


def test_a_charge_back_asks_again(payer: Payer) -> None:
    payer.goes_to_pay()
    payer.tells()
    payer.tells(outcome=ledger.Outcome.CHARGED_BACK)

    assert "もう一度払ってください" in payer.sees(payer.page)
    assert "クレジットカード" in payer.sees()


def test_a_cancelled_bill_needs_no_money(payer: Payer) -> None:
    ledger.cancel_bill(bill=payer.bill.key, reason="取り下げ", by=CLERK, at=payer.at)

    assert "払う必要はありません" in payer.sees(payer.page)


def test_no_way_to_pay_is_no_payment(payer: Payer) -> None:
    payer.sends(f"{payer.page}start/")

    assert "払い方を選んでください" in payer.sees()
    assert ledger.bill(key=payer.bill.key).payments == ()


def test_the_page_of_the_company_speaks_the_payers_language(company: DemoPay, db: None) -> None:
    payer = Payer(clock.now(), language="ko")

    assert "납부" in payer.sees("/apps/pay/")
    payer.goes_to_pay()
    assert next(iter(company.charges.values())).language == "ko"
