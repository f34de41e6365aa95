"""A clerk at the cashier's desk with a screen: cash with change, a till, money in question, a report."""

from playwright.sync_api import Page, expect

from tests.browser import looking, residents
from tests.browser.city import RunningCity
from tests.browser.conftest import Visit

COMPANY = "http://127.0.0.1:*/pay/*"


def _is_well(page: Page, name: str) -> None:
    looking.keep_picture(page, f"cashier-{name}")
    assert looking.violations(page) == []
    assert looking.sticks_out(page) == []


def _somebody_pays(visit: Visit, city: RunningCity, *, number: str, mischief: str) -> str:
    """A resident pays one of two bills; the number of the other, of 1,100 yen."""
    visitor = visit("phone")
    residents.signs_in(visitor.context, city, number=number)
    page = visitor.opens("/apps/pay/")
    if page.locator("form[action$='/demo/']").count():
        page.locator("form[action$='/demo/'] button").click()
    bills = page.locator("main .sg-list a")
    other = str(bills.filter(has_text="1,100円").get_attribute("href"))
    bills.filter(has_not_text="1,100円").first.click()
    page.locator("button[value=card]").click()
    page.wait_for_url(COMPANY)
    if mischief:
        page.locator("summary").click()
        page.locator("#mischief").select_option(mischief)
    page.locator("button[value=pay]").click()
    page.wait_for_url("**/apps/pay/**")
    return other.rstrip("/").rpartition("/")[2]


def test_a_day_at_the_counter(visit: Visit, city: RunningCity) -> None:
    bill = _somebody_pays(visit, city, number="95001", mischief="")
    clerk = visit("phone", login="mado")
    page = clerk.opens("/desk/cashier/")
    _is_well(page, "home")
    page.goto(f"/desk/cashier/bills/{bill}/")
    _is_well(page, "bill")
    page.locator("#cash_till").fill("市民窓口1")
    page.locator("#cash_received").fill("2000")
    page.locator("form[action$='/cash/'] button").dblclick()

    expect(page.locator("main")).to_contain_text("おつりは900円です")
    expect(page.locator("h1")).to_contain_text("納付済み")
    _is_well(page, "paid")
    page.goto("/desk/cashier/tills/")
    page.locator("main .sg-list a", has_text="市民窓口1").click()
    page.locator("[name=coin_1000]").fill("1")
    clerk.expects("the server responded with a status of 422")
    page.get_by_role("button", name="数えて締める").click()
    expect(page.locator("main")).to_contain_text("100円少ないです")
    _is_well(page, "till")
    page.locator("[name=coin_100]").fill("1")
    page.get_by_role("button", name="数えて締める").click()
    expect(page.locator("main")).to_contain_text("銀行へ1,100円")
    _is_well(page, "tills")


def test_money_in_question_goes_back_by_two_people(visit: Visit, city: RunningCity) -> None:
    _somebody_pays(visit, city, number="95002", mischief="amount")
    clerk = visit("phone", login="hara")
    page = clerk.opens("/desk/cashier/questions/")
    _is_well(page, "questions")
    page.locator("main .sg-list a").first.click()
    _is_well(page, "question")
    page.locator("#back_why").fill("本人に確かめた")
    page.get_by_role("button", name="返すことを提案する").click()
    expect(page.locator("main")).to_contain_text("二人目の承認を待っています")
    proposal = str(page.get_by_role("link", name="提案を見る").get_attribute("href"))
    question = page.url

    second = visit("desktop", login="kuri").opens(proposal)
    _is_well(second, "proposal")
    second.locator("button[value=approve]").click()
    expect(second.locator("main")).to_contain_text("承認し、実行しました")

    page.goto(question)
    expect(page.locator("h1")).to_contain_text("返した")
    _is_well(page, "returned")
    page.goto("/desk/cashier/books/")
    expect(page.locator("main")).to_contain_text("合計は0です")


def test_todays_report_is_fetched_and_compared(visit: Visit, city: RunningCity) -> None:
    _somebody_pays(visit, city, number="95003", mischief="")
    page = visit("phone", login="hara").opens("/desk/cashier/settlements/")
    page.locator("main .sg-list a").first.click()
    page.get_by_role("button", name="会社から受け取る").click()

    expect(page.locator("main")).to_contain_text("報告を受け取りました")
    expect(page.locator("main table")).to_contain_text("合っています")
    _is_well(page, "settlement")
    page.goto("/desk/cashier/figures/")
    _is_well(page, "figures")
