"""Scripts of the house in a browser without a city: for algorithms that need no page."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route

SCRIPTS = Path(__file__).parents[2] / "src/sagacity/identity/cards/static/cards"
HOME = "http://localhost/"  # a secure place, which WebCrypto asks for


def page_with_scripts(browser: Browser, **options: Any) -> Page:
    """An empty page from which the scripts of the citizen card can be imported."""
    page = browser.new_context(**options).new_page()
    page.route("**/*", _serve)
    page.goto(HOME)
    return page


def _serve(route: Route) -> None:
    name = route.request.url.removeprefix(HOME)
    if not name:
        route.fulfill(body="<!doctype html><title>scripts</title>", content_type="text/html")
    elif (SCRIPTS / name).is_file():
        route.fulfill(body=(SCRIPTS / name).read_text("utf-8"), content_type="text/javascript")
    else:
        route.fulfill(status=404)
