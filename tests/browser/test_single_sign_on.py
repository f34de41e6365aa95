"""A clerk comes in through the city's own sign-in and leaves both; a stranger reads why nothing opens."""

import re

from playwright.sync_api import Page, expect

from tests.browser import looking
from tests.browser.conftest import Visit


def _is_for_everybody(page: Page, name: str) -> None:
    looking.keep_picture(page, name)
    assert looking.violations(page) == []
    assert looking.sticks_out(page) == []


def test_a_clerk_comes_in_through_the_office_account_and_leaves_it_too(visit: Visit) -> None:
    clerk = visit("phone")
    page = clerk.opens("/staff/sign-in/?next=/staff/account/")
    _is_for_everybody(page, "staff-sign-in-sso-phone")

    page.get_by_role("link", name="庁内のアカウントでサインイン").click()
    page.locator("button.who", has_text="古賀").click()

    expect(page).to_have_url(re.compile("/staff/account/"))
    expect(page.locator("main")).to_contain_text("koga")

    page.get_by_role("button", name="サインアウト", exact=True).first.click()
    expect(page).to_have_url(re.compile("why=out"))
    expect(page.locator("main")).to_contain_text("庁内の認証サーバーからもサインアウトしました")
    _is_for_everybody(page, "staff-signed-out-sso-phone")
    assert clerk.opens("/staff/account/").url.startswith(f"{clerk.city.address}/staff/sign-in/")

    page.get_by_role("link", name="庁内のアカウントでサインイン").click()
    expect(page.locator("button.who").first).to_be_visible()  # it asks again who it is


def test_a_stranger_and_a_broken_answer_open_nothing_and_say_why(visit: Visit) -> None:
    stranger = visit("desktop")
    stranger.expects("status of 403")
    page = stranger.opens("/staff/sign-in/")
    page.get_by_role("link", name="庁内のアカウントでサインイン").click()
    page.locator("button.who", has_text="他課").click()
    expect(page.locator("main")).to_contain_text("あなたの職員IDがありません")
    _is_for_everybody(page, "staff-sso-stranger-desktop")

    clerk = visit("phone")
    clerk.expects("status of 403")
    page = clerk.opens("/staff/sign-in/")
    page.get_by_role("link", name="庁内のアカウントでサインイン").click()
    page.locator("#mischief").select_option("alg_none")
    page.locator("button.who", has_text="古賀").click()
    expect(page.locator("main")).to_contain_text("wrong_algorithm")
    _is_for_everybody(page, "staff-sso-refused-phone")
