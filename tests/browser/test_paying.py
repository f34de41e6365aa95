"""A bill on a phone: to the payment company and back, in every language, and without scripts."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import looking, residents
from tests.browser.city import RunningCity
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

LANGUAGES = ("ja-easy", "en", "zh-hans", "ko", "vi")


def _is_well(page: Page, name: str) -> None:
    looking.keep_picture(page, f"pay-{name}")
    assert looking.violations(page) == []
    assert looking.sticks_out(page) == []


def _with_bills(visitor: Visitor, city: RunningCity, number: str) -> Page:
    """The demonstration makes them when somebody proves who they are; the button is for whoever is faster."""
    residents.signs_in(visitor.context, city, number=number)
    page = visitor.opens("/apps/pay/")
    if page.locator("form[action$='/demo/']").count():
        page.locator("form[action$='/demo/'] button").click()
    return page


def test_a_bill_is_paid_at_the_company_and_has_a_receipt(visit: Visit, city: RunningCity) -> None:
    visitor = visit("phone")
    page = _with_bills(visitor, city, "92001")
    _is_well(page, "listed")

    page.locator("main .sg-list a").first.click()
    _is_well(page, "bill")
    page.get_by_role("button", name="クレジットカード").click()
    page.wait_for_url("http://127.0.0.1:*/pay/*")
    _is_well(page, "company")
    page.get_by_role("button", name="支払う").click()

    expect(page.locator("main")).to_contain_text("支払いが完了しました")
    _is_well(page, "paid")
    page.get_by_role("link", name="領収書を見る").click()
    expect(page.locator("main")).to_contain_text("領収書の番号")
    _is_well(page, "receipt")
    page.emulate_media(media="print")
    assert not page.locator("header").first.is_visible()
    expect(page.locator("main")).to_contain_text("領収書として使えません")
    looking.keep_picture(page, "pay-printed")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_fit_in_every_language(visit: Visit, city: RunningCity, language: str) -> None:
    visitor = visit("phone")
    page = _with_bills(visitor, city, f"9201{LANGUAGES.index(language)}")
    visitor.context.add_cookies([{"name": "sagacity_language", "value": language, "url": city.address}])
    page = visitor.opens("/apps/pay/")
    _is_well(page, f"listed-{language}")
    page.locator("main .sg-list a").first.click()
    page.locator("button[value=store]").click()
    expect(page.locator(".pay-number")).to_be_visible()
    _is_well(page, f"number-{language}")


def test_without_scripts_a_bill_is_paid_too(visit: Visit, city: RunningCity) -> None:
    visitor = visit("phone", java_script_enabled=False)
    page = _with_bills(visitor, city, "92002")
    page.locator("main .sg-list a").first.click()
    page.locator("button[value=code]").click()
    page.wait_for_url("http://127.0.0.1:*/pay/*")
    page.locator("button[value=pay]").click()

    expect(page.locator("main")).to_contain_text("支払いが完了しました")
