"""Data for developers: a question is tried on the page, a key is asked for, given by two, shown once."""

from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser import looking
from tests.browser.conftest import Visit


def test_a_question_is_answered_on_the_page(visit: Visit) -> None:
    page = visit().opens("/apps/developers/")
    page.locator("main .sg-list a[href*='/types/']").first.tap()
    expect(page.locator("h1")).to_be_visible()

    page.get_by_role("button", name="答えを見る").tap()

    answer = page.locator("[data-developers-answer]")
    expect(answer).to_contain_text("200")
    expect(answer).to_contain_text(page.locator("h1").inner_text())
    assert looking.violations(page) == []


def test_a_key_is_asked_for_on_a_phone_and_shown_once(visit: Visit) -> None:
    page = visit().opens("/apps/developers/request/")
    page.locator("[name=name]").fill("みほんアプリ")
    page.locator("[name=holder]").fill("みほん株式会社")
    page.locator("[name=contact]").fill("mihon@example.jp")
    page.locator("[name=purpose]").fill("避難所の場所を読みます。")
    page.get_by_role("button", name="申し込む").tap()
    expect(page.locator("main")).to_contain_text("申込みを受けつけました")

    clerk = visit("desktop", login="koga").opens("/desk/developers/")
    clerk.get_by_role("link", name="みほんアプリ").click()
    clerk.get_by_role("button", name="承認を頼む").click()
    expect(clerk.locator("main")).to_contain_text("承認待ち")
    assert looking.violations(clerk) == []

    second = visit("desktop", login="nakamura").opens(urlsplit(clerk.url).path)
    second.get_by_role("button", name="承認する").click()
    expect(second.locator("main")).to_contain_text("受け取り待ち")

    page.reload()
    page.get_by_role("button", name="鍵を受け取る").tap()
    expect(page.locator("main")).to_contain_text("sgk_")
    assert looking.violations(page) == []
    page.goto(page.url)
    expect(page.locator("main")).not_to_contain_text("sgk_")
