"""The journey: a bill on the home screen, the company's page, the way back, the receipt."""

from django.core.cache import cache
from pytest_django import Settings

from sagacity.identity.accounts.testing import ResidentAt
from sagacity.identity.testing import Actor
from sagacity.kit import clock
from sagacity.ledger import api as ledger
from sagacity.ledger.testing.company import DemoPay, at_the_company
from sagacity.miniapps.pay.tests.conftest import CERTIFICATE, CLERK, Payer


def test_from_a_bill_to_a_receipt(payer: Payer, settings: Settings) -> None:
    settings.INVOICE_NUMBER = "T1234567890123"
    assert "住民票の写し" in payer.sees("/apps/pay/")
    assert "300円" in payer.sees()
    assert "クレジットカード" in payer.sees(payer.page)

    page = at_the_company(payer.goes_to_pay(), mischief="lost")
    payer.opens(page.path)

    assert "支払いが完了しました" in payer.sees()
    assert "領収書を見る" in payer.sees()
    receipt = payer.sees(f"/pay/receipt/{payer.bill.key}/")
    assert "300円" in receipt
    assert "登録番号 T1234567890123" in receipt
    assert "消費税はかかりません" in receipt
    assert ledger.trial_balance().holds


def test_a_number_for_the_shop_is_shown_until_it_is_paid(payer: Payer, company: DemoPay) -> None:
    payer.sends(f"{payer.page}start/", method="store")
    (charge,) = company.charges.values()
    assert charge.store_number in payer.sees(payer.page)

    at_the_company(f"{company.base}/pay/{charge.number}", mischief="nothing")
    payer.sends(f"{payer.page}look/")

    assert "支払いが完了しました" in payer.sees()


def test_tax_inside_an_amount_stands_on_the_receipt(payer: Payer) -> None:
    bill = ledger.make_bill(
        client_key="hall",
        title=CERTIFICATE,
        amount=payer.bill.amount,
        tax_percent=10,
        payer=payer.key,
        by=CLERK,
        at=clock.now(),
    )
    ledger.take_at_counter(client_key="c", bill=bill.key, till="", by=CLERK, at=clock.now())

    assert "10%対象 300円（うち消費税 27円）" in payer.sees(f"/pay/receipt/{bill.key}/")


def test_nobody_sees_the_bill_of_another(payer: Payer, resident_at: ResidentAt, hanako: Actor) -> None:
    at_the_company(payer.goes_to_pay(), mischief="lost")
    payer.sends(f"{payer.page}look/")
    other = resident_at(1)

    for address in (payer.page, f"/pay/receipt/{payer.bill.key}/"):
        assert other.opens(address).status_code == 404
        assert "住民票" not in hanako.sees(address)
    for act in ("start", "look", "stop"):
        assert other.sends(f"{payer.page}{act}/", method="card").status_code == 404
    assert "いま払うものはありません" in other.sees("/apps/pay/")


def test_a_bill_that_is_not_paid_has_no_receipt(payer: Payer) -> None:
    assert payer.opens(f"/pay/receipt/{payer.bill.key}/").status_code == 404


def test_the_home_screen_says_what_is_owed_until_it_is_paid(payer: Payer) -> None:
    assert "支払い：住民票の写し" in payer.sees("/")

    payer.goes_to_pay()
    payer.tells()
    cache.clear()  # a home is drawn once a minute

    assert "支払い：住民票の写し" not in payer.sees("/")


def test_the_demonstration_makes_two_bills_and_only_there(
    resident_at: ResidentAt, settings: Settings
) -> None:
    somebody = resident_at(1)
    assert somebody.sends("/apps/pay/demo/").status_code == 404

    settings.DEMO = True
    assert "デモの請求" in somebody.sees("/apps/pay/")
    for _ in range(2):
        somebody.sends("/apps/pay/demo/")

    assert somebody.sees("/apps/pay/").count("まだ払っていません") in {1, 2}
