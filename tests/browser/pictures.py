"""The pictures of the README, made from the running product: `python -m tests.browser.pictures`."""

import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.browser import chromium, messy
from tests.browser.addresses import A_PLACE, GARBAGE_AREA
from tests.browser.city import RunningCity, running
from tests.browser.visitor import Visitor

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
LARGEST = 150 * 1024
PHONE: Mapping[str, Any] = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 1.5}
DESK: Mapping[str, Any] = {"viewport": {"width": 1120, "height": 800}, "device_scale_factor": 1}
TOWN = "城内"


def make(folder: Path = FOLDER) -> list[Path]:
    """Start the city, live in it for a minute, and keep a picture of each main page."""
    executable = chromium.path()
    if executable is None:
        raise SystemExit("No Chromium was found: set SAGACITY_CHROMIUM to its path.")
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as data,
        chromium.opened(executable) as browser,
        running(Path(data)) as city,
    ):
        made = _of_a_resident(browser, city, folder) + _of_a_clerk(browser, city, folder)
    if large := [f"{one.name} has {one.stat().st_size:,} bytes" for one in made if _is_large(one)]:
        raise SystemExit(f"Too large for a README: {', '.join(large)}")
    return made


def _of_a_resident(browser: Browser, city: RunningCity, folder: Path) -> list[Path]:
    resident = Visitor.arrives(browser, city, "phone", **PHONE)
    page = resident.opens(f"/district/?q={TOWN}")
    page.locator(".shell-town").first.tap()
    page.wait_for_url("**/")
    page.goto(f"/apps/garbage/areas/?q={TOWN}")
    page.locator(GARBAGE_AREA).first.tap()
    expect(page.locator(".garbage-area")).to_contain_text(TOWN)
    pages: Mapping[str, Callable[[Page], object]] = {
        "home": lambda page: page.goto("/"),
        "garbage": lambda page: page.goto("/apps/garbage/"),
        "places": _map_with_its_points,
        "catalogue": lambda page: page.goto("/catalog"),
    }
    made = []
    for name, comes in pages.items():
        comes(page)
        made.append(_keep(page, folder / f"{name}.png"))
    resident.context.close()
    return made


def _map_with_its_points(page: Page) -> None:
    with page.expect_response("**/features.json*"):
        page.goto("/apps/places/")
    expect(page.locator("sg-map .sg-map__wait")).to_be_hidden()
    expect(page.locator(A_PLACE).first).to_be_visible()
    page.locator("sg-map").scroll_into_view_if_needed()


def _of_a_clerk(browser: Browser, city: RunningCity, folder: Path) -> list[Path]:
    clerk = Visitor.arrives(browser, city, "desktop", **DESK)
    page = clerk.opens("/staff/sign-in/")
    page.locator("[name=login]").fill("koga")
    page.locator("[name=password]").fill(city.passwords["koga"])
    page.locator(".sg-form button").click()
    page.wait_for_url("**/staff/")
    page.goto("/desk/data/upload/")
    page.locator("[name=tables]").set_input_files(messy.write(city.folder / "aed.csv"))
    page.locator("[name=kind]").select_option("aed")
    page.locator(".sg-form button").click()
    expect(page.locator(".sg-main")).to_contain_text("全 6行", timeout=60_000)
    # What was found matters more than the bars: the head of the page is scrolled away.
    page.locator(".sg-tabs").evaluate("tabs => tabs.scrollIntoView({ block: 'start' })")
    made = _keep(page, folder / "report.png")
    clerk.context.close()
    return [made]


def _keep(page: Page, path: Path) -> Path:
    page.evaluate("document.fonts.ready")
    page.screenshot(path=path, animations="disabled")
    return path


def _is_large(picture: Path) -> bool:
    return picture.stat().st_size > LARGEST


if __name__ == "__main__":
    for picture in make():
        sys.stdout.write(f"{picture.name} {picture.stat().st_size:,}\n")
