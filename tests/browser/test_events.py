"""What is on: found on a phone, kept, read as a month, entered at the desk."""

from playwright.sync_api import expect

from tests.browser import keyboard, looking
from tests.browser.addresses import AN_EVENT
from tests.browser.conftest import Visit


def test_an_event_is_found_and_saved_by_touch_without_scripts(visit: Visit) -> None:
    page = visit(java_script_enabled=False).opens("/apps/events/?when=past")
    name = page.locator(f"{AN_EVENT} .sg-list__title").first.inner_text()

    page.locator(AN_EVENT).first.tap()
    expect(page.locator("h1")).to_have_text(name)
    page.get_by_role("button", name="保存する").tap()

    expect(page.locator("main")).to_contain_text("この端末に保存しています")
    page.goto("/apps/events/saved/")
    expect(page.locator("main .sg-list")).to_contain_text(name)
    looking.keep_picture(page, "events-mine-phone")


def test_on_a_phone_the_month_is_a_list_of_days_that_have_something(visit: Visit) -> None:
    page = visit().opens("/apps/events/calendar/?month=2022-03")

    days = page.locator(".events-calendar td:visible")
    assert days.count() == 4
    expect(days.first.locator(".events-calendar__day")).to_contain_text("3月4日(金)")
    assert looking.violations(page) == []


def test_on_a_wide_screen_the_month_is_a_table_of_weeks(visit: Visit) -> None:
    page = visit("desktop").opens("/apps/events/calendar/?month=2022-03")

    expect(page.get_by_role("columnheader")).to_have_count(7)
    assert page.locator(".events-calendar td:visible").count() == 35
    keyboard.press(page.get_by_role("link", name="前の月"))
    expect(page.locator("#month")).to_contain_text("2022年2月")


def test_the_days_of_a_rule_are_looked_at_before_they_are_saved(visit: Visit) -> None:
    page = visit("desktop", login="mori").opens("/desk/events/new/")
    page.get_by_label("名称", exact=False).first.fill("朝の体操")
    page.locator("[name=first]").fill("2027-04-06")
    page.locator("[name=until]").fill("2027-04-27")
    page.get_by_label("毎週", exact=True).check()
    page.locator("details summary", has_text="くり返しの決まり").click()
    page.get_by_label("火", exact=True).check()
    page.get_by_role("button", name="保存する").click()

    expect(page.locator("#preview")).to_contain_text("次の4日に行われます")
    expect(page.locator("#preview")).to_contain_text("2027年4月27日(火)")
    page.get_by_role("button", name="この日にちで保存する").click()

    expect(page.locator("main")).to_contain_text("下書きです")
    expect(page.locator("main")).to_contain_text("毎週火曜日")
    assert looking.violations(page) == []
    page.get_by_role("button", name="取りやめる").click()
    expect(page.locator("main")).to_contain_text("待っているものはありません")
