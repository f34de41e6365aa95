"""Where is the nearest shelter: on the map, in the list, on the page of a place."""

from typing import Any

from playwright.sync_api import expect

from tests.browser import keyboard
from tests.browser.addresses import A_PLACE
from tests.browser.conftest import Visit

MOST_FEATURES = 2000


def test_a_place_is_found_and_saved_with_the_keyboard_alone(visit: Visit) -> None:
    page = visit("desktop").opens("/")
    keyboard.write(page.locator("main input[name=q]"), "小学校")
    page.keyboard.press("Enter")
    first = page.locator("main a[href^='/apps/places/urn']").first
    name = first.locator(".sg-list__title").inner_text()
    keyboard.press(first)
    expect(page.locator("h1")).to_contain_text(name)

    keyboard.press(page.get_by_role("button", name="保存する"))
    expect(page.locator("main")).to_contain_text("保存しています")

    page.goto("/apps/places/saved/")
    expect(page.locator("main")).to_contain_text(name)


def test_the_map_draws_the_places_and_never_more_than_it_can_carry(visit: Visit) -> None:
    visitor = visit()

    with visitor.page.expect_response("**/features.json*") as asked:
        page = visitor.opens("/apps/places/")
    expect(page.locator("sg-map .leaflet-container")).to_be_visible()
    expect(page.locator("sg-map .sg-map__wait")).to_be_hidden()

    features: list[Any] = asked.value.json()["features"]
    assert 0 < len(features) <= MOST_FEATURES
    whole = visitor.context.request.get("/apps/places/features.json?bbox=20,120,50,155&zoom=22")
    assert 0 < len(whole.json()["features"]) <= MOST_FEATURES


def test_the_list_holds_what_the_map_shows_without_scripts(visit: Visit) -> None:
    page = visit(java_script_enabled=False).opens("/apps/places/?q=小学校")

    page.locator(A_PLACE).first.tap()

    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".sg-facts").first).to_contain_text("住所")


def test_conditions_nobody_meets_are_taken_away_with_one_touch(visit: Visit) -> None:
    page = visit().opens("/apps/places/?q=そんな場所はない")
    expect(page.locator(".sg-empty")).to_contain_text("あてはまる場所がありません")

    page.locator(".sg-empty a").tap()

    expect(page.locator(A_PLACE).first).to_be_visible()
