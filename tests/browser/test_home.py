"""The first screen: the town is chosen once, the shelf is arranged with any hand, search answers."""

from playwright.sync_api import Page, expect

from tests.browser import keyboard, looking
from tests.browser.conftest import Visit

TILES = "main .sg-tile"
ROWS = ".shelf__row"


def _order(page: Page) -> list[str]:
    keys: list[str] = page.locator(ROWS).evaluate_all("rows => rows.map((row) => row.dataset.key)")
    return keys


def test_the_town_chosen_once_is_used_everywhere(visit: Visit) -> None:
    page = visit().opens("/district/?q=城内")
    page.locator(".shell-town").first.tap()
    page.wait_for_url("**/")
    expect(page.locator(".home-hello")).to_contain_text("城内")

    page.goto("/apps/garbage/areas/")
    expect(page.locator("main")).to_contain_text("あなたの町「城内")
    page.goto("/apps/places/")
    expect(page.locator("main")).to_contain_text("城内")
    page.goto("/settings/")
    expect(page.locator("main")).to_contain_text("城内")


def test_a_town_is_forgotten_when_the_resident_says_so(visit: Visit) -> None:
    page = visit().opens("/district/?q=城内")
    page.locator(".shell-town").first.tap()
    page.wait_for_url("**/")

    page.goto("/settings/")
    page.locator("main summary").tap()
    page.locator("form[action='/settings/forget/'] button").tap()
    page.wait_for_url("**/*forgotten*")

    page.goto("/settings/")
    expect(page.locator("main")).to_contain_text("何もおぼえていません")
    page.goto("/")
    expect(page.locator(".home-hello")).not_to_contain_text("城内")


def test_the_shelf_is_arranged_by_buttons_without_scripts(visit: Visit) -> None:
    page = visit(java_script_enabled=False).opens("/shelf/")
    before = _order(page)

    page.locator(ROWS).first.locator("[value=down]").tap()

    expect(page.locator(ROWS).nth(1)).to_have_attribute("data-key", before[0])
    page.goto("/shelf/")
    assert _order(page)[:2] == [before[1], before[0]]


def test_the_shelf_is_arranged_with_the_keyboard(visit: Visit) -> None:
    page = visit("desktop").opens("/shelf/")
    before = _order(page)

    keyboard.press(page.locator(ROWS).nth(1).locator("[value=up]"), "Space")

    expect(page.locator(ROWS).first).to_have_attribute("data-key", before[1])


def test_the_shelf_is_arranged_by_pulling_with_a_finger(visit: Visit) -> None:
    visitor = visit()
    page = visitor.opens("/shelf/")
    before = _order(page)
    start = page.locator(ROWS).first.locator("[data-handle]").bounding_box()
    end = page.locator(ROWS).nth(1).bounding_box()
    assert start is not None
    assert end is not None
    finger = visitor.context.new_cdp_session(page)
    x = start["x"] + start["width"] / 2
    path = [start["y"] + start["height"] / 2, end["y"] + end["height"] / 2, end["y"] + end["height"] - 4]

    with page.expect_response(lambda answer: answer.request.method == "POST"):
        for kind, y in zip(("touchStart", "touchMove", "touchMove"), path, strict=True):
            finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    page.goto("/shelf/")
    assert _order(page)[:2] == [before[1], before[0]]


def test_a_mini_app_is_taken_from_the_shelf_and_put_back(visit: Visit) -> None:
    page = visit().opens("/shelf/")
    gone = _order(page)[0]

    page.locator(ROWS).first.locator("[value=remove]").tap()

    expect(page.locator(f"{ROWS}[data-key={gone}]")).to_have_count(0)
    page.locator(f"li#{gone} [value=add]").tap()
    expect(page.locator(f"{ROWS}[data-key={gone}]")).to_be_visible()


def test_search_finds_places_and_says_what_to_try_when_it_finds_none(visit: Visit) -> None:
    page = visit().opens("/")
    page.locator("main [name=q]").fill("公民館")
    page.keyboard.press("Enter")
    expect(page.locator("main [role=status]")).to_contain_text("公民館")
    expect(page.locator("main .sg-list__row").first).to_be_visible()

    page.locator("main [name=q]").fill("そんなものはない")
    page.keyboard.press("Enter")

    expect(page.locator(".sg-empty")).to_contain_text("見つかりませんでした")


def test_a_mini_app_that_is_not_there_says_where_to_go(visit: Visit) -> None:
    page = visit().opens("/apps/nothing/", answers=404)

    page.get_by_role("link", name="最初のページへ").tap()

    expect(page.locator(TILES).first).to_be_visible()
    looking.keep_picture(page, "home-after-404-phone")
