"""Devices that show a page in their own way: high contrast, no movement, no scripts, paper."""

import pytest
from playwright.sync_api import expect

from tests.browser import looking
from tests.browser.addresses import RESIDENT, Address
from tests.browser.conftest import Visit

FOR_RESIDENTS = pytest.mark.parametrize(
    "address", [one for one in RESIDENT if one.answers == 200], ids=lambda address: address.name
)
MOVES = """() => [...document.querySelectorAll("*")].filter((one) => {
  const style = getComputedStyle(one);
  return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0;
}).length"""
WITHOUT_EDGE = """() => [...document.querySelectorAll(".sg-button, .sg-input, .sg-card")].filter((one) => {
  const style = getComputedStyle(one);
  return one.checkVisibility() && (style.borderStyle === "none" || parseFloat(style.borderWidth) < 1);
}).map((one) => one.outerHTML.slice(0, 100))"""


@FOR_RESIDENTS
def test_colours_and_stillness_chosen_by_the_reader_are_kept(visit: Visit, address: Address) -> None:
    page = address.opened_by(visit(forced_colors="active", reduced_motion="reduce"))
    looking.keep_picture(page, f"{address.name}-forced-colors")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")

    assert page.evaluate(WITHOUT_EDGE) == []
    assert page.evaluate(MOVES) == 0


@FOR_RESIDENTS
def test_every_page_opens_without_scripts(visit: Visit, address: Address) -> None:
    page = address.opened_by(visit(java_script_enabled=False))

    expect(page.locator("main h1").first).to_be_visible()
    expect(page.locator("nav.sg-bar a").first).to_be_visible()
