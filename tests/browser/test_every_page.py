"""Every main page: readable for everybody, on every screen."""

import pytest
from playwright.sync_api import expect

from tests.browser import keyboard, looking
from tests.browser.addresses import RESIDENT, STAFF, Address
from tests.browser.conftest import Visit

EVERYWHERE = pytest.mark.parametrize("address", [*RESIDENT, *STAFF], ids=lambda address: address.name)


@EVERYWHERE
def test_a_phone_shows_the_page_to_everybody(visit: Visit, address: Address) -> None:
    page = address.opened_by(visit("phone", login=address.login))
    looking.keep_picture(page, f"{address.name}-phone")
    assert looking.sticks_out(page) == []
    assert looking.violations(page) == []

    page.set_viewport_size({"width": 320, "height": 568})
    assert looking.sticks_out(page) == []

    assert looking.moving(page) == []
    assert looking.without_edge(page) == []


@pytest.mark.parametrize("address", RESIDENT, ids=lambda address: address.name)
def test_the_page_opens_without_scripts_and_leads_on(visit: Visit, address: Address) -> None:
    page = address.opened_by(visit(java_script_enabled=False))

    expect(page.locator("main h1").first).to_be_visible()
    expect(page.locator("nav.sg-bar a, main a").first).to_be_visible()


@EVERYWHERE
def test_a_desktop_shows_the_page_to_everybody(visit: Visit, address: Address) -> None:
    page = address.opened_by(visit("desktop", login=address.login))
    looking.keep_picture(page, f"{address.name}-desktop")
    assert looking.sticks_out(page) == []
    assert looking.violations(page) == []

    stops = keyboard.walk(page)

    assert stops[0].href == "#content", "the first stop leads past the bars"
    assert [stop for stop in stops if not stop.is_visible] == []

    # Zoom of 200 % gives a page half of the width; the largest letters come on top.
    page.set_viewport_size({"width": 640, "height": 400})
    page.locator("html").evaluate("one => { one.dataset.textSize = 'larger' }")

    assert looking.sticks_out(page) == []
