"""When is my garbage collected: found with every kind of hand."""

from playwright.sync_api import expect

from tests.browser import keyboard, looking
from tests.browser.addresses import GARBAGE_AREA
from tests.browser.conftest import Visit


def test_an_area_is_chosen_with_the_keyboard_alone(visit: Visit) -> None:
    page = visit("desktop").opens("/apps/garbage/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the skip link
    keyboard.write(page.locator("main input[name=q]"), "城内")
    page.keyboard.press("Enter")

    keyboard.press(page.locator(GARBAGE_AREA).first)

    expect(page.locator(".garbage-area")).to_contain_text("城内")
    page.goto("/apps/garbage/")
    expect(page.locator(".garbage-area")).to_contain_text("城内")
    expect(page.get_by_role("heading", name="きょう").first).to_be_visible()


def test_an_area_is_chosen_by_touch_and_kept_without_scripts(visit: Visit) -> None:
    page = visit(java_script_enabled=False).opens("/apps/garbage/")
    page.locator("main input[name=q]").fill("城内")
    page.locator("main .sg-search button").tap()

    page.locator(GARBAGE_AREA).first.tap()

    expect(page.locator(".garbage-area")).to_contain_text("城内")
    page.goto("/apps/garbage/")
    expect(page.locator(".garbage-area")).to_contain_text("城内")
    looking.keep_picture(page, "garbage-mine-phone")


def test_a_thing_is_found_by_its_reading(visit: Visit) -> None:
    page = visit().opens("/apps/garbage/items/")

    page.locator("main input[name=q]").fill("ふらいぱん")
    page.locator("main .sg-search button").tap()

    expect(page.locator("main")).to_contain_text("フライパン")


def test_words_that_name_no_place_say_what_to_do_next(visit: Visit) -> None:
    page = visit().opens("/apps/garbage/areas/")

    page.locator("main input[name=q]").fill("そんなまちはない")
    page.locator("main .sg-search button").tap()

    expect(page.locator(".sg-empty")).to_contain_text("見つかりませんでした")
    expect(page.locator("main .sg-filter").first).to_be_visible()
