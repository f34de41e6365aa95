"""Whatever goes wrong between phone, company and city: the right result, and a sentence on the page."""

from itertools import count

import pytest
from playwright.sync_api import Page, expect

from tests.browser import looking, residents
from tests.browser.city import RunningCity
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

NUMBERS = count(93_001)
PAID = "もう一度払う必要はありません"
COMPANY = "http://127.0.0.1:*/pay/*"


class Payer:
    """Somebody with a bill in front of them."""

    def __init__(self, visitor: Visitor, city: RunningCity) -> None:
        residents.signs_in(visitor.context, city, number=str(next(NUMBERS)))
        self.visitor, self.page = visitor, visitor.opens("/apps/pay/")
        if self.page.locator("form[action$='/demo/']").count():
            self.page.locator("form[action$='/demo/'] button").click()
        self.page.locator("main .sg-list a").first.click()
        self.bill = self.page.url

    def goes(self, way: str = "card", page: Page | None = None) -> Page:
        """To the company's page."""
        page = page or self.page
        page.locator(f"button[value={way}]").click()
        page.wait_for_url(COMPANY)
        return page

    def pays(self, mischief: str = "") -> None:
        """Press the company's button; what shall go wrong is chosen there."""
        if mischief:
            self.page.locator("summary").click()
            self.page.locator("#mischief").select_option(mischief)
        self.page.locator("button[value=pay]").click()

    def reads(self, words: str, page: Page | None = None) -> None:
        expect((page or self.page).locator("main")).to_contain_text(words)

    def tries(self) -> int:
        """How many payments the page tells of."""
        return self.page.locator("[aria-labelledby=tries] li").count()


@pytest.fixture
def payer(visit: Visit, city: RunningCity) -> Payer:
    return Payer(visit("phone"), city)


def _is_well(page: Page, name: str) -> None:
    looking.keep_picture(page, f"pay-wrong-{name}")
    assert looking.violations(page) == []
    assert looking.sticks_out(page) == []


@pytest.mark.parametrize("mischief", ["first", "late", "lost", "doubled", "reordered"])
def test_webhooks_before_after_twice_and_never_say_paid_once(payer: Payer, mischief: str) -> None:
    payer.goes()
    payer.pays(mischief)

    payer.reads("支払いは完了しています")
    payer.reads(PAID)
    assert payer.tries() == 1
    _is_well(payer.page, mischief)


@pytest.mark.parametrize(
    ("mischief", "sentence", "next_step"),
    [
        ("amount", "届いたお金が請求と違う", "払いなおさないで"),
        ("currency", "届いたお金が請求と違う", "払いなおさないで"),
        ("declined", "支払いが断られました", "もう一度、払い方を選べます"),
        ("timeout", "時間が過ぎました", "もう一度、払い方を選べます"),
    ],
)
def test_what_did_not_fit_is_said_with_what_to_do(
    payer: Payer, mischief: str, sentence: str, next_step: str
) -> None:
    payer.goes()
    payer.pays(mischief)

    payer.reads(sentence)
    payer.reads(next_step)
    _is_well(payer.page, mischief)


@pytest.mark.parametrize("first", ["declined", "timeout"])
def test_after_a_failure_it_is_paid_again_and_counts_once(payer: Payer, first: str) -> None:
    payer.goes()
    payer.pays(first)
    payer.reads("もう一度、払い方を選べます")

    payer.goes("code")
    payer.pays()

    payer.reads(PAID)
    assert payer.tries() == 2


def test_a_forged_return_is_not_believed_and_nothing_is_paid(payer: Payer) -> None:
    payer.goes()
    payer.visitor.expects("the server responded with a status of 400")
    payer.pays("forged")

    payer.reads("もう一度払わないでください")
    _is_well(payer.page, "forged")
    payer.page.goto(payer.bill)
    payer.reads("支払いの途中です")


@pytest.mark.parametrize("mischief", ["no_return", "nothing"])
def test_who_closes_the_companys_page_finds_it_paid_by_asking(payer: Payer, mischief: str) -> None:
    payer.goes()
    payer.pays(mischief)
    payer.page.goto(payer.bill)

    if payer.page.get_by_role("button", name="払ったか確かめる").count():
        payer.page.get_by_role("button", name="払ったか確かめる").click()

    payer.reads(PAID)


def test_a_double_tap_begins_one_payment(payer: Payer) -> None:
    payer.page.locator("button[value=card]").dblclick()
    payer.page.wait_for_url(COMPANY)
    payer.pays()

    payer.reads(PAID)
    assert payer.tries() == 1


def test_the_back_button_after_paying_leads_to_what_is_paid(payer: Payer) -> None:
    payer.goes()
    payer.pays()
    payer.reads(PAID)

    payer.page.goto(payer.bill)
    payer.page.go_back()
    payer.page.go_back()
    if payer.page.locator("button[value=card]").count():  # the page as it was before: it is pressed again
        payer.page.locator("button[value=card]").click()
        payer.reads(PAID)

    payer.page.goto(payer.bill)
    payer.reads(PAID)
    assert payer.tries() == 1


def test_of_two_tabs_the_second_says_it_is_paid(payer: Payer) -> None:
    other = payer.visitor.context.new_page()
    other.goto(payer.bill)
    payer.goes()
    payer.pays()
    payer.reads(PAID)

    other.locator("button[value=code]").click()

    payer.reads(PAID, other)
    payer.page.reload()
    assert payer.tries() == 1


def test_of_two_tabs_that_both_began_one_payment_is_made(payer: Payer) -> None:
    other = payer.visitor.context.new_page()
    other.goto(payer.bill)
    payer.goes()

    payer.goes("card", other)

    assert other.url == payer.page.url
    payer.pays()
    payer.reads(PAID)


def test_a_network_that_was_lost_on_the_way_back_changes_nothing(payer: Payer) -> None:
    payer.goes()
    payer.page.route("**/pay/back/**", lambda route: route.abort())
    payer.visitor.expects("Failed to load resource")
    payer.pays()
    payer.page.wait_for_timeout(1_000)
    payer.page.unroute("**/pay/back/**")

    payer.page.goto(payer.bill)
    if payer.page.get_by_role("button", name="払ったか確かめる").count():
        payer.page.get_by_role("button", name="払ったか確かめる").click()

    payer.reads(PAID)
    assert payer.tries() == 1


def test_a_charge_back_asks_again_and_says_why(payer: Payer) -> None:
    payer.goes()
    payer.pays("charged_back")
    payer.reads(PAID)

    payer.page.wait_for_timeout(7_000)
    payer.page.goto(payer.bill)

    payer.reads("もう一度払ってください")


def test_the_receipt_is_made_with_a_name_or_without(payer: Payer) -> None:
    payer.goes()
    payer.pays()
    payer.page.get_by_role("link", name="領収書を見る").click()
    _is_well(payer.page, "receipt")
    payer.page.get_by_label("宛名を入れる").check()
    payer.visitor.expects("the server responded with a status of 422")
    payer.page.get_by_role("button", name="PDFをつくる").click()

    payer.reads("宛名を書くか、「宛名なし」を選んでください")
