"""Another city with its own pack: the same program, another town, and no trace of the first one."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import looking
from tests.browser.city import RunningCity, running
from tests.browser.visitor import Visitor

PAGES = (
    "/",
    "/district/",
    "/search/?q=公民館",
    "/apps/",
    "/apps/garbage/areas/",
    "/apps/places/",
    "/catalog",
    "/about/",
)


@pytest.fixture(scope="module")
def other_city(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCity]:
    with running(tmp_path_factory.mktemp("other_city"), city="example") as other:
        yield other


def test_the_pages_of_another_city_do_not_speak_of_the_first(
    browser: Browser, other_city: RunningCity
) -> None:
    visitor = Visitor.arrives(browser, other_city, "phone")

    for path in PAGES:
        page = visitor.opens(path)
        expect(page.locator("main h1").first).to_be_visible()
        assert "佐賀" not in page.content(), path
        assert "saga." not in page.content().lower(), path
        assert looking.violations(page) == []

    looking.keep_picture(visitor.opens("/"), "example-home-phone")
    assert visitor.troubles() == []
    visitor.context.close()
