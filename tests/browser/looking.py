"""What can be measured on a page: accessibility, width, and where the focus is."""

from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SCREENSHOTS = Path(__file__).parent / "screenshots"
AXE = Axe()
# The size of targets (24 pixels) is not among the rules axe applies by itself.
OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
STICKING_OUT = """(width) => [...document.querySelectorAll("body *")]
  .filter((one) => one.getBoundingClientRect().right > width + 1 && !one.closest(
    ".sg-table-frame, .sg-tabs, .sg-side__list, sg-map, .sg-skip, .sg-sr, [data-scrolls], pre"))
  .slice(0, 5).map((one) => one.outerHTML.slice(0, 120))"""


def violations(page: Page) -> list[str]:
    """What axe finds, one line for each rule and place."""
    found: list[dict[str, Any]] = AXE.run(page, options=OPTIONS).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['html'][:160]}"
        for rule in found
        for node in rule["nodes"]
    ]


def sticks_out(page: Page) -> list[str]:
    """What makes the page wider than the screen; empty when nothing has to be moved sideways."""
    viewport = page.viewport_size
    assert viewport is not None
    wide = int(page.evaluate("document.documentElement.scrollWidth"))
    if wide <= viewport["width"]:
        return []
    culprits: list[str] = page.evaluate(STICKING_OUT, viewport["width"])
    return [f"{wide} px wide on a screen of {viewport['width']}", *culprits]


def keep_picture(page: Page, name: str) -> None:
    """A picture of the whole page, for people to look at."""
    SCREENSHOTS.mkdir(exist_ok=True)
    if page.locator("sg-map").count():
        page.wait_for_load_state("networkidle")  # the points of a map come after the page
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True, animations="disabled", scale="css")


MOVING = """() => [...document.querySelectorAll("*")].filter((one) => {
  const style = getComputedStyle(one);
  return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0;
}).map((one) => one.outerHTML.slice(0, 100))"""
WITHOUT_EDGE = """() => [...document.querySelectorAll(".sg-button, .sg-input, .sg-card")].filter((one) => {
  const style = getComputedStyle(one);
  return one.checkVisibility() && (style.borderStyle === "none" || parseFloat(style.borderWidth) < 1);
}).map((one) => one.outerHTML.slice(0, 100))"""


def moving(page: Page) -> list[str]:
    """What moves although the device asks for stillness."""
    page.emulate_media(reduced_motion="reduce")
    found: list[str] = page.evaluate(MOVING)
    return found


def without_edge(page: Page) -> list[str]:
    """Buttons, fields and cards that melt into the page when the reader chooses the colours."""
    page.emulate_media(forced_colors="active")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    found: list[str] = page.evaluate(WITHOUT_EDGE)
    return found
