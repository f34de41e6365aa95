"""Without a network: what was chosen and seen stays readable, in the language the resident reads."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser import looking
from tests.browser.addresses import A_PLACE, GARBAGE_AREA
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

KEPT = """async (name) => {
  const cache = await caches.open(name);
  return (await cache.keys()).map((each) => each.url);
}"""
UNTIL_KEPT = """async ([name, path]) => {
  for (const end = Date.now() + 20000; Date.now() < end; await new Promise((go) => setTimeout(go, 50))) {
    const keys = await (await caches.open(name)).keys();
    if (navigator.serviceWorker.controller && keys.some((each) => each.url.includes(path))) return true;
  }
  return false;
}"""


def _resident_with_a_phone(visit: Visit) -> tuple[Visitor, str]:
    """Somebody who chose an area, saved a place and came home."""
    visitor = visit(service_workers="allow")
    page = visitor.opens("/apps/garbage/areas/?q=城内")
    page.locator(GARBAGE_AREA).first.tap()
    expect(page.locator("main")).to_contain_text("城内")
    page.goto("/apps/places/?q=小学校")
    page.locator(A_PLACE).first.tap()
    page.get_by_role("button", name="保存する").tap()
    expect(page.locator("main")).to_contain_text("保存しています")
    place = page.locator("h1").inner_text()
    page.goto("/")
    _wait_until_kept(page, "facts", "/saved.json")
    return visitor, place


def _wait_until_kept(page: Page, cache: str, path: str) -> None:
    assert page.evaluate(UNTIL_KEPT, [cache, path]), f"{path} is not among the {cache} kept"


def _lose_the_network(visitor: Visitor) -> None:
    visitor.context.set_offline(True)
    visitor.expects("net::ERR_INTERNET_DISCONNECTED")
    visitor.expects("Failed to fetch")


def test_home_is_read_from_its_copy_and_says_of_when_it_speaks(visit: Visit) -> None:
    visitor, _place = _resident_with_a_phone(visit)
    page = visitor.page
    _wait_until_kept(page, "pages", "/?sagacity-language=ja")
    _lose_the_network(visitor)

    page.reload()

    expect(page.locator("[data-offline]")).to_contain_text("保存した時刻")
    expect(page.locator("[data-offline]")).to_contain_text("その時刻のもの")
    expect(page.locator(".home-cards")).to_contain_text("城内")
    page.locator("[data-offline] a").tap()
    expect(page.locator("#offline-days")).to_contain_text("城内")


def test_days_and_saved_places_are_told_without_a_network(visit: Visit) -> None:
    visitor, place = _resident_with_a_phone(visit)
    _lose_the_network(visitor)

    page = visitor.page
    page.goto("/offline/")

    expect(page.locator(".sg-banner")).to_contain_text("電波がありません")
    expect(page.locator("#offline-days")).to_contain_text("城内")
    expect(page.locator("#offline-days li").first).to_be_visible()
    expect(page.locator("#offline-places")).to_contain_text(place)
    looking.keep_picture(page, "offline-home-phone")
    assert looking.sticks_out(page) == []
    assert looking.violations(page) == []


def test_pages_seen_before_open_again_and_say_how_old_they_are(visit: Visit) -> None:
    visitor, place = _resident_with_a_phone(visit)
    page = visitor.page
    page.goto("/apps/garbage/")
    _wait_until_kept(page, "pages", "/apps/garbage/?")
    page.goto("/apps/places/saved/")
    page.locator("main .sg-list__row").first.tap()
    page.wait_for_url("**/apps/places/urn**")
    spot = page.url
    _wait_until_kept(page, "pages", spot)
    _lose_the_network(visitor)

    page.goto("/apps/garbage/")
    expect(page.locator("[data-offline]")).to_contain_text("電波がありません")
    expect(page.locator("main")).to_contain_text("城内")
    looking.keep_picture(page, "offline-garbage-phone")
    page.goto(spot)

    expect(page.locator("[data-offline]")).to_contain_text("保存した時刻")
    expect(page.locator("h1")).to_contain_text(place)


def test_the_language_chosen_last_is_spoken_without_a_network(visit: Visit) -> None:
    visitor, _place = _resident_with_a_phone(visit)
    page = visitor.page
    page.locator(".sg-preferences > summary").tap()
    page.locator(".sg-choice[value=en]").tap()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    _wait_until_kept(page, "facts", "sagacity-language=en")
    _lose_the_network(visitor)

    page.goto("/offline/")

    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(".sg-banner")).to_be_visible()
    expect(page.locator("#offline-days li").first).to_be_visible()
    looking.keep_picture(page, "offline-home-en-phone")


def test_pages_of_staff_are_never_kept(visit: Visit) -> None:
    visitor, _place = _resident_with_a_phone(visit)
    page = visitor.page

    page.goto("/staff/sign-in/")
    page.goto("/")
    _wait_until_kept(page, "facts", "/saved.json")

    assert [one for one in page.evaluate(KEPT, "pages") if "/staff/" in one or "/desk/" in one] == []


def test_a_phone_may_put_the_city_on_its_home_screen(visit: Visit) -> None:
    visitor = visit(service_workers="allow")
    page = visitor.opens("/")
    devtools = visitor.context.new_cdp_session(page)

    found: dict[str, Any] = devtools.send("Page.getAppManifest")

    assert found["errors"] == []
    assert found["url"].endswith("/manifest.webmanifest")
    hindrances = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # A browser of tests keeps nothing, like a private window, in which Chromium installs no page.
    assert [one["errorId"] for one in hindrances if one["errorId"] != "in-incognito"] == []
