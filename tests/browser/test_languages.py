"""Six languages and three sizes of letters, chosen on every page and kept on the device."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import looking
from tests.browser.conftest import Visit

LANGUAGES = {
    "ja": ("ja", "地図"),
    "ja-easy": ("ja", "ちず"),
    "en": ("en", "map"),
    "zh-hans": ("zh-Hans", "地图"),
    "ko": ("ko", "지도"),
    "vi": ("vi", "Bản đồ"),
}


def _choose(page: Page, name: str, value: str) -> None:
    page.locator(".sg-preferences > summary").click()
    page.locator(f".sg-choice[name={name}][value={value}]").click()
    page.wait_for_load_state()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_chosen_once_and_kept(visit: Visit, language: str) -> None:
    tag, word = LANGUAGES[language]
    page = visit(locale="en-US" if language == "ja" else "ja-JP").opens("/apps/places/")

    _choose(page, "language", language)

    expect(page.locator("html")).to_have_attribute("lang", tag)
    expect(page.locator("html")).to_have_attribute("data-language", language)
    expect(page.locator("h1")).to_contain_text(word, ignore_case=True)
    assert page.url.endswith("/apps/places/")
    looking.keep_picture(page, f"language-{language}-phone")
    assert looking.sticks_out(page) == []
    assert looking.violations(page) == []
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("data-language", language)


def test_the_open_choice_of_languages_is_accessible(visit: Visit) -> None:
    page = visit().opens("/apps/places/")

    page.locator(".sg-preferences > summary").click()

    expect(page.locator(".sg-choice[name=language]")).to_have_count(len(LANGUAGES))
    expect(page.locator(".sg-choice[lang=zh-Hans]")).to_be_visible()
    looking.keep_picture(page, "languages-phone")
    assert looking.violations(page) == []


@pytest.mark.parametrize(("size", "pixels"), [("normal", 16), ("large", 19), ("larger", 22)])
def test_letters_grow_and_the_page_still_fits(visit: Visit, size: str, pixels: int) -> None:
    page = visit().opens("/apps/garbage/areas/?q=町")

    _choose(page, "text_size", size)

    letters = page.locator("main p").first.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    assert letters == pytest.approx(pixels)
    assert looking.sticks_out(page) == []
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("data-text-size", size)
