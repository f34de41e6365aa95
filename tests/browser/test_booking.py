"""A time at a counter and in a hall, on a phone: by hand, without scripts, by keyboard, in every language."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import looking, residents
from tests.browser.city import RunningCity
from tests.browser.conftest import Visit

LANGUAGES = ("ja-easy", "en", "zh-hans", "ko", "vi")


def _is_well(page: Page, name: str) -> None:
    looking.keep_picture(page, f"booking-{name}")
    assert looking.violations(page) == []
    assert looking.sticks_out(page) == []


@pytest.mark.parametrize("scripts", [True, False])
def test_a_counter_is_booked_moved_and_cancelled(visit: Visit, scripts: bool) -> None:
    visitor = visit("phone", java_script_enabled=scripts)
    page = visitor.opens("/apps/booking/")
    if scripts:
        _is_well(page, "door")
    page.get_by_role("link", name="窓口の手続き").click()
    page.get_by_label("長さ").select_option("45")
    page.get_by_role("button", name="この長さで探す").click()
    if scripts:
        _is_well(page, "service")
    page.locator(".booking-times button").first.click()
    expect(page.locator("main")).to_contain_text("まだ決まっていません")
    if scripts:
        _is_well(page, "held")
    page.get_by_role("button", name="この時間に決める").click()
    expect(page.locator("main")).to_contain_text("予約できています")
    if scripts:
        _is_well(page, "booked")

    page.get_by_role("link", name="時間を変える").click()
    page.locator(".booking-times button").nth(3).click()
    expect(page.locator("main")).to_contain_text("予約できています")
    page.go_back()
    page.reload()
    expect(page.locator("main")).to_contain_text("予約できています")
    page.locator("main summary").click()
    page.get_by_role("button", name="取り消す").click()
    expect(page.locator("main")).to_contain_text("取り消しました")


def test_a_hall_tells_its_price_asks_who_pays_and_leads_to_the_bill(visit: Visit, city: RunningCity) -> None:
    visitor = visit("phone")
    residents.signs_in(visitor.context, city, number="93001")
    page = visitor.opens("/apps/booking/?service=gym&minutes=120")
    _is_well(page, "hall")
    page.locator(".booking-times button").last.click()
    expect(page.locator("main")).to_contain_text("取り消しのきまり")
    _is_well(page, "hall-held")
    page.get_by_label("なまえ").fill("佐賀 花子")
    page.get_by_label("電話番号").fill("0952-24-3151")
    page.get_by_role("button", name="この時間に決める").click()
    expect(page.locator("main")).to_contain_text("まだ払っていません")
    _is_well(page, "hall-booked")
    page.get_by_role("link", name="使用料を払う").click()
    expect(page.locator("main")).to_contain_text("体育館")


def test_a_time_is_booked_by_keyboard_alone(visit: Visit) -> None:
    page = visit("phone").opens("/apps/booking/counter/")
    page.locator(".booking-times button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("まだ決まっていません")
    page.get_by_role("button", name="この時間に決める").focus()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_contain_text("予約できています")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_fit_in_every_language(visit: Visit, city: RunningCity, language: str) -> None:
    visitor = visit("phone")
    visitor.context.add_cookies([{"name": "sagacity_language", "value": language, "url": city.address}])
    page = visitor.opens("/apps/booking/gym/")
    _is_well(page, f"hall-{language}")
    page.locator(".booking-times button").last.click()
    _is_well(page, f"held-{language}")


def test_a_clerk_writes_a_caller_down_and_sees_them_in_the_day(visit: Visit) -> None:
    clerk = visit("desktop", login="shimizu")
    page = clerk.opens("/desk/schedule/")
    _is_well(page, "desk-day")
    page.get_by_role("link", name="次の日").click()
    page.get_by_role("link", name="予約を入れる").click()
    _is_well(page, "desk-book")
