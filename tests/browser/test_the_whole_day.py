"""A day with the city on a phone, from the first question to the settings, in every language."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import looking
from tests.browser.addresses import GARBAGE_AREA
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

LANGUAGES = ("ja", "ja-easy", "en", "zh-hans", "ko", "vi")
DAY = {
    "welcome": "/welcome/",
    "garbage": "/apps/garbage/",
    "reminders": "/apps/garbage/reminders/",
    "events": "/apps/events/",
    "events-over": "/apps/events/?when=past",
    "events-month": "/apps/events/calendar/?month=2022-03",
    "childcare": "/apps/childcare/",
    "nurseries": "/apps/childcare/nurseries/",
    "spots": "/apps/childcare/spots/",
    "inbox": "/apps/notices/",
    "archive": "/apps/notices/archive/",
    "how": "/apps/notices/how/",
    "topics": "/apps/topics/",
    "topics-choose": "/apps/topics/choose/",
    "products": "/apps/products/",
    "settings": "/settings/",
    "home": "/",
}


def _speaks(visitor: Visitor, language: str) -> None:
    visitor.context.add_cookies(
        [{"name": "sagacity_language", "value": language, "url": visitor.city.address}]
    )


def _chooses_town_and_area(visitor: Visitor) -> None:
    page = visitor.opens("/district/?q=城内")
    with page.expect_navigation():
        page.locator(".shell-town").first.tap()
    page = visitor.opens("/apps/garbage/areas/?q=城内")
    with page.expect_navigation():
        page.locator(GARBAGE_AREA).first.tap()


def _tells_of_a_child(visitor: Visitor) -> Page:
    page = visitor.opens("/apps/childcare/children/add/")
    page.locator("select[name=year]").select_option(index=1)
    page.locator("select[name=month]").select_option(index=3)
    with page.expect_navigation():
        page.locator("main form button[type=submit], main form button:not([type])").first.tap()
    expect(page.locator("main h1")).to_be_visible()
    return page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_from_the_first_question_to_the_settings(visit: Visit, language: str) -> None:
    visitor = visit()
    _speaks(visitor, language)
    _chooses_town_and_area(visitor)
    page = _tells_of_a_child(visitor)
    troubles = [f"child: {one}" for one in looking.sticks_out(page)]
    looking.keep_picture(page, f"day-{language}-child")

    for name, path in DAY.items():
        page = visitor.opens(path)
        troubles += [f"{name}: {one}" for one in looking.sticks_out(page)]
        looking.keep_picture(page, f"day-{language}-{name}")

    assert troubles == []
